from __future__ import annotations

import csv
import json
import math
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from mkdocs_dossiers.charts import (
    Bin,
    Chart,
    Estimate,
    Histogram,
    Limit,
    Note,
    Point,
    distribution,
    frame,
    history,
    kinds,
    theme,
)
from mkdocs_dossiers.charts.comparison import Row, comparison
from mkdocs_dossiers.charts.over_time import throughput

from . import samples

GOLDEN = Path(__file__).parent / "golden"

# Where a spec may hold words from outside. Everything else is the same for every chart.
WORDS = {
    ("encoding", "x", "axis", "title"),
    ("encoding", "x", "scale", "domain"),
    ("title", "text"),
    ("title", "subtitle"),
}
VERDICTS = {*theme.VERDICTS, *theme.VERDICTS.values(), *map(theme.ink, theme.VERDICTS)}
COMPUTES = {
    "expr",
    "signal",
    "labelExpr",
    "transform",
    "calculate",
    "filter",
    "test",
    "params",
    "url",
    "usermeta",
}


def words_of(value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield path, key
            yield from words_of(inner, (*path, key))
    elif isinstance(value, list):
        for inner in value:
            yield from words_of(inner, path)
    elif isinstance(value, str):
        yield path, value


def drawn(chart: Chart, layer: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = chart.spec["datasets"][layer]
    return rows


def texts(chart: Chart) -> list[str]:
    return [row["text"] for layer in chart.spec["datasets"].values() for row in layer if "text" in row]


@pytest.mark.parametrize("name", samples.ALL)
def test_what_is_drawn_and_said_is_as_recorded(name: str) -> None:
    chart = samples.ALL[name]()
    shown = {
        "title": chart.title,
        "description": chart.description,
        "height": chart.height,
        "table": [list(chart.table.columns), *(list(row) for row in chart.table.rows)],
        "encoding": chart.spec["encoding"],
        "datasets": chart.spec["datasets"],
    }
    text = json.dumps(shown, indent=1, ensure_ascii=False) + "\n"
    golden = GOLDEN / f"{name}.json"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", samples.ALL)
def test_spec_is_valid_and_small_and_computes_nothing(name: str) -> None:
    import altair as alt

    chart: Chart = samples.ALL[name]()
    alt.LayerChart.from_dict(chart.spec)  # raises unless the schema holds
    assert len(chart.json()) < 12_000
    assert {**json.loads(chart.json()), "config": theme.config()} == {**chart.spec, "config": theme.config()}
    found = {word for _, word in words_of(chart.spec)}
    assert not found & COMPUTES
    assert not [word for word in found if "://" in word]


def test_spec_says_colours_only_as_custom_properties() -> None:
    for name, value in words_of(samples.single().spec):
        assert "#" not in value or value.startswith("var(--dossier-"), name


def test_hostile_words_are_data() -> None:
    bad = samples.HOSTILE
    point = Point(bad, bad, 1.0, 0.9, 1.1, 3, bad, f"javascript:{bad}")
    charts = [
        history([point, point], metric=bad, unit=bad, statistic=bad, limit=Limit(bad, 1.05)),
        *(make(bad, bad, bad, bad) for make in samples.NAMED),
    ]
    usuals = (samples.versions(), *(make() for make in samples.NAMED))
    for chart, usual in zip(charts, usuals, strict=True):
        safe = {
            word for path, word in words_of(usual.spec) if path[:1] != ("datasets",) and path not in WORDS
        }
        for path, word in words_of(chart.spec):
            if path[:1] != ("datasets",) and path not in WORDS:
                assert word in safe | VERDICTS, path
            elif path[-1:] != ("href",):
                assert not set("\u202e\x00\n") & set(word), path
        keys = {key for rows in chart.spec["datasets"].values() for row in rows for key in row}
        assert keys <= {"x", "x2", "y", "y2", "text", "tip", "verdict", "href"}
        assert not set("<>&'") & set(chart.json())
        said = chart.description + chart.title + "".join(cell for row in chart.table.rows for cell in row)
        assert not set("\u202e\x00\n") & set(said)
        assert not set("\u202e\x00") & set(chart.csv)


def test_one_chart_leaves_no_trace_in_the_next() -> None:
    before = samples.single().json()
    samples.pair()
    samples.few()
    assert samples.single().json() == before


def test_altair_builds_each_kind_once(monkeypatch: pytest.MonkeyPatch) -> None:
    import altair as alt

    samples.single()

    def fail(*_: object, **__: object) -> None:
        pytest.fail("built again")

    monkeypatch.setattr(alt, "layer", fail)
    samples.pair()


def test_picture_holds_what_a_screenshot_needs() -> None:
    chart = samples.single()
    said = texts(chart)
    assert "n = 3,000 · 95 % interval 2.55 to 2.70 ms" in said
    assert "12 samples above 3.5 ms not drawn" in said
    assert "p99 2.61 ms" in said
    assert "← limit ≤ 3 ms" in said
    assert drawn(chart, "x-title")[0]["text"] == "latency (ms)"


def test_description_is_sentences_with_the_numbers() -> None:
    assert samples.single().description == (
        "Distribution of latency in unary/ack, 3,000 samples: "
        "p99 2.61 ms, 95 % confidence interval 2.55 to 2.70 ms. "
        "12 samples above 3.5 ms not drawn. The claimed limit is at most 3 ms."
    )


def test_series_stand_one_above_the_other_on_one_axis() -> None:
    chart = samples.pair()
    names = drawn(chart, "names")
    assert [row["text"] for row in names] == ["unary/ack", "datagram/ack"]
    assert names[0]["y"] < names[1]["y"]
    upper = [row["y2"] for row in drawn(chart, "bars")]
    assert max(upper[:20]) < names[1]["y"]
    start, end = chart.spec["encoding"]["x"]["scale"]["domain"]
    assert start < 0.75
    assert end > 6
    assert not drawn(chart, "limits")
    assert len(drawn(chart, "values")) == 2


def test_dots_only_for_few_samples() -> None:
    assert len(drawn(samples.few(), "samples") + drawn(samples.few(), "outliers")) == 12
    lots = Histogram("a", 201, [Bin(0, 1, 201)], points=[0.5] * 201)
    assert not drawn(distribution([lots], metric="m", unit="s", statistic="p50"), "samples")


@pytest.mark.parametrize(
    ("op", "side", "text"),
    [
        ("<=", "low", "← limit ≤ 3 ms"),
        ("<", "low", "← limit < 3 ms"),
        (">=", "high", "limit ≥ 3 ms →"),
        ("==", None, "limit = 3 ms"),
    ],
)
def test_claimed_side_is_marked(op: str, side: str | None, text: str) -> None:
    series = samples.bell("a", 100, 2.0, 3.0, Estimate(2.0, 1.9, 2.1))
    chart = distribution([series], metric="m", unit="ms", statistic="p50", limit=Limit(op, 3))
    start, end = chart.spec["encoding"]["x"]["scale"]["domain"]
    spans = {"low": [(start, 3.0)], "high": [(3.0, end)], None: []}
    assert [(row["x"], row["x2"]) for row in drawn(chart, "claimed")] == spans[side]
    assert text in texts(chart)


@pytest.mark.parametrize(
    ("value", "text"), [(50.0, "limit ≤ 50 ms, off the scale →"), (-50.0, "← limit ≤ -50 ms, off the scale")]
)
def test_limit_out_of_reach_is_said_instead_of_drawn(value: float, text: str) -> None:
    series = samples.bell("a", 100, 2.0, 3.0, Estimate(2.0, 1.9, 2.1))
    chart = distribution([series], metric="m", unit="ms", statistic="p50", limit=Limit("<=", value))
    assert not drawn(chart, "limits")
    assert text in texts(chart)
    assert len(drawn(chart, "claimed")) == (1 if value > 0 else 0)


def test_open_interval_reaches_the_end_of_the_axis() -> None:
    series = samples.bell("a", 100, 2.0, 3.0, Estimate(2.0, 1.9, None))
    chart = distribution([series], metric="m", unit="ms", statistic="p50")
    band = drawn(chart, "intervals")[0]
    assert band["x"] == 1.9
    assert band["x2"] == chart.spec["encoding"]["x"]["scale"]["domain"][1]
    assert "n = 100 · 95 % interval from 1.9 ms, no upper bound" in texts(chart)


@pytest.mark.parametrize(
    "series",
    [
        Histogram("summary only", 3000, (), estimate=Estimate(2.6, None, None)),
        Histogram("nothing", 0, ()),
        Histogram("constant", 50, [Bin(5.0, 5.0, 50)], points=[5.0] * 50, estimate=Estimate(5.0, 5.0, 5.0)),
        Histogram("tiny", 3, [Bin(1e-9, 2e-9, 3)], estimate=Estimate(1.5e-9, float("-inf"), float("inf"))),
        Histogram("huge", 3, [Bin(1e15, 2e15, 3)], estimate=Estimate(1.5e15, 0, 1e300)),
    ],
    ids=lambda series: series.name,
)
def test_unusual_series_still_make_a_chart(series: Histogram) -> None:
    chart = distribution([series], metric="m", unit="", statistic="p99", limit=Limit("<=", 3))
    start, end = chart.spec["encoding"]["x"]["scale"]["domain"]
    assert start < end
    for bar in drawn(chart, "bars"):
        assert start <= bar["x"] < bar["x2"] <= end
    chart.json()


def test_numbers_that_are_none_are_refused() -> None:
    with pytest.raises(ValueError, match="needs a number"):
        Estimate(float("nan"), 1, 2)
    with pytest.raises(ValueError, match="needs two numbers"):
        Bin(0, float("inf"), 1)


def test_table_counts_every_sample() -> None:
    chart = samples.single()
    assert chart.table.columns == ("from (ms)", "to (ms)", "samples", "share")
    assert chart.table.rows[-1] == ("3.50", "", "12", "0.4 %")
    assert sum(int(row[2].replace(",", "")) for row in chart.table.rows) == 3000
    rows = list(csv.DictReader(chart.csv.splitlines()))
    assert sum(int(row["samples"]) for row in rows) == 3000
    assert {row["series"] for row in rows} == {"unary/ack"}


def test_table_of_two_series_leaves_out_bins_only_the_other_one_fills() -> None:
    bins = [(0.0, 1.0), (1.0, 2.0), (2.0, 3.5), (3.5, 4.0)]
    low, high = (
        Histogram(name, sum(counts), [Bin(*edges, n) for edges, n in zip(bins, counts, strict=True)])
        for name, counts in (("low", (5, 0, 5, 0)), ("high", (0, 0, 0, 9)))
    )
    chart = distribution([low, high], metric="m", unit="s", statistic="p50")
    assert [row[:4] for row in chart.table.rows] == [
        ("low", "0.0", "1.0", "5"),
        ("low", "1.0", "2.0", "0"),
        ("low", "2.0", "3.5", "5"),
        ("high", "3.5", "4.0", "9"),
    ]


def test_whiskers_of_a_history_end_inside_the_picture() -> None:
    point = Point("1", "2026-01-01", 3.02, 2.86, 3.15, 400, "supported")
    other = Point("2", "2026-02-01", 3.06, -40.0, 300.0, 400, "inconclusive")
    chart = history([point, other], metric="m", unit="x", statistic="p50", limit=Limit(">=", 2))
    start, end = chart.spec["encoding"]["y"]["scale"]["domain"]
    assert start < -40 < 300 < end
    assert not drawn(chart, "open-up") + drawn(chart, "open-down")
    assert [row["y"] for row in drawn(chart, "caps")] == [2.86, 3.15, -40, 300]


def test_history_says_each_verdict_by_shape_and_word() -> None:
    chart = samples.versions()
    marks = {layer["data"]["name"]: layer["mark"] for layer in chart.spec["layer"]}
    assert len({marks[name]["shape"] for name in theme.VERDICTS}) == 4
    assert {name: len(drawn(chart, name)) for name in theme.VERDICTS} == {
        "supported": 1,
        "inconclusive": 1,
        "refuted": 1,
        "rejected": 0,
    }
    assert "● supported · ◆ inconclusive · × refuted" in heads(chart)
    assert [row["text"] for row in drawn(chart, "numbers")] == ["3.4", "2.9", "2.61"]
    assert [row["x"] for row in drawn(chart, "open-up")] == [1.5]
    assert chart.table.hrefs == ("../../2026.08/ack-p99/", "../../2026.09/ack-p99/", None)
    assert [row["href"] for row in drawn(chart, "hits")] == list(chart.table.hrefs)


def test_long_history_shows_the_newest_and_says_so() -> None:
    chart = samples.many(60)
    assert len(drawn(chart, "hits")) == 40
    labels = drawn(chart, "x-labels")
    assert (labels[-1]["x"], labels[-1]["text"]) == (39.5, "1.59.0")
    assert sum(len(label["text"]) + 2 for label in labels) <= 48
    assert "the newest 40 of 60 versions" in heads(chart)
    assert "- - - limit ≤ 3 ms" in heads(chart)
    assert len(chart.table.rows) == 60
    assert len(chart.json()) < 16_000


def test_a_version_measured_twice_is_two_points() -> None:
    twice = (*samples.POINTS, *samples.POINTS[-1:])
    tips = [row["tip"].partition(":")[0] for row in drawn(samples.versions(twice), "hits")]
    assert len(set(tips)) == 4


def test_empty_history() -> None:
    chart = samples.versions(())
    assert heads(chart) == ["no versions yet"]
    assert chart.table.rows == ()


def test_layers_and_data_sets_match() -> None:
    for make in samples.ALL.values():
        spec = make().spec
        assert [layer["data"]["name"] for layer in spec["layer"]] == list(spec["datasets"])


def test_annotations_stand_before_their_version_in_the_picture_the_words_and_the_table() -> None:
    chart = samples.noted()
    data = chart.spec["datasets"]
    assert [entry["x"] for entry in data["notes"]] == [1, 2]
    assert [entry["text"] for entry in data["note-numbers"]] == ["1", "2"]
    assert "Before 2026.09, 1: fix: The clock was mended." in chart.description
    assert [row[-1] for row in chart.table.rows][:2] == ["–", "1 fix: The clock was mended."]
    assert "before it" not in samples.versions().table.columns


def test_annotations_of_versions_that_are_not_drawn_are_only_in_the_table() -> None:
    points = [Point(f"1.{place}.0", "2026-01-01", 2.0, 1.9, 3.1, 100, "supported") for place in range(60)]
    notes = [Note(1, 3, "fix: Early."), Note(2, 20, "fix: At the edge."), Note(3, 20, "fix: There too.")]
    chart = history(points, metric="latency", unit="ms", statistic="p99", notes=notes)
    assert chart.spec["datasets"]["note-numbers"] == [{"x": 0, "text": "2, 3"}]
    assert chart.table.rows[3][-1] == "1 fix: Early."


def test_fences_mark_outliers_and_drop_none() -> None:
    chart = samples.few()
    assert "2 beyond Tukey's fences; none left out" in texts(chart)
    assert [row["x"] for row in drawn(chart, "fences")] == [40.2, 44.0]
    assert len(drawn(chart, "samples")) + len(drawn(chart, "outliers")) == 12
    assert len(drawn(chart, "outliers")) == 2


def heads(chart: Chart) -> list[str]:
    """The lines above a picture, in their order."""
    lines = [
        rows[0]["text"] for name in chart.spec["datasets"] if "head-" in name and (rows := drawn(chart, name))
    ]
    return ["".join(parts).strip("\u200b") for parts in zip(*lines, strict=True)]


NEW = [name for name in samples.ALL if name not in ("single", "pair", "few")]


@pytest.mark.parametrize("name", NEW)
def test_a_screenshot_stays_honest(name: str) -> None:
    chart = samples.ALL[name]()
    said = " ".join(heads(chart))
    assert "n = " in said + " ".join(row["text"] for row in chart.spec["datasets"].get("names", []))
    assert max(map(len, heads(chart))) <= frame.WIDEST
    assert drawn(chart, "x-title")[0]["text"]
    assert chart.look.endswith(".")
    assert 1 < len(drawn(chart, "x-labels")) <= 8
    labels = drawn(chart, "x-labels")
    assert [row["x"] for row in labels] == sorted(row["x"] for row in labels)


@pytest.mark.parametrize("name", NEW)
def test_everything_is_inside_the_picture(name: str) -> None:
    chart = samples.ALL[name]()
    for channel in ("x", "y"):
        start, end = sorted(chart.spec["encoding"][channel]["scale"]["domain"])
        for layer, rows in chart.spec["datasets"].items():
            for row in rows:
                for place in (row.get(channel), row.get(f"{channel}2")):
                    assert place is None or start - 1e-6 * abs(start) <= place <= end * (1 + 1e-6), (
                        layer,
                        row,
                    )


@pytest.mark.parametrize("name", NEW)
def test_csv_has_every_number_and_the_table_some(name: str) -> None:
    chart = samples.ALL[name]()
    rows = list(csv.reader(chart.csv.splitlines()))
    assert len(rows) - 1 >= len(chart.table.rows) > 1
    assert set(chart.table.columns) <= set(rows[0])
    assert len(chart.table.rows) <= 27
    assert bool(chart.table.note) == (len(rows) - 1 > len(chart.table.rows))


def test_a_percentile_is_marked_on_the_curve_with_its_interval() -> None:
    chart = samples.shares()
    assert drawn(chart, "mark-1") == [{"x": 2.6, "y": 0.99}]
    assert drawn(chart, "interval-1") == [{"x": 2.55, "x2": 2.7, "y": 0.99}]
    assert drawn(chart, "limits-x") == [{"x": 3.0}]
    assert chart.description == (
        "Share of samples at or below each latency. unary/ack, 3,000 samples: p99 2.6 ms, 95 % interval 2.55 to "
        "2.70 ms. 15 samples above 3.247 ms, up to 3.6 ms. The limit is at most 3 ms."
    )


def test_a_share_is_marked_at_its_limit() -> None:
    chart = samples.within()
    assert drawn(chart, "mark-1") == [{"x": 2.5, "y": 0.98}]
    assert drawn(chart, "spread-1") == [{"x": 2.5, "y": 0.974, "y2": 0.985}]
    assert drawn(chart, "limits-y") == [{"y": 0.95}]
    assert "98 % within ≤ 2.5 ms, 95 % interval 97.4 to 98.5 %" in chart.description


def test_the_tail_stops_where_the_samples_stop() -> None:
    chart = samples.rare()
    assert max(row["x"] for row in drawn(chart, "line-1")) <= math.log10(3000)
    assert "stops at p99.96: 3,000 samples show nothing rarer" in heads(chart)
    assert [row["text"] for row in drawn(chart, "x-labels")] == ["0 %", "90 %", "99 %", "99.9 %"]
    assert drawn(chart, "interval-1")[0]["y2"] == chart.spec["encoding"]["y"]["scale"]["domain"][1]
    assert "p100" not in chart.csv


def test_a_pause_is_marked_at_the_end_of_the_axis() -> None:
    chart = samples.ordered()
    assert len(drawn(chart, "higher")) == 1
    assert "▲ 1 block higher than drawn, up to 32.6 ms" in heads(chart)
    assert "the median is 3 ms at the start and 2.05 ms at the end" in chart.description
    assert drawn(chart, "limits-y") == [{"y": 3.0}]


def test_few_samples_in_order_are_dots_with_a_running_median() -> None:
    chart = samples.few_ordered()
    assert len(drawn(chart, "dots-1")) == 6
    assert not drawn(chart, "band-1")
    assert heads(chart)[0].endswith("running median over 5")


def test_sides_of_a_comparison_have_their_intervals() -> None:
    chart = samples.sides()
    assert [row["text"] for row in drawn(chart, "names")] == [
        "unary/ack: 5.1 ms, n = 1,000",
        "datagram/ack: 0.9 ms, n = 900",
    ]
    end = chart.spec["encoding"]["x"]["scale"]["domain"][1]
    assert [row["x2"] for row in drawn(chart, "intervals")] == [5.2, end]
    assert heads(chart)[0] == "ratio 5.7×, claimed ≥ 3×"
    many = [Row(f"s{place}", 9, Estimate(1.0 + place, 0.5, 30.0)) for place in range(40)]
    large = comparison(many, metric="m", unit="s", statistic="mean", result="r")
    assert len(drawn(large, "points")) == 10
    assert "the first 10 of 40 series" in heads(large)
    assert len(large.csv.splitlines()) == 41


def test_residuals_are_drawn_from_each_point_to_the_line() -> None:
    chart = samples.at("slope")
    assert [(row["x"], row["y"], row["y2"]) for row in drawn(chart, "residuals")] == [
        (1.0, 2.1, 2.0),
        (2.0, 4.2, 4.0),
        (4.0, 8.4, 8.0),
        (8.0, 16.8, 16.0),
    ]
    assert [(row["x"], row["y"]) for row in drawn(chart, "line-1")] == [(1.0, 2.0), (8.0, 16.0)]
    assert "largest residual: 0.8 ms above the line at clients 8" in " ".join(heads(chart))
    rows = list(csv.DictReader(chart.csv.splitlines()))
    assert float(rows[3]["residual (ms)"]) == pytest.approx(0.8)


def test_a_power_is_straight_on_logarithmic_axes() -> None:
    chart = samples.at("exponent")
    assert drawn(chart, "line-1")[0]["x"] == 0
    assert drawn(chart, "line-1")[1]["y"] == pytest.approx(math.log10(16), abs=1e-4)
    assert [row["text"] for row in drawn(chart, "x-labels")] == ["1", "2", "5", "10"]


def test_a_run_over_time_says_where_it_was_slowest() -> None:
    rates, latencies = samples.rates(), samples.latencies()
    assert [row["y2"] for row in drawn(rates, "rates")].count(960) == 1
    assert "slowest part: 960 orders/s at 3.5 to 4.0 s" in heads(rates)
    assert len(drawn(latencies, "higher")) == 1
    assert "The 99th percentile is highest at 3.5 to 4.0 s: 43 ms." in latencies.description
    per_minute = throughput(samples.run("a"), unit="orders/min", per=60)
    assert max(row["y2"] for row in drawn(per_minute, "rates")) == 60_000


@pytest.mark.parametrize("name", list(samples.ALL))
def test_a_page_carries_only_what_its_charts_differ_in(name: str) -> None:
    chart = samples.ALL[name]()
    own = kinds.patch(chart)
    assert len(json.dumps(own, separators=(",", ":"))) < 6_500
    shared = kinds.skeletons()
    whole = merged({**shared[chart.kind], "config": shared["config"]}, {**own, "datasets": {}})
    for layer, columns in own["datasets"].items():
        whole["datasets"][layer] = [
            dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)
        ]
    assert whole == chart.spec


def merged(one: Any, other: Any) -> Any:
    """RFC 7386, without removals."""
    if not (isinstance(one, dict) and isinstance(other, dict)):
        return other
    return {key: merged(one.get(key), other[key]) if key in other else one[key] for key in {**one, **other}}
