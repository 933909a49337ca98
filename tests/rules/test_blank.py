"""Placeholders are refused wherever something must be known."""

from __future__ import annotations

import pytest

from mkdocs_dossiers.check.example import PROJECT, Replace
from mkdocs_dossiers.check.rules.evidence_blank import blank
from mkdocs_dossiers.model.problem import Severity
from tests.rules.trial import Trial, failing, found

SAYS = Replace("says: Sorting takes at most 5 µs at the median.", "says: TODO")


@pytest.mark.parametrize(
    "text",
    [
        " ",
        "",
        "-",
        "...",
        "?",
        "N/A",
        "n/a.",
        "NA",
        "TBD",
        "t.b.d.",
        "(tbd)",
        "To be defined",
        "TODO",
        "<todo>",
        "xxx",
        "XX",
        "unknown",
        "Unknown!",
        "none",
        "NULL",
        "Lorem ipsum dolor sit amet",
        "not available",
        "change me",
        "ＴＢＤ",
        "\u3000",
        "_",
        "\xa0",
    ],
)
def test_what_says_nothing(text: str) -> None:
    assert blank(text)


@pytest.mark.parametrize(
    "text",
    [
        "x",
        "make",
        "pytest bench.py",
        "None of the clients waits.",
        "5",
        "unknown-host.sh --run",
        "測定",
        "NAS",
        "R",
        "Nation",
        "todo-app bench",
        "Änderung",
        "nullify",
    ],
)
def test_what_says_something(text: str) -> None:
    assert not blank(text)


@pytest.mark.parametrize(
    ("old", "new", "file", "gone"),
    [
        ("title: Sorting and summing", 'title: " "', None, 2),
        ("authors: [Ada Author]", "authors: [N/A]", None, 2),
        ("does: Measure, run", "does: TBD, run", None, 2),
        ("run: git checkout <commit>", 'run: "..."', None, 2),
        ("needs: [Linux x86-64, Python 3.11+]", "needs: [unknown]", None, 2),
        (
            "command: pytest bench.py --benchmark-json tool.json --benchmark-save-data",
            "command: '?'",
            None,
            2,
        ),
        ("tool: pytest-benchmark 5.3.1", "tool: none", None, 2),
        ("says: Sorting takes at most 5 µs at the median.", "says: Lorem ipsum", None, 1),
        ("owner: The demo team", "owner: tba", PROJECT, 2),
        ("summary: Sorting and summing lists of numbers.", "summary: '-'", PROJECT, 2),
    ],
)
def test_where_it_counts(trial: Trial, old: str, new: str, file: str | None, gone: int) -> None:
    report = trial(Replace(old, new, file) if file else Replace(old, new))
    also = {"evidence/checkout"} if "checkout" in old else set()
    assert failing(report) == {"evidence/blank", *also}
    (problem,) = (problem for problem in report.problems if problem.rule == "evidence/blank")
    assert problem.line > 1
    assert len(report.judgements) == 2 - gone


def test_a_draft_may_leave_it_open(trial: Trial) -> None:
    report = trial(SAYS, Replace("status: published", "status: draft"))
    assert found(report) == [("evidence/blank", Severity.INFO)]


def test_a_waiver_may_not(trial: Trial) -> None:
    from mkdocs_dossiers.check.example import with_waiver

    report = trial(*with_waiver("Grace Reviewer", "TBD"))
    assert failing(report) == {"evidence/blank", "evidence/recipe"}
