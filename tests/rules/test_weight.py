"""What a finding weighs: profiles, rulesets and waivers, and that none of them is a switch."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import date

import pytest

from mkdocs_dossiers.check import rule as rule_module
from mkdocs_dossiers.check import ruleset
from mkdocs_dossiers.check.example import (
    WAIVER,
    Add,
    Example,
    Replace,
    Uncommitted,
    with_waiver,
)
from mkdocs_dossiers.check.profile import ERROR, Profile
from mkdocs_dossiers.check.rule import Context, Duty, Rule, Stage, dossier_scope, rules
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem, Severity
from tests.gates import run_gate
from tests.rules.trial import Trial, found
from tests.workspace import Example as Workspace

NO_STEP = Replace(", gives: data/tool.json", "")
DRAFT = Replace("status: published", "status: draft")
REFUTED = (Replace("at most 5 µs", "at most 3 µs"), Replace("holds: <= 5 us", "holds: <= 3 us"))


class TestProfiles:
    @pytest.mark.parametrize(
        ("profile", "severity"),
        [(Profile.DRAFT, Severity.INFO), (Profile.PUBLISH, Severity.ERROR), (Profile.AUDIT, Severity.ERROR)],
    )
    def test_the_profile_of_the_run_counts(self, trial: Trial, profile: Profile, severity: Severity) -> None:
        assert found(trial(*REFUTED, profile=profile)) == [("verdict/refuted", severity)]

    def test_a_draft_is_judged_as_one(self, trial: Trial) -> None:
        assert found(trial(*REFUTED, DRAFT)) == [("verdict/refuted", Severity.INFO)]

    def test_unless_it_is_audited(self, trial: Trial) -> None:
        report = trial(*REFUTED, DRAFT, profile=Profile.AUDIT)
        assert found(report) == [("verdict/refuted", Severity.ERROR)]
        assert not report.ok()

    def test_the_report_says_which(self, trial: Trial) -> None:
        assert trial(profile=Profile.AUDIT).profile is Profile.AUDIT


class TestWaivers:
    def test_a_waived_finding_is_said_and_does_not_fail(self, trial: Trial) -> None:
        report = trial(*with_waiver())
        (problem,) = report.problems
        assert (problem.rule, problem.severity, problem.excuse) == (
            "evidence/recipe",
            Severity.INFO,
            "waived",
        )
        for word in ("Grace Reviewer", "2027-02-28", "set up by hand", WAIVER):
            assert word in problem.message
        assert report.ok(strict=True)
        assert len(report.judgements) == 2
        assert [waiver.name for waiver in report.waivers] == ["recipe-follows"]

    def test_without_it_the_claims_are_rejected(self, trial: Trial) -> None:
        report = trial(NO_STEP)
        assert ("evidence/recipe", Severity.ERROR) in found(report)
        assert not report.judgements

    @pytest.mark.parametrize(
        ("old", "new", "rule"),
        [
            ("Grace Reviewer", "Ada Author", "waiver/approver"),
            ("Grace Reviewer", "  aDA   AUTHOR ", "waiver/approver"),
            ("Grace Reviewer", "Ａda Author", "waiver/approver"),
            ("Grace Reviewer", '" "', "shape/waiver"),
            ("2027-02-28", "2026-11-20", "waiver/term"),
            ("2027-02-28", "2027-11-23", "waiver/term"),
            ("2027-02-28", "2027-02-30", "waiver/term"),
            ("2027-02-28", "never", "shape/waiver"),
            ("date: 2026-11-21", "date: 2026-11-22", "waiver/term"),
            ("evidence/recipe", "evidence/recipes", "waiver/rule"),
            ("evidence/recipe", "evidence/sha256", "waiver/rule"),
            ("evidence/recipe", "verdict/refuted", "waiver/rule"),
            ("evidence/recipe", "waiver/unused", "waiver/rule"),
            ("evidence/recipe", "shape/schema", "waiver/rule"),
            ("evidence/recipe", "'*'", "shape/waiver"),
            ("demo@1.0#tool", "demo@1.1#tool", "waiver/object"),
            ("demo@1.0#tool", "other@1.0#tool", "waiver/object"),
            ("demo@1.0#tool", "demo@1.0/tool", "waiver/object"),
            ("demo@1.0#tool", "demo", "shape/waiver"),
            ("schema: 1", "schema: 2", "shape/waiver"),
            ("schema: 1", "schema: 1\nforever: true", "shape/unknown-key"),
            ("reason:", "reasons:", "shape/unknown-key"),
        ],
    )
    def test_a_faulty_waiver_waives_nothing(self, trial: Trial, old: str, new: str, rule: str) -> None:
        report = trial(*with_waiver(old, new))
        assert (rule, Severity.ERROR) in found(report)
        assert ("evidence/recipe", Severity.ERROR) in found(report)
        assert not report.judgements
        assert report.waivers == ()
        assert not report.ok()

    def test_it_holds_on_its_last_day_and_not_after(self, trial: Trial) -> None:
        assert trial(*with_waiver(), today=date(2027, 2, 28)).ok(strict=True)
        report = trial(*with_waiver(), today=date(2027, 3, 1))
        assert ("waiver/expired", Severity.ERROR) in found(report)
        assert ("evidence/recipe", Severity.ERROR) in found(report)

    def test_a_dossier_without_authors_cannot_be_waived(self, trial: Trial) -> None:
        report = trial(Replace("authors: [Ada Author]\n", ""), *with_waiver())
        assert ("waiver/approver", Severity.ERROR) in found(report)
        assert ("evidence/recipe", Severity.ERROR) in found(report)

    def test_a_waiver_for_the_dossier_covers_no_dataset(self, trial: Trial) -> None:
        report = trial(*with_waiver("demo@1.0#tool", "demo@1.0"))
        assert ("evidence/recipe", Severity.ERROR) in found(report)
        (unused,) = (problem for problem in report.problems if problem.rule == "waiver/unused")
        assert "demo@1.0#tool" in unused.fix

    def test_one_that_is_not_needed_is_a_warning(self, trial: Trial) -> None:
        report = trial(*with_waiver()[1:])
        assert found(report) == [("waiver/unused", Severity.WARNING)]

    def test_nothing_is_said_of_what_was_not_looked_at(self, trial: Trial) -> None:
        assert found(trial(*with_waiver()[1:], only="demo@1.0/sort-median")) == []

    def test_one_of_another_dossier_covers_nothing_here(self, trial: Trial) -> None:
        text = with_waiver()[1]
        assert isinstance(text, Add)
        elsewhere = dataclasses.replace(text, file="dossiers/other/waivers/recipe-follows.yaml")
        assert ("evidence/recipe", Severity.ERROR) in found(trial(NO_STEP, elsewhere))

    @pytest.mark.parametrize("name", ["recipe.yml", "Recipe.yaml", "recipe follows.yaml", "recipe"])
    def test_a_file_of_another_name_is_refused(self, trial: Trial, name: str) -> None:
        text = with_waiver()[1]
        assert isinstance(text, Add)
        report = trial(NO_STEP, dataclasses.replace(text, file=f"dossiers/demo/waivers/{name}"))
        assert ("shape/folder", Severity.ERROR) in found(report)
        assert ("evidence/recipe", Severity.ERROR) in found(report)

    def test_what_nobody_may_waive(self) -> None:
        closed = {rule.slug for rule, _ in rules() if not rule.can_be_waived}
        for rule, _ in rules():
            if rule.family.name in ("shape", "integrity", "waiver", "coverage"):
                assert rule.slug in closed
        assert closed >= {"evidence/sha256", "verdict/refuted", "history/ruleset"}
        assert "evidence/recipe" not in closed

    def test_it_lies_in_the_folder_and_is_no_version(self, trial: Trial) -> None:
        assert [str(dossier.reference) for dossier in trial(*with_waiver()).workspace.dossiers] == [
            "demo@1.0"
        ]


class TestRulesets:
    @pytest.fixture
    def future(self, monkeypatch: pytest.MonkeyPatch) -> Rule:
        """A rule that came with ruleset 2, on the last day of 2026, and refuses every dossier."""
        rule = Rule(
            code="Z99",
            slug="wording/made-up",
            stage=Stage.DECLARED,
            severities=ERROR,
            because="It is made up.",
            fix="There is no way.",
            example=Example(red=(Uncommitted(NO_STEP),)),
            since=2,
        )

        def check(dossier: Dossier, _: Context) -> Iterator[Problem]:
            yield rule.problem(
                dossier.document, dossier.document.at("title"), "No.", "No.", dossier_scope(dossier)
            )

        duties = (*rule_module.duties(), Duty(rule, rule.stage, check, "Nothing."))
        for module in ("rule", "gate"):
            monkeypatch.setattr(f"mkdocs_dossiers.check.{module}.duties", lambda: duties)
            monkeypatch.setattr(
                f"mkdocs_dossiers.check.{module}.rules",
                lambda: tuple((duty.rule, duty.check) for duty in duties),
            )
        monkeypatch.setattr(
            "mkdocs_dossiers.check.rule.RULESETS", {1: date(2026, 11, 21), 2: date(2026, 12, 31)}
        )
        return rule

    def test_an_old_dossier_is_told_and_does_not_fail(self, trial: Trial, future: Rule) -> None:
        report = trial()
        (problem,) = report.problems
        assert (problem.rule, problem.severity, problem.excuse) == (future.slug, Severity.INFO, "ruleset")
        assert "would fail today" in problem.message
        assert len(report.judgements) == 2
        assert report.ok(strict=True)

    def test_one_that_follows_the_new_rules_fails(self, trial: Trial, future: Rule) -> None:
        report = trial(Replace("schema: 1\n", "schema: 1\nrules: 2\n"))
        assert (future.slug, Severity.ERROR) in found(report)
        assert not report.judgements

    def test_a_new_dossier_may_not_choose_the_old_rules(self, trial: Trial, future: Rule) -> None:
        report = trial(Replace("date: 2026-11-21", "date: 2027-01-01"), today=date(2027, 1, 1))
        assert ("history/ruleset", Severity.ERROR) in found(report)
        assert not report.ok()

    def test_on_the_day_itself_it_may(self, trial: Trial, future: Rule) -> None:
        report = trial(Replace("date: 2026-11-21", "date: 2026-12-31"), today=date(2027, 1, 1))
        assert "history/ruleset" not in {rule for rule, _ in found(report)}

    @pytest.mark.parametrize("number", ["0", "-1", "1.5", '"1"', "true", "[1]", "null"])
    def test_what_is_no_number_of_a_ruleset(self, trial: Trial, number: str) -> None:
        report = trial(Replace("schema: 1\n", f"schema: 1\nrules: {number}\n"))
        assert ("shape/schema", Severity.ERROR) in found(report)

    def test_the_least_is_the_newest_that_was_out_before(self) -> None:
        out = {1: date(2026, 1, 1), 2: date(2026, 6, 1), 3: date(2027, 1, 1)}
        days = [date(2025, 1, 1), date(2026, 6, 1), date(2026, 6, 2), date(2028, 1, 1)]
        assert [ruleset.least(day, out) for day in days] == [1, 1, 2, 3]


class TestRan:
    def test_every_rule_says_how_often_it_looked_and_found(self, pristine: Workspace) -> None:
        report = run_gate(pristine.root)
        assert set(report.ran) == {rule.slug for rule, _ in rules()}
        assert report.rules_ran == len(report.ran)
        assert (report.ran["evidence/command"].times, report.ran["evidence/command"].findings) == (3, 0)

    def test_findings_are_counted(self, trial: Trial) -> None:
        assert trial(*REFUTED).ran["verdict/refuted"].findings == 1
