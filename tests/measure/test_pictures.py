"""What charts are drawn from: against the same sums made in Python, and never larger than it says."""

from __future__ import annotations

import math
import random
import statistics
from pathlib import Path

import pytest

from mkdocs_dossiers.measure import course, curve, timeline
from mkdocs_dossiers.measure.engine import Engine
from mkdocs_dossiers.model.dossier import Column, Columns, Form, Scaling
from mkdocs_dossiers.model.picture import Curve
from tests.measure.claims import claim, columns, dataset, examined, measured, table

CHANCE = random.Random(11)
MANY = [round(CHANCE.lognormvariate(0, 0.4) / 100, 9) for _ in range(5000)]
FEW = MANY[:40]


def quantile(values: list[float], share: float) -> float:
    return sorted(values)[max(0, math.ceil(share * len(values) - 1e-9) - 1)]


@pytest.mark.parametrize("values", [FEW, MANY], ids=["few", "many"])
def test_quantiles_are_samples_in_rising_order(tmp_path: Path, values: list[float]) -> None:
    (found,) = measured(tmp_path, values, claim("p99")).pictures.curves
    assert found.n == len(values)
    assert found.quantiles[-1].share == 1
    assert found.quantiles[-1].value == max(values)
    assert found.quantiles[0].value == min(values)
    assert len(found.quantiles) <= 150
    shares = [one.share for one in found.quantiles]
    assert shares == sorted(set(shares))
    for one in found.quantiles:
        assert one.value == quantile(values, one.share)


def test_the_tail_goes_as_far_as_the_samples(tmp_path: Path) -> None:
    (found,) = measured(tmp_path, MANY, claim("p99")).pictures.curves
    assert 1 - 1 / 5000 in [one.share for one in found.quantiles]


def test_rows_that_stand_for_several_samples_make_the_same_curve() -> None:
    rows = [(1.0, 5), (2.0, 0), (3.0, 30), (9.0, 1)]
    listed = ", ".join(f"({value}::DOUBLE, {weight})" for value, weight in rows)
    weighted = f"SELECT * FROM (VALUES {listed}) AS t(value, weight)"
    single = f"SELECT value FROM ({weighted}), range(weight)"
    with Engine([]) as engine:
        one = curve.curve(engine, single, "s", "ms")
        other = curve.curve(engine, weighted, "s", "ms", weighted=True)
        assert curve.curve(engine, "SELECT 1.0 AS value WHERE false", "s", "ms") is None
    assert isinstance(one, Curve)
    assert one == other


def test_few_samples_are_all_there_with_the_running_median(tmp_path: Path) -> None:
    (found,) = measured(tmp_path, FEW, claim("mean")).pictures.courses
    assert [block.highest for block in found.blocks] == FEW
    assert found.window == 5
    for place, block in enumerate(found.blocks):
        assert block.first == place + 1
        assert block.median == statistics.median(FEW[max(0, place - 2) : place + 3])


def test_many_samples_are_summed_up_in_blocks_that_leave_none_out(tmp_path: Path) -> None:
    (found,) = measured(tmp_path, MANY, claim("mean")).pictures.courses
    assert len(found.blocks) == course.BLOCKS
    assert sum(block.count for block in found.blocks) == len(MANY)
    for block in found.blocks:
        own = MANY[block.first - 1 : block.first - 1 + block.count]
        assert (block.lowest, block.highest) == (min(own), max(own))
        assert block.median == pytest.approx(statistics.median(own))


def test_fences_count_what_lies_beyond_and_drop_nothing(tmp_path: Path) -> None:
    values = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 14.0, 40.0, -30.0, 4.5]
    (shape,) = measured(tmp_path, values, claim("mean")).shapes
    assert shape.fences is not None
    first, third = quantile(values, 0.25), quantile(values, 0.75)
    reach = 1.5 * (third - first)
    assert (shape.fences.lower, shape.fences.upper) == (first - reach, third + reach)
    assert (shape.fences.outside, shape.fences.far) == (2, 2)
    assert sum(bar.count for bar in shape.bins) + shape.below + shape.above == len(values)


LOAD = Columns(None, (Column("latency", "v", "s"), Column("ended", "t", "s", moments=True)))


def load(root: Path, n: int) -> tuple[list[tuple[float, float]], str]:
    rows = [(0.01 + place % 7 / 1000, place / 50) for place in range(n)]
    return rows, "\n".join(["v,t", *(f"{value!r},{when!r}" for value, when in rows), ""])


def test_a_load_test_over_time_counts_every_event_once(tmp_path: Path) -> None:
    rows, text = load(tmp_path, 1000)
    data = dataset(tmp_path, "d", text, LOAD, "data/d.csv")
    asked = [
        claim("p95", "<= 1 s", metric="latency"),
        claim("rate", ">= 1 requests/s", metric="ended", name="r"),
    ]
    found = examined(tmp_path, [data], *asked)
    (latencies,) = found.measurements["c"].pictures.timelines
    (events,) = found.measurements["r"].pictures.timelines
    for one in (latencies, events):
        assert len(one.spans) == timeline.SPANS
        assert sum(span.count for span in one.spans) == one.n == 1000
        assert one.spans[-1].end == pytest.approx(rows[-1][1] - rows[0][1])
    assert [span.count for span in latencies.spans] == [span.count for span in events.spans]
    assert max(span.highest or 0 for span in latencies.spans) == max(value for value, _ in rows)
    assert events.spans[0].median is None
    drawn = found.files["d"].drawn
    assert [one.metric for one in drawn] == ["latency"]
    assert drawn[0].unit == "ms"
    assert drawn[0].pictures.timelines


def test_few_events_have_no_parts_to_compare(tmp_path: Path) -> None:
    _, text = load(tmp_path, 9)
    data = dataset(tmp_path, "d", text, LOAD, "data/d.csv")
    found = examined(tmp_path, [data], claim("max", "<= 1 s", metric="latency"))
    assert found.measurements["c"].pictures.timelines == ()


@pytest.mark.parametrize(
    ("fit", "y"),
    [
        ("slope", [1.0, 2.0, 3.5, 4.0]),
        ("exponent", [3.0, 6.0, 12.0, 24.0]),
        ("efficiency", [3.0, 5.0, 9.0, 20.0]),
    ],
)
def test_the_line_of_a_scaling_claim(tmp_path: Path, fit: str, y: list[float]) -> None:
    at = [1.0, 2.0, 4.0, 8.0]
    rows = [f"{x:g},{value!r}" for x, value in zip(at, y, strict=True) for _ in range(9)]
    described = Columns(None, (Column("time", "v", "s"),), {"clients": "clients"})
    data = dataset(tmp_path, "d", "\n".join(["clients,v", *rows, ""]), described, "data/d.csv")
    holds = "<= 100 s" if fit == "slope" else "<= 100 x"
    asked = claim("median", holds, form=Form.SCALING, scaling=Scaling("clients", fit))
    found = examined(tmp_path, [data], asked)
    assert found.claim_failures == {}
    line = found.measurements["c"].pictures.fit
    assert line is not None
    assert [point.x for point in line.points] == at
    assert [point.value for point in line.points] == y
    n = len(at)
    mean_x, mean_y = sum(at) / n, sum(y) / n
    if fit == "slope":
        slope = sum((a - mean_x) * (b - mean_y) for a, b in zip(at, y, strict=True)) / sum(
            (a - mean_x) ** 2 for a in at
        )
        expected = [mean_y + slope * (a - mean_x) for a in at]
    else:
        expected = [3.0 * a for a in at]
    assert [point.fitted for point in line.points] == pytest.approx(expected)


def test_a_comparison_has_both_sides(tmp_path: Path) -> None:
    text = table({"a": MANY, "b": FEW})
    data = dataset(tmp_path, "d", text, columns(), "data/d.csv")
    found = examined(tmp_path, [data], claim("median", ">= 0 x", of=("d", "a"), to=("d", "b")))
    pictures = found.measurements["c"].pictures
    assert [one.series for one in pictures.curves] == ["a", "b"]
    assert [one.n for one in pictures.courses] == [5000, 40]


def test_marks_are_counted_and_not_drawn(tmp_path: Path) -> None:
    one = measured(tmp_path, [0.0, 1.0, 0.0, 0.0], claim("count", "<= 5 orders", within=">= 1 s"))
    assert one.shapes == ()
    assert one.pictures.curves == ()
