"""One claim, measured: its statement written by its form, run, and described."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from mkdocs_dossiers.measure.at_hand import Held
from mkdocs_dossiers.measure.depth import Depth
from mkdocs_dossiers.measure.engine import Engine
from mkdocs_dossiers.measure.format import identifier, quote
from mkdocs_dossiers.measure.forms import FORMS, Formed
from mkdocs_dossiers.measure.forms.form import each_of
from mkdocs_dossiers.measure.kept import kept
from mkdocs_dossiers.measure.notes import notes
from mkdocs_dossiers.measure.pictures import pictures
from mkdocs_dossiers.measure.shape import shape, window
from mkdocs_dossiers.measure.side import Loaded, Question, Side, is_many, percentiles, statistic_of
from mkdocs_dossiers.measure.statement import complete
from mkdocs_dossiers.measure.statistics.statistic import Quantity, percent
from mkdocs_dossiers.model.dossier import Claim, Form
from mkdocs_dossiers.model.measurement import Chosen, Measurement, Operand, Series
from mkdocs_dossiers.model.picture import Packed, Shape

HOLM = "Holm, A simple sequentially rejective multiple test procedure, Scand. J. Statist. 6 (1979) 65-70"
DRAWN = (0.25, 0.75, 0.995)
"""Percentiles that a histogram needs."""
MOST_DRAWN = 6
"""Series whose samples are drawn."""


def measure_claim(
    engine: Engine,
    claim: Claim,
    loaded: Mapping[str, Loaded],
    counts: tuple[str, ...],
    family: int = 1,
    step: int = 1,
    depth: Depth = Depth.VERDICT,
    at_hand: Mapping[str, Held] | None = None,
) -> Measurement:
    """Recompute a claim's statistic from raw samples.

    ``loaded`` maps dataset names to what was loaded into ``engine`` under these names; ``counts`` are the
    project's own counted nouns. ``family`` is the number of comparisons the dossier makes and ``step`` by how
    many the allowed error is divided (see :mod:`mkdocs_dossiers.measure.family`). ``depth`` says what is
    wanted beside the value and its interval. With samples ``at_hand`` no statement is run, and :class:`NotAtHand`
    is raised where one would have to be. Raises :class:`CannotMeasure` where the claim and its data do not fit.
    """
    question = Question(engine, claim, loaded, counts, each_of(step, claim.confidence), at_hand)
    formed = FORMS[claim.form](question)
    ran = formed
    if any(side.estimate.ranks and is_many(side.series) for side in formed.sides):
        ran = FORMS[claim.form](replace(question, looked_up=True))
    value, low, high, n = ran.row if ran.row is not None else engine.rows(ran.body)[0]
    words, pages = depth >= Depth.WORDS, depth >= Depth.PAGES
    operands: tuple[Operand, ...] = ()
    if words and claim.form is not Form.ONE:
        operands = tuple(_operand(engine, ran, index) for index in range(len(formed.sides)))
    method, source = formed.method, formed.source
    if family > 1 and formed.interval:
        method = f"{method}; {percent(claim.confidence)} over the {family} comparisons of this dossier (Holm)"
        source = f"{source}; {HOLM}"
    measurement = Measurement(
        value=_finite(value),
        low=_finite(low),
        high=_finite(high),
        unit=claim.holds.unit,
        n=int(n or 0),
        interval=formed.interval,
        method=method,
        source=source,
        sql=complete(claim, {name: loaded[name].sql for name in claim.datasets}, formed.body),
        needs=formed.needs,
        operands=operands,
        packed=Packed.of(
            replace(
                pictures(question, formed.sides, operands),
                shapes=_shapes(engine, claim, formed.sides, operands, (value, low, high)),
            )
        )
        if pages
        else Packed(),
        notes=_notes(question, formed) if words else (),
        alternations=_alternations(question, formed),
        chosen=tuple(_chosen(side) for side in formed.sides),
        confidence=question.confidence,
        kept=kept(question, formed.sides) if pages else None,
    )
    if not words:
        return measurement
    from mkdocs_dossiers.measure.advice import advise

    return advise(question, formed.sides, measurement)


def _notes(question: Question, formed: Formed) -> tuple[str, ...]:
    found = (text for side in formed.sides for text in notes(question.engine, question.claim, side))
    return tuple(dict.fromkeys(found))


def _chosen(side: Side) -> Chosen:
    selection = side.selection
    return Chosen(
        dataset=selection.dataset,
        series=selection.series,
        metric=selection.metric,
        unit=side.series.unit,
        top=selection.factor.top,
        bottom=selection.factor.bottom,
        sample_unit=side.sample_unit,
        statistic_unit=side.unit,
        stated=selection.summary,
        weighted=selection.weighted,
    )


def _alternations(question: Question, formed: Formed) -> int | None:
    """How often the file changes from one side of a comparison to the other."""
    sides = formed.sides
    if len(sides) != 2 or not question.claim.compares:
        return None
    of, to = sides
    dataset = of.selection.dataset
    loaded = question.loaded[dataset]
    if to.selection.dataset != dataset:
        return None
    if loaded.turns:
        names = {side.series.name for side in sides}
        turns = [name for name in loaded.turns if name in names]
        return sum(one != other for one, other in pairwise(turns))
    if not loaded.ordered:
        return None
    if question.at_hand is not None:
        held = question.at_hand[dataset]
        return held.alternations(of.selection.metric, of.series.name, to.series.name)
    arms = ", ".join(quote(side.series.name) for side in sides)
    row = question.engine.rows(
        "SELECT count(*) FILTER (WHERE arm <> before) FROM (SELECT series AS arm, "
        "lag(series) OVER (ORDER BY iteration) AS before "
        f"FROM {identifier(dataset)} WHERE metric = {quote(of.selection.metric)} AND series IN ({arms}) "
        "AND kind = 'sample' AND NOT warmup)"
    )[0]
    return int(row[0])


def _finite(value: object) -> float | None:
    number = float(str(value)) if value is not None else None
    return number if number is not None and math.isfinite(number) else None


def _operand(engine: Engine, formed: Formed, index: int) -> Operand:
    side = formed.sides[index]
    value, low, high, n = engine.rows(side.sql())[0]
    label = formed.labels[index] if formed.labels else side.series.name
    return Operand(
        label,
        _finite(value),
        _finite(low),
        _finite(high),
        side.unit,
        int(n or 0),
        side.estimate.interval,
        formed.parameters[index] if formed.parameters else None,
    )


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
    if len(sides) > MOST_DRAWN or len({side.sample_unit for side in sides}) > 1:
        return ()
    marks = []
    if claim.form is Form.ONE and quantity is Quantity.SAME:
        marks = [claim.holds.number, *(number for mark in result if (number := _finite(mark)) is not None)]
    elif claim.within is not None:
        marks = [claim.within.number]
    relations = [side.selection.sql() for side in sides]
    if quantity is Quantity.COUNT and all(
        _flags(engine, relation, side.series) for relation, side in zip(relations, sides, strict=True)
    ):
        return ()
    known = [percentiles(engine, side.selection, side.series, DRAWN) for side in sides]
    highs = [one[2] for one in known if one is not None]
    axis = window(engine, relations, marks, highs if len(highs) == len(sides) else None)
    if axis is None:
        return ()
    values = [operand.value for operand in operands] or [_finite(result[0])]
    if quantity is not Quantity.SAME:
        values = [None for _ in sides]
    names = [operand.series for operand in operands] or [sides[0].series.name]
    return tuple(
        shape(
            engine,
            relation,
            name,
            side.sample_unit,
            value,
            axis,
            weighted=side.selection.weighted,
            quartiles=(one[0], one[1]) if one is not None else None,
        )
        for relation, side, name, value, one in zip(relations, sides, names, values, known, strict=True)
    )


def _flags(engine: Engine, relation: str, series: Series) -> bool:
    """Whether the samples are marks of what happened, such as 0 and 1, and lie nowhere."""
    if is_many(series):
        return {series.median, series.p90, series.p95, series.p99} <= {series.minimum, series.maximum}
    return bool(engine.rows(f"SELECT count(DISTINCT value) <= 2 FROM ({relation})")[0][0])
