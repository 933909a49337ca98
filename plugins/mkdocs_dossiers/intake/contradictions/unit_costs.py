"""A cost per unit that no cost of the report divided by any of its rates comes to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mkdocs_dossiers.intake.arithmetic import closed, interval_of, short
from mkdocs_dossiers.intake.contradictions.contradiction import Contradiction, Taken, at, said
from mkdocs_dossiers.intake.role import Role
from mkdocs_dossiers.intake.units import unit_of_head

_PER = re.compile(
    r"\b(?:cost|price|kosten|coste|coût|custo|стоимость|cena)\w*\s+(?:per|pro|por|par|на|за)\s+(\S+)",
    re.IGNORECASE,
)


def check(taken: Taken) -> Iterator[Contradiction]:
    """Costs per rate, in the column of the costs they are made of."""
    for figure in taken.figures:
        cell = figure.piece.cell
        per = _PER.search(cell.label) if cell is not None else None
        unit = unit_of_head(per[1]) if per is not None else None
        if cell is None or unit is None or not unit.endswith("/s") or not (figure.unit or "").isupper():
            continue
        costs = [
            entry
            for entry in taken.figures
            if entry.piece.cell is not None
            and (entry.piece.cell.table, entry.piece.cell.column) == (cell.table, cell.column)
            and (entry.unit or "").startswith(f"{figure.unit}/")
        ]
        rates = [entry for entry in taken.figures if entry.unit == unit and entry.role is Role.MEASURED]
        if cell.column != 1 or not costs or not rates:
            continue
        each = [interval_of(cost).over(closed(rate)) for cost in costs for rate in rates]
        if not any(interval_of(figure).meets(entry) for entry in each):
            cost, rate = max(costs, key=lambda entry: entry.low), max(rates, key=lambda entry: entry.high)
            yield Contradiction(
                tuple(sorted({figure.line, cost.line, rate.line})),
                f"Line {figure.line} gives {said(figure)} as {cell.label}, which no cost of its column over any rate "
                f"of the report comes to: {at(cost)} over the highest rate, {at(rate)}, is "
                f"{short(cost.low / rate.high)}.",
            )
