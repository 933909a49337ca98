"""Limits of memory, time and threads: options, environment, and what a terminal shows meanwhile."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from mkdocs_dossiers.cli import progress
from mkdocs_dossiers.cli.main import cli
from mkdocs_dossiers.measure import engine
from mkdocs_dossiers.measure.engine import Engine
from mkdocs_dossiers.measure.limits import Limits, limits
from mkdocs_dossiers.model.telling import teller
from tests.cli.running import check
from tests.workspace import Example


def test_options_limit_every_file_that_is_read(workspace: Example, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Limits] = []

    def noted() -> Limits:
        seen.append(limits())
        return seen[-1]

    monkeypatch.setattr(engine, "limits", noted)
    result = check(workspace, "--no-cache", "--memory", "1.5GB", "--seconds", "90", "--threads", "1")
    assert result.exit_code == 0, result.output
    assert set(seen) == {Limits(1_500_000_000, 90.0, 1)}
    assert not {"DOSSIER_MEMORY", "DOSSIER_SECONDS", "DOSSIER_THREADS"} & set(os.environ)


@pytest.mark.parametrize(
    ("arguments", "environment", "said"),
    [
        (("--memory", "lots"), {}, "'lots' is no memory: say a size"),
        (("--memory", "8"), {}, "at least 50 MB, such as 8GB"),
        (("--seconds", "-1"), {}, "say a number of seconds above 0"),
        (("--threads", "1.5"), {}, "say a whole number above 0"),
        ((), {"DOSSIER_THREADS": "many"}, "In the environment: 'many' is no number of threads"),
    ],
)
def test_a_limit_that_is_none_is_refused(
    tmp_path: Path, arguments: tuple[str, ...], environment: dict[str, str], said: str
) -> None:
    (tmp_path / "dossiers").mkdir()
    result = CliRunner(env=environment).invoke(cli, ["check", "--root", str(tmp_path), *arguments])
    assert result.exit_code == 2
    assert said in " ".join(result.stderr.split())


def test_a_terminal_shows_how_far_one_file_is(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(progress, "DELAY", 0.0)
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    with progress.counting("Measuring", "dossiers") as show:
        show(0, 2)
        with Engine([]) as opened:
            opened.doing = "reading data/\x1b[31mload.csv"
            opened.rows("SELECT sum(hash(i)) FROM range(150_000_000) AS t(i)")
    assert teller() is None
    shown = capsys.readouterr().err
    assert "Measuring 0 of 2 dossiers: reading data/\\x1b[31mload.csv" in shown
    assert " %" in shown
    assert shown.endswith("\r\033[K")


def test_nothing_is_shown_where_there_is_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    with progress.counting("Measuring", "dossiers") as show:
        show(0, 2)
        assert teller() is None
    assert capsys.readouterr().err == ""
