"""A claim that one series is so much more, or less, than another."""

from __future__ import annotations

from mkdocs_dossiers.measure.forms.form import Formed, combined, each_of, same_kind
from mkdocs_dossiers.measure.interval import t_critical, welch_degrees
from mkdocs_dossiers.measure.side import Question, Side, side, statistic_of, statistic_to_limit
from mkdocs_dossiers.measure.statement import difference, difference_row, indent, over
from mkdocs_dossiers.measure.statistics.mean import Mean
from mkdocs_dossiers.measure.statistics.statistic import Quantity, percent

WELCH = "Welch, The generalization of Student's problem, Biometrika 34 (1947) 28-35"


def form(question: Question) -> Formed:
    """The statistic of one series minus that of another.

    Means that are nearly normal are held against each other by Welch's interval, anything else by the bounds of
    both sides.
    """
    claim = question.claim
    assert claim.to is not None  # noqa: S101 - a difference has two sides
    chosen = statistic_of(claim)
    unit = claim.holds.unit if chosen.quantity is Quantity.SAME else None
    each = each_of(2, question.confidence)
    of = side(question, claim.of, "samples_of", ("difference", "of"), each, unit)
    to = side(question, claim.to, "samples_to", ("difference", "to"), each, unit)
    same_kind((of, to), "difference")
    factor = statistic_to_limit(question, of.unit)
    tables = {"samples_of": of.selection.sql(), "samples_to": to.selection.sql()}
    welch = _welch(question, (of, to), tables) if isinstance(chosen, Mean) else None
    if welch is not None:
        return welch
    body = over(tables, difference(of.estimate.sql, to.estimate.sql, factor))
    row = difference_row(of.row, to.row, factor) if of.row is not None and to.row is not None else None
    return Formed(
        body,
        (of, to),
        *combined("the difference from the bounds of both sides", question.confidence, (of, to)),
        row=row,
    )


def _welch(question: Question, sides: tuple[Side, Side], tables: dict[str, str]) -> Formed | None:
    """Welch's interval; None where a side is too small or too lopsided for it.

    Source: B. L. Welch, The generalization of Student's problem when several different population variances
    are involved, Biometrika 34 (1947) 28-35.
    """
    if not all(side.estimate.normal for side in sides):
        return None
    selects = [side.estimate.moments for side in sides]
    facts = [
        question.engine.rows(over({side.relation: side.selection.sql()}, select))[0]
        for side, select in zip(sides, selects, strict=True)
    ]
    degrees = welch_degrees(*((int(n), float(variance or 0)) for _, variance, n in facts))
    margin = f"{t_critical(degrees, question.confidence)!r} * sqrt(a.variance / a.n + b.variance / b.n)"
    value = "a.mean - b.mean"
    body = (
        f"SELECT\n    {value} AS value,\n    {value} - {margin} AS low,\n    {value} + {margin} AS high,\n"
        "    least(a.n, b.n) AS n\n"
        f"FROM (\n{indent(selects[0])}\n) AS a, (\n{indent(selects[1])}\n) AS b"
    )
    level = percent(question.confidence)
    method = f"{level} interval of the difference by Welch's t with {degrees:.1f} degrees of freedom"
    return Formed(over(tables, body), sides, True, method, WELCH)
