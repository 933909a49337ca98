"""A claim's measurements as charts."""

from __future__ import annotations

from collections.abc import Sequence

from mkdocs_dossiers.charts import Bin, Chart, Estimate, Histogram, Limit, Note, Point, distribution, history
from mkdocs_dossiers.model.annotation import Annotation
from mkdocs_dossiers.model.dossier import Claim
from mkdocs_dossiers.model.measurement import Judgement, Measurement, Shape
from mkdocs_dossiers.model.reference import version_key
from mkdocs_dossiers.pages.view import ClaimRow


def samples_chart(claim: Claim, judgement: Judgement) -> Chart | None:
    """How the samples lie; None where there are none to draw (summaries, rates)."""
    measured = judgement.measurement
    if not measured.shapes:
        return None
    return distribution(
        [_histogram(measured, shape, index) for index, shape in enumerate(measured.shapes)],
        metric=claim.metric,
        unit=measured.shapes[0].unit,
        statistic=claim.statistic,
        limit=_limit(claim, measured),
        confidence=claim.confidence,
    )


def _histogram(measured: Measurement, shape: Shape, index: int) -> Histogram:
    estimate = None
    if shape.value is not None:
        if measured.operands:
            side = measured.operands[index]
            estimate = Estimate(shape.value, side.low, side.high)
        else:
            low, high = (measured.low, measured.high) if measured.interval else (None, None)
            estimate = Estimate(shape.value, low, high)
    return Histogram(
        name=shape.series,
        n=shape.n,
        bins=[Bin(entry.lower, entry.upper, entry.count) for entry in shape.bins],
        below=shape.below,
        above=shape.above,
        points=shape.points,
        estimate=estimate,
    )


def _limit(claim: Claim, measured: Measurement) -> Limit | None:
    """The limit, where it is on the axis of the samples."""
    shown = claim.within
    if shown is None and not measured.operands and measured.shapes[0].value is not None:
        shown = claim.holds
    return Limit(shown.op, shown.number) if shown is not None and shown.op != "==" else None


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
    limit = Limit(claim.holds.op, claim.holds.number) if claim.holds.op != "==" else None
    return history(
        points,
        metric=claim.metric,
        unit=claim.holds.unit,
        statistic=claim.statistic,
        limit=limit,
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
