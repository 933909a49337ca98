"""A claim that one series is so many times another."""

from __future__ import annotations

from mkdocs_dossiers.measure.forms.form import Formed, combined, each_of, same_kind
from mkdocs_dossiers.measure.side import Question, side, to_limit
from mkdocs_dossiers.measure.statement import over, ratio, ratio_row

HINT = "A ratio is a number without dimension, such as 5 x."


def form(question: Question) -> Formed:
    """The statistic of one series divided by that of another, bounded by the bounds of both."""
    claim = question.claim
    assert claim.to is not None  # noqa: S101 - a ratio has two sides
    each = each_of(2, question.confidence)
    above = side(question, claim.of, "samples_above", ("ratio", "of"), each)
    below = side(question, claim.to, "samples_below", ("ratio", "to"), each, above.unit)
    same_kind((above, below), "ratio")
    factor = to_limit(question, "x", HINT)
    body = over(
        {"samples_above": above.selection.sql(), "samples_below": below.selection.sql()},
        ratio(above.estimate.sql, below.estimate.sql, factor),
    )
    both = above.row, below.row
    return Formed(
        body,
        (above, below),
        *combined("the ratio from the bounds of both sides", question.confidence, (above, below)),
        row=ratio_row(both[0], both[1], factor) if both[0] is not None and both[1] is not None else None,
    )
