"""Advice is given where it should be, and not where it should not."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from scipy import stats

from mkdocs_dossiers.measure.advice import Samples, advise_samples
from mkdocs_dossiers.measure.engine import Engine
from tests.measure.claims import claim, columns, dataset, examined, measured, table


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


def test_two_crowds_are_two_modes(engine: Engine) -> None:
    chance = random.Random(5)
    samples = [chance.gauss(1 if chance.random() < 0.7 else 3, 0.1) for _ in range(400)]
    assert "crowd around 0.9" in advice(engine, samples) or "crowd around 1" in advice(engine, samples)


def test_one_crowd_with_a_tail_is_one_mode(engine: Engine) -> None:
    for seed in range(20):
        chance = random.Random(seed)
        assert "Modes" not in advice(engine, [chance.lognormvariate(0, 0.5) for _ in range(300)])


def test_a_few_stragglers_are_no_mode(engine: Engine) -> None:
    chance = random.Random(6)
    samples = [chance.gauss(1 if index % 25 else 5, 0.1) for index in range(500)]
    assert "Modes" not in advice(engine, samples)


def test_samples_that_follow_each_other_depend(engine: Engine) -> None:
    chance = random.Random(7)
    samples = [10.0]
    for _ in range(400):
        samples.append(10 + 0.8 * (samples[-1] - 10) + chance.gauss(0, 0.1))
    assert "Dependence" in advice(engine, samples)
    chance.shuffle(samples)
    assert "Dependence" not in advice(engine, samples)


def moments(gap: float, late: float) -> list[float]:
    """A thousand events; those of the second half further apart."""
    found = [0.0]
    for index in range(1000):
        found.append(found[-1] + (gap if index < 500 else late))
    return found


@pytest.mark.parametrize(("late", "said"), [(0.02, True), (0.01, False)])
def test_a_rate_that_falls_is_said_to(tmp_path: Path, late: float, said: bool) -> None:
    found = measured(tmp_path, moments(0.01, late), claim("rate", ">= 1 requests/s"))
    assert any("fewer events" in text for text in found.advice) is said


def compare(root: Path, middle: float, holds: str, n: int = 60) -> str:
    chance = random.Random(8)
    arms = {
        "a": [chance.gauss(1.0, 0.2) for _ in range(n)],
        "b": [chance.gauss(middle, 0.2) for _ in range(n)],
    }
    asked = claim("median", holds, of=("d", "a"), to=("d", "b"))
    found = examined(root, [dataset(root, "d", table(arms), columns())], asked)
    return " ".join(found.measurements["c"].advice)


def test_two_series_that_are_alike_are_said_to_be(tmp_path: Path) -> None:
    assert "No difference" in compare(tmp_path, 1.0, "<= 1.5 x")
    assert "No difference" not in compare(tmp_path, 0.5, "<= 5 x")


def test_mann_and_whitneys_p_is_that_of_scipy(tmp_path: Path) -> None:
    chance = random.Random(9)
    arms = {
        "a": [round(chance.gauss(1.0, 0.2), 1) for _ in range(40)],
        "b": [round(chance.gauss(1.02, 0.2), 1) for _ in range(50)],
    }
    asked = claim("median", "<= 1.5 x", of=("d", "a"), to=("d", "b"))
    found = examined(tmp_path, [dataset(tmp_path, "d", table(arms), columns())], asked)
    p = stats.mannwhitneyu(arms["a"], arms["b"], method="asymptotic").pvalue
    assert p > 0.05
    assert f"(p = {p:.2f})" in " ".join(found.measurements["c"].advice)


def test_an_effect_too_small_to_see_is_flagged(tmp_path: Path) -> None:
    assert "Effect" in compare(tmp_path, 1.0, ">= 1.02 x", n=30)
    assert "Effect" not in compare(tmp_path, 0.3, ">= 2.5 x", n=200)


@pytest.mark.parametrize(("order", "changes"), [("ab" * 10, 19), ("a" * 10 + "b" * 10, 1)])
def test_alternating_arms_are_told_from_one_after_the_other(tmp_path: Path, order: str, changes: int) -> None:
    rows = "".join(f"{arm},{1 + index / 100}\n" for index, arm in enumerate(order))
    asked = claim("median", "<= 5 x", of=("d", "a"), to=("d", "b"))
    found = examined(tmp_path, [dataset(tmp_path, "d", f"arm,v\n{rows}", columns())], asked)
    assert found.measurements["c"].alternations == changes
