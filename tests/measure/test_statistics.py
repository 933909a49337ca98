"""Every statistic against an independent computation of the same."""

from __future__ import annotations

import math
import random
import statistics as standard
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import duckdb
import numpy as np
import pytest
from scipy import stats

from mkdocs_dossiers.measure.interval import quantile_ranks
from mkdocs_dossiers.measure.statistics import statistic
from mkdocs_dossiers.measure.units import factor
from mkdocs_dossiers.model.measurement import Measurement
from tests.measure.claims import claim, columns, dataset, examined, measured, table


def latencies(n: int, seed: int = 1, middle: float = 0.01) -> list[float]:
    chance = random.Random(seed)
    return [chance.lognormvariate(0, 0.5) * middle for _ in range(n)]


def type_one(values: list[float], q: Fraction) -> float:
    """The smallest sample with at least the share q at or below it."""
    return sorted(values)[max(math.ceil(len(values) * q) - 1, 0)]


def estimate(values: list[float], name: str, confidence: float = 0.95) -> tuple[object, ...]:
    """A statistic over a table in a bare DuckDB."""
    chosen = statistic(name)
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE samples AS SELECT unnest($1::DOUBLE[]) AS value", [values])
        sql = chosen.estimate("samples", {"n": len(values)}, confidence).sql
        row = connection.execute(sql).fetchone()
    assert row is not None
    return row


class TestPoints:
    @pytest.mark.parametrize("n", [1, 2, 3, 10, 101, 1000])
    @pytest.mark.parametrize(
        ("name", "expected"),
        [("median", standard.median), ("p50", standard.median), ("min", min), ("max", max)],
    )
    def test_exactly_that_of_the_standard_library(
        self, n: int, name: str, expected: Callable[[list[float]], float]
    ) -> None:
        assert estimate(latencies(n), name)[0] == expected(latencies(n))

    @pytest.mark.parametrize("n", [2, 3, 10, 101, 1000])
    def test_the_mean_to_the_last_digits(self, n: int) -> None:
        assert estimate(latencies(n), "mean")[0] == pytest.approx(standard.fmean(latencies(n)), rel=1e-14)

    def test_the_mean_does_not_depend_on_the_order(self) -> None:
        values = latencies(1000)
        assert estimate(values, "mean")[:3] == estimate(values[::-1], "mean")[:3]

    @pytest.mark.parametrize("n", [1, 2, 7, 10, 20, 50, 99, 100, 101, 200, 1000])
    def test_percentiles_are_samples(self, n: int) -> None:
        values = latencies(n)
        with duckdb.connect() as connection:
            connection.execute("CREATE TABLE samples AS SELECT unnest($1::DOUBLE[]) AS value", [values])
            for written in (
                "1",
                "7",
                "10",
                "14",
                "25",
                "28",
                "55",
                "56",
                "57",
                "75",
                "90",
                "95",
                "99",
                "99.9",
            ):
                chosen = statistic(f"p{written}")
                row = connection.execute(chosen.estimate("samples", {"n": n}, 0.95).sql).fetchone()
                assert row is not None
                assert row[0] == type_one(values, Fraction(written) / 100), written

    def test_percentiles_are_those_numpy_calls_inverted_cdf(self) -> None:
        values = latencies(997)
        for percent in (5, 25, 75, 90, 95, 99):
            expected = np.percentile(values, percent, method="inverted_cdf")
            assert estimate(values, f"p{percent}")[0] == expected

    def test_equal_samples_have_equal_percentiles(self) -> None:
        assert estimate([0.5] * 400, "p99")[:3] == (0.5, 0.5, 0.5)

    @pytest.mark.parametrize("name", ["p0", "p00", "p0.0"])
    def test_no_percentile_is_below_all_samples(self, name: str) -> None:
        with pytest.raises(ValueError, match="statistic"):
            statistic(name)

    @pytest.mark.parametrize("name", ["p0.000001", "p99.999999"])
    def test_the_most_extreme_percentiles_are_computed(self, name: str) -> None:
        assert estimate(latencies(100), name)[0] is not None

    def test_a_percentile_of_nothing_is_nothing(self) -> None:
        assert estimate([], "p99")[0] is None

    @pytest.mark.parametrize("name", ["average", "", "P99", "stddev", "mode"])
    def test_other_names_are_no_statistics(self, name: str) -> None:
        with pytest.raises(ValueError, match="statistic"):
            statistic(name)

    def test_a_share_without_a_limit_is_none(self) -> None:
        with pytest.raises(ValueError, match="within"):
            statistic("share")


class TestIntervals:
    @pytest.mark.parametrize("n", [6, 7, 25, 100, 399])
    def test_a_median_lies_between_its_order_statistics(self, n: int) -> None:
        values = sorted(latencies(n))
        ranks = quantile_ranks(n, 0.5, 0.95)
        assert ranks.low is not None
        assert ranks.high is not None
        assert estimate(values, "median")[1:] == (values[ranks.low - 1], values[ranks.high - 1], n)

    def test_every_rank_is_the_sample_of_that_rank(self) -> None:
        for n in (1, 2, 3, 10, 97, 368, 1000, 4099):
            with duckdb.connect() as connection:
                connection.execute(f"CREATE TABLE samples AS SELECT range + 1.0 AS value FROM range({n})")
                ranks = range(1, n + 1, max(n // 50, 1))
                cells = ", ".join(f"quantile_disc(value, {rank - 0.5} / {n})" for rank in ranks)
                assert connection.execute(f"SELECT {cells} FROM samples").fetchone() == tuple(ranks)

    @pytest.mark.parametrize(("n", "bounded"), [(367, False), (368, True)])
    def test_a_99th_percentile_is_bounded_from_above_by_368_samples(
        self, tmp_path: Path, n: int, bounded: bool
    ) -> None:
        found = measured(tmp_path, latencies(n), claim("p99"))
        assert (found.high is not None) is bounded
        assert found.low is not None
        assert found.needs == (None if bounded else 368)

    @pytest.mark.parametrize("n", [15, 30, 1000])
    @pytest.mark.parametrize("confidence", [0.9, 0.95, 0.99])
    def test_a_mean_has_the_interval_of_scipy(self, n: int, confidence: float) -> None:
        values = [1 + math.sin(index) for index in range(n)]
        _, low, high, _ = estimate(values, "mean", confidence)
        expected = stats.ttest_1samp(values, 0).confidence_interval(confidence)
        assert low == pytest.approx(expected.low, rel=1e-9)
        assert high == pytest.approx(expected.high, rel=1e-9)

    def test_one_sample_has_a_mean_without_interval(self, tmp_path: Path) -> None:
        found = measured(tmp_path, [0.5], claim("mean"))
        assert (found.value, found.low, found.high, found.needs) == (0.5, None, None, 15)

    @pytest.mark.parametrize("name", ["min", "max", "count"])
    def test_facts_about_a_run_have_no_interval(self, tmp_path: Path, name: str) -> None:
        found = measured(
            tmp_path, latencies(20), claim(name, "<= 100 samples" if name == "count" else "<= 1 s")
        )
        assert not found.interval

    def test_more_confidence_is_a_wider_interval(self, tmp_path: Path) -> None:
        narrow, wide = (
            measured(tmp_path, latencies(100), claim("median", confidence=c)) for c in (0.9, 0.99)
        )
        assert width(narrow) < width(wide)

    def test_the_mean_covers_as_often_as_it_says(self) -> None:
        chance = np.random.default_rng(7)
        runs = chance.normal(10.0, 2.0, (400, 15))
        covered = 0
        with duckdb.connect() as connection:
            connection.execute(
                "CREATE TABLE runs AS SELECT (i // 15)::INT AS run, v AS value FROM "
                "(SELECT unnest(range(6000)) AS i, unnest($1::DOUBLE[]) AS v)",
                [[float(value) for value in runs.ravel()]],
            )
            sql = (
                statistic("mean")
                .estimate("(SELECT value FROM runs WHERE run = $1)", {"n": 15, "skewness": 0.0}, 0.95)
                .sql
            )
            for run in range(0, 400, 4):
                row = connection.execute(sql, [run]).fetchone()
                assert row is not None
                covered += row[1] <= 10.0 <= row[2]
        assert covered >= 90

    def test_the_median_covers_as_often_as_it_says(self, tmp_path: Path) -> None:
        chance = np.random.default_rng(11)
        runs = {f"r{run}": [float(v) for v in chance.lognormal(0.0, 1.0, 50)] for run in range(400)}
        sql = statistic("median").estimate("(SELECT value FROM samples WHERE arm = $1)", {"n": 50}, 0.95).sql
        (tmp_path / "runs.csv").write_text(table(runs))
        with duckdb.connect() as connection:
            connection.execute(
                f"CREATE TABLE samples AS SELECT arm, v::DOUBLE AS value FROM read_csv('{tmp_path}/runs.csv')"
            )
            rows = [connection.execute(sql, [name]).fetchone() for name in runs]
        assert sum(row is not None and row[1] <= 1.0 <= row[2] for row in rows) / len(rows) >= 0.93


def width(found: Measurement) -> float:
    assert found.low is not None
    assert found.high is not None
    return found.high - found.low


class TestShares:
    @pytest.mark.parametrize(
        ("within", "keeps"),
        [
            ("<= 10 ms", lambda v: v * 1000 <= 10),
            ("< 10 ms", lambda v: v * 1000 < 10),
            (">= 10 ms", lambda v: v * 1000 >= 10),
            ("> 0.02 s", lambda v: v > 0.02),
        ],
    )
    def test_a_share_is_a_fraction_with_the_exact_interval(
        self, tmp_path: Path, within: str, keeps: Callable[[float], bool]
    ) -> None:
        values = latencies(300)
        k = sum(keeps(value) for value in values)
        found = measured(tmp_path, values, claim("share", ">= 1 %", within=within))
        exact = stats.binomtest(k, 300).proportion_ci(0.95, method="exact")
        assert found.value == pytest.approx(100 * k / 300, rel=1e-12)
        assert found.low == pytest.approx(100 * exact.low, rel=1e-9)
        assert found.high == pytest.approx(100 * exact.high, rel=1e-9)

    @pytest.mark.parametrize(("within", "value", "side"), [("<= 9 s", 1.0, "high"), (">= 9 s", 0.0, "low")])
    def test_all_and_none_are_bounded_by_themselves(
        self, tmp_path: Path, within: str, value: float, side: str
    ) -> None:
        found = measured(tmp_path, latencies(30), claim("share", ">= 0.5 x", within=within))
        assert found.value == value
        assert getattr(found, side) == value

    def test_counting_what_is_within(self, tmp_path: Path) -> None:
        values = [0.001, 0.002, 0.002, 0.003]
        assert measured(tmp_path, values, claim("count", "<= 9 requests", within="== 0.002 s")).value == 2
        assert measured(tmp_path, values, claim("count", "<= 9 requests", within="< 0.003 s")).value == 3
        assert measured(tmp_path, values, claim("count", "<= 9 requests")).value == 4


class TestRates:
    def test_events_at_equal_distance_have_their_rate_without_doubt(self, tmp_path: Path) -> None:
        """1/1024 s is exact in binary, so every window holds the same number of events."""
        events = [index / 1024 for index in range(2001)]
        found = measured(tmp_path, events, claim("rate", ">= 1 requests/s"))
        assert (found.value, found.low, found.high, found.n) == (1024.0, 1024.0, 1024.0, 2001)

    def test_events_at_equal_decimal_distance_nearly_so(self, tmp_path: Path) -> None:
        events = [index * 0.001 + 1700000000 for index in range(2001)]
        found = measured(tmp_path, events, claim("rate", ">= 1 requests/s"))
        assert found.value == pytest.approx(1000, rel=1e-6)
        assert width(found) < 10

    def test_the_rate_is_events_over_time(self, tmp_path: Path) -> None:
        chance = random.Random(3)
        now, events = 5.0, []
        for _ in range(1000):
            now += chance.expovariate(200)
            events.append(now)
        found = measured(tmp_path, events, claim("rate", ">= 1 requests/s"))
        assert found.value == pytest.approx(999 / (events[-1] - events[0]), rel=1e-12)
        assert found.low is not None
        assert found.low < 200 < (found.high or 0)

    def test_its_interval_is_students_over_twenty_windows(self, tmp_path: Path) -> None:
        chance = random.Random(5)
        events = sorted(chance.uniform(0, 100) for _ in range(500))
        length = (events[-1] - events[0]) / 20
        windows = [
            sum(
                1
                for event in events
                if event > events[0] and min(math.ceil((event - events[0]) / length) - 1, 19) == window
            )
            / length
            for window in range(20)
        ]
        found = measured(tmp_path, events, claim("rate", ">= 1 requests/s"))
        expected = stats.ttest_1samp(windows, 0).confidence_interval(0.95)
        assert found.low == pytest.approx(expected.low, rel=1e-9)
        assert found.high == pytest.approx(expected.high, rel=1e-9)

    def test_the_order_of_the_rows_does_not_matter(self, tmp_path: Path) -> None:
        events = [index / 1024 for index in range(513)]
        assert measured(tmp_path, events[::-1], claim("rate", ">= 1 requests/s")).value == 1024.0

    @pytest.mark.parametrize("n", [2, 20])
    def test_few_events_have_a_rate_without_interval(self, tmp_path: Path, n: int) -> None:
        found = measured(tmp_path, [float(index) for index in range(n)], claim("rate", ">= 1 requests/s"))
        assert found.value == pytest.approx(1.0)
        assert (found.low, found.high, found.needs) == (None, None, 21)

    @pytest.mark.parametrize("events", [[1.0], [1.0, 1.0, 1.0]])
    def test_no_time_passed_is_no_rate(self, tmp_path: Path, events: list[float]) -> None:
        assert measured(tmp_path, events, claim("rate", ">= 1 requests/s")).value is None

    def test_the_unit_of_the_clock_does_not_matter(self, tmp_path: Path) -> None:
        events = [index * 1000.0 for index in range(41)]
        assert measured(tmp_path, events, claim("rate", ">= 1 requests/min"), unit="ms").value == 60.0


class TestUnits:
    @pytest.mark.parametrize(
        ("unit", "holds", "value"),
        [
            ("s", "<= 9 ms", 500.0),
            ("ms", "<= 9 s", 0.0005),
            ("ns", "<= 9 ms", 0.5e-6),
            ("h", "<= 9 min", 30.0),
        ],
    )
    def test_the_value_is_in_the_unit_of_the_limit(
        self, tmp_path: Path, unit: str, holds: str, value: float
    ) -> None:
        found = measured(tmp_path, [0.5] * 10, claim("median", holds), unit=unit)
        assert found.value == pytest.approx(value, rel=1e-15)
        assert found.low == found.high == found.value
        assert found.unit == holds.rpartition(" ")[2]


class TestRatios:
    def ratio(
        self, root: Path, above: list[float], below: list[float], statistic_name: str, holds: str = ">= 1 x"
    ) -> Measurement:
        data = dataset(root, "d", table({"up": above, "down": below}), columns(), "data/d.csv")
        asked = claim(statistic_name, holds, of=("d", "up"), to=("d", "down"))
        found = examined(root, [data], asked)
        assert not found.claim_failures
        return found.measurements["c"]

    def test_a_ratio_is_bounded_by_the_bounds_of_both(self, tmp_path: Path) -> None:
        above, below = sorted(latencies(100, 1, 0.03)), sorted(latencies(90, 2))
        found = self.ratio(tmp_path, above, below, "median")
        one, other = (quantile_ranks(n, 0.5, 0.975) for n in (100, 90))
        assert one.low is not None and one.high is not None  # noqa: PT018
        assert other.low is not None and other.high is not None  # noqa: PT018
        assert found.value == pytest.approx(standard.median(above) / standard.median(below), rel=1e-14)
        assert found.low == pytest.approx(above[one.low - 1] / below[other.high - 1], rel=1e-14)
        assert found.high == pytest.approx(above[one.high - 1] / below[other.low - 1], rel=1e-14)
        assert found.n == 90

    def test_both_sides_are_shown_by_themselves(self, tmp_path: Path) -> None:
        found = self.ratio(tmp_path, [0.3] * 10, [0.1] * 10, "median")
        assert [side.series for side in found.operands] == ["up", "down"]
        seconds = [(side.value or 0) * factor(side.unit, "s").apply(1) for side in found.operands]
        assert seconds == pytest.approx([0.3, 0.1])

    @pytest.mark.parametrize(("holds", "value"), [(">= 1 x", 3.0), (">= 1 %", 300.0)])
    def test_a_ratio_is_a_plain_number(self, tmp_path: Path, holds: str, value: float) -> None:
        assert self.ratio(tmp_path, [3.0] * 9, [1.0] * 9, "median", holds).value == pytest.approx(value)

    def test_a_ratio_covers_at_least_as_often_as_it_says(self) -> None:
        chance = np.random.default_rng(13)
        above = np.sort(chance.lognormal(math.log(3), 1.0, (400, 40)), axis=1)
        below = np.sort(chance.lognormal(0.0, 1.0, (400, 40)), axis=1)
        ranks = quantile_ranks(40, 0.5, 0.975)
        assert ranks.low is not None and ranks.high is not None  # noqa: PT018
        low = above[:, ranks.low - 1] / below[:, ranks.high - 1]
        high = above[:, ranks.high - 1] / below[:, ranks.low - 1]
        assert np.mean((low <= 3) & (high >= 3)) >= 0.95

    def test_nothing_above_what_may_be_zero_is_bounded(self, tmp_path: Path) -> None:
        """The mean below the line may be negative by its interval: then the ratio may be anything."""
        found = self.ratio(tmp_path, [1.0, 1.1, 1.2], [0.001, 0.002, 1.0], "mean", "<= 5 x")
        assert found.value == pytest.approx(3.3 / 1.003)
        assert found.high is None

    def test_an_interval_holds_its_own_value_even_where_samples_are_negative(self, tmp_path: Path) -> None:
        found = self.ratio(tmp_path, [-2.0, -1.5, -1.0] * 10, [1.0, 1.5, 2.0] * 10, "median")
        assert found.value is not None
        assert found.low is None or found.low <= found.value
        assert found.high is None or found.value <= found.high

    def test_dividing_by_zero_is_no_number(self, tmp_path: Path) -> None:
        assert self.ratio(tmp_path, [1.0] * 10, [0.0] * 10, "median").value is None

    def test_the_two_sides_may_be_in_different_units(self, tmp_path: Path) -> None:
        one = dataset(tmp_path, "s", table({"a": [3.0] * 10}), columns(unit="s"), "data/s.csv")
        other = dataset(tmp_path, "ms", table({"a": [1500.0] * 10}), columns(unit="ms"), "data/ms.csv")
        found = examined(tmp_path, [one, other], claim("median", ">= 1 x", of=("s", None), to=("ms", None)))
        assert found.measurements["c"].value == 2.0


class TestWhatDoesNotFit:
    def failure(self, tmp_path: Path, asked: object) -> tuple[str, str]:
        assert hasattr(asked, "statistic")
        data = dataset(tmp_path, "d", table({"a": [1.0] * 9, "b": [2.0] * 9}), columns(), "data/d.csv")
        found = examined(tmp_path, [data], asked)  # type: ignore[arg-type]
        assert not found.measurements
        failure = found.claim_failures["c"]
        assert failure.message
        assert failure.fix
        return failure.rule, failure.fix

    @pytest.mark.parametrize("holds", ["<= 5 MB", "<= 5 %", "<= 5 x", "<= 5 requests/s"])
    def test_a_limit_of_another_dimension(self, tmp_path: Path, holds: str) -> None:
        assert self.failure(tmp_path, claim("median", holds, of=("d", "a")))[0] == "statistics/unit"

    @pytest.mark.parametrize(
        ("statistic_name", "holds"), [("count", "<= 5 s"), ("rate", ">= 5 s"), ("rate", ">= 5 requests")]
    )
    def test_a_count_or_rate_in_other_units(self, tmp_path: Path, statistic_name: str, holds: str) -> None:
        assert self.failure(tmp_path, claim(statistic_name, holds, of=("d", "a")))[0] == "statistics/unit"

    def test_a_ratio_in_seconds(self, tmp_path: Path) -> None:
        asked = claim("median", "<= 5 s", of=("d", "a"), to=("d", "b"))
        assert self.failure(tmp_path, asked)[0] == "statistics/unit"

    def test_a_series_that_is_not_there(self, tmp_path: Path) -> None:
        rule, fix = self.failure(tmp_path, claim("median", of=("d", "aa")))
        assert rule == "statistics/series"
        assert "d/a" in fix

    def test_a_dataset_of_several_series_without_one(self, tmp_path: Path) -> None:
        rule, fix = self.failure(tmp_path, claim("median", of=("d", None)))
        assert rule == "statistics/series"
        assert "d/a" in fix
        assert "d/b" in fix

    def test_a_metric_that_is_not_there(self, tmp_path: Path) -> None:
        rule, fix = self.failure(tmp_path, claim("median", of=("d", "a"), metric="memory"))
        assert rule == "statistics/metric"
        assert "time" in fix

    @pytest.mark.parametrize("metric", ["latency", "duration", "time"])
    def test_tools_call_time_by_different_names(self, tmp_path: Path, metric: str) -> None:
        data = dataset(tmp_path, "d", table({"a": [1.0] * 9}), columns(), "data/d.csv")
        assert examined(tmp_path, [data], claim("median", metric=metric)).measurements["c"].value == 1.0
