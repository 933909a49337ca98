"""Files of a dossier that are gone from the working tree, and that git still has."""

from __future__ import annotations

import shlex

from mkdocs_dossiers.check.rule import Context


def restoring(context: Context, path: str) -> str | None:
    """How to bring a file back; None where it is there, or no commit on the way to HEAD holds it.

    ``path`` is relative to the repository root; one that leads out of it is nowhere.
    """
    place = context.workspace.root / path
    if ".." in path.split("/") or place.exists():
        return None
    commit = context.histories.own.last_with(place)
    return None if commit is None else f"git still has it: git checkout {commit} -- {shlex.quote(path)}"
