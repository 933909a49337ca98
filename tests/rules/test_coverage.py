"""A gate that looked at nothing passes nothing, and numbers outside of claims are listed."""

from __future__ import annotations

import pytest

from mkdocs_dossiers.check import gate
from mkdocs_dossiers.check.example import DOSSIER, PROJECT, VERSION, Add, Copy, Remove, Replace
from mkdocs_dossiers.check.profile import Profile
from mkdocs_dossiers.model.problem import Problem, Severity
from tests.rules.trial import Trial

TITLE = Replace("title: Sorting and summing", "title: Sorting and summing\nsummary: >-\n  SUMMARY")


def summary(text: str) -> Replace:
    """The sound dossier with a summary, in a folded block."""
    return Replace(TITLE.old, TITLE.new.replace("SUMMARY", text))


def listed(problems: tuple[Problem, ...]) -> list[str]:
    """The numbers that no claim backs."""
    return [
        problem.message.removeprefix("No claim has the number ").rstrip(".")
        for problem in problems
        if problem.rule == "coverage/prose"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Sorting takes 5 µs, at the 99th percentile or the median.",
        "Sorting takes 3.9 µs.",
        "It takes 0.005 ms at most.",
        "Summing takes 3x as long; in this run it took 4.1x as long.",
        "Ran on Python 3.11 under x86-64 with 16 threads on 2026-11-21.",
        "Each series ran for 20 seconds after a warm-up of 5 s.",
        "A hundred numbers, 64 MiB of memory, 10,000 rounds.",
        "One 10-second run; a 30 s pause between two runs.",
    ],
)
def test_prose_that_claims_nothing_of_its_own(trial: Trial, text: str) -> None:
    assert listed(trial(summary(text)).problems) == []


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Sorting takes 7 µs.", ["7 µs"]),
        ("Sorting is 40x faster than before.", ["40x"]),
        ("Forty times faster, with 99.99 % fewer misses.", ["Forty times", "99.99 %"]),
        ("It serves 10,000 requests per second at 2 GB/s.", ["10,000 requests per second", "2 GB/s"]),
        ("Sorting takes 5 µs, which is half the time.", ["half"]),
    ],
)
def test_prose_that_claims_more(trial: Trial, text: str, numbers: list[str]) -> None:
    report = trial(summary(text))
    assert listed(report.problems) == numbers
    assert {problem.severity for problem in report.problems} == {Severity.INFO}
    assert report.ok(strict=True)
    lines = (trial.root / DOSSIER).read_text().splitlines()
    for problem, number in zip(report.problems, numbers, strict=True):
        assert lines[problem.line - 1][problem.column - 1 :].startswith(number)


def test_an_audit_asks_for_it(trial: Trial) -> None:
    trial(summary("Sorting takes 7 µs."))
    report = trial.again(Profile.AUDIT)
    assert ("coverage/prose", Severity.WARNING) in {(one.rule, one.severity) for one in report.problems}


def test_the_note_of_a_dataset_is_prose(trial: Trial) -> None:
    report = trial(Replace("load: closed", "load: closed\n    note: Unloaded, sorting takes 1 µs."))
    assert listed(report.problems) == ["1 µs"]


def test_what_a_project_says_may_be_backed_by_any_version(trial: Trial) -> None:
    said = Replace("summary: Sorting and summing lists of numbers.", "summary: Sorts in 5 µs.", PROJECT)
    assert listed(trial(said).problems) == []
    other = Replace(said.old, "summary: Sorts in 1 µs.", PROJECT)
    report = trial(other)
    assert listed(report.problems) == ["1 µs"]
    assert report.problems[0].path == PROJECT


def test_a_project_is_looked_at_once(trial: Trial) -> None:
    later = f"{VERSION[:-3]}2.0"
    report = trial(
        Replace("summary: Sorting and summing lists of numbers.", "summary: Sorts in 1 µs.", PROJECT),
        Copy(VERSION, later),
        Replace('version: "1.0"', 'version: "2.0"', f"{later}/dossier.yaml"),
    )
    assert listed(report.problems) == ["1 µs"]


def test_a_step_without_minutes_is_named(trial: Trial) -> None:
    report = trial(Replace(", minutes: 1}", "}"))
    (problem,) = report.problems
    assert (problem.rule, problem.severity) == ("coverage/reproducible", Severity.INFO)
    assert "data/tool.json" in problem.message
    line = (trial.root / DOSSIER).read_text().splitlines()[problem.line - 1]
    assert "gives: data/tool.json" in line


def test_no_dossier_is_a_failure(trial: Trial) -> None:
    report = trial(Remove(VERSION))
    assert [problem.rule for problem in report.problems] == ["coverage/no-claims"]
    assert not report.ok()


def test_no_project_is_a_failure(trial: Trial) -> None:
    report = trial(Remove(PROJECT), Remove(VERSION), Add("dossiers/.keep", ""))
    assert not report.ok()


def test_no_rule_is_a_failure(trial: Trial, monkeypatch: pytest.MonkeyPatch) -> None:
    trial.write()
    monkeypatch.setattr(gate, "duties", lambda: ())
    report = trial.again()
    assert report.rules_ran == 0
    assert report.problems == ()
    assert not report.ok()
