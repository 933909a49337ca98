"""References that are nearly the one that was meant."""

from __future__ import annotations

import difflib

from mkdocs_dossiers.model.dossier import Workspace
from mkdocs_dossiers.model.reference import Reference

SHOWN = 10
"""Names listed when none is near."""


def nearest(workspace: Workspace, wanted: Reference) -> str:
    """The names near the first part that is wrong, or else what there is in its place."""
    dossiers = [dossier for dossier in workspace.dossiers if dossier.reference.project == wanted.project]
    claims = {
        name: str(Reference(wanted.project, wanted.version, name))
        for dossier in dossiers
        if dossier.version == wanted.version
        for name in dossier.document.section("claims")
    }
    versions = {dossier.version: str(dossier.reference) for dossier in dossiers}
    projects = {project.name: project.name for project in workspace.projects}
    wrong, there = next(
        (
            (text, names)
            for text, names in (
                (wanted.claim, claims),
                (wanted.version, versions),
                (wanted.project, projects),
            )
            if names and text is not None
        ),
        ("", {}),
    )
    if not there:
        return "There is no project yet: add dossiers/<project>/project.yaml."
    near = difflib.get_close_matches(wrong, there, 3, 0.7)
    if near:
        return f"Did you mean {' or '.join(there[name] for name in near)}?"
    listed = list(there.values())
    more = f", and {len(listed) - SHOWN:,} more" if len(listed) > SHOWN else ""
    return f"There {'are' if len(listed) > 1 else 'is'} {', '.join(listed[:SHOWN])}{more}."
