"""A small run of scripts/mutate, and that it would tell when the gate looked away."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from mutation.damage import about, damages
from mutation.place import Place
from mutation.result import Fate, Outcome
from mutation.worker import Order, Worker

from tests.workspace import Example, git, make_workspace

SCRIPTS = Path(__file__).parents[2] / "scripts"
MUTATIONS = 24


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Example:
    return make_workspace(tmp_path_factory.mktemp("mutations") / "repository")


@pytest.fixture(scope="module")
def outcomes(example: Example) -> list[Outcome]:
    worker = Worker(example.root, Order(seed=1, verify=20))
    try:
        found = [worker.run(number) for number in range(MUTATIONS)]
    finally:
        worker.close()
    return [outcome for outcome in found if outcome is not None]


def mutate(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "mutation", "--root", str(root), "--workers", "1", *arguments],
        check=False,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(SCRIPTS)},
    )


def test_every_mutation_is_caught_harmless_or_explained(outcomes: list[Outcome]) -> None:
    assert len(outcomes) > MUTATIONS * 0.9
    assert [outcome.as_json() for outcome in outcomes if outcome.unexplained] == []


def test_most_mutations_are_caught_by_many_rules(outcomes: list[Outcome]) -> None:
    fates = Counter(outcome.fresh.fate for outcome in outcomes)
    assert fates[Fate.CAUGHT] > len(outcomes) * 0.6
    assert len({rule for outcome in outcomes for rule in outcome.fresh.rules}) > 10


def test_a_base_shows_what_nothing_else_does(outcomes: list[Outcome]) -> None:
    beyond = [outcome for outcome in outcomes if outcome.fresh.fate is Fate.BEYOND]
    assert beyond
    assert {outcome.base.fate for outcome in beyond} == {Fate.CAUGHT}


def test_the_repository_itself_is_not_touched(example: Example, outcomes: list[Outcome]) -> None:
    assert outcomes
    assert git(example.root, "status", "--porcelain") == ""
    assert len(git(example.root, "rev-list", "--all").split()) == 2


HASH_RULES = ("integrity/sha256", "history/digest", "evidence/committed")


def test_a_rule_that_looks_away_leaves_survivors(example: Example) -> None:
    without = [argument for rule in HASH_RULES for argument in ("--without", rule)]
    blind = mutate(example.root, "--only", "hash-digit", "--count", "3", *without)
    assert blind.returncode == 1, blind.stderr
    assert "Survivors: 3." in blind.stdout
    assert "-    sha256:" in blind.stdout


def test_two_runs_print_the_same(example: Example) -> None:
    arguments = ("--only", "limit-digit", "--only", "sample-digit", "--count", "4", "--format", "json")
    one, other = mutate(example.root, *arguments), mutate(example.root, *arguments)
    assert one.stdout == other.stdout
    assert {entry["damage"] for entry in json.loads(one.stdout)} == {"limit-digit", "sample-digit"}


def test_says_why_it_cannot_run(tmp_path: Path) -> None:
    empty = mutate(tmp_path)
    assert empty.returncode == 2
    assert "holds no dossiers/" in empty.stderr
    assert empty.stdout == ""


def test_a_copy_is_brought_back(example: Example, tmp_path: Path) -> None:
    place = Place(example.root, tmp_path / "copy")
    document = place.root / "dossiers/demo/1.0/dossier.yaml"
    text = document.read_text()
    document.write_text("nothing")
    (document.parent / "data/new.csv").write_text("a,b\n")
    place.commit()
    document.unlink()
    assert place.changed() == {"dossiers/demo/1.0/dossier.yaml", "dossiers/demo/1.0/data/new.csv"}
    place.restore()
    assert document.read_text() == text
    assert place.changed() == frozenset()


@pytest.mark.parametrize("name", damages())
def test_every_kind_says_what_it_does(name: str) -> None:
    assert about(name).endswith(".")
    assert len(about(name)) < 120
