"""What is recalled is what was measured, to the last digit, and nothing is recalled that was asked otherwise."""

from __future__ import annotations

import dataclasses
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from mkdocs_dossiers.cache.store import Cache
from mkdocs_dossiers.check import gate
from mkdocs_dossiers.check.gate import Report
from mkdocs_dossiers.measure import job as jobs
from mkdocs_dossiers.measure import run as runs
from mkdocs_dossiers.measure.claim import measure_claim as claim_of
from mkdocs_dossiers.measure.depth import Depth
from mkdocs_dossiers.measure.reading import read as reading_of
from mkdocs_dossiers.model.reference import Reference
from tests.workspace import Example, commit_edits

ROOT = Path(__file__).parents[2]


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "cache")


@pytest.fixture
def measured(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is measured from now on: raw files read by DuckDB, and claims."""
    done: list[str] = []
    read, measure = reading_of, claim_of

    def read_one(engine: Any, folder: Path, file: str, *rest: Any) -> Any:
        done.append(f"{folder.name}/{file}")
        return read(engine, folder, file, *rest)

    def measure_one(engine: Any, claim: Any, *rest: Any, **options: Any) -> Any:
        done.append(str(claim.reference))
        return measure(engine, claim, *rest, **options)

    monkeypatch.setattr(runs, "FEW_FOR_PAGES", 100)  # what another process measures is not noted here
    monkeypatch.setattr(jobs, "read", read_one)
    monkeypatch.setattr(jobs, "measure_claim", measure_one)
    return done


def differences(one: Any, other: Any, way: str = "") -> Iterator[str]:
    """Where two results differ, in value or in kind: 5 is not 5.0 on a page."""
    if type(one) is not type(other):
        yield f"{way}: {type(one)} and {type(other)}"
    elif dataclasses.is_dataclass(one):
        for field in dataclasses.fields(one):
            if field.compare:
                yield from differences(
                    getattr(one, field.name), getattr(other, field.name), f"{way}.{field.name}"
                )
    elif isinstance(one, dict):
        if list(one) != list(other):
            yield f"{way}: {list(one)} and {list(other)}"
        else:
            for key in one:
                yield from differences(one[key], other[key], f"{way}[{key}]")
    elif isinstance(one, list | tuple):
        if len(one) != len(other):
            yield f"{way}: {len(one)} and {len(other)}"
        for place, (left, right) in enumerate(zip(one, other, strict=False)):
            yield from differences(left, right, f"{way}[{place}]")
    elif one != other:
        yield f"{way}: {one} and {other}"


@pytest.mark.parametrize(
    ("depth", "some"),
    [(Depth.PAGES, ""), *((depth, "order-gateway@2026.11.1") for depth in Depth if depth < Depth.PAGES)],
)
def test_of_our_own_dossiers(cache: Cache, measured: list[str], depth: Depth, some: str) -> None:
    """All of them as pages need them, which is most, and one as far as a verdict needs it."""
    only = [found for text in some.split() if (found := Reference.parse(text))]
    plain = gate.run_gate(ROOT, depth=depth, cache=cache, only=only)
    assert measured
    measured.clear()
    again = gate.run_gate(ROOT, depth=depth, cache=cache, only=only)
    assert measured == []
    assert list(differences(plain.examined, again.examined)) == []
    assert plain.problems == again.problems
    assert plain.judgements == again.judgements


@dataclasses.dataclass(frozen=True)
class Checked:
    """A report with the help of the cache, and what was measured for it."""

    report: Report
    measured: frozenset[str]


class Checking:
    """Runs the gate with the cache, and holds what it says against a run without."""

    def __init__(self, cache: Cache, measured: list[str]) -> None:
        self._cache, self._measured = cache, measured

    def __call__(self, example: Example, only: str = "") -> Checked:
        commit_edits(example.root)
        wanted = [found for text in only.split() if (found := Reference.parse(text))]
        self._measured.clear()
        report = gate.run_gate(example.root, cache=self._cache, only=wanted)
        measured = frozenset(self._measured)
        plain = gate.run_gate(example.root, only=wanted)
        assert list(differences(plain.examined, report.examined)) == []
        assert plain.problems == report.problems
        return Checked(report, measured)


@pytest.fixture
def check(cache: Cache, measured: list[str]) -> Checking:
    return Checking(cache, measured)


@pytest.fixture
def warm(workspace: Example, check: Checking) -> Example:
    """A workspace that was measured before."""
    assert "demo@1.0/speedup" in check(workspace).measured
    return workspace


def test_another_limit_is_measured_anew_and_nothing_else(warm: Example, check: Checking) -> None:
    warm.replace("holds: <= 5 ms", "holds: <= 6 ms")
    assert check(warm).measured == {"demo@1.0/sort-median", "1.0/data/tool.json"}


def test_other_words_are_measured_anew(warm: Example, check: Checking) -> None:
    """They stand in the statement."""
    warm.replace(
        "says: Sorting takes at most 5 ms at the median.", "says: Sorting takes 5 ms or less at the median."
    )
    checked = check(warm)
    assert checked.measured == {"demo@1.0/sort-median", "1.0/data/tool.json"}
    found = Reference.parse("demo@1.0/sort-median")
    assert found is not None
    assert "5 ms or less" in checked.report.judgements[found].measurement.sql


def test_another_sample_is_measured_anew(warm: Example, check: Checking) -> None:
    raw = warm.root / "dossiers/demo/1.0/data/load.csv"
    text = raw.read_text().splitlines()
    raw.write_text("\n".join([*text[:-1], text[-1].replace("fast,0.0", "fast,0.1")]) + "\n")
    assert "integrity/sha256" in {problem.rule for problem in check(warm).report.problems}


def test_a_failure_is_said_again(warm: Example, check: Checking) -> None:
    warm.replace("of: tool/test_sort\n", "of: tool/test_nothing\n")
    for _ in range(2):
        assert "statistics/series" in {problem.rule for problem in check(warm).report.problems}


def test_one_claim_of_a_dossier(warm: Example, check: Checking) -> None:
    assert not check(warm, "demo@1.0/speedup").measured


def test_other_software_measures_anew(
    warm: Example, check: Checking, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mkdocs_dossiers.measure.recall.version", lambda: b"another")
    assert "demo@1.0/speedup" in check(warm).measured


def test_an_entry_of_another_kind_is_none(warm: Example, check: Checking, cache: Cache) -> None:
    with closing(sqlite3.connect(cache.file)) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM entries")]
    for content in (b"\xc1", b"\x80", b"\x93\x01\x02\x03", b""):
        cache.put(dict.fromkeys(names, content))
        assert "demo@1.0/speedup" in check(warm).measured
