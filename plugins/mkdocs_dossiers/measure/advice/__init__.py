"""What rides with a number: one file per advisory, none of which changes the number or drops a sample."""

from __future__ import annotations

from mkdocs_dossiers.measure.advice import drift, outliers, resolution, skewness, variation
from mkdocs_dossiers.measure.advice.question import Question
from mkdocs_dossiers.measure.engine import Engine

__all__ = ["Question", "advise"]

_ADVISORIES = (drift.advise, outliers.advise, variation.advise, skewness.advise, resolution.advise)


def advise(engine: Engine, question: Question) -> tuple[str, ...]:
    """Every advisory on one series of samples, as sentences."""
    return tuple(text for advisory in _ADVISORIES if (text := advisory(engine, question)) is not None)
