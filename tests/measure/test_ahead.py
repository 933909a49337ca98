"""What was measured ahead counts only for a job that is still as it was then."""

from __future__ import annotations

import random
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from mkdocs_dossiers.measure import pool, together
from mkdocs_dossiers.measure import run as running
from mkdocs_dossiers.measure.ahead import Ahead
from mkdocs_dossiers.measure.job import Examined, Job
from mkdocs_dossiers.measure.parts import AT_ONCE
from mkdocs_dossiers.measure.run import run
from mkdocs_dossiers.model.telling import nobody_listens, teller, telling
from tests.measure.test_together import claim, job, load


@pytest.fixture
def jobs(tmp_path: Path) -> list[Job]:
    chance = random.Random(6)
    wanted = (claim("median", "median"), claim("mean", "mean"))
    return [job(tmp_path / str(number), {"load": load(chance, 30, 9)}, wanted) for number in range(3)]


@pytest.fixture
def again(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The jobs that were measured after all."""
    found: list[str] = []
    whole = together.examine_all

    def examined(jobs: list[Job]) -> list[Examined]:
        found.extend(each.dossier for each in jobs)
        return whole(jobs)

    monkeypatch.setattr(running, "examine_all", examined)
    return found


def test_only_what_became_another_job_is_measured_again(jobs: list[Job], again: list[str]) -> None:
    final = [jobs[0], replace(jobs[1], claims=jobs[1].claims[:1]), jobs[2]]
    expected = run(final)
    again.clear()
    with Ahead() as ahead:
        ahead._pool = ThreadPoolExecutor(1)  # type: ignore[assignment]
        ahead.begin(jobs[:2])
        ahead.begin(jobs[2:], last=True)
        assert run(final, ahead=ahead) == expected
    assert again == [jobs[1].dossier]
    assert list(expected[jobs[1].dossier].measurements) == ["median"]


def test_many_are_given_out_before_all_are_known(jobs: list[Job]) -> None:
    many = [replace(jobs[0], dossier=f"demo@{number}") for number in range(AT_ONCE + 1)]
    with Ahead() as ahead:
        ahead._pool = ThreadPoolExecutor(1)  # type: ignore[assignment]
        ahead.begin(many[:-2])
        assert not ahead._begun
        ahead.begin(many[-2:])
        assert list(ahead._begun) == [each.dossier for each in many[:-1]]
        assert ahead.result(many[-1]) is None
        ahead.begin((), last=True)
        assert ahead.result(many[-1]) is not None


def test_a_process_with_other_threads_is_not_copied() -> None:
    done = threading.Event()
    other = threading.Thread(target=done.wait)
    other.start()
    try:
        assert not pool._alone()
    finally:
        done.set()
        other.join()


def test_a_copy_shows_no_progress() -> None:
    with telling(lambda doing, part: None):
        nobody_listens()
        assert teller() is None


def test_nothing_is_begun_where_no_processes_were_started(jobs: list[Job], again: list[str]) -> None:
    with Ahead() as ahead:
        ahead.begin(jobs, last=True)
        assert ahead.result(jobs[0]) is None
        run(jobs, ahead=ahead)
    assert again == [each.dossier for each in jobs]
