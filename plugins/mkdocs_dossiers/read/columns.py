"""Declared columns, as the command line writes them."""

from __future__ import annotations

import re

from mkdocs_dossiers.model.dossier import Column, Columns

_METRIC = re.compile(r"(?P<metric>[^=]+)=(?P<column>.+):(?P<unit>[^:]+)")


def columns_of(metrics: tuple[str, ...], series: str | None) -> Columns | None:
    """``NAME=COLUMN:UNIT`` for each metric; None when nothing is declared. Raises ValueError."""
    if not metrics:
        return None
    columns = []
    for text in metrics:
        match = _METRIC.fullmatch(text)
        if match is None:
            raise ValueError(f"{text!r}: write NAME=COLUMN:UNIT, for example latency=latency_s:s")
        columns.append(Column(match["metric"], match["column"], match["unit"]))
    return Columns(series, tuple(columns))
