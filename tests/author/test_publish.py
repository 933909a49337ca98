"""``dossier publish``: the gate first, then the status and the record, or nothing."""

from __future__ import annotations

import subprocess

import pytest

from mkdocs_dossiers.check.gate import run_gate
from mkdocs_dossiers.read.folder_digest import COMMAND
from tests.author.conftest import Desk
from tests.workspace import git


def test_a_dossier_the_gate_accepts_is_sealed_and_a_second_time_it_is_so_already(desk: Desk) -> None:
    desk.measured()
    text = desk.text
    result = desk.run("publish", "sums@1.0")
    assert result.exit_code == 0, result.output
    assert desk.text == text.replace("status: draft  #", "status: published  #")
    said = subprocess.run(["sh", "-c", COMMAND], cwd=desk.folder, capture_output=True, text=True, check=True)
    digest = said.stdout[:64]
    assert f"Published: sums@1.0, digest {digest}" in result.stdout
    record = (desk.root / "dossiers/sums/published.yaml").read_text()
    assert f'  "1.0": {{digest: {digest}, date: ' in record.replace(
        f'"{digest}"', digest
    )  # 12e3… is a number
    assert "git add --force -- dossiers/sums/1.0 dossiers/sums/published.yaml" in result.stderr
    before = desk.evidence()
    result = desk.run("publish", "sums@1.0")
    assert (result.exit_code, desk.evidence()) == (0, before)
    assert "published already" in result.stdout
    git(desk.root, "add", "--force", "dossiers")
    git(desk.root, "commit", "--quiet", "--message=Publish")
    report = run_gate(desk.root)
    assert report.ok()
    assert not {problem.rule for problem in report.problems} & {"history/recorded", "history/digest"}


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("<= 5 ms", "<= 0.1 ms", "verdict/refuted"),
        ("of: sum/sum", "of: other/sum", "evidence/dataset"),
        ("0.00", "0.00", ""),
        ("command: sh bench.sh", "command: TODO", "evidence/blank"),
        ("    - {does: Check out", "    - {does: Look at", ""),
    ],
)
def test_what_the_gate_refuses_is_not_published(desk: Desk, old: str, new: str, rule: str) -> None:
    desk.measured()
    if not rule:
        (desk.folder / "data/sum.csv").write_text("latency_s\n1\n")
        rule = "integrity/sha256"
    else:
        desk.replace(old, new)
        desk.write(
            desk.text.replace("at most 5 ms", "at most 0.1 ms") if rule == "verdict/refuted" else desk.text
        )
    before = desk.evidence()
    result = desk.run("publish", "sums@1.0")
    assert (result.exit_code, desk.evidence()) == (1, before)
    assert f"error [{rule}]" in result.stdout
    assert "was not published" in result.stderr


def test_warnings_count_when_they_are_asked_for(desk: Desk) -> None:
    desk.measured()
    (desk.folder / "environments/spare.json").write_bytes(
        (desk.folder / "environments/bench-host.json").read_bytes()
    )
    before = desk.evidence()
    result = desk.run("publish", "sums@1.0", "--strict")
    assert (result.exit_code, desk.evidence()) == (1, before)
    result = desk.run("publish", "sums@1.0", "--dry-run")
    assert (result.exit_code, desk.evidence()) == (0, before)
    assert "can be published" in result.stderr


def test_a_version_joins_the_record_of_others_and_their_words_stay(desk: Desk) -> None:
    desk.measured()
    record = desk.root / "dossiers/sums/published.yaml"
    old = (
        "# what was published\nschema: 1\nversions:\n"
        f'  "0.9": {{digest: {"ab" * 32}, date: 2026-11-20, rules: 1}}  # the first\n'
    )
    record.write_text(old)
    result = desk.run("publish", "sums@1.0")
    assert result.exit_code == 1, "0.9 is gone"
    assert record.read_text() == old


def test_what_was_published_and_changed_since_is_not_published_again(desk: Desk) -> None:
    desk.measured()
    assert desk.run("publish", "sums@1.0").exit_code == 0
    desk.replace("title: Sums of numbers", "title: Sums")
    before = desk.evidence()
    result = desk.run("publish", "sums@1.0")
    assert (result.exit_code, desk.evidence()) == (1, before)
    assert "changed since" in result.stderr
    desk.replace("status: published", "status: draft")
    assert "its status says draft" in desk.run("publish", "sums@1.0").stderr


def test_the_base_is_held_against_it(desk: Desk) -> None:
    desk.measured()
    result = desk.run("publish", "sums@1.0", "--base", "no-such-branch")
    assert result.exit_code == 2
    result = desk.run("publish", "sums@1.0", "--base", "main", "--dry-run")
    assert result.exit_code == 0, result.output


def test_a_draft_that_is_in_the_base_already_is_looked_at_all_the_same(desk: Desk) -> None:
    desk.measured()
    desk.replace("<= 5 ms", "<= 0.1 ms")
    desk.replace("at most 5 ms", "at most 0.1 ms")
    git(desk.root, "add", "--force", "dossiers")
    git(desk.root, "commit", "--quiet", "--message=A draft")
    result = desk.run("publish", "sums@1.0", "--base", "main")
    assert result.exit_code == 1
    assert "verdict/refuted" in result.stdout


def test_what_is_sealed_without_being_evidence_is_named(desk: Desk) -> None:
    desk.measured()
    (desk.folder / "notes.txt").write_text("mine\n")
    result = desk.run("publish", "sums@1.0")
    assert result.exit_code == 0, result.output
    assert "notes.txt is no part of a dossier" in result.stderr
