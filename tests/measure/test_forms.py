"""Comparisons, geometric means and scaling: the numbers of scipy, and of a stock DuckDB."""

from __future__ import annotations

import math
import random
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import ClassVar

import numpy as np
import pytest
from scipy import stats

from mkdocs_dossiers.measure.job import Examined
from mkdocs_dossiers.model.dossier import Claim, Column, Columns, Form, Scaling
from mkdocs_dossiers.model.measurement import Measurement
from tests.measure.claims import claim, columns, dataset, examined, stock, table

Values = Mapping[str, Sequence[float]]


def around(middle: float, n: int, seed: int = 1, spread: float = 0.05) -> list[float]:
    chance = random.Random(seed)
    return [middle * (1 + chance.uniform(-spread, spread)) for _ in range(n)]


@pytest.fixture(autouse=True)
def _at_the_root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Statements name files from the repository root."""
    monkeypatch.chdir(tmp_path)


def examine(root: Path, sets: Mapping[str, Values], *asked: Claim) -> Examined:
    files = [dataset(root, name, table(values), columns()) for name, values in sets.items()]
    return examined(root, files, *asked)


def number(root: Path, sets: Mapping[str, Values], asked: Claim) -> Measurement:
    """The measurement, after a stock DuckDB has given the same digits."""
    found = examine(root, sets, asked)
    assert not found.claim_failures
    one = found.measurements["c"]
    assert stock(one.sql) == (one.value, one.low, one.high, one.n)
    return one


def failure(root: Path, sets: Mapping[str, Values], asked: Claim) -> str:
    found = examine(root, sets, asked)
    assert not found.measurements
    return found.claim_failures["c"].message


def compared(
    statistic: str, form: Form, holds: str, to: str | None = "b", of: str = "a", name: str = "c"
) -> Claim:
    return claim(
        statistic, holds, of=("d", of), to=("d", to) if to is not None else None, form=form, name=name
    )


class TestDifference:
    @pytest.mark.parametrize(("n", "m"), [(15, 40), (200, 100)])
    def test_of_means_has_the_interval_of_welch(self, tmp_path: Path, n: int, m: int) -> None:
        arms = {"a": around(2.0, n), "b": around(1.0, m, seed=2, spread=0.3)}
        found = number(tmp_path, {"d": arms}, compared("mean", Form.DIFFERENCE, ">= 0.5 s"))
        result = stats.ttest_ind(arms["a"], arms["b"], equal_var=False)
        expected = result.confidence_interval(0.95)
        assert found.value == pytest.approx(np.mean(arms["a"]) - np.mean(arms["b"]))
        assert found.low == pytest.approx(float(expected.low))
        assert found.high == pytest.approx(float(expected.high))
        assert f"{result.df:.1f} degrees" in found.method

    def test_of_medians_is_bounded_by_the_bounds_of_both(self, tmp_path: Path) -> None:
        arms = {"a": around(2.0, 50), "b": around(1.0, 50, seed=2)}
        found = number(tmp_path, {"d": arms}, compared("median", Form.DIFFERENCE, ">= 0.5 s"))
        of, to = found.operands
        assert found.value == pytest.approx(np.median(arms["a"]) - np.median(arms["b"]))
        assert found.low == of.low - to.high  # type: ignore[operator]
        assert found.high == of.high - to.low  # type: ignore[operator]

    def test_is_in_the_unit_of_the_limit(self, tmp_path: Path) -> None:
        arms = {"a": around(2.0, 50), "b": around(1.0, 50, seed=2)}
        found = number(tmp_path, {"d": arms}, compared("median", Form.DIFFERENCE, ">= 500 ms"))
        assert found.value == pytest.approx(1000, rel=0.05)

    def test_with_a_lopsided_side_is_bounded_by_the_bounds_of_both(self, tmp_path: Path) -> None:
        arms = {"a": around(2.0, 60), "b": [*around(1.0, 60, seed=2), 50.0]}
        found = number(tmp_path, {"d": arms}, compared("mean", Form.DIFFERENCE, "<= 5 s"))
        of, to = found.operands
        assert (found.low, found.high) == (of.low - to.high, of.high - to.low)  # type: ignore[operator]
        assert "Cantelli" in found.method or "Bonferroni" in found.method


class TestGeometricMean:
    def test_is_over_every_series(self, tmp_path: Path) -> None:
        arms = {f"q{k}": around(2.0**k, 30, seed=k) for k in range(5)}
        found = number(tmp_path, {"d": arms}, geometric("<= 10 s", None))
        medians = [float(np.median(values)) for values in arms.values()]
        assert found.value == pytest.approx(stats.gmean(medians))
        assert found.value is not None
        assert found.low is not None
        assert found.high is not None
        assert found.low < found.value < found.high
        assert [operand.series for operand in found.operands] == [f"d/q{k}" for k in range(5)]

    def test_of_ratios_pairs_series_by_name(self, tmp_path: Path) -> None:
        new = {f"q{k}": around(1.0 + k, 40, seed=k) for k in range(4)}
        old = {f"q{k}": around(2.0 * (1 + k), 40, seed=10 + k) for k in (3, 1, 0, 2)}
        found = number(tmp_path, {"d": old, "e": new}, geometric(">= 1.5 x", "e"))
        ratios = [np.median(old[name]) / np.median(new[name]) for name in new]
        assert found.value == pytest.approx(stats.gmean(ratios))
        assert found.low is not None
        assert found.low > 1.7
        assert "4 ratios" in found.method

    def test_leaves_no_series_out(self, tmp_path: Path) -> None:
        new = {"q1": around(1, 30), "q2": around(1, 30)}
        message = failure(tmp_path, {"d": {**new, "slow": around(9, 30)}, "e": new}, geometric(">= 1 x", "e"))
        assert "d/slow" in message

    def test_needs_datasets_not_series(self, tmp_path: Path) -> None:
        asked = claim("median", of=("d", "q1"), form=Form.GEOMETRIC_MEAN)
        assert "every series" in failure(tmp_path, {"d": {"q1": around(1, 30)}}, asked)

    def test_is_open_where_one_series_has_too_few_samples(self, tmp_path: Path) -> None:
        arms = {"q1": around(1, 100), "q2": around(1, 5)}
        found = number(tmp_path, {"d": arms}, geometric("<= 10 s", None))
        assert (found.low, found.high) == (None, None)
        assert found.needs is not None
        assert found.needs > 5

    def test_of_nothing_above_zero_is_none(self, tmp_path: Path) -> None:
        arms = {"q1": around(1, 100), "q2": [0.0] * 100}
        found = number(tmp_path, {"d": arms}, geometric("<= 10 s", None))
        assert found.value is None


def geometric(holds: str, to: str | None) -> Claim:
    return claim(
        "median",
        holds,
        of=("d", None),
        to=(to, None) if to is not None else None,
        form=Form.GEOMETRIC_MEAN,
    )


def scaled(fit: str, holds: str, statistic: str = "mean", where: dict[str, str] | None = None) -> Claim:
    return claim(
        statistic,
        holds,
        of=("d", None),
        metric="work",
        form=Form.SCALING,
        scaling=Scaling("clients", fit, where or {}),
    )


def points(root: Path, values: Mapping[int, Sequence[float]], asked: Claim, extra: str = "") -> Examined:
    rows = [f"{x},one,{value!r}" for x, listed in values.items() for value in listed]
    described = Columns(None, (Column("work", "v", "s"),), {"clients": "clients", "kind": "kind"})
    text = "\n".join(["clients,kind,v", *rows, *([extra] if extra else []), ""])
    return examined(root, [dataset(root, "d", text, described)], asked)


class TestScaling:
    X = (1, 2, 4, 8, 16)

    def line(self) -> dict[int, list[float]]:
        return {x: around(3.0 + 2.0 * x, 40, seed=x) for x in self.X}

    def one(
        self, root: Path, asked: Claim, values: Mapping[int, Sequence[float]] | None = None
    ) -> Measurement:
        found = points(root, values or self.line(), asked)
        assert not found.claim_failures, found.claim_failures
        measurement = found.measurements["c"]
        assert stock(measurement.sql) == (
            measurement.value,
            measurement.low,
            measurement.high,
            measurement.n,
        )
        return measurement

    def test_slope_is_that_of_least_squares(self, tmp_path: Path) -> None:
        values = self.line()
        found = self.one(tmp_path, scaled("slope", ">= 1 s"), values)
        line = stats.linregress(self.X, [np.mean(values[x]) for x in self.X])
        critical = stats.t.ppf(0.975, 3)
        assert found.value == pytest.approx(line.slope)
        assert found.low == pytest.approx(line.slope - critical * line.stderr)
        assert found.high == pytest.approx(line.slope + critical * line.stderr)

    def test_exponent_is_the_slope_of_the_logarithms(self, tmp_path: Path) -> None:
        values = {x: around(5.0 * x**2, 40, seed=x) for x in self.X}
        found = self.one(tmp_path, scaled("exponent", ">= 1.9 x"), values)
        line = stats.linregress(np.log(self.X), np.log([np.mean(values[x]) for x in self.X]))
        assert found.value == pytest.approx(line.slope)
        assert found.low is not None
        assert found.low > 1.9

    def test_r2_is_a_description(self, tmp_path: Path) -> None:
        values = self.line()
        found = self.one(tmp_path, scaled("r2", ">= 0.99 x"), values)
        assert found.value == pytest.approx(
            stats.linregress(self.X, [np.mean(values[x]) for x in self.X]).rvalue ** 2
        )
        assert not found.interval

    def test_efficiency_is_growth_by_growth(self, tmp_path: Path) -> None:
        values = self.line()
        found = self.one(tmp_path, scaled("efficiency", "<= 100 %"), values)
        assert found.value == pytest.approx(np.mean(values[16]) / np.mean(values[1]) / 16 * 100)
        assert found.low is not None
        assert found.high is not None
        assert found.low < found.high
        assert [operand.series for operand in found.operands] == [f"clients {x}" for x in self.X]

    def test_other_statistics_can_be_followed(self, tmp_path: Path) -> None:
        values = self.line()
        found = self.one(tmp_path, scaled("slope", ">= 1 s", "median"), values)
        line = stats.linregress(self.X, [np.median(values[x]) for x in self.X])
        assert found.value == pytest.approx(line.slope)

    def test_a_point_that_is_not_above_zero_has_no_exponent(self, tmp_path: Path) -> None:
        values = {**self.line(), 4: [0.0] * 40}
        assert self.one(tmp_path, scaled("exponent", ">= 1 x"), values).value is None

    def test_two_points_have_an_efficiency_but_no_slope(self, tmp_path: Path) -> None:
        values = {x: around(x, 30) for x in (1, 2)}
        assert self.one(tmp_path, scaled("efficiency", ">= 90 %"), values).value == pytest.approx(100)
        found = points(tmp_path, values, scaled("slope", ">= 1 s"))
        assert "needs 3" in found.claim_failures["c"].message

    def test_every_series_must_say_the_parameter(self, tmp_path: Path) -> None:
        found = points(tmp_path, self.line(), scaled("slope", ">= 1 s"), extra="many,one,5.0")
        assert "no one number" in found.claim_failures["c"].message

    def test_two_points_at_one_place_need_a_choice(self, tmp_path: Path) -> None:
        asked = scaled("slope", ">= 1 s")
        found = points(tmp_path, self.line(), asked, extra="1,other,5.0")
        assert "same clients" in found.claim_failures["c"].message
        chosen = scaled("slope", ">= 1 s", where={"kind": "one"})
        assert "c" in points(tmp_path, self.line(), chosen, extra="1,other,5.0").measurements


class TestFamily:
    """Holm over the comparisons of a dossier."""

    ARMS: ClassVar[Values] = {
        "a": around(2.0, 60),
        "b": around(1.0, 60, seed=2),
        "e": around(1.9, 60, seed=3, spread=0.2),
    }

    def test_one_comparison_is_at_its_own_confidence(self, tmp_path: Path) -> None:
        found = number(tmp_path, {"d": self.ARMS}, compared("mean", Form.DIFFERENCE, ">= 0.5 s"))
        assert found.method.startswith("95 %")
        assert "Holm" not in found.method

    def test_the_first_to_stand_is_held_against_all(self, tmp_path: Path) -> None:
        clear = compared("mean", Form.DIFFERENCE, ">= 0.5 s", name="clear")
        close = compared("mean", Form.DIFFERENCE, ">= 0 s", to="e", name="close")
        found = examine(tmp_path, {"d": self.ARMS}, clear, close).measurements
        first = stats.ttest_ind(self.ARMS["a"], self.ARMS["b"], equal_var=False).confidence_interval(0.975)
        second = stats.ttest_ind(self.ARMS["a"], self.ARMS["e"], equal_var=False)
        assert found["clear"].low == pytest.approx(first.low)
        # What is left is one comparison, at the claim's own confidence: Holm steps down.
        stands_with_all = second.confidence_interval(0.975).low >= 0
        level = 0.975 if stands_with_all else 0.95
        assert found["close"].low == pytest.approx(second.confidence_interval(level).low)
        assert all("2 comparisons" in one.method for one in found.values())

    def test_claims_about_one_series_are_no_part_of_it(self, tmp_path: Path) -> None:
        alone = claim("median", "<= 3 s", of=("d", "a"), name="alone")
        other = compared("median", Form.RATIO, ">= 1 x", name="ratio")
        found = examine(tmp_path, {"d": self.ARMS}, alone, other).measurements
        assert all("Holm" not in one.method for one in found.values())

    def test_what_cannot_be_measured_is_no_part_of_it(self, tmp_path: Path) -> None:
        broken = compared("median", Form.RATIO, ">= 1 x", to="nobody", name="broken")
        sound = compared("median", Form.RATIO, ">= 1 x", name="sound")
        found = examine(tmp_path, {"d": self.ARMS}, broken, sound)
        assert set(found.claim_failures) == {"broken"}
        assert "Holm" not in found.measurements["sound"].method


class TestOpenMeans:
    """Where the samples are lopsided or few, a mean is not bounded on the side of the tail."""

    def test_too_few_samples_bound_neither_side(self, tmp_path: Path) -> None:
        found = number(tmp_path, {"d": {"a": around(1, 14)}}, claim("mean", of=("d", "a")))
        assert (found.low, found.high, found.needs) == (None, None, 15)

    def test_a_long_tail_has_a_wide_bound_on_its_own_side(self, tmp_path: Path) -> None:
        values = [*around(1, 60), 40.0]
        found = number(tmp_path, {"d": {"a": values}}, claim("mean", of=("d", "a")))
        error = stats.sem(values)
        assert found.low == pytest.approx(np.mean(values) - stats.t.ppf(0.975, 60) * error)
        assert found.high == pytest.approx(np.mean(values) + math.sqrt(39) * error)
        assert "Cantelli" in found.method

    def test_a_tail_below_has_it_below(self, tmp_path: Path) -> None:
        values = [*around(100, 60), 1.0]
        found = number(tmp_path, {"d": {"a": values}}, claim("mean", of=("d", "a")))
        error = stats.sem(values)
        assert found.low == pytest.approx(np.mean(values) - math.sqrt(39) * error)
        assert found.high == pytest.approx(np.mean(values) + stats.t.ppf(0.975, 60) * error)


def test_the_coefficient_of_variation_is_deviation_by_mean(tmp_path: Path) -> None:
    values = around(3, 40)
    found = number(tmp_path, {"d": {"a": values}}, claim("cv", "<= 5 %", of=("d", "a")))
    assert found.value == pytest.approx(np.std(values, ddof=1) / np.mean(values) * 100)
    assert not found.interval
