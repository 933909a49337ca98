"""A process that measures and is ended from outside: its work is done again, or a message says so."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from mkdocs_dossiers.cli import main as command_line
from mkdocs_dossiers.measure import ahead as begun
from mkdocs_dossiers.measure import run as running
from mkdocs_dossiers.measure.ahead import Ahead
from mkdocs_dossiers.measure.failure import WorkLost
from mkdocs_dossiers.measure.job import Examined, Job
from mkdocs_dossiers.measure.run import run
from tests.measure.test_ahead import jobs

__all__ = ["jobs"]


def ended(jobs: list[Job]) -> list[Examined]:
    """What the kernel does where memory runs out."""
    os._exit(9)


@pytest.fixture
def two_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "FEW", 1)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)


@pytest.mark.usefixtures("two_processors")
def test_what_was_begun_ahead_is_measured_again(jobs: list[Job], monkeypatch: pytest.MonkeyPatch) -> None:
    expected = run(jobs)
    monkeypatch.setattr(begun, "examine_all", ended)
    with Ahead() as ahead:
        ahead.warm_up()
        ahead.begin(jobs[:2], last=True)
        assert run(jobs, ahead=ahead) == expected
        ahead.begin(jobs[2:], last=True)  # to nobody
        assert run(jobs, ahead=ahead) == expected


@pytest.mark.usefixtures("two_processors")
def test_a_pool_that_is_lost_is_said(jobs: list[Job], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "examine_all", ended)
    with pytest.raises(WorkLost, match="ended from outside"):
        run(jobs)


def test_the_command_says_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def lost(**_: object) -> None:
        raise WorkLost(running.LOST)

    monkeypatch.setattr(command_line.cli, "main", lost)
    with pytest.raises(SystemExit) as left:
        command_line.main()
    assert left.value.code == 2
    assert capsys.readouterr().err == f"Error: {running.LOST}\n"
