"""Every rule refuses its red example by its own name, and has nothing against the green twin."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from mkdocs_dossiers.check.example import Example
from mkdocs_dossiers.check.families import FAMILIES
from mkdocs_dossiers.check.gate import rejected_claims
from mkdocs_dossiers.check.profile import INFO
from mkdocs_dossiers.check.rule import Rule, duties, rules
from mkdocs_dossiers.model.problem import Severity
from tests.gates import run_gate
from tests.rules.examples import gate_of, write_example

GOLDEN = Path(__file__).parent / "golden" / "codes.txt"
RULES = [rule for rule, _ in rules()]
BY_SLUG = pytest.mark.parametrize("rule", RULES, ids=[rule.slug for rule in RULES])


@BY_SLUG
def test_the_red_example_is_refused_by_the_rule(base: Path, tmp_path: Path, rule: Rule) -> None:
    write_example(base, tmp_path / "red", rule.example.red)
    report = gate_of(tmp_path / "red", rule.example)
    found = [problem for problem in report.problems if problem.rule == rule.slug]
    assert found, f"found instead: {sorted({problem.rule for problem in report.problems})}"
    severity = rule.severities.of(rule.example.profile)
    assert {problem.severity for problem in found} == {severity}
    assert report.ok() == (severity is not Severity.ERROR and not others(report, rule))
    for problem in found:
        assert problem.message.endswith((".", "…"))
        assert problem.fix.strip()


def others(report: object, rule: Rule) -> bool:
    """Whether other rules fail the red example too."""
    problems = report.problems  # type: ignore[attr-defined]
    return any(problem.severity is Severity.ERROR and problem.rule != rule.slug for problem in problems)


@BY_SLUG
def test_its_green_twin_passes(base: Path, tmp_path: Path, rule: Rule) -> None:
    write_example(base, tmp_path / "green", rule.example.green)
    twin = Example((), profile=rule.example.profile, today=rule.example.today)
    report = gate_of(tmp_path / "green", twin)
    assert [problem for problem in report.problems if problem.severity is not Severity.INFO] == []
    assert [problem for problem in report.problems if problem.rule == rule.slug and not problem.excuse] == []
    assert report.ok(strict=True)


def test_the_sound_dossier_has_no_finding_at_all(base: Path, tmp_path: Path) -> None:
    write_example(base, tmp_path / "sound", ())
    assert run_gate(tmp_path / "sound").problems == ()


def test_red_and_green_differ() -> None:
    for rule in RULES:
        assert rule.example.red != rule.example.green or rule.example.only, rule.slug


def test_codes_and_slugs_never_change_their_meaning() -> None:
    """Other programs, waivers and links know rules by these. Add lines; never change or reuse one."""
    golden = GOLDEN.read_text().splitlines()
    assert sorted(golden) == golden
    assert [f"{rule.code} {rule.slug}" for rule in RULES] == golden


def test_no_code_and_no_slug_is_used_twice() -> None:
    modules = [duty.rule for duty in duties()]
    assert len({id(rule) for rule in modules}) == len({rule.slug for rule in modules}) == len(RULES)
    assert len({rule.code for rule in RULES}) == len(RULES)


@BY_SLUG
def test_the_code_is_of_the_family(rule: Rule) -> None:
    family, _, name = rule.slug.partition("/")
    assert rule.code[0] == FAMILIES[family].letter
    assert rule.code[1:].isdigit()
    assert len(rule.code) == 3
    assert name


@BY_SLUG
def test_the_rule_says_why_and_how_to_mend_it(rule: Rule) -> None:
    for sentence in (rule.because, rule.fix):
        assert sentence.endswith(".")
        assert sentence == " ".join(sentence.split())
    assert rule.asks.endswith(".")
    assert "\n" not in rule.asks
    assert rule.sources
    assert rule.since >= 1


@BY_SLUG
def test_an_audit_is_never_milder(rule: Rule) -> None:
    weights = [Severity.INFO, Severity.WARNING, Severity.ERROR]
    draft, publish, audit = (
        weights.index(severity)
        for severity in (rule.severities.draft, rule.severities.publish, rule.severities.audit)
    )
    assert draft <= publish <= audit


def test_letters_of_families_are_their_own() -> None:
    letters = [family.letter for family in FAMILIES.values()]
    assert len(set(letters)) == len(letters)


WAIVABLE = [rule for rule in RULES if rule.can_be_waived]


@pytest.mark.parametrize("rule", WAIVABLE, ids=[rule.slug for rule in WAIVABLE])
def test_what_may_be_waived_loses_no_claim(
    base: Path, tmp_path: Path, rule: Rule, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A finding that keeps a claim from being computed may not be waived: nobody would see the claim go."""
    write_example(base, tmp_path / "red", rule.example.red)
    milder = tuple(
        (replace(known, severities=INFO) if known is rule else known, check) for known, check in rules()
    )
    monkeypatch.setattr("mkdocs_dossiers.check.gate.rules", lambda: milder)
    report = gate_of(tmp_path / "red", rule.example)
    for dossier in report.workspace.dossiers:
        judged = {reference.claim for reference in report.judgements if dossier.reference.covers(reference)}
        rejected = set(rejected_claims(dossier, report.problems))
        assert set(dossier.document.section("claims")) <= judged | rejected
