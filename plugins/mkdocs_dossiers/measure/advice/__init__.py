"""What rides with a number: one file per advisory, none of which changes the number or drops a sample."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mkdocs_dossiers.measure.advice import (
    dependence,
    detectable,
    drift,
    modes,
    outliers,
    resolution,
    same,
    slowing,
    variation,
)
from mkdocs_dossiers.measure.advice.samples import Samples
from mkdocs_dossiers.measure.engine import Engine
from mkdocs_dossiers.measure.samples import MANY
from mkdocs_dossiers.measure.side import Question, Side, is_many, statistic_of
from mkdocs_dossiers.measure.statistics.statistic import Quantity
from mkdocs_dossiers.model.measurement import Measurement

__all__ = ["Samples", "advise", "advise_samples"]

_OF_SAMPLES = (
    drift.advise,
    dependence.advise,
    modes.advise,
    outliers.advise,
    variation.advise,
    resolution.advise,
)
_OF_MOMENTS = (slowing.advise,)
_OF_COMPARISONS = (same.advise, detectable.advise)
MOST_SIDES = 6
"""Series of one claim that are looked at one by one."""


def advise_samples(engine: Engine, samples: Samples) -> tuple[str, ...]:
    """Every advisory on one series of samples, as sentences; of many samples those that sort nothing."""
    if samples.n > MANY:
        found = variation.advise(engine, samples)
        return (*((found,) if found else ()), _left_out(samples))
    return tuple(text for advisory in _OF_SAMPLES if (text := advisory(engine, samples)) is not None)


def advise(question: Question, sides: Sequence[Side], measurement: Measurement) -> Measurement:
    """The measurement with every advisory on its sides and on what they are held against.

    There are none on counts, printed statistics and histograms.
    """
    chosen = statistic_of(question.claim)
    if chosen.quantity is Quantity.COUNT or any(
        side.selection.summary is not None or side.selection.weighted or side.series.n is None
        for side in sides
    ):
        return measurement
    texts = [text for side in sides[:MOST_SIDES] for text in _of_side(question, side)]
    many = any(is_many(side.series) for side in sides)
    if question.claim.compares and not many and chosen.quantity is Quantity.SAME:
        texts += [text for advisory in _OF_COMPARISONS if (text := advisory(question, sides, measurement))]
    return replace(measurement, advice=tuple(dict.fromkeys(texts)))


def _left_out(samples: Samples) -> str:
    return (
        f"Size: {samples.series} has {samples.n:,} samples; drift, dependence of neighbours, modes, outliers and a "
        f"coarse timer are looked for in at most {MANY:,}."
    )


def _of_side(question: Question, side: Side) -> list[str]:
    claim = question.claim
    samples = Samples(
        side.series.name,
        f"{side.selection.sql()} ORDER BY run, iteration",
        claim.statistic,
        side.series.n or 0,
        side.sample_unit,
    )
    rate = statistic_of(claim).quantity is Quantity.RATE
    if is_many(side.series) or not question.loaded[side.selection.dataset].placed:
        samples = replace(samples, relation=side.selection.sql())
    if is_many(side.series) and not rate:
        return list(advise_samples(question.engine, samples))
    advisories = _OF_MOMENTS if rate else _OF_SAMPLES
    return [text for advisory in advisories if (text := advisory(question.engine, samples)) is not None]
