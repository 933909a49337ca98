"""Advice is given where it should be, and not where it should not."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

import pytest

from mkdocs_dossiers.measure.advice import Samples, advise_samples
from mkdocs_dossiers.measure.engine import Engine


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    """DuckDB with no file to read."""
    with Engine([]) as found:
        yield found


def advice(engine: Engine, values: Sequence[float], statistic: str = "median") -> str:
    """Everything that is said of some samples."""
    listed = ", ".join(map(repr, values))
    relation = f"SELECT unnest(CAST([{listed}] AS DOUBLE[])) AS value"
    return " ".join(advise_samples(engine, Samples("s", relation, statistic, len(values))))


def even(n: int, seed: int = 1) -> list[float]:
    """Samples with nothing to say about."""
    chance = random.Random(seed)
    return [chance.uniform(9, 11) for _ in range(n)]


def test_nothing_is_said_of_even_samples(engine: Engine) -> None:
    assert advice(engine, even(300)) == ""


def test_a_run_that_slows_down_drifts(engine: Engine) -> None:
    samples = [value * (1 + index / 1000) for index, value in enumerate(even(300))]
    assert "Drift" in advice(engine, samples)
    assert "higher" in advice(engine, samples)


def test_the_same_samples_in_another_order_do_not_drift(engine: Engine) -> None:
    samples = [value * (1 + index / 1000) for index, value in enumerate(even(300))]
    random.Random(2).shuffle(samples)
    assert "Drift" not in advice(engine, samples)


def test_outliers_are_counted(engine: Engine) -> None:
    assert "Outliers: 2 of 302" in advice(engine, [*even(300), 100.0, 200.0])


def test_a_mean_of_very_different_samples_is_flagged(engine: Engine) -> None:
    samples = [1.0, 10.0] * 50
    assert "Variation" in advice(engine, samples, "mean")
    assert "Variation" not in advice(engine, samples, "median")

    assert "Skewness" not in advice(engine, even(300), "mean")


def test_a_coarse_timer_is_noticed(engine: Engine) -> None:
    assert "Resolution" in advice(engine, [round(value) for value in even(300)])
