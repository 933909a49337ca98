"""A report taken in, for other programs."""

from __future__ import annotations

from typing import Any

from mkdocs_dossiers.author.reported import value_of
from mkdocs_dossiers.intake.intake import Intake


def render(found: Intake) -> dict[str, Any]:
    """The contract: figures and contradictions. Null where a report does not say."""
    return {
        "figures": [
            {
                "line": figure.line,
                "column": figure.column,
                "quote": figure.quote,
                "subject": figure.subject,
                "statistic": figure.statistic,
                "op": figure.op,
                "value": value_of(figure),
                "unit": figure.unit,
                "role": figure.role.value,
            }
            for figure in found.figures
        ],
        "contradictions": [{"lines": list(entry.lines), "why": entry.why} for entry in found.contradictions],
    }
