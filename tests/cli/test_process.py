"""The command as a process: what a shell and a build server see."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from mkdocs_dossiers import __version__
from mkdocs_dossiers.cli.main import cli
from tests.cli.running import refute
from tests.workspace import Example

DOSSIER = [sys.executable, "-c", "from mkdocs_dossiers.cli.main import main; main()"]
PLUGINS = str(Path(__file__).parents[2] / "plugins")


def dossier(folder: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    environ = {**os.environ, "PYTHONPATH": PLUGINS, **variables}
    return subprocess.run(
        [*DOSSIER, *arguments],
        cwd=folder,
        env=environ,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def on_terminal(folder: Path, *arguments: str, **variables: str) -> str:
    """Standard output of the command where it is a terminal."""
    ours, theirs = pty.openpty()
    environ = {**os.environ, "PYTHONPATH": PLUGINS, "TERM": "xterm-256color", **variables}
    with subprocess.Popen(
        [*DOSSIER, *arguments], cwd=folder, env=environ, stdout=theirs, stderr=theirs
    ) as process:
        os.close(theirs)
        parts = []
        while True:
            try:
                part = os.read(ours, 4096)
            except OSError:  # the terminal is closed at the other end
                break
            if not part:
                break
            parts.append(part)
        process.wait(60)
    os.close(ours)
    return b"".join(parts).decode()


def test_all_is_well_is_0_with_json_alone_on_stdout(pristine: Example) -> None:
    done = dossier(pristine.root, "check", "demo@1.0", "--format", "json")
    assert done.returncode == 0
    assert json.loads(done.stdout)["ok"] is True
    assert done.stderr == ""


def test_problems_are_1(workspace: Example) -> None:
    refute(workspace)
    done = dossier(workspace.root, "check", "demo@1.0/fast-p95")
    assert done.returncode == 1
    assert "verdict/refuted" in done.stdout
    assert "\x1b" not in done.stdout + done.stderr


def test_an_unreadable_file_is_a_message_and_not_0(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("hello")
    done = dossier(tmp_path, "inspect", "x")
    assert done.returncode in (1, 2)
    assert done.stderr.startswith("x: ")
    assert "Traceback" not in done.stderr


def test_wrong_usage_is_2(tmp_path: Path) -> None:
    done = dossier(tmp_path, "check")
    assert done.returncode == 2
    assert done.stdout == ""
    assert "There is no folder dossiers/" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_terminal_has_colours_unless_they_are_unwanted(pristine: Example) -> None:
    assert "\x1b[32m" in on_terminal(pristine.root, "check", "demo@1.0/fast-p95", NO_COLOR="")
    assert "\x1b[3" not in on_terminal(pristine.root, "check", "demo@1.0/fast-p95", NO_COLOR="1")


def test_a_reader_that_goes_away_is_no_traceback(pristine: Example) -> None:
    environ = {**os.environ, "PYTHONPATH": PLUGINS}
    command = [*DOSSIER, "trace", "demo"]
    with subprocess.Popen(
        command, cwd=pristine.root, env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert b"Traceback" not in process.stderr.read()


def test_its_version() -> None:
    result = CliRunner().invoke(cli, ["--version"])
    assert result.exit_code == 0
    assert result.output == f"dossier, version {__version__}\n"


def test_help_lists_the_commands_and_exit_codes() -> None:
    result = CliRunner().invoke(cli, ["--help"])
    assert result.exit_code == 0
    assert "Exit codes: 0 fine, 1 problems found, 2 could not run." in result.output
    for name in ("capture", "check", "export", "inspect", "trace"):
        assert name in result.output


@pytest.mark.parametrize("name", ["capture", "check", "export", "inspect", "trace"])
def test_every_command_explains_itself_with_an_example(name: str) -> None:
    result = CliRunner().invoke(cli, [name, "--help"])
    assert result.exit_code == 0
    assert f"dossier {name}" in result.output


@pytest.mark.parametrize(
    "arguments", [["nonsense"], ["--nonsense"], ["check", "--root", "/no/such"], ["trace"]]
)
def test_what_it_does_not_know_is_2(arguments: list[str]) -> None:
    result = CliRunner().invoke(cli, arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "Traceback" not in result.output
