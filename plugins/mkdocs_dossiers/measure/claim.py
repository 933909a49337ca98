"""One claim, measured: find its series, write its statement, run it."""

from __future__ import annotations

import difflib
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from mkdocs_dossiers.measure.advice import Question, advise
from mkdocs_dossiers.measure.engine import Engine
from mkdocs_dossiers.measure.failure import CannotMeasure, Failure
from mkdocs_dossiers.measure.format import identifier, quote
from mkdocs_dossiers.measure.shape import shape, window
from mkdocs_dossiers.measure.statement import ONE, Selection, complete, over, ratio, scaled
from mkdocs_dossiers.measure.statistics import Statistic, statistic
from mkdocs_dossiers.measure.statistics.statistic import Estimate, Quantity, percent
from mkdocs_dossiers.measure.units import Factor, UnitError, factor, readable
from mkdocs_dossiers.model.dossier import Claim, SeriesReference
from mkdocs_dossiers.model.measurement import Measurement, Operand, Series, Shape

SAME_METRIC = frozenset({"time", "latency", "duration"})
"""Tools that time one thing call it by different names; claims may use any of these for it."""

GROWING = 0.9
"""Correlation with the order of the file, forwards or backwards, from which values are taken for points in time."""

NATURAL = {Quantity.COUNT: "count", Quantity.RATE: "count/s", Quantity.SHARE: "x"}


@dataclass(frozen=True, slots=True)
class Loaded:
    """A dataset as loaded: its series, the statement that reads its file, and whether rows stand for several."""

    series: tuple[Series, ...]
    sql: str
    weighted: bool = False


@dataclass(frozen=True, slots=True)
class Side:
    """A claim's statistic of one series, ready to be combined."""

    relation: str
    series: Series
    selection: Selection
    estimate: Estimate
    unit: str


def measure_claim(
    engine: Engine, claim: Claim, loaded: Mapping[str, Loaded], counts: tuple[str, ...]
) -> Measurement:
    """Recompute a claim's statistic from raw samples.

    ``loaded`` maps dataset names to what was loaded into ``engine`` under these names; ``counts`` are the
    project's own counted nouns. Raises :class:`CannotMeasure` where the claim and its data do not fit.
    """
    if claim.to is None:
        side = _side(engine, claim, claim.of, "chosen_samples", ("of",), loaded, counts, claim.confidence)
        natural = factor(side.unit, claim.holds.unit, counts) if side.unit != claim.holds.unit else ONE
        body = over({"chosen_samples": side.selection.sql()}, scaled(side.estimate.sql, natural))
        sides: tuple[Side, ...] = (side,)
    else:
        # Bonferroni: both sides err together with no more than the claim's own probability.
        each = 1 - (1 - claim.confidence) / 2
        above = _side(engine, claim, claim.of, "samples_above", ("ratio", "of"), loaded, counts, each)
        below = _side(
            engine, claim, claim.to, "samples_below", ("ratio", "to"), loaded, counts, each, above.unit
        )
        if (above.selection.summary is None) != (below.selection.summary is None):
            raise CannotMeasure(
                Failure(
                    "statistics/summary",
                    "One side of the ratio has samples, of the other the tool kept statistics only.",
                    "Measure both sides with the option that saves every sample.",
                    ("ratio",),
                )
            )
        scale = _factor("x", claim.holds.unit, counts, "A ratio is a number without dimension, such as 5 x.")
        tables = {"samples_above": above.selection.sql(), "samples_below": below.selection.sql()}
        body = over(tables, ratio(above.estimate.sql, below.estimate.sql, scale))
        sides = (above, below)
    return _run(engine, claim, loaded, body, sides)


def _run(
    engine: Engine, claim: Claim, loaded: Mapping[str, Loaded], body: str, sides: Sequence[Side]
) -> Measurement:
    value, low, high, n = engine.rows(body)[0]
    operands = tuple(_operand(engine, side) for side in sides) if len(sides) > 1 else ()
    estimate = sides[0].estimate
    method, source = estimate.method, estimate.source
    if len(sides) > 1 and estimate.interval:
        method = (
            f"{percent(claim.confidence)} interval of the ratio from the bounds of both sides "
            f"(Bonferroni; each: {method})"
        )
        source = f"Dunn, Multiple comparisons among means, JASA 56 (1961) 52-64; {source}"
    needs = [side.estimate.needs for side in sides if side.estimate.needs is not None]
    return Measurement(
        value=_finite(value),
        low=_finite(low),
        high=_finite(high),
        unit=claim.holds.unit,
        n=int(n or 0),
        interval=all(side.estimate.interval for side in sides),
        method=method,
        source=source,
        sql=complete(claim, {name: loaded[name].sql for name in claim.datasets}, body),
        needs=max(needs, default=None),
        operands=operands,
        shapes=_shapes(engine, claim, sides, operands, (value, low, high)),
        notes=tuple(note for side in sides for note in _notes(side)),
        advice=tuple(text for side in sides for text in _advice(engine, claim, side)),
    )


def _finite(value: object) -> float | None:
    number = float(str(value)) if value is not None else None
    return number if number is not None and math.isfinite(number) else None


def _notes(side: Side) -> list[str]:
    if side.selection.summary is not None:
        note = (
            f"The tool kept statistics only of {side.series.name}: this is the number it printed, there are no "
            "samples to recompute it from, and so no interval."
        )
        return [note]
    if side.series.warmups:
        return [
            f"{side.series.warmups:,} warm-up samples of {side.series.name}, marked by the tool, are left out."
        ]
    return []


def _advice(engine: Engine, claim: Claim, side: Side) -> tuple[str, ...]:
    """Advisories on what was measured; there are none on counts, points in time, statistics and histograms."""
    chosen = statistic_of(claim)
    if side.selection.summary is not None or side.selection.weighted or chosen.quantity is Quantity.RATE:
        return ()
    if chosen.quantity is Quantity.COUNT or side.series.n is None:
        return ()
    ordered = f"{side.selection.sql()} ORDER BY run, iteration"
    return advise(engine, Question(side.series.name, ordered, claim.statistic, side.series.n))


def _operand(engine: Engine, side: Side) -> Operand:
    value, low, high, n = engine.rows(over({side.relation: side.selection.sql()}, side.estimate.sql))[0]
    return Operand(side.series.name, _finite(value), _finite(low), _finite(high), side.unit, int(n or 0))


def _shapes(
    engine: Engine,
    claim: Claim,
    sides: Sequence[Side],
    operands: Sequence[Operand],
    result: tuple[object, ...],
) -> tuple[Shape, ...]:
    quantity = statistic_of(claim).quantity
    if any(side.selection.summary is not None for side in sides) or quantity is Quantity.RATE:
        return ()
    marks = []
    if claim.to is None and quantity is Quantity.SAME:
        marks = [claim.holds.number, *(number for mark in result if (number := _finite(mark)) is not None)]
    elif claim.within is not None:
        marks = [claim.within.number]
    relations = [side.selection.sql() for side in sides]
    axis = window(engine, relations, marks)
    if axis is None:
        return ()
    values = [operand.value for operand in operands] or [_finite(result[0])]
    if quantity is not Quantity.SAME:
        values = [None for _ in sides]
    return tuple(
        shape(
            engine,
            relation,
            side.series.name,
            _sample_unit(claim, side),
            value,
            axis,
            weighted=side.selection.weighted,
        )
        for relation, side, value in zip(relations, sides, values, strict=True)
    )


def _sample_unit(claim: Claim, side: Side) -> str:
    if claim.within is not None:
        return claim.within.unit
    return side.unit


def statistic_of(claim: Claim, *, weighted: bool = False) -> Statistic:
    """The statistic a claim names. ``weighted`` says that a row of samples stands for several."""
    within = (claim.within.op, claim.within.number) if claim.within is not None else None
    return statistic(claim.statistic, within, weighted=weighted)


def _side(
    engine: Engine,
    claim: Claim,
    reference: SeriesReference,
    relation: str,
    pointer: tuple[str, ...],
    loaded: Mapping[str, Loaded],
    counts: tuple[str, ...],
    confidence: float,
    unit: str | None = None,
) -> Side:
    series = find_series(loaded[reference.dataset].series, reference, claim.metric, pointer)
    weighted = loaded[reference.dataset].weighted and series.kind == "sample"
    chosen = statistic_of(claim, weighted=weighted)
    target = _target(claim, chosen, series, unit)
    conversion = _factor(
        series.unit, target, counts, f"The series is measured in {series.unit or 'no declared unit'}."
    )
    if chosen.quantity is not Quantity.SAME:
        _factor(
            NATURAL[chosen.quantity] if claim.to is None else "x",
            claim.holds.unit,
            counts,
            f"A {chosen.name} is measured in {_example(chosen.quantity)}.",
        )
    if chosen.quantity is Quantity.RATE:
        _points_in_time(engine, reference.dataset, series)
    summary = claim.statistic if series.kind == "summary" else None
    if summary is not None and claim.within is not None:
        raise CannotMeasure(
            Failure(
                "statistics/summary",
                f"{series.name} holds no samples, so none can be counted within a limit.",
                "Measure again with the option that saves every sample.",
                ("within",),
            )
        )
    if summary is not None and summary not in series.stated:
        known = ", ".join(sorted(series.stated)) or "nothing"
        raise CannotMeasure(
            Failure(
                "statistics/summary",
                f"{series.name} holds no samples, only what the tool printed ({known}); "
                f"{claim.statistic} is not among it.",
                "Measure again with the option that saves every sample, or claim what the tool printed.",
                ("statistic",),
            )
        )
    selection = Selection(reference.dataset, series.name, series.metric, conversion, summary, weighted)
    if summary is not None:
        estimate = Estimate(
            "SELECT\n    any_value(value) AS value, NULL AS low, NULL AS high, any_value(weight) AS n\n"
            f"FROM {relation}",
            interval=False,
            method="printed by the tool, which kept no samples; there is no interval",
            source="",
        )
    else:
        estimate = chosen.estimate(relation, _facts(engine, chosen, selection), confidence)
    natural = target if chosen.quantity is Quantity.SAME else NATURAL[chosen.quantity]
    return Side(relation, series, selection, estimate, natural)


def _points_in_time(engine: Engine, dataset: str, series: Series) -> None:
    """Refuse a rate of anything but points in time, which grow in the order they were measured."""
    rows = engine.rows(
        f"SELECT corr(value, place) FROM (SELECT value, row_number() OVER (ORDER BY run, iteration) AS place "
        f"FROM {identifier(dataset)} WHERE series = {quote(series.name)} AND metric = {quote(series.metric)} "
        "AND kind = 'sample' AND NOT warmup)"
    )
    if series.metric in ("latency", "duration") or rows[0][0] is None or abs(rows[0][0]) < GROWING:
        raise CannotMeasure(
            Failure(
                "statistics/rate",
                f"The metric {series.metric} of {series.name} is not a point in time: its values do not grow in "
                "the order they were measured.",
                "A rate is counted from time stamps: name the metric that says when each event ended.",
                ("metric",),
            )
        )


def _facts(engine: Engine, chosen: Statistic, selection: Selection) -> dict[str, int]:
    facts = {"n": chosen.count, **chosen.facts()}
    row = engine.rows(
        over({"chosen_samples": selection.sql()}, f"SELECT {', '.join(facts.values())}\nFROM chosen_samples")
    )[0]
    return {name: int(value or 0) for name, value in zip(facts, row, strict=True)}


def _target(claim: Claim, chosen: Statistic, series: Series, unit: str | None) -> str:
    """The unit the samples are converted to before the statistic is taken."""
    if claim.within is not None:
        return claim.within.unit
    if chosen.quantity is Quantity.RATE:
        return "s"
    if chosen.quantity is Quantity.COUNT:
        return series.unit or "count"
    if claim.to is not None:
        return unit or readable(series.unit or "", series.median or 0.0)
    return claim.holds.unit


def _example(quantity: Quantity) -> str:
    return {
        Quantity.COUNT: "things counted, such as orders",
        Quantity.RATE: "things per time, such as orders/s",
        Quantity.SHARE: "% or x",
    }.get(quantity, "its own unit")


def _factor(source: str | None, target: str, counts: tuple[str, ...], hint: str) -> Factor:
    try:
        return factor(source or "", target, counts)
    except UnitError as error:
        raise CannotMeasure(
            Failure("statistics/unit", f"The unit does not fit: {error}.", hint, ("holds",))
        ) from None


def find_series(
    series: Sequence[Series], reference: SeriesReference, metric: str, pointer: tuple[str, ...]
) -> Series:
    """The series and metric a claim means. Raises :class:`CannotMeasure`, naming the nearest ones."""
    names = list(dict.fromkeys(entry.name for entry in series))
    if reference.series is None:
        if len(names) != 1:
            raise CannotMeasure(
                Failure(
                    "statistics/series",
                    f"The dataset {reference.dataset} holds {len(names)} series; the claim names none.",
                    f"Name one: {_some(f'{reference.dataset}/{name}' for name in names)}.",
                    pointer,
                )
            )
        name = names[0]
    else:
        name = reference.series
    if name not in names:
        near = difflib.get_close_matches(name, names, 1)
        hint = f"Did you mean {reference.dataset}/{near[0]}?" if near else f"It holds {_some(names)}."
        raise CannotMeasure(
            Failure(
                "statistics/series",
                f"The dataset {reference.dataset} holds no series {name!r}.",
                hint,
                pointer,
            )
        )
    own = [entry for entry in series if entry.name == name]
    for entry in own:
        if entry.metric == metric:
            return entry
    alike = [entry for entry in own if {entry.metric, metric} <= SAME_METRIC]
    if len(alike) == 1:
        return alike[0]
    raise CannotMeasure(
        Failure(
            "statistics/metric",
            f"The series {name} has no metric {metric!r}.",
            f"It has {_some(entry.metric for entry in own)}.",
            ("metric",),
        )
    )


def _some(names: Iterable[str]) -> str:
    listed = list(names)
    return ", ".join(listed[:6]) + (f" and {len(listed) - 6} more" if len(listed) > 6 else "")
