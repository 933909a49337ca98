"""The series of a dossier that are lengths of time."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.rule import Context
from mkdocs_dossiers.measure.side import SAME_METRIC
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.measurement import Series


def durations(dossier: Dossier, context: Context) -> Iterator[tuple[str, Series]]:
    """Each with the name of its dataset; points in time are none."""
    for name, raw in context.files.items():
        lengths = SAME_METRIC - dossier.datasets[name].moments
        yield from ((name, series) for series in raw.series if series.metric in lengths)
