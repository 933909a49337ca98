"""One side of a claim: its series found, its samples selected and converted, its statistic written as SQL."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from mkdocs_dossiers.measure.at_hand import Held, NotAtHand, Row, Values
from mkdocs_dossiers.measure.engine import Engine
from mkdocs_dossiers.measure.failure import CannotMeasure, Failure
from mkdocs_dossiers.measure.format import identifier, quote
from mkdocs_dossiers.measure.samples import MANY
from mkdocs_dossiers.measure.statement import Selection, over
from mkdocs_dossiers.measure.statistics import Statistic, statistic
from mkdocs_dossiers.measure.statistics.percentile import rank_of
from mkdocs_dossiers.measure.statistics.statistic import Estimate, Quantity
from mkdocs_dossiers.measure.units import Factor, UnitError, factor, readable
from mkdocs_dossiers.model.dossier import Claim, SeriesReference
from mkdocs_dossiers.model.measurement import Series

SAME_METRIC = frozenset({"time", "latency", "duration"})
"""Tools that time one thing call it by different names; claims may use any of these for it."""

GROWING = 0.9
"""Correlation with the order of the file, forwards or backwards, from which values are taken for points in time."""

NEARLY, LEAST_GROWING = 1e-6, 3
"""So near to the limit, or of so few samples, only the statement says which side a correlation is on."""

OWN_CONFIDENCE = 0.95
"""Of intervals that nobody asked another confidence for."""

NATURAL = {Quantity.COUNT: "count", Quantity.RATE: "count/s", Quantity.FRACTION: "x"}


@dataclass(frozen=True, slots=True)
class Loaded:
    """A dataset as loaded: its series, and the statement that reads its file.

    ``weighted`` says that rows stand for several samples, ``ordered`` that their ``iteration`` numbers the whole
    file and not each series, ``independent`` that another reader than this SQL can read the file.
    """

    series: tuple[Series, ...]
    sql: str
    weighted: bool = False
    ordered: bool = False
    independent: bool = False
    placed: bool = True
    """Whether the samples have the order in which they were measured."""
    moments: frozenset[str] = frozenset()
    """The metrics that are points in time: those declared to be, and those a rate is claimed of."""
    turns: tuple[str, ...] = ()
    """The series in the order they were measured, each as often as it had its turn; where the file says so apart."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of the loaded datasets: a claim, at a confidence (a fraction) that may be higher than its own.

    ``counts`` are the project's own counted nouns.
    """

    engine: Engine
    claim: Claim
    loaded: Mapping[str, Loaded]
    counts: tuple[str, ...]
    confidence: float
    at_hand: Mapping[str, Held] | None = None
    """The samples of each dataset in memory, where they are; then no statement is run."""
    looked_up: bool = False
    """Whether order statistics of many samples are looked up by :mod:`~mkdocs_dossiers.measure.order_statistics`, as
    to get a number, and not written as the statement that finds them, as to print it."""


@dataclass(frozen=True, slots=True)
class Side:
    """A claim's statistic of one series, ready to be combined.

    ``unit`` is that of the statistic, ``sample_unit`` that of the selected samples.
    """

    relation: str
    series: Series
    selection: Selection
    estimate: Estimate
    unit: str
    sample_unit: str
    row: Row | None = None
    """What the statistic's statement would select, where the samples are in memory."""

    def sql(self) -> str:
        """A complete select of ``value, low, high, n``."""
        return over({self.relation: self.selection.sql()}, self.estimate.sql)


def statistic_of(claim: Claim, *, weighted: bool = False, many: bool = False) -> Statistic:
    """The statistic a claim names. ``weighted`` says that a row of samples stands for several, ``many`` that
    nothing may sort or hold them.
    """
    within = (claim.within.op, claim.within.number) if claim.within is not None else None
    return statistic(claim.statistic, within, weighted=weighted, many=many)


def is_many(series: Series) -> bool:
    """Whether a series has so many samples that nothing may sort or hold them."""
    return series.kind == "sample" and (series.n or 0) > MANY


def side(
    question: Question,
    reference: SeriesReference,
    relation: str,
    pointer: tuple[str, ...],
    confidence: float,
    unit: str | None = None,
) -> Side:
    """The claim's statistic of the series ``reference`` names, as a relation called ``relation``.

    ``unit`` is the unit samples are converted to; None chooses a readable one. ``pointer`` is where the
    document names the series. Raises :class:`CannotMeasure` where the claim and its data do not fit.
    """
    claim = question.claim
    loaded = question.loaded[reference.dataset]
    series = find_series(loaded.series, reference, claim.metric, pointer)
    chosen = statistic_of(claim, weighted=loaded.weighted and series.kind == "sample", many=is_many(series))
    target = _target(claim, chosen, series, unit)
    conversion = convert(
        series.unit,
        target,
        question.counts,
        f"The series is measured in {series.unit or 'no declared unit'}.",
    )
    if chosen.quantity is Quantity.RATE:
        _points_in_time(question, reference.dataset, series)
    stated = _stated(claim, series)
    selection = Selection(
        reference.dataset, series.name, series.metric, conversion, stated, chosen.weighted and stated is None
    )
    row = None
    if stated is not None:
        estimate = _printed(relation, stated)
    elif question.at_hand is not None:
        values = _at_hand(question.at_hand, selection)
        estimate = chosen.estimate(relation, chosen.known(values), confidence)
        row = chosen.of(values, confidence)
    else:
        facts = facts_of(question.engine, chosen, selection, series)
        estimate = chosen.estimate(relation, facts, confidence)
        if question.looked_up:
            estimate = looked_up(question.engine, estimate, selection, int(facts["n"]))
    natural = target if chosen.quantity is Quantity.SAME else NATURAL[chosen.quantity]
    return Side(relation, series, selection, estimate, natural, target, row)


def _at_hand(held: Mapping[str, Held], selection: Selection) -> Values:
    if selection.weighted:
        raise NotAtHand
    samples = held[selection.dataset].samples(selection.series, selection.metric)
    return samples.scaled(selection.factor.top, selection.factor.bottom)


def _printed(relation: str, stated: str) -> Estimate:
    return Estimate(
        "SELECT\n    any_value(value) AS value, NULL AS low, NULL AS high, any_value(weight) AS n\n"
        f"FROM {relation}",
        interval=False,
        method=f"printed by the tool as {stated}; the tool kept no samples, so there is no interval",
        source="",
    )


def _stated(claim: Claim, series: Series) -> str | None:
    """The tool's own name for the claim's statistic where the tool kept no samples; None where it did.

    A tool's percentile may be of its own kind, as ``p95 (interpolated)``: it answers to ``p95`` where it is
    the only one, and what is printed names the kind.
    """
    if series.kind != "summary":
        return None
    if claim.within is not None:
        raise CannotMeasure(
            Failure(
                "statistics/summary",
                f"{series.name} holds no samples, so none can be counted within a limit.",
                "Measure again with the option that saves every sample.",
                ("within",),
            )
        )
    if claim.statistic in series.stated:
        return claim.statistic
    own = [name for name in series.stated if name.startswith((f"{claim.statistic} (", f"{claim.statistic}-"))]
    if len(own) == 1:
        return own[0]
    known = ", ".join(sorted(series.stated)) or "nothing"
    raise CannotMeasure(
        Failure(
            "statistics/summary",
            f"{series.name} holds no samples, only what the tool printed ({known}); "
            f"{claim.statistic} is {'several of these' if own else 'not among it'}.",
            "Measure again with the option that saves every sample, or claim what the tool printed.",
            ("statistic",),
        )
    )


def _grows(question: Question, dataset: str, series: Series) -> float | None:
    """The correlation of a series with the order in which it was measured."""
    if question.at_hand is not None:
        import numpy as np

        placed = question.at_hand[dataset].samples(series.name, series.metric).placed
        if len(placed) < LEAST_GROWING or float(np.ptp(placed)) <= 0:
            raise NotAtHand
        found = float(np.corrcoef(placed, np.arange(len(placed)))[0, 1])
        if not abs(abs(found) - GROWING) > NEARLY:
            raise NotAtHand
        return found
    many = is_many(series) and series.runs == 1
    place = "iteration" if many else "row_number() OVER (ORDER BY run, iteration)"
    rows = question.engine.rows(
        f"SELECT corr(value, place) FROM (SELECT value, {place} AS place {samples_of(dataset, series)})"
    )
    return None if rows[0][0] is None else float(rows[0][0])


def _points_in_time(question: Question, dataset: str, series: Series) -> None:
    """Refuse a rate of anything but points in time, which grow in the order they were measured."""
    grows = _grows(question, dataset, series)
    if series.metric in ("latency", "duration") or grows is None or abs(grows) < GROWING:
        raise CannotMeasure(
            Failure(
                "statistics/rate",
                f"The metric {series.metric} of {series.name} is not a point in time: its values do not grow in "
                "the order they were measured.",
                "A rate is counted from time stamps: name the metric that says when each event ended.",
                ("metric",),
            )
        )


def samples_of(dataset: str, series: Series) -> str:
    """The rows of a loaded dataset that are one series' own samples, warm-up left out, as SQL from FROM on."""
    return (
        f"FROM {identifier(dataset)} WHERE series = {quote(series.name)} AND metric = {quote(series.metric)} "
        "AND kind = 'sample' AND NOT warmup"
    )


def facts_of(engine: Engine, chosen: Statistic, selection: Selection, series: Series) -> dict[str, float]:
    """What a statistic must know of the selected samples before it can write itself.

    Of many samples, also the ``largest`` size of one and the one in the ``middle``.
    """
    known: dict[str, float] = {}
    if is_many(series) and not selection.weighted:
        ends = [selection.factor.apply(end or 0.0) for end in (series.minimum, series.maximum)]
        known = {
            "n": float(series.n or 0),
            "largest": max(map(abs, ends)),
            "middle": selection.factor.apply(series.median or 0.0),
        }
    facts = {name: sql for name, sql in {"n": chosen.count, **chosen.facts()}.items() if name not in known}
    if facts:
        row = engine.rows(
            over(
                {"chosen_samples": selection.sql()},
                f"SELECT {', '.join(facts.values())}\nFROM chosen_samples",
            )
        )[0]
        known |= {name: float(value or 0) for name, value in zip(facts, row, strict=True)}
    return known


def looked_up(engine: Engine, estimate: Estimate, selection: Selection, n: int) -> Estimate:
    """The estimate with the samples looked up that its statement would find; as it is where that is not needed."""
    looked = engine.looked.get(selection.dataset)
    key = (selection.series, selection.metric)
    if looked is None or not estimate.ranks or key not in looked.series or n <= MANY:
        return estimate
    found = looked.ranks(key, [rank for ranks in estimate.ranks.values() for rank in ranks])
    columns = [
        f"{_median([found[rank] for rank in ranks], selection)} AS {name}"
        for name, ranks in estimate.ranks.items()
    ]
    return replace(estimate, sql=f"SELECT {', '.join(columns)}, {n} AS n")


def percentiles(
    engine: Engine, selection: Selection, series: Series, shares: Sequence[float]
) -> tuple[float, ...] | None:
    """Percentiles of a series of many samples, converted, looked up all at once; None for other series."""
    looked = engine.looked.get(selection.dataset) if is_many(series) else None
    key = (selection.series, selection.metric)
    if looked is None or key not in looked.series:
        return None
    ranks = [rank_of(share, series.n or 0) for share in shares]
    found = looked.ranks(key, ranks)
    return tuple(selection.factor.apply(found[rank]) for rank in ranks)


def _median(values: Sequence[float], selection: Selection) -> str:
    """SQL for the median of one or two of the file's own values, converted."""
    if not values:
        return "NULL"
    rows = ", ".join(f"(CAST('{value!r}' AS DOUBLE))" for value in values)
    return f"(SELECT median({selection.factor.sql('value')}) FROM (VALUES {rows}) AS found(value))"


def _target(claim: Claim, chosen: Statistic, series: Series, unit: str | None) -> str:
    """The unit the samples are converted to before the statistic is taken."""
    if claim.within is not None:
        return claim.within.unit
    if chosen.quantity is Quantity.RATE:
        return "s"
    if chosen.quantity is Quantity.COUNT:
        return series.unit or "count"
    if chosen.quantity is Quantity.FRACTION or unit is None:
        return readable(series.unit or "", series.median or 0.0)
    return unit


def to_limit(question: Question, unit: str, what: str) -> Factor:
    """From ``unit`` to the unit of the claim's limit. ``what`` is said in words, as a hint."""
    return convert(unit, question.claim.holds.unit, question.counts, what)


def statistic_to_limit(question: Question, unit: str) -> Factor:
    """From the unit of the claim's statistic to that of its limit."""
    quantity = statistic_of(question.claim).quantity
    hint = {
        Quantity.COUNT: "A count is measured in things counted, such as orders.",
        Quantity.RATE: "A rate is measured in things per time, such as orders/s.",
        Quantity.FRACTION: f"A {question.claim.statistic} is measured in % or x.",
    }.get(quantity, f"The series is measured in {unit or 'no declared unit'}.")
    return convert(unit, question.claim.holds.unit, question.counts, hint)


def convert(source: str | None, target: str, counts: tuple[str, ...], hint: str) -> Factor:
    """The exact factor between two units. Raises :class:`CannotMeasure` with the hint as its advice."""
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
                    f"Name one: {some(f'{reference.dataset}/{name}' for name in names)}.",
                    pointer,
                )
            )
        name = names[0]
    else:
        name = reference.series
    if name not in names:
        short = [known for known in names if len(known) <= LONGEST]
        near = difflib.get_close_matches(name[:LONGEST], short[:MOST_NAMES], 1)
        hint = f"Did you mean {reference.dataset}/{near[0]}?" if near else f"It holds {some(names)}."
        raise CannotMeasure(
            Failure(
                "statistics/series",
                f"The dataset {reference.dataset} holds no series {_short(name)!r}.",
                hint,
                pointer,
            )
        )
    own = [entry for entry in series if entry.name == name]
    found = with_metric(own, metric)
    if found is not None:
        return found
    raise CannotMeasure(
        Failure(
            "statistics/metric",
            f"The series {_short(name)} has no metric {_short(metric)!r}.",
            f"It has {some(entry.metric for entry in own)}.",
            ("metric",),
        )
    )


MOST_NAMES = 2000
"""Names that are searched for a near one."""
LONGEST = 200
"""Characters of a name that may be near, and of one that a message shows."""


def with_metric(own: Sequence[Series], metric: str) -> Series | None:
    """The entry of one series that holds a metric, by that name or by another for a duration."""
    for entry in own:
        if entry.metric == metric:
            return entry
    alike = [entry for entry in own if {entry.metric, metric} <= SAME_METRIC]
    return alike[0] if len(alike) == 1 else None


def series_with(series: Sequence[Series], metric: str) -> dict[str, Series]:
    """By the name of each series that has a metric, the entry that holds it, in the order of the file."""
    own: dict[str, list[Series]] = {}
    for entry in series:
        own.setdefault(entry.name, []).append(entry)
    return {
        name: found for name, entries in own.items() if (found := with_metric(entries, metric)) is not None
    }


def some(names: Iterable[str]) -> str:
    """A few names, and how many more there are."""
    listed = [_short(name) for name in names]
    return ", ".join(listed[:6]) + (f" and {len(listed) - 6:,} more" if len(listed) > 6 else "")


def _short(name: str) -> str:
    return name if len(name) <= LONGEST else f"{name[:LONGEST]}…"
