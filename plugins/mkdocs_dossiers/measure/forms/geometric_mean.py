"""A claim over every series of a dataset at once: the geometric mean, of them or of their ratios."""

from __future__ import annotations

from mkdocs_dossiers.measure.failure import CannotMeasure, Failure
from mkdocs_dossiers.measure.forms.form import Formed, combined, each_of, same_kind
from mkdocs_dossiers.measure.forms.ratio import HINT
from mkdocs_dossiers.measure.side import (
    Question,
    Side,
    series_with,
    side,
    some,
    statistic_of,
    statistic_to_limit,
    to_limit,
)
from mkdocs_dossiers.measure.statement import ONE, each, geometric_mean, over, ratio
from mkdocs_dossiers.measure.statistics.statistic import Quantity
from mkdocs_dossiers.model.dossier import SeriesReference

MOST = 200
"""Series; each is a part of the printed statement."""
SOURCE = "Fleming and Wallace, How not to lie with statistics, CACM 29 (1986) 218-221"
KEY = "geometric-mean"


def form(question: Question) -> Formed:
    """The geometric mean over all series that have the metric; none is left out.

    With a second dataset it is taken of the ratios of series of the same name, and both must have them all.
    The logarithms' bounds are averaged; together they err with no more than the claim's own probability.
    Source: P. J. Fleming and J. J. Wallace, How not to lie with statistics: the correct way to summarize
    benchmark results, Communications of the ACM 29 (1986) 218-221.
    """
    claim = question.claim
    names = _names(question, claim.of)
    if claim.to is None:
        confidence = each_of(len(names), question.confidence)
        unit = claim.holds.unit if statistic_of(claim).quantity is Quantity.SAME else None
        sides = tuple(
            side(
                question,
                SeriesReference(claim.of.dataset, name),
                f"series_{place}",
                (KEY, "of"),
                confidence,
                unit,
            )
            for place, name in enumerate(names, 1)
        )
        parts = {one.series.name: one.estimate.sql for one in sides}
        factor, what = (
            statistic_to_limit(question, sides[0].unit),
            f"the geometric mean of {len(names)} series",
        )
    else:
        _pair(names, _names(question, claim.to), claim.of.dataset, claim.to.dataset)
        confidence = each_of(2 * len(names), question.confidence)
        pairs = [_both(question, name, place, confidence) for place, name in enumerate(names, 1)]
        sides = tuple(one for pair in pairs for one in pair)
        parts = {of.series.name: ratio(of.estimate.sql, to.estimate.sql, ONE) for of, to in pairs}
        factor, what = to_limit(question, "x", HINT), f"the geometric mean of {len(names)} ratios"
    same_kind(sides, KEY)
    body = over({one.relation: one.selection.sql() for one in sides}, geometric_mean(each(parts), factor))
    interval, method, source = combined(f"{what} from the bounds of all", question.confidence, sides)
    labels = tuple(f"{one.selection.dataset}/{one.series.name}" for one in sides)
    return Formed(body, sides, interval, method, f"{SOURCE}; {source}" if source else SOURCE, labels)


def _both(question: Question, name: str, place: int, confidence: float) -> tuple[Side, Side]:
    claim = question.claim
    assert claim.to is not None  # noqa: S101 - there are two
    of = side(question, SeriesReference(claim.of.dataset, name), f"of_{place}", (KEY, "of"), confidence)
    to = side(
        question, SeriesReference(claim.to.dataset, name), f"to_{place}", (KEY, "to"), confidence, of.unit
    )
    return of, to


def _names(question: Question, reference: SeriesReference) -> list[str]:
    """Every series of a dataset that has the metric."""
    claim = question.claim
    if reference.series is not None:
        raise CannotMeasure(
            Failure(
                "statistics/series",
                f"A geometric mean is over every series of a dataset; {reference} is one of them.",
                f"Name the dataset alone: {reference.dataset}.",
                (KEY,),
            )
        )
    listed = question.loaded[reference.dataset].series
    chosen = list(series_with(listed, claim.metric))
    if not chosen or len(chosen) > MOST:
        raise CannotMeasure(
            Failure(
                "statistics/metric",
                f"{len(chosen)} series of {reference.dataset} have the metric {claim.metric!r}; "
                f"a geometric mean is over 1 to {MOST}.",
                f"The dataset has {some(dict.fromkeys(entry.metric for entry in listed))}.",
                ("metric",),
            )
        )
    return chosen


def _pair(of: list[str], to: list[str], of_name: str, to_name: str) -> None:
    """Refuse a comparison that leaves series out."""
    alone = [f"{of_name}/{name}" for name in of if name not in to] + [
        f"{to_name}/{name}" for name in to if name not in of
    ]
    if alone:
        raise CannotMeasure(
            Failure(
                "statistics/series",
                f"Only one of the two datasets has {some(alone)}: a mean over the rest would leave "
                f"{'it' if len(alone) == 1 else 'them'} out.",
                "Measure every series on both sides.",
                (KEY,),
            )
        )
