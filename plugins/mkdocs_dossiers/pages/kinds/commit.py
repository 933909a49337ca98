"""A measured commit's page: what it is, and everything that rests on it."""

from __future__ import annotations

from collections.abc import Sequence

from mkdocs_dossiers.model.dossier import Dossier, Project
from mkdocs_dossiers.pages.kinds.dossier import commit_of
from mkdocs_dossiers.pages.page import Page
from mkdocs_dossiers.pages.resting import LISTED, falling
from mkdocs_dossiers.pages.since import since
from mkdocs_dossiers.pages.view import View
from mkdocs_dossiers.pages.writer import write


def commit(view: View, project: Project, sha: str, dossiers: Sequence[Dossier]) -> Page:
    """One commit of a project, with the dossiers that measured it, newest first."""
    addresses = view.addresses
    rows = [row for dossier in dossiers for row in view.claims(dossier)]
    return write(
        "commit",
        addresses.commit(project.name, sha),
        f"Commit {sha[:12]} of {project.title}",
        {
            "sha": sha,
            "commit": commit_of(view, dossiers[0]),
            "dossiers": [
                {
                    "dossier": dossier,
                    "address": addresses.dossier(dossier.reference),
                    "tally": view.tally(dossier),
                    "datasets": [
                        (dataset, addresses.dataset(dossier.reference, dataset.name))
                        for dataset, _ in view.datasets(dossier)
                    ],
                }
                for dossier in dossiers[:LISTED]
            ],
            "again": [
                (entry, addresses.reproduction(entry.dossier.reference, entry.reproduction.name))
                for entry in view.resting.again_at.get((project.name, sha), ())[:LISTED]
            ],
            "since": since(view, project, dossiers[-1]),
            "falls": falling(view, rows[:LISTED]),
            "many": len(rows),
            "claim_address": addresses.claim,
            "project": project,
            "home": addresses.home,
            "project_address": addresses.project(project.name),
        },
    )
