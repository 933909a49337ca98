"""A claim about one series."""

from __future__ import annotations

from mkdocs_dossiers.measure.forms.form import Formed
from mkdocs_dossiers.measure.side import Question, side, statistic_of, statistic_to_limit
from mkdocs_dossiers.measure.statement import over, scaled, scaled_row
from mkdocs_dossiers.measure.statistics.statistic import Quantity


def form(question: Question) -> Formed:
    """The statistic itself, in the unit of the limit."""
    claim = question.claim
    unit = claim.holds.unit if statistic_of(claim).quantity is Quantity.SAME else None
    only = side(question, claim.of, "chosen_samples", ("of",), question.confidence, unit)
    factor = statistic_to_limit(question, only.unit)
    body = over({"chosen_samples": only.selection.sql()}, scaled(only.estimate.sql, factor))
    return Formed(
        body,
        (only,),
        only.estimate.interval,
        only.estimate.method,
        only.estimate.source,
        row=scaled_row(only.row, factor) if only.row is not None else None,
    )
