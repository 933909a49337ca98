"""A claim's measurements, and a raw file's series, as charts."""

from __future__ import annotations

from collections.abc import Sequence

from mkdocs_dossiers.charts import (
    Bin,
    Chart,
    Estimate,
    Fences,
    Histogram,
    Limit,
    Note,
    Point,
    distribution,
    history,
)
from mkdocs_dossiers.charts.comparison import Row, comparison
from mkdocs_dossiers.charts.ecdf import Step, Steps, ecdf
from mkdocs_dossiers.charts.order import Block, Course, order
from mkdocs_dossiers.charts.over_time import Run, Span, latency, throughput
from mkdocs_dossiers.charts.scaling import At, scaling
from mkdocs_dossiers.charts.tail import tail
from mkdocs_dossiers.measure.side import statistic_of
from mkdocs_dossiers.measure.statistics.percentile import Percentile
from mkdocs_dossiers.measure.statistics.statistic import Quantity
from mkdocs_dossiers.measure.units import factor
from mkdocs_dossiers.model import picture
from mkdocs_dossiers.model.annotation import Annotation
from mkdocs_dossiers.model.digits import limit
from mkdocs_dossiers.model.dossier import Claim, Form
from mkdocs_dossiers.model.measurement import Drawn, Judgement, Measurement, Operand
from mkdocs_dossiers.model.reference import version_key
from mkdocs_dossiers.pages.view import ClaimRow
from mkdocs_dossiers.pages.writer import figure, span

TAIL = 0.9
"""The percentile from which a claim is about the tail."""


def claim_charts(claim: Claim, judgement: Judgement, counts: tuple[str, ...] = ()) -> list[Chart]:
    """The charts that fit a claim, the most telling first. ``counts`` are the project's own counted nouns."""
    measured = judgement.measurement
    found = [_scaling(claim, measured), _comparison(claim, measured), _throughput(claim, measured, counts)]
    if claim.scaling is None:
        found += [
            _samples(claim, measured),
            _shares(claim, measured),
            _tail(claim, measured),
            _order(claim, measured),
            *_latencies(claim, measured),
        ]
    return [chart for chart in found if chart is not None]


def why_no_chart(claim: Claim, judgement: Judgement) -> str:
    """Why a claim has no chart, in a sentence."""
    if not judgement.measurement.interval:
        return "the tool kept statistics only, so there are no samples to draw."
    if statistic_of(claim).quantity is Quantity.COUNT:
        return "each sample says only whether something happened, and the number above counts them all."
    return "there are too few samples to draw."


def dataset_charts(drawn: Drawn) -> list[Chart]:
    """The charts of one series of a raw file."""
    metric, unit, pictures = drawn.metric, drawn.unit, drawn.pictures
    found: list[Chart] = []
    if drawn.shape is not None:
        shape = drawn.shape
        found.append(distribution([_histogram(shape, None)], metric=metric, unit=unit, statistic=""))
    found += [order([_course(course)], metric=metric, unit=unit) for course in pictures.courses]
    for timeline in pictures.timelines:
        run = _run(timeline)
        found += [latency(run, metric=metric, unit=unit), throughput(run, unit="per second")]
    return found


def _samples(claim: Claim, measured: Measurement) -> Chart | None:
    """How the samples lie; None where there are none to draw (summaries, rates)."""
    if not measured.shapes:
        return None
    estimates = _estimates(measured, len(measured.shapes))
    return distribution(
        [
            _histogram(shape, estimate if shape.value is not None else None)
            for shape, estimate in zip(measured.shapes, estimates, strict=True)
        ],
        metric=claim.metric,
        unit=measured.shapes[0].unit,
        statistic=claim.statistic,
        limit=_limit(claim, measured),
        confidence=claim.confidence,
    )


def _estimates(measured: Measurement, many: int) -> list[Estimate | None]:
    """The claimed statistic of each side, with its interval."""
    sides: Sequence[Operand | Measurement] = measured.operands or (measured,)
    found = [
        Estimate(side.value, side.low if side.interval else None, side.high if side.interval else None)
        if side.value is not None
        else None
        for side in sides
    ]
    return found if len(found) == many else [None] * many


def _histogram(shape: picture.Shape, estimate: Estimate | None) -> Histogram:
    fences = shape.fences
    return Histogram(
        name=shape.series,
        n=shape.n,
        bins=[Bin(entry.lower, entry.upper, entry.count) for entry in shape.bins],
        below=shape.below,
        above=shape.above,
        points=shape.points,
        estimate=estimate,
        fences=Fences(fences.lower, fences.upper, fences.outside, fences.far) if fences is not None else None,
    )


def _limit(claim: Claim, measured: Measurement) -> Limit | None:
    """The limit, where it is on the axis of the samples."""
    shown = claim.within
    if shown is None and not measured.operands and statistic_of(claim).quantity is Quantity.SAME:
        shown = claim.holds
    return Limit(shown.op, shown.number) if shown is not None and shown.op != "==" else None


def _percentile(claim: Claim) -> float | None:
    chosen = statistic_of(claim)
    return chosen.q if isinstance(chosen, Percentile) else None


def _steps(measured: Measurement, estimates: Sequence[Estimate | None]) -> list[Steps]:
    return [
        Steps(curve.series, curve.n, [Step(one.share, one.value) for one in curve.quantiles], estimate)
        for curve, estimate in zip(measured.pictures.curves, estimates, strict=True)
    ]


def _shares(claim: Claim, measured: Measurement) -> Chart | None:
    """How the samples add up, for claims of percentiles and of shares."""
    curves, q = measured.pictures.curves, _percentile(claim)
    within = claim.within is not None and statistic_of(claim).quantity is Quantity.FRACTION
    if not curves or not (within or q is not None):
        return None
    estimates = _estimates(measured, len(curves))
    share = None
    if within and q is None:
        estimates = [None] * len(curves)
        if not measured.operands and measured.value is not None:
            to = factor(claim.holds.unit, "x")
            ends = (measured.low, measured.high)
            estimates = [
                Estimate(to.apply(measured.value), *(None if end is None else to.apply(end) for end in ends))
            ]
            share = Limit(claim.holds.op, to.apply(claim.holds.number)) if claim.holds.op != "==" else None
    return ecdf(
        _steps(measured, estimates),
        metric=claim.metric,
        unit=curves[0].unit,
        statistic=claim.statistic,
        percentile=q,
        limit=_limit(claim, measured),
        share=share,
        confidence=claim.confidence,
    )


def _tail(claim: Claim, measured: Measurement) -> Chart | None:
    """The rare slow samples, for claims of a percentile from p90 on."""
    curves, q = measured.pictures.curves, _percentile(claim)
    if not curves or q is None or q < TAIL:
        return None
    return tail(
        _steps(measured, _estimates(measured, len(curves))),
        metric=claim.metric,
        unit=curves[0].unit,
        statistic=claim.statistic,
        percentile=q,
        limit=_limit(claim, measured),
        confidence=claim.confidence,
    )


def _order(claim: Claim, measured: Measurement) -> Chart | None:
    courses = measured.pictures.courses
    if not courses:
        return None
    return order(
        [_course(course) for course in courses],
        metric=claim.metric,
        unit=courses[0].unit,
        limit=_limit(claim, measured),
    )


def _course(course: picture.Course) -> Course:
    blocks = [Block(one.first, one.count, one.lowest, one.median, one.highest) for one in course.blocks]
    return Course(course.series, course.n, blocks, course.window)


def _run(timeline: picture.Timeline, estimate: Estimate | None = None) -> Run:
    spans = [Span(one.start, one.end, one.count, one.median, one.p99, one.highest) for one in timeline.spans]
    return Run(timeline.series, timeline.n, spans, estimate)


def _latencies(claim: Claim, measured: Measurement) -> list[Chart]:
    """How long it took over time, where the file says when. A comparison leaves that to the datasets' pages."""
    if statistic_of(claim).quantity is Quantity.RATE or measured.operands:
        return []
    return [
        latency(_run(one), metric=claim.metric, unit=one.unit, limit=_limit(claim, measured))
        for one in measured.pictures.timelines
    ]


def _throughput(claim: Claim, measured: Measurement, counts: tuple[str, ...]) -> Chart | None:
    timelines = measured.pictures.timelines
    if statistic_of(claim).quantity is not Quantity.RATE or len(timelines) != 1 or measured.operands:
        return None
    return throughput(
        _run(timelines[0], _estimates(measured, 1)[0]),
        unit=claim.holds.unit,
        per=factor("count/s", claim.holds.unit, counts).apply(1.0),
        limit=Limit(claim.holds.op, claim.holds.number) if claim.holds.op != "==" else None,
        confidence=claim.confidence,
    )


def _comparison(claim: Claim, measured: Measurement) -> Chart | None:
    """Both sides of a comparison, or all series of a mean, by themselves."""
    rows = [
        Row(side.series, side.n, Estimate(side.value, side.low, side.high))
        for side in measured.operands
        if side.value is not None
    ]
    if claim.scaling is not None or len(rows) < 2 or len({side.unit for side in measured.operands}) > 1:
        return None
    return comparison(
        rows,
        metric=claim.metric,
        unit=measured.operands[0].unit,
        statistic=claim.statistic,
        result=f"{_TOGETHER[claim.form]} {figure(measured)}, {_interval(measured)}, claimed {limit(claim.holds)}",
        confidence=claim.confidence,
    )


def _interval(measured: Measurement) -> str:
    return f"interval {span(measured)}" if measured.interval else "no interval"


_TOGETHER = {Form.RATIO: "ratio", Form.DIFFERENCE: "difference", Form.GEOMETRIC_MEAN: "geometric mean"}


def _scaling(claim: Claim, measured: Measurement) -> Chart | None:
    fit = measured.pictures.fit
    if fit is None or len(fit.points) < 2:
        return None
    return scaling(
        [At(one.x, Estimate(one.value, one.low, one.high), one.fitted, one.n) for one in fit.points],
        over=fit.over,
        kind=fit.kind,
        metric=claim.metric,
        unit=fit.unit,
        statistic=claim.statistic,
        result=f"{fit.kind} {figure(measured)}, {_interval(measured)}, claimed {limit(claim.holds)}",
    )


def versions_chart(
    claim: Claim, rows: Sequence[tuple[ClaimRow, str]], annotations: Sequence[Annotation] = ()
) -> Chart | None:
    """The claim's value over versions, each with the link to its page; None with fewer than two.

    An annotation is drawn before the first point that is not older than its version.
    """
    points = [
        Point(
            version=row.dossier.version,
            date=row.dossier.date,
            value=measured.value,
            low=measured.low if measured.interval else None,
            high=measured.high if measured.interval else None,
            n=measured.n,
            verdict=row.judgement.verdict.value,
            href=href,
        )
        for row, href in rows
        if (measured := row.judgement.measurement).value is not None and measured.unit == claim.holds.unit
    ]
    if len(points) < 2:
        return None
    claimed = Limit(claim.holds.op, claim.holds.number) if claim.holds.op != "==" else None
    return history(
        points,
        metric=claim.metric,
        unit=claim.holds.unit,
        statistic=claim.statistic,
        limit=claimed,
        confidence=claim.confidence,
        notes=[
            Note(entry.number, place, f"{entry.kind}: {entry.says}")
            for entry in annotations
            if (place := _place(points, entry)) is not None
        ],
    )


def _place(points: Sequence[Point], entry: Annotation) -> int | None:
    """The first point that is not older than an annotation's version; None where all are older."""
    own = version_key(entry.version)
    return next((place for place, point in enumerate(points) if version_key(point.version) >= own), None)
