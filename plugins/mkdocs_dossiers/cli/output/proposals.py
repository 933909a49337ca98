"""Proposed claims for people, as YAML to paste, and for programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mkdocs_dossiers.author.adopt import as_entry, remark
from mkdocs_dossiers.author.entry import entry_lines
from mkdocs_dossiers.author.propose import LeftOut, Proposal, Proposed
from mkdocs_dossiers.model.digits import interval, number
from mkdocs_dossiers.model.dossier import Assertion
from mkdocs_dossiers.model.printable import printable

_WARNING = (
    "These limits were taken from the data after looking at them: that the data keep them is no test. Measure again\n"
    "to test them, and prefer the limit that matters to the one that just holds."
)


def as_text(found: Proposed, dossier: str) -> str:
    """A table for each series, and what to do with it."""
    lines: list[str] = []
    together: dict[tuple[str, str], tuple[list[Proposal], list[LeftOut]]] = {}
    for proposal in found.proposals:
        together.setdefault(_series(proposal), ([], []))[0].append(proposal)
    for left in found.left_out:
        together.setdefault((left.of, left.metric), ([], []))[1].append(left)
    for (of, metric), (proposals, lefts) in together.items():
        lines += [printable(f"{of}, {metric}" if metric else of), *_rows(proposals), *_reasons(lefts), ""]
    if not found.proposals:
        return "\n".join([*lines, "Nothing to propose."])
    first = found.proposals[0].claim.id
    return "\n".join(
        [
            *lines,
            _WARNING,
            f"To paste: --format yaml. To write one: dossier claim {dossier} … --write {first}",
        ]
    )


def _series(proposal: Proposal) -> tuple[str, str]:
    claim = proposal.claim
    return (f"{claim.of} to {claim.to}" if claim.to is not None else str(claim.of), claim.metric)


def _rows(group: list[Proposal]) -> Iterator[str]:
    """Columns: id, statistic, value and interval, samples, limit."""
    rows = [_row(proposal) for proposal in group]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def _row(proposal: Proposal) -> tuple[str, ...]:
    claim, measured = proposal.claim, proposal.measurement
    low, high = interval(measured.low, measured.high, measured.value)
    value = f"{number(measured.value or 0.0, measured.low, measured.high)} {measured.unit}"
    fails = f"{_bare(proposal.fails)} does not" if proposal.fails is not None else "nothing tighter can"
    return (
        printable(claim.id),
        claim.statistic + (f" within {claim.within.written}" if claim.within is not None else ""),
        value,
        f"[{low}, {high}]" if measured.interval else "no interval",
        f"n {measured.n:,}",
        f"{claim.holds.written} holds, {fails}",
    )


def _bare(limit: Assertion) -> str:
    return limit.written.removeprefix(limit.op).strip()


def _reasons(left: list[LeftOut]) -> Iterator[str]:
    for each in left:
        name = f"{each.statistic}: " if each.statistic else ""
        yield "  " + printable(f"{name}{each.why}".replace("\u00a0", " "))


def as_yaml(found: Proposed) -> str:
    """The claims, each under a comment with what was measured, to be put under ``claims:``."""
    lines = ["claims:"]
    for proposal in found.proposals:
        lines += entry_lines(
            proposal.claim.id, as_entry(proposal.claim), 2, 2, [printable(line) for line in remark(proposal)]
        )
    return "\n".join(lines) if found.proposals else "claims: {}"


def as_json(found: Proposed) -> dict[str, Any]:
    """Everything, with every digit."""
    return {
        "proposals": [
            {
                "id": proposal.claim.id,
                "claim": as_entry(proposal.claim),
                "value": proposal.measurement.value,
                "low": proposal.measurement.low,
                "high": proposal.measurement.high,
                "unit": proposal.measurement.unit,
                "n": proposal.measurement.n,
                "interval": proposal.measurement.interval,
                "method": proposal.measurement.method,
                "holds": proposal.claim.holds.written,
                "fails": proposal.fails.written if proposal.fails is not None else None,
                "after_looking": True,
            }
            for proposal in found.proposals
        ],
        "left_out": [
            {
                "of": each.of,
                "metric": each.metric,
                "statistic": each.statistic,
                "why": each.why.replace("\u00a0", " "),
            }
            for each in found.left_out
        ],
    }
