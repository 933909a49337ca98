"""``dossier add``: what a file says of itself is written down, and nothing is made up."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from mkdocs_dossiers.check.gate import run_gate
from mkdocs_dossiers.check.profile import Profile
from tests.author.conftest import TOOL, Desk


def test_what_nobody_can_know_is_left_to_do_and_the_gate_refuses_it(desk: Desk) -> None:
    result = desk.run("add", "sums@1.0", str(TOOL))
    assert result.exit_code == 0, result.output
    name = "pytest-benchmark-5-3-1-data"
    assert (desk.folder / f"data/{name}.json").read_bytes() == TOOL.read_bytes()
    assert "  # TODO, what nobody could read out of the file:\n" in desk.text
    assert "    environment: todo\n" in desk.text
    assert "    command: TODO\n" in desk.text
    assert "    measured: 2" in desk.text
    assert "source:" not in desk.text
    assert "to do: command" in result.stderr
    assert "to do: measured" not in result.stderr
    report = run_gate(desk.root, profile=Profile.AUDIT)
    assert {"evidence/blank", "evidence/environment"} <= {problem.rule for problem in report.problems}


def test_what_the_author_says_is_written_and_nothing_is_left_to_do(desk: Desk) -> None:
    desk.measured()
    result = desk.run(
        "add", "sums@1.0", str(TOOL), "--name", "tool", "--environment", "bench-host", "--command",
        "pytest bench --benchmark-json tool.json", "--note", "Measured by hand: once.",
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    assert "TODO" not in desk.text
    assert "to do" not in result.stderr
    assert '    note: "Measured by hand: once."\n' in desk.text


def test_several_files_at_once(desk: Desk, tmp_path: Path) -> None:
    one, other = tmp_path / "One run.json", tmp_path / "b.csv"
    shutil.copyfile(TOOL, one)
    other.write_text("latency_s\n1\n2\n")
    result = desk.run("add", "sums@1.0", str(one), str(TOOL))
    assert result.exit_code == 1
    assert "this very file already" in result.stderr
    assert "  one-run:\n" in desk.text, "the first is in place"
    result = desk.run("add", "sums@1.0", str(other), "--metric", "latency=latency_s:s")
    assert result.exit_code == 0, result.output
    assert "latency: {column: latency_s, unit: s}" in desk.text


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--environment", "none"], "no environment 'none'"),
        (["--measured", "yesterday"], "no moment in UTC"),
        (["--name", "Two Words"], "no name a dataset"),
        (["--command", "curl https://ada:pw@example.org/x"], "password, token"),
        (["--replace"], "no dataset"),
        (["--as", "k6"], "not"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    desk: Desk, arguments: list[str], words: str
) -> None:
    before = desk.evidence()
    result = desk.run("add", "sums@1.0", str(TOOL), *arguments)
    assert (result.exit_code, desk.evidence()) == (1, before)
    assert words in result.stderr


def test_a_file_that_contradicts_the_dossier_is_named(desk: Desk, tmp_path: Path) -> None:
    text = (
        TOOL.read_text()
        .replace('"id": "unversioned"', f'"id": "{"ab" * 20}"')
        .replace('"dirty": false', '"dirty": true')
    )
    (tmp_path / "x.json").write_text(text)
    result = desk.run("add", "sums@1.0", str(tmp_path / "x.json"))
    assert "measured at commit abab" in result.stderr
    assert "changes that were not committed" in result.stderr


def test_an_account_of_another_run_is_not_left_beside_a_new_file(desk: Desk) -> None:
    desk.measured()
    before = desk.evidence()
    result = desk.run("add", "sums@1.0", str(TOOL), "--name", "sum", "--replace")
    assert (result.exit_code, desk.evidence()) == (1, before)
    assert "account of its checkout" in result.stderr


@pytest.mark.parametrize("kind", ["link", "folder", "device", "empty"])
def test_what_is_no_raw_file_is_refused(desk: Desk, tmp_path: Path, kind: str) -> None:
    file = tmp_path / "x.json"
    if kind == "link":
        file.symlink_to(TOOL)
    elif kind == "folder":
        file.mkdir()
    elif kind == "device":
        file = Path("/dev/zero")
    else:
        file.touch()
    before = desk.evidence()
    result = desk.run("add", "sums@1.0", str(file))
    assert (result.exit_code, desk.evidence()) == (1, before), result.output


def test_names_and_texts_of_strangers_reach_the_terminal_as_text(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "x\x1b[2J.json"
    file.write_text("{}")
    result = desk.run("add", "sums@1.0", str(file))
    assert result.exit_code == 1
    assert "\x1b[2J" not in result.stderr


def test_a_file_that_lies_in_the_dossier_already_stays_there(desk: Desk) -> None:
    (desk.folder / "data").mkdir()
    shutil.copyfile(TOOL, desk.folder / "data/By_Hand.json")
    result = desk.run("add", "sums@1.0", str(desk.folder / "data/By_Hand.json"), "--name", "tool")
    assert result.exit_code == 0, result.output
    assert "    file: data/By_Hand.json\n" in desk.text
    assert [file.name for file in (desk.folder / "data").iterdir()] == ["By_Hand.json"]
    assert "left where it is" not in result.stderr
