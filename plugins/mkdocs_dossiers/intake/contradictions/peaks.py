"""A peak that other figures of the same report pass."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.intake.arithmetic import interval_of
from mkdocs_dossiers.intake.contradictions.contradiction import Contradiction, Taken, said
from mkdocs_dossiers.intake.figure import Figure
from mkdocs_dossiers.intake.role import Role


def check(taken: Taken) -> Iterator[Contradiction]:
    """The one peak rate a report names outside its tables, against the peaks in its tables."""
    peaks = [entry for entry in taken.figures if _is_peak(entry) and entry.piece.cell is None]
    for peak in peaks:
        if sum(entry.unit == peak.unit for entry in peaks) > 1 or peak.op is not None:
            continue
        passing = [
            entry
            for entry in taken.figures
            if entry.piece.cell is not None
            and entry.unit == peak.unit
            and _is_peak(entry)
            and interval_of(entry).low > interval_of(peak).high
        ]
        if passing:
            most = max(passing, key=lambda entry: entry.high)
            yield Contradiction(
                (peak.line, most.line),
                f"Line {peak.line} gives {said(peak)} as the peak; the peak in line {most.line} is {said(most)}.",
            )


def _is_peak(figure: Figure) -> bool:
    rate = (figure.unit or "").endswith("/s") and not figure.ranged
    return rate and figure.statistic == "max" and figure.role is Role.MEASURED
