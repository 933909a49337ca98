"""Reproductions: checked like any evidence, measured, judged, and no danger to the dossier they measure again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mkdocs_dossiers.check.gate import Report
from mkdocs_dossiers.model.problem import Problem, Severity
from mkdocs_dossiers.model.reference import Reference
from mkdocs_dossiers.model.reproduction import Outcome
from mkdocs_dossiers.pages.address import Addresses
from mkdocs_dossiers.pages.view import ClaimRow, View
from tests.workspace import Example, git, run_gate, write_reproduction

PLACE = "dossiers/demo/1.0/reproductions/2026-11-21-platform-team"
FAST = Reference("demo", "1.0", "fast-p95")


def document(workspace: Example) -> Path:
    return workspace.root / PLACE / "reproduction.yaml"


def found(report: Report) -> list[Problem]:
    """What fails because of the reproduction."""
    return [problem for problem in report.problems if problem.severity is Severity.ERROR]


def outcomes(report: Report) -> dict[str, str]:
    return {
        reference.claim or "": entry.word
        for reference, entries in report.remeasured.items()
        for entry in entries
    }


def test_claims_are_judged_on_the_other_partys_data(workspace: Example) -> None:
    report = run_gate(workspace.root)
    assert found(report) == []
    assert outcomes(report) == dict.fromkeys(
        ("fast-p95", "fast-rate", "fast-within", "speedup"), "reproduced"
    )  # sort-median rests on a dataset that was not measured again
    (entry,) = report.remeasured[FAST]
    assert entry.judgement is not None
    theirs, ours = entry.judgement.measurement, report.judgements[FAST].measurement
    assert (theirs.n, theirs.unit) == (ours.n, ours.unit)
    assert theirs.value != ours.value
    assert f"{PLACE}/data/load.csv" in theirs.sql


def test_what_the_gate_counts_and_says_is_of_dossiers_only(workspace: Example) -> None:
    report = run_gate(workspace.root)
    assert report.counts == {"projects": 1, "dossiers": 3, "claims": 15, "datasets": 6}
    assert len(report.judgements) == 15


def test_a_slower_machine_does_not_hold_the_claim_up(workspace: Example) -> None:
    write_reproduction(workspace.root, "1.1", workspace.commit, scale=1.0, seed=5)
    slow = write_reproduction(workspace.root, "1.2", workspace.commit, scale=3.0)
    git(workspace.root, "add", "--force", ".")
    report = run_gate(workspace.root)
    assert found(report) == []
    (entry,) = report.remeasured[Reference("demo", "1.2", "fast-p95")]
    assert (entry.outcome, entry.word) == (Outcome.FELL, "not reproduced")
    assert entry.judgement is not None
    assert entry.judgement.measurement.value == pytest.approx(37, abs=8)
    (ratio,) = report.remeasured[Reference("demo", "1.2", "speedup")]
    assert ratio.word == "reproduced"
    assert slow.is_dir()


def test_a_limit_that_was_missed_is_reproduced_by_missing_it(workspace: Example) -> None:
    workspace.replace("at most 20 ms at the 95th", "at most 1 ms at the 95th")
    workspace.replace("    holds: <= 20 ms\n", "    holds: <= 1 ms\n    missed: It was set too low.\n")
    (entry,) = run_gate(workspace.root).remeasured[FAST]
    assert (entry.outcome, entry.word) == (Outcome.HELD, "reproduced")
    assert entry.reason.endswith("The dossier says that the limit was missed.")
    workspace.replace("at most 1 ms at the 95th", "at most 90 ms at the 95th")
    workspace.replace("    holds: <= 1 ms\n", "    holds: <= 90 ms\n")
    (entry,) = run_gate(workspace.root).remeasured[FAST]
    assert (entry.outcome, entry.word) == (Outcome.FELL, "not reproduced")


def test_too_few_samples_cannot_tell(workspace: Example) -> None:
    file = workspace.root / PLACE / "data/load.csv"
    old = file.read_bytes()
    file.write_bytes(b"\n".join(old.split(b"\n")[:21]) + b"\n")
    change_hash(workspace, old)
    assert outcomes(run_gate(workspace.root))["fast-p95"] == "cannot tell"


def change_hash(workspace: Example, old: bytes) -> None:
    import hashlib

    file = workspace.root / PLACE / "data/load.csv"
    workspace.replace(
        hashlib.sha256(old).hexdigest(), hashlib.sha256(file.read_bytes()).hexdigest(), document(workspace)
    )


def test_a_series_that_is_missing_cannot_tell_and_says_why(workspace: Example) -> None:
    file = workspace.root / PLACE / "data/load.csv"
    old = file.read_bytes()
    file.write_bytes(old.replace(b"fast,", b"quick,"))
    change_hash(workspace, old)
    report = run_gate(workspace.root)
    (entry,) = report.remeasured[FAST]
    assert (entry.word, entry.judgement) == ("cannot tell", None)
    assert "fast" in entry.reason


@pytest.mark.parametrize(
    ("old", "new", "rule", "claims"),
    [
        ("file: data/load.csv", "file: data/other.csv", "evidence/raw-file", 0),
        ("environment: other", "environment: nowhere", "evidence/environment", 0),
        ("of: demo@1.0", "of: demo@1.1", "shape/reproduction", 0),
        ("level: reproduced", "level: believed", "shape/reproduction", 0),
        ("  load:\n", "  unheard:\n", "shape/reproduction", 0),
        ("command: load --output load.csv\n", "command: TODO\n", "evidence/blank", 0),
    ],
)
def test_findings_are_located_and_take_only_the_reproduction_down(
    workspace: Example, old: str, new: str, rule: str, claims: int
) -> None:
    workspace.replace(old, new, document(workspace))
    report = run_gate(workspace.root)
    problems = found(report)
    assert rule in {problem.rule for problem in problems}
    assert {problem.path.startswith(PLACE) for problem in problems} == {True}
    assert all(problem.line > 1 for problem in problems if problem.rule == rule)
    assert len(report.remeasured) == claims
    assert len(report.judgements) == 15


def test_a_changed_byte_is_noticed(workspace: Example) -> None:
    file = workspace.root / PLACE / "data/load.csv"
    file.write_bytes(file.read_bytes().replace(b"0.01", b"0.02", 1))
    report = run_gate(workspace.root)
    assert "integrity/sha256" in {problem.rule for problem in found(report)}
    assert report.remeasured == {}
    assert len(report.judgements) == 15


def test_a_commit_that_is_not_there_is_noticed(workspace: Example) -> None:
    file = document(workspace)
    file.write_text(file.read_text().replace(workspace.commit, "0123456789abcdef" * 2 + "01234567"))
    report = run_gate(workspace.root)
    assert {problem.rule for problem in found(report)} == {"commit/known"}
    assert report.remeasured == {}


def test_the_originals_own_file_reproduces_nothing(workspace: Example) -> None:
    ours = workspace.root / "dossiers/demo/1.0/data/load.csv"
    theirs = workspace.root / PLACE / "data/load.csv"
    old = theirs.read_bytes()
    theirs.write_bytes(ours.read_bytes())
    change_hash(workspace, old)
    report = run_gate(workspace.root)
    assert any("nothing was measured again" in problem.message for problem in found(report))
    assert report.remeasured == {}


def test_authors_only_repeat(workspace: Example) -> None:
    workspace.replace("by: [Platform team]", "by: [Grace  Author]", document(workspace))
    workspace.replace("title: Version 1.0\n", "title: Version 1.0\nauthors: [grace author, Other]\n")
    report = run_gate(workspace.root)
    view = View(report, Addresses())
    dossier = report.dossier(FAST)
    row = ClaimRow(dossier, dossier.claims["fast-p95"], report.judgements[FAST])
    assert outcomes(report)["fast-p95"] == "repeated"
    assert view.reproduced(row) is None
    assert view.confirmed(row) == 0
    assert view.reproductions(dossier)


def test_a_draft_measured_again_is_not_on_the_gates_page(workspace: Example) -> None:
    from mkdocs_dossiers.pages.kinds.gate import gate

    folder = write_reproduction(workspace.root, "1.2", workspace.commit)
    (folder / "data/more.csv").write_text("a\n1\n")
    git(workspace.root, "add", "--force", ".")
    report = run_gate(workspace.root)
    assert any(problem.rule == "evidence/undeclared" for problem in report.problems)
    assert "more.csv" not in gate(View(report, Addresses())).markdown
    assert "more.csv" in gate(View(report, Addresses(), drafts=True)).markdown


def test_only_what_is_asked_for_is_measured(workspace: Example) -> None:
    report = run_gate(workspace.root, only=[FAST])
    assert list(report.remeasured) == [FAST]
    assert run_gate(workspace.root, only=[Reference("demo", "1.1")]).remeasured == {}


def test_a_folder_that_is_no_reproduction(workspace: Example) -> None:
    (workspace.root / PLACE).rename(workspace.root / PLACE.replace("2026-11-21-platform-team", "../x"))
    bad = workspace.root / "dossiers/demo/1.0/reproductions/later by us"
    bad.mkdir(parents=True)
    (bad / "reproduction.yaml").write_text(json.dumps({"schema": 1}))
    (workspace.root / "dossiers/demo/1.0/reproductions/2026-11-22-link").symlink_to("/etc")
    problems = found(run_gate(workspace.root))
    said = [problem.message for problem in problems if "/reproductions/" in problem.path]
    assert any("is not a name a reproduction can have" in message for message in said)
    assert any("is a link" in message for message in said)
