"""What answers to a reported figure: the claim its state names, or a claim that measured the like on another system."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mkdocs_dossiers.model.dossier import Project
from mkdocs_dossiers.model.published import Withdrawal
from mkdocs_dossiers.model.reference import Reference
from mkdocs_dossiers.pages.view import ClaimRow, View


@dataclass(frozen=True)
class Answers:
    """The claims of a project that are shown.

    ``rows`` by reference; ``instead`` the versions of each that was measured instead, newest first, in the order of
    the newest dossier's claims (none where all versions that made it are gone); ``withdrawn`` those made no more.
    """

    rows: Mapping[Reference, ClaimRow]
    instead: Mapping[str, tuple[ClaimRow, ...]]
    withdrawn: Mapping[str, Withdrawal]

    def newest(self, claims: tuple[str, ...]) -> tuple[ClaimRow, ...]:
        """The newest version of each of some claims that were measured instead, where it is shown."""
        return tuple(rows[0] for claim in claims if (rows := self.instead.get(claim)))


def answers(view: View, project: Project) -> Answers:
    """What answers to the figures of a project's reports."""
    shown = list(reversed(view.dossiers(project)))
    every = [row for dossier in shown for row in view.claims(dossier)]
    named = {claim for report in project.reports for figure in report.figures for claim in figure.instead}
    named |= {
        claim for report in project.reports for entry in report.contradictions for claim in entry.instead
    }
    withdrawn = {entry.claim: entry for entry in view.withdrawals(project)}
    ids = dict.fromkeys([*(row.claim.id for row in every), *withdrawn])
    return Answers(
        {row.reference: row for row in every},
        {claim: tuple(reversed(view.history(project, claim))) for claim in ids if claim in named},
        withdrawn,
    )
