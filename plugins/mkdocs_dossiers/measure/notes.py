"""What a reader must know of the samples behind a number: kept by whom, left out, averaged."""

from __future__ import annotations

from mkdocs_dossiers.measure.engine import Engine
from mkdocs_dossiers.measure.side import Side, samples_of
from mkdocs_dossiers.model.dossier import Claim

OF_EACH = ("count", "max", "min", "share", "cv")
"""Statistics, besides percentiles, that are about single events."""


def notes(engine: Engine, claim: Claim, side: Side) -> list[str]:
    """Sentences about the samples of one side."""
    name = side.series.name
    if side.selection.summary is not None:
        note = (
            f"The tool kept statistics only of {name}: this is the number it printed as {side.selection.summary}, "
            "there are no samples to recompute it from, and so no interval."
        )
        return [note]
    found = []
    if side.selection.weighted:
        found.append(
            f"The samples of {name} are counted in the buckets of a histogram: a value is known to its bucket only."
        )
    if side.series.warmups:
        found.append(f"{side.series.warmups:,} warm-up samples of {name}, marked by the tool, are left out.")
    if (claim.statistic in OF_EACH or claim.statistic[1:2].isdigit()) and not side.selection.weighted:
        most = _iterations(engine, side)
        if most > 1:
            found.append(
                f"Each sample of {name} is the mean of up to {most:,.0f} iterations, so the {claim.statistic} is of "
                "these means: single iterations vary more."
            )
    return found


def _iterations(engine: Engine, side: Side) -> float:
    """The most iterations that one sample is the mean of; 1 where the file does not say."""
    row = engine.rows(f"SELECT max(weight) {samples_of(side.selection.dataset, side.series)}")[0]
    return float(row[0] or 1)
