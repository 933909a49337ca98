"""This repository's own dossiers: they pass, and every number can be had without this software."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from mkdocs_dossiers.check.ahead import is_ahead
from mkdocs_dossiers.check.gate import Report, run_gate
from mkdocs_dossiers.model.problem import Severity

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def report() -> Report:
    return run_gate(ROOT)


def test_the_gate_has_nothing_to_say_of_what_is_published(report: Report) -> None:
    assert report.ok(strict=True)
    assert [problem for problem in report.problems if problem.severity is not Severity.INFO] == []


def test_every_claim_is_judged_but_those_that_are_planned(report: Report) -> None:
    for dossier in report.workspace.dossiers:
        assert set(dossier.claims) == set(dossier.document.section("claims"))
        for claim in dossier.claims.values():
            planned = any(is_ahead(dossier, name) for name in claim.datasets)
            assert (claim.reference in report.judgements) is not planned
            assert dossier.draft or not planned


def test_a_draft_shows_what_does_not_hold(report: Report) -> None:
    drafts = {str(dossier.reference) for dossier in report.workspace.dossiers if dossier.draft}
    verdicts = {
        judgement.verdict.value
        for reference, judgement in report.judgements.items()
        if f"{reference.project}@{reference.version}" in drafts
    }
    assert {"refuted", "inconclusive"} <= verdicts


def test_a_stock_duckdb_gives_the_same_digits(
    report: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(ROOT / "dossiers", tmp_path / "dossiers", ignore=shutil.ignore_patterns("workload"))
    for archive in tmp_path.rglob("data/*.zip"):
        shutil.unpack_archive(archive, archive.with_suffix(""))  # as the page says
    monkeypatch.chdir(tmp_path)
    assert report.judgements
    for judgement in report.judgements.values():
        measured = judgement.measurement
        with duckdb.connect() as connection:
            value, low, high, n = connection.execute(measured.sql).fetchall()[0]
        assert value == measured.value
        assert (low, high) == (measured.low, measured.high)
        assert n == measured.n


def test_measured_commits_are_part_of_the_history(report: Report) -> None:
    for dossier in report.workspace.dossiers:
        assert dossier.subject is not None
        done = subprocess.run(
            ["git", "-C", str(ROOT), "merge-base", "--is-ancestor", dossier.subject.commit, "HEAD"],
            check=False,
        )
        assert done.returncode == 0, f"{dossier.reference}: {dossier.subject.commit} is not an ancestor"


@pytest.mark.parametrize("command", [["dossier", "check"], ["mkdocs", "build", "--strict"]])
def test_one_changed_digit_of_raw_data_stops_both_commands(tmp_path: Path, command: list[str]) -> None:
    """Of one project, with the site as it is; the others only take time."""
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
    for project in (clone / "dossiers").iterdir():
        if project.name != "order-gateway":
            shutil.rmtree(project)
    for name in ("dossiers/order-gateway", "mkdocs.yml", "docs"):  # as they are here, committed or not
        source, target = ROOT / name, clone / name
        if source.is_dir():
            shutil.copytree(source, target, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, target)
    raw = clone / "dossiers/order-gateway/2026.11/data/concurrent.csv"
    text = raw.read_text()
    raw.write_text(text.replace("1", "2", 1))
    program = Path(sys.executable).parent / command[0]
    done = subprocess.run(
        [str(program), *command[1:]], cwd=clone, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    line = next(
        number
        for number, entry in enumerate(
            (clone / "dossiers/order-gateway/2026.11/dossier.yaml").read_text().splitlines(), start=1
        )
        if "780b4f7b601f" in entry
    )
    assert f"dossiers/order-gateway/2026.11/dossier.yaml:{line}:" in done.stdout + done.stderr
    assert "integrity/sha256" in done.stdout + done.stderr
