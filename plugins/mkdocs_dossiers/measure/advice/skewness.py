"""Skewness: Student's interval of a mean needs more samples the more lopsided they are."""

from __future__ import annotations

from mkdocs_dossiers.measure.advice.question import Question
from mkdocs_dossiers.measure.engine import Engine

FACTOR = 25


def advise(engine: Engine, question: Question) -> str | None:
    """Hold the number of samples against 25 times the squared skewness.

    With fewer, an interval said to cover 95 % may cover clearly less.
    Source: W. G. Cochran, Sampling Techniques, 3rd ed., Wiley 1977, section 2.15.
    """
    if question.statistic != "mean" or question.n < 3:
        return None
    skewness = engine.rows(f"SELECT skewness(value) FROM ({question.relation})")[0][0]
    if skewness is None or question.n >= FACTOR * skewness**2:
        return None
    return (
        f"Skewness: {question.n:,} samples of {question.series} are few for a mean of data this lopsided "
        f"(skewness {skewness:.1f}); its interval may cover less than it says. About "
        f"{FACTOR * skewness**2:,.0f} would do, or claim a percentile."
    )
