"""What holds for every report: the same bytes twice, files, and a standard output that does not behave."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from mkdocs_dossiers.cli.commands.check import FORMATS
from mkdocs_dossiers.cli.output.reports import formats
from tests.cli.running import branch, check, doubt, refute
from tests.cli.test_process import DOSSIER, PLUGINS
from tests.workspace import Example, keep_records


@pytest.fixture
def broken(workspace: Example) -> Example:
    """Some of everything, on a branch."""
    branch(workspace)
    refute(workspace)
    workspace.replace("of: tool/test_sort", "of: toool/test_sort")
    doubt(workspace)
    (workspace.root / "dossiers/demo/1.1/dossier.yaml").write_text("title: “[”\n")
    keep_records(workspace.root)
    return workspace


def environment(**variables: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": PLUGINS, **variables}


def test_every_format_has_its_file() -> None:
    assert list(FORMATS) == formats()


@pytest.mark.parametrize("form", FORMATS)
def test_two_runs_print_the_same_bytes(broken: Example, form: str) -> None:
    command = [*DOSSIER, "check", "--base", "main", "--format", form]
    one, other = (
        subprocess.run(
            command, cwd=broken.root, env=environment(PYTHONHASHSEED=seed), capture_output=True, check=False
        )
        for seed in ("1", "2")
    )
    assert one.stdout
    assert (one.stdout, one.returncode) == (other.stdout, 1)


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
@pytest.mark.parametrize("form", FORMATS)
def test_a_terminal_that_is_not_utf8(broken: Example, form: str, encoding: str) -> None:
    done = subprocess.run(
        [*DOSSIER, "check", "--format", form],
        cwd=broken.root,
        env=environment(PYTHONIOENCODING=encoding, LC_ALL="C", PYTHONUTF8="0"),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr == b""
    if form == "text" and encoding == "latin-1":
        assert "\\u2264 5" in done.stdout.decode(encoding)
    else:  # click takes ASCII for a setting nobody meant, and writes UTF-8
        assert "≤ 5" in done.stdout.decode("utf-8")


@pytest.mark.parametrize("form", FORMATS)
def test_a_closed_standard_output_is_2(pristine: Example, form: str) -> None:
    command = " ".join([f"'{part}'" for part in [*DOSSIER, "check", "demo@1.0", "--format", form]])
    done = subprocess.run(
        ["sh", "-c", f"{command} >&-"],
        cwd=pristine.root,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr == "Error: Standard output is closed, so the report cannot be printed.\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
@pytest.mark.parametrize("form", FORMATS)
def test_a_full_disk_is_2(pristine: Example, form: str) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*DOSSIER, "check", "demo@1.0", "--format", form],
            cwd=pristine.root,
            env=environment(),
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr == "Error: The report cannot be printed: No space left on device.\n"


class TestFiles:
    def test_every_format_at_once_and_the_same_as_printed(self, broken: Example, tmp_path: Path) -> None:
        arguments = [f"--output={form}={tmp_path / form}" for form in FORMATS]
        result = check(broken, "--base", "main", *arguments)
        assert result.exit_code == 1
        for form in FORMATS:
            printed = check(broken, "--base", "main", "--format", form).stdout_bytes
            assert (tmp_path / form).read_bytes() == printed, form
        assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == sorted(FORMATS)

    def test_a_terminal_colours_no_file(self, broken: Example, tmp_path: Path) -> None:
        check(broken, f"--output=text={tmp_path / 'report'}")
        assert "\x1b" not in (tmp_path / "report").read_text()

    @pytest.mark.parametrize("wrong", ["json", "json=", "=x", "yaml=x", "json=/no/such/folder/x"])
    def test_what_cannot_be_written_is_2(self, pristine: Example, wrong: str) -> None:
        result = check(pristine, "demo@1.0", "--output", wrong)
        assert result.exit_code == 2
        assert result.stdout == ""

    def test_twice_the_same_format_is_2(self, pristine: Example, tmp_path: Path) -> None:
        one, other = f"json={tmp_path / '1'}", f"json={tmp_path / '2'}"
        assert check(pristine, "demo@1.0", "--output", one, "--output", other).exit_code == 2

    def test_what_is_no_file_is_written_to_as_it_is(self, pristine: Example) -> None:
        assert check(pristine, "demo@1.0", "--output", "json=/dev/null").exit_code == 0
        assert not Path("/dev/null").is_file()


class TestArguments:
    @pytest.mark.parametrize("length", [300, 5_000, 100_000])
    @pytest.mark.parametrize("char", ["a", "/", "é"])
    def test_a_very_long_argument_is_a_message(self, pristine: Example, length: int, char: str) -> None:
        text = char * length + "x"
        for arguments in ([text], ["--clone", f"url={text}"], ["--base", text], ["--root", text]):
            result = check(pristine, *arguments)
            assert result.exit_code == 2
            assert "Traceback" not in result.output

    @pytest.mark.parametrize(
        ("wanted", "near"),
        [
            ("dmo", "demo"),
            ("demo@1.00", "demo@1.0"),
            ("demo@1.0/fast-p96", "demo@1.0/fast-p95"),
            ("demo@1.0/sort-medain", "demo@1.0/sort-median"),
        ],
    )
    def test_a_misspelled_reference_is_the_only_problem_and_names_the_near_one(
        self, pristine: Example, wanted: str, near: str
    ) -> None:
        problems = json.loads(check(pristine, wanted, "--format", "json").stdout)["problems"]
        (problem,) = (each for each in problems if each["severity"] == "error")
        assert problem["rule"] == "coverage/no-such-reference"
        assert problem["message"] == f"There is no {wanted}."
        assert problem["fix"].startswith("Did you mean ")
        assert near in problem["fix"]

    def test_an_unknown_name_lists_what_there_is(self, pristine: Example) -> None:
        (problem,) = json.loads(check(pristine, "nope", "--format", "json").stdout)["problems"]
        assert problem["fix"] == "There is demo."
        (problem,) = json.loads(check(pristine, "demo@77", "--format", "json").stdout)["problems"]
        assert problem["fix"] == "There are demo@1.0, demo@1.1, demo@1.2."

    @pytest.mark.parametrize(
        "written", ["yesterday", "2026-13-45", "21.11.2026", '"2026-11-21 "', "20261121"]
    )
    def test_a_malformed_date_says_how_to_write_one(self, workspace: Example, written: str) -> None:
        workspace.replace("date: 2026-11-21", f"date: {written}")
        problems = json.loads(check(workspace, "demo@1.0", "--format", "json").stdout)["problems"]
        (problem,) = (each for each in problems if each["rule"] == "shape/schema")
        assert "2026-11-21" in problem["fix"] or problem["fix"] == 'Put it in quotes: "20261121".'
        assert "coverage/no-claims" not in {each["rule"] for each in problems}


def test_this_module_runs_the_command_of_this_checkout() -> None:
    assert sys.executable in DOSSIER
