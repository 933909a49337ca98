"""The tail: values over percentiles, on an axis of 1/(1-p) where each step is ten times rarer.

The curve stops where the samples stop: n samples show percentiles up to 1 - 1/n, and nothing beyond. The axis is
that of HdrHistogram's plots; see G. Tene, How NOT to Measure Latency, 2013.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache
from typing import Any

from mkdocs_dossiers.charts import frame, words
from mkdocs_dossiers.charts.axis import Axis, axis
from mkdocs_dossiers.charts.chart import Chart, Limit
from mkdocs_dossiers.charts.ecdf import Step, Steps
from mkdocs_dossiers.charts.tabled import tabled

TIPS = 30


def tail(
    series: Sequence[Steps],
    *,
    metric: str,
    unit: str,
    statistic: str,
    percentile: float,
    limit: Limit | None = None,
    confidence: float = 0.95,
) -> Chart:
    """Return the chart of one series, or of two that a claim compares; ``percentile`` is a fraction."""
    metric, unit, statistic = words.clean(metric), words.clean(unit, 16), words.clean(statistic, 24)
    drawn = [(one, _known(one)) for one in series[:2]]
    ends = [end for one in series if one.estimate for end in (one.estimate.low, one.estimate.high)]
    up = axis(
        [step.value for _, steps in drawn for step in steps],
        [limit.value if limit else None, *ends],
        zero=True,
    )
    most = max(10, *(one.n for one in series))
    across = Axis(0.0, max(math.log10(most), _rarity(percentile)) * 1.03)
    sheet = frame.Sheet(skeleton(), across, up)
    of_unit = f" ({unit})" if unit else ""
    sheet.axes("percentile, each step ten times rarer", f"{metric}{of_unit}", x_ticks=_percentiles(across))
    lines: list[frame.Line] = []
    for place, (one, steps) in enumerate(drawn, 1):
        _draw(sheet, place, one, steps, percentile, unit)
        lines.append(
            (f"line-{place}", frame.series_line(one.name, one.n, _said(one, statistic, unit, confidence)))
        )
        lines.append(("note", _stop(one)))
    if limit:
        on = sheet.limit(limit.value, up, "y", limit.upper if limit.upper or limit.lower else None)
        lines.append(("limit", words.limit(limit, unit) + ("" if on else ", off the scale")))
    spec, height = sheet.finish(lines)
    table, text = tabled(
        ("series", "percentile", f"{metric}{of_unit}"),
        (
            (one.name, f"p{words.number(step.share * 100)}", step.value)
            for one, steps in drawn
            for step in steps
        ),
    )
    said = [text for one in series[:2] for text in (_sentence(one, statistic, unit, confidence), _stop(one))]
    if limit:
        said.append(f"The claimed limit is {words.spoken_limit(limit, unit)}")
    return Chart(
        kind="tail",
        title=f"The tail of {metric}",
        description=words.sentences(
            [f"{metric} by percentile, on an axis where each step is ten times rarer", *said]
        ),
        spec=spec,
        table=table,
        height=height,
        csv=text,
        look="Rare slow samples show as a rise to the right. A step up is a pause that a few samples met.",
    )


def _rarity(share: float) -> float:
    """Where a share is on the axis: the logarithm of 1/(1-p)."""
    return math.log10(1 / (1 - share))


def _known(one: Steps) -> list[Step]:
    """The percentiles that n samples can show."""
    return [step for step in one.steps if step.share <= 1 - 1 / one.n] or list(one.steps[:1])


def _percentiles(across: Axis) -> list[tuple[float, str]]:
    shown = [0.0, 0.5, *(1 - 10.0**-nines for nines in range(1, math.floor(across.end) + 1))]
    if across.end > 2.5:  # no room on a phone
        shown.remove(0.5)
    return [(_rarity(share), f"{round(share * 100, 8):g} %") for share in shown]


def _draw(
    sheet: frame.Sheet, place: int, one: Steps, steps: list[Step], percentile: float, unit: str
) -> None:
    every = -(-len(steps) // TIPS)
    for number, step in enumerate(steps):
        if step.share >= 1:
            continue
        x = _rarity(step.share)
        sheet.add(f"line-{place}", x=x, y=step.value)
        if number % every == 0 or step.share > 0.9:
            tip = f"p{words.number(step.share * 100)}: {words.quantity(step.value, unit)}"
            sheet.add("hits", x=x, y=step.value, tip=tip)
    found = one.estimate
    if found is None:
        return
    low = sheet.up.start if found.low is None else sheet.up.clamp(found.low)
    high = sheet.up.end if found.high is None else sheet.up.clamp(found.high)
    sheet.add(f"interval-{place}", x=_rarity(percentile), y=low, y2=high)
    sheet.add(f"mark-{place}", x=_rarity(percentile), y=sheet.up.clamp(found.value))


def _said(one: Steps, statistic: str, unit: str, confidence: float) -> str:
    if one.estimate is None:
        return ""
    return (
        f"{statistic} {words.quantity(one.estimate.value, unit)}, {words.percent(confidence)} interval "
        f"{words.interval(one.estimate, unit)}"
    )


def _sentence(one: Steps, statistic: str, unit: str, confidence: float) -> str:
    said = _said(one, statistic, unit, confidence)
    return f"{words.clean(one.name, 44)}, {words.samples(one.n)}{f': {said}' if said else ''}"


def _stop(one: Steps) -> str:
    return f"stops at p{_digits(one.n)}: {words.samples(one.n)} show nothing rarer"


def _digits(n: int) -> str:
    """The largest percentile that n samples show, cut after the digits that matter."""
    decimals = max(0, math.ceil(math.log10(n)) - 2) if n > 1 else 0
    scale = 10**decimals
    return f"{math.floor((1 - 1 / n) * 100 * scale + 1e-6) / scale:.{decimals}f}"


@cache
def skeleton() -> dict[str, Any]:
    """Return the spec without data, the same for every chart of the kind."""
    layers = []
    for place in (1, 2):
        layers += [
            frame.line(f"line-{place}", f"line-{place}"),
            frame.rule(f"interval-{place}", f"whisker-{place}", y2="y2:Q"),
            frame.point(f"mark-{place}", f"mark-{place}"),
        ]
    return frame.drawing(*layers, frame.hits())
