"""How long the evidence of a claim holds, counted from its newest measurement."""

from __future__ import annotations

from datetime import date

from mkdocs_dossiers.check.record import claim_ids
from mkdocs_dossiers.model.day import day
from mkdocs_dossiers.model.dossier import Claim, Dossier, Project
from mkdocs_dossiers.model.reference import version_key
from mkdocs_dossiers.model.term import term


def valid_until(dossier: Dossier, claim: Claim) -> date | None:
    """The last day on which the claim's evidence holds; None when it says nothing of that.

    Counted from the newest ``measured`` of its datasets, or from the dossier's day where none is given.
    """
    length = term(claim.valid_for)
    measured = [
        found
        for name in claim.datasets
        if name in dossier.datasets
        if (found := day((dossier.datasets[name].measured or "")[:10])) is not None
    ]
    start = max(measured, default=day(dossier.date))
    return length.after(start) if length is not None and start is not None else None


def expired(dossier: Dossier, claim: Claim, today: date) -> date | None:
    """The day after which the evidence no longer holds, when that day is over."""
    end = valid_until(dossier, claim)
    return end if end is not None and end < today else None


def replaced_by(project: Project, dossier: Dossier, claim: str) -> Dossier | None:
    """The next published version that makes the claim again."""
    own = version_key(dossier.version)
    return next(
        (
            other
            for other in project.sorted()
            if not other.draft and version_key(other.version) > own and claim in claim_ids(other)
        ),
        None,
    )


def withdrawn(project: Project, dossier: Dossier, claim: str) -> bool:
    """Whether the claim was withdrawn in a later version."""
    entry = project.published.withdrawn.get(claim) if project.published is not None else None
    return entry is not None and version_key(entry.since) > version_key(dossier.version)
