"""What the charts of a claim are drawn from: each summed up by DuckDB, none with more than a few hundred numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from mkdocs_dossiers.measure.course import course
from mkdocs_dossiers.measure.curve import curve
from mkdocs_dossiers.measure.engine import Engine
from mkdocs_dossiers.measure.failure import CannotMeasure
from mkdocs_dossiers.measure.fit import fit
from mkdocs_dossiers.measure.side import Loaded, Question, Side, is_many, statistic_of, with_metric
from mkdocs_dossiers.measure.statement import Selection
from mkdocs_dossiers.measure.statistics.statistic import Quantity
from mkdocs_dossiers.measure.timeline import timeline
from mkdocs_dossiers.measure.units import UnitError, factor
from mkdocs_dossiers.model.measurement import Operand
from mkdocs_dossiers.model.picture import Curve, Pictures, Timeline

_T = TypeVar("_T")

MOST_SIDES = 2
"""Series that share one picture; more would be a tangle of lines."""


def pictures(question: Question, sides: Sequence[Side], operands: Sequence[Operand]) -> Pictures:
    """What fits a claim: nothing where its tool kept no samples, or summing them up takes too long.

    A claim is measured whether it can be drawn or not.
    """
    try:
        return _pictures(question, sides, operands)
    except CannotMeasure:
        return Pictures()


def _pictures(question: Question, sides: Sequence[Side], operands: Sequence[Operand]) -> Pictures:
    claim, engine = question.claim, question.engine
    line = fit(engine, claim.scaling, operands) if claim.scaling is not None else None
    if len(sides) > MOST_SIDES or any(side.selection.summary is not None for side in sides):
        return Pictures(fit=line)
    quantity = statistic_of(claim).quantity
    if quantity is Quantity.COUNT:
        return Pictures(fit=line)
    if quantity is Quantity.RATE:
        return Pictures(timelines=_present(_throughput(engine, side) for side in sides))
    if len({side.sample_unit for side in sides}) > 1 or any(
        is_many(side.series) or not question.loaded[side.selection.dataset].placed for side in sides
    ):
        return Pictures(fit=line)
    return Pictures(
        curves=_present(_curve(engine, side) for side in sides),
        courses=_present(
            course(engine, side.selection, side.series.name, side.sample_unit) for side in sides
        ),
        timelines=_present(
            latency_over_time(
                engine, question.loaded[side.selection.dataset], side.selection, side.sample_unit
            )
            for side in sides
        ),
        fit=line,
    )


def latency_over_time(engine: Engine, loaded: Loaded, selection: Selection, unit: str) -> Timeline | None:
    """The selected samples over the points in time of the same rows; None where the file has no such points."""
    own = [entry for entry in loaded.series if entry.name == selection.series and entry.kind == "sample"]
    for metric in sorted(loaded.moments - {selection.metric}):
        when = with_metric([entry for entry in own if entry.metric == metric], metric)
        if when is None or selection.weighted:
            continue
        try:
            seconds = factor(when.unit or "", "s")
        except UnitError:
            continue
        moments = Selection(selection.dataset, selection.series, metric, seconds)
        return timeline(engine, moments, selection, selection.series, unit)
    return None


def _throughput(engine: Engine, side: Side) -> Timeline | None:
    return timeline(engine, side.selection, None, side.series.name, side.sample_unit)


def _curve(engine: Engine, side: Side) -> Curve | None:
    return curve(
        engine, side.selection.sql(), side.series.name, side.sample_unit, weighted=side.selection.weighted
    )


def _present(found: Iterable[_T | None]) -> tuple[_T, ...]:
    return tuple(one for one in found if one is not None)
