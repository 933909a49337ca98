"""Which files changed between the commits two versions measured."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from mkdocs_dossiers.model.dossier import Dossier, Project
from mkdocs_dossiers.pages.view import View
from mkdocs_dossiers.read.history import Changed

LISTED = 100
"""Files that are listed."""


@dataclass(frozen=True)
class Since:
    """What changed since an earlier version. ``says`` is one sentence, ``files`` the first :data:`LISTED`."""

    earlier: Dossier
    address: str
    says: str
    files: tuple[Changed, ...] = ()
    more: int = 0


def since(view: View, project: Project, subject: Dossier) -> Since | None:
    """What changed since the version before it that is shown; None for the first one."""
    shown = view.dossiers(project)
    position = shown.index(subject)
    if position == 0:
        return None
    earlier = shown[position - 1]
    address = view.addresses.dossier(earlier.reference)
    one, other = earlier.subject, subject.subject
    if one is None or other is None:
        return Since(earlier, address, "One of the two names no commit, so nothing can be listed.")
    if one.repository != other.repository:
        return Since(earlier, address, "That version measured another repository.")
    if one.commit == other.commit:
        return Since(earlier, address, "None: that version measured the same commit.")
    history = view.report.history_of(subject)
    if history is None:
        return Since(
            earlier,
            address,
            "They cannot be listed: the commits are in another repository, which is not at hand.",
        )
    missing = [declared.commit[:12] for declared in (one, other) if history.commit(declared.commit) is None]
    found = history.changes(one.commit, other.commit)
    if found is None:
        named = " and ".join(missing) or "an answer of git"
        return Since(earlier, address, f"They cannot be listed: {named} is not in this repository.")
    return Since(earlier, address, _counted(found), found[:LISTED], max(len(found) - LISTED, 0))


def _counted(found: tuple[Changed, ...]) -> str:
    if not found:
        return "None: both commits have the same content."
    counts = Counter(entry.what for entry in found)
    parts = [f"{counts[what]:,} {what}" for what in ("added", "changed", "removed") if counts[what]]
    return f"{len(found):,} file{'' if len(found) == 1 else 's'}: {', '.join(parts)}."
