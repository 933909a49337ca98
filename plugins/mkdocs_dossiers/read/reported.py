"""From reported.yaml to the model. What is malformed is left out; the rules say so from the document."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from mkdocs_dossiers.model.document import Document
from mkdocs_dossiers.model.reference import Reference
from mkdocs_dossiers.model.reported import ReportContradiction, ReportedFigure, ReportedReport, State

MOST = 20_000
"""Figures of a document that are looked at."""


def build_reported(document: Document) -> tuple[ReportedReport, ...]:
    """The reports of a document."""
    found = document.find("reports")
    reports, left = [], MOST
    for place, entry in enumerate(found if isinstance(found, list) else []):
        if isinstance(entry, dict):
            report = _report(entry, left, place)
            left -= len(report.figures)
            reports.append(report)
    return tuple(reports)


def _report(entry: Mapping[str, Any], most: int, place: int) -> ReportedReport:
    figures = entry.get("figures")
    contradictions = entry.get("contradictions")
    return ReportedReport(
        _text(entry, "title") or "",
        _text(entry, "sha256") or "",
        _text(entry, "date"),
        _text(entry, "where"),
        tuple(
            figure
            for number, item in enumerate((figures if isinstance(figures, list) else [])[:most])
            if isinstance(item, dict) and (figure := figure_of(item, (place, number))) is not None
        ),
        tuple(
            ReportContradiction(
                tuple(line for line in item["lines"] if type(line) is int),
                item["why"],
                _texts(item.get("says")),
                _texts(item.get("instead")),
            )
            for item in (contradictions if isinstance(contradictions, list) else [])[:most]
            if isinstance(item, dict)
            and isinstance(item.get("lines"), list)
            and isinstance(item.get("why"), str)
        ),
        _text(entry, "system"),
    )


def figure_of(item: Mapping[str, Any], place: tuple[int, int] = (0, 0)) -> ReportedFigure | None:
    """A figure as an entry has it; None where its line, quote, value or state is none."""
    line, quote, value = item.get("line"), _text(item, "quote"), _value(item.get("value"))
    state = _text(item, "state") or State.NONE.value
    if type(line) is not int or quote is None or value is None or state not in set(State):
        return None
    claim = _text(item, "claim")
    column = item.get("column")
    return ReportedFigure(
        line,
        column if type(column) is int else None,
        quote,
        _text(item, "subject"),
        _text(item, "statistic"),
        _text(item, "op"),
        value,
        _text(item, "unit"),
        _text(item, "role") or "measured",
        State(state),
        Reference.parse(claim) if claim is not None and len(claim) <= 250 else None,
        _text(item, "reason"),
        _texts(item.get("instead")),
        place,
    )


def _text(item: Mapping[str, Any], key: str) -> str | None:
    value = item.get(key)
    return value if isinstance(value, str) else None


def _texts(value: object) -> tuple[str, ...]:
    return tuple(text for text in (value if isinstance(value, list) else []) if isinstance(text, str))


def _value(value: object) -> float | tuple[float, float] | None:
    if isinstance(value, list):
        ends = [_number(end) for end in value]
        if len(ends) == 2 and ends[0] is not None and ends[1] is not None:
            return (ends[0], ends[1])
        return None
    return _number(value)


def _number(value: object) -> float | None:
    plain = isinstance(value, int | float) and not isinstance(value, bool)
    if not plain:
        return None
    try:
        number = float(value)  # type: ignore[arg-type]
    except OverflowError:
        return None
    return number if math.isfinite(number) else None
