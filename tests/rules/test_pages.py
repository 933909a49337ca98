"""The catalogue on the site: made from the rules themselves, and waivers where readers meet what they excuse."""

from __future__ import annotations

import html
import re

import pytest

from mkdocs_dossiers.check.example import Replace, with_waiver
from mkdocs_dossiers.check.gate import Report
from mkdocs_dossiers.check.rule import Rule, rules
from mkdocs_dossiers.check.sources import topics
from mkdocs_dossiers.pages.address import Addresses
from mkdocs_dossiers.pages.pair import sides
from mkdocs_dossiers.pages.site import build_site
from mkdocs_dossiers.pages.view import View
from tests.rules.trial import Trial

RULES = [rule for rule, _ in rules()]


def pages(report: Report, drafts: bool = False) -> dict[str, str]:
    """Every page as text, by address: tags left out."""
    site = build_site(View(report, Addresses(), drafts), "Dossiers")
    return {page.address: html.unescape(re.sub(r"<[^>]*>", "", page.markdown)) for page in site.pages}


@pytest.fixture
def sound(trial: Trial) -> dict[str, str]:
    return pages(trial())


def test_every_rule_has_its_page(sound: dict[str, str]) -> None:
    for rule in RULES:
        text = sound[f"gate/rules/{rule.slug}.md"]
        for said in (rule.code, rule.asks, rule.because, rule.fix, "## Refused", "## Passes"):
            assert said in text
        assert ("It cannot be waived" in text) != rule.can_be_waived


@pytest.mark.parametrize("rule", RULES, ids=[rule.slug for rule in RULES])
def test_both_examples_are_shown(rule: Rule) -> None:
    red, green = sides(rule.example)
    shown = [excerpt.text for side in (red, green) for excerpt in side.excerpts]
    assert any(shown) or red.notes or rule.example.only
    assert all(text.count("\n") < 40 for text in shown)
    assert red != green or rule.example.only


def test_the_gate_lists_every_rule_with_what_it_weighs(sound: dict[str, str]) -> None:
    lines = sound["gate.md"].splitlines()
    for rule in RULES:
        (line,) = (line for line in lines if line.startswith(f"| {rule.code} |"))
        severities = (rule.severities.draft, rule.severities.publish, rule.severities.audit)
        assert " | ".join(severity.value for severity in severities) in line
        assert f"gate/rules/{rule.slug}.md" in line
        assert re.search(r"\| \d+ \| 0 \|$", line)


def test_findings_link_to_their_rule(trial: Trial) -> None:
    text = pages(trial(Replace("holds: <= 5 us", "holds: <= 3 us")))["gate.md"]
    assert "[verdict/refuted](gate/rules/verdict/refuted.md)" in text
    assert re.search(r"\| V01 .*\| 1 \|\n", text)


def test_every_line_of_the_list_is_shown_with_its_end(sound: dict[str, str]) -> None:
    text = sound["gate/sources.md"]
    for topic in topics():
        assert f"## {topic.title}" in text
        for line in topic.lines:
            (row,) = (row for row in text.splitlines() if row.startswith(f"| {line.id} |"))
            assert line.asks in row
            assert all(f"(rules/{rule.slug}.md)" in row for rule in line.rules)
            assert line.rules or line.why in row


class TestWaivers:
    def test_it_is_shown_wherever_it_matters(self, trial: Trial) -> None:
        shown = pages(trial(*with_waiver()))
        for address in ("gate.md", "demo/1.0/index.md", "demo/1.0/claims/sort-median.md"):
            for said in ("Grace Reviewer", "2027-02-28", "The machine was set up by hand", "evidence/recipe"):
                assert said in shown[address], address

    def test_a_claim_shows_only_its_own(self, trial: Trial) -> None:
        edits = (
            Replace("says: Sorting takes at most 5 µs at the median.", "says: Sorting is quick."),
            *with_waiver("demo@1.0#tool", "demo@1.0/sum-ratio"),
        )
        report = trial(*edits)
        assert "Grace Reviewer" not in pages(report)["demo/1.0/index.md"].partition("## Waived")[0]
        assert "demo/1.0/claims/sort-median.md" not in pages(report)

    def test_nothing_is_said_where_there_is_none(self, sound: dict[str, str]) -> None:
        assert not any("Waived" in text for address, text in sound.items() if address.startswith("demo/"))

    def test_one_that_does_not_hold_is_not_shown(self, trial: Trial) -> None:
        shown = pages(trial(*with_waiver("Grace Reviewer", "Ada Author")))
        assert "What was waived" not in shown["gate.md"]

    def test_its_text_is_text(self, trial: Trial) -> None:
        hostile = '"<script>alert(1)</script> [x](javascript:1) {{ 7 * 7 }} `x` | **x**"'
        report = trial(*with_waiver("Grace Reviewer", hostile))
        assert [waiver.approver for waiver in report.waivers] == [hostile.strip('"')]
        for page in build_site(View(report, Addresses()), "Dossiers").pages:
            assert "<script>alert" not in page.markdown
            assert "](javascript" not in page.markdown
            assert "{{ 7" not in page.markdown
