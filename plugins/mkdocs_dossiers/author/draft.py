"""The dossier a command writes to: there, a draft, and in a state it can be changed in."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

from mkdocs_dossiers.author.refusal import Refusal
from mkdocs_dossiers.author.store import Opened
from mkdocs_dossiers.check.ahead import is_ahead
from mkdocs_dossiers.model.dossier import Dossier, Project
from mkdocs_dossiers.model.problem import Problem
from mkdocs_dossiers.model.reference import ID, Reference
from mkdocs_dossiers.read.tree import FOLDER, read_workspace


@dataclass(frozen=True, slots=True)
class Draft:
    """A dossier with its project. ``path`` is its document's, from the workspace's root.

    ``raw`` are the bytes on the disk, ``text`` those it is going to have.
    """

    root: Path
    project: Project
    dossier: Dossier
    path: str
    raw: bytes
    text: bytes

    def with_text(self, text: bytes) -> Draft:
        """The same, about to be changed."""
        return replace(self, text=text)


def draft_of(root: Path, reference: Reference, store: Opened | None = None) -> Draft:
    """The draft a reference names. Raises :class:`Refusal` where there is none, or it is published."""
    draft = dossier_of(root, reference, store)
    if is_sealed(draft):
        raise Refusal(
            f"{reference} is published, and never changes.",
            "Measure for its next version: dossier new PROJECT@VERSION.",
        )
    return draft


def dossier_of(root: Path, reference: Reference, store: Opened | None = None) -> Draft:
    """The dossier a reference names, published or not. Raises :class:`Refusal`."""
    if reference.version is None or reference.claim is not None:
        raise Refusal(
            f"{reference} names no dossier.", "Write PROJECT@VERSION, such as order-gateway@2026.12."
        )
    path = f"{FOLDER}/{reference.project}/{reference.version}/dossier.yaml"
    workspace, problems = read_workspace(root, only=[reference.project])
    for project in workspace.projects:
        for dossier in project.dossiers:
            if dossier.version == reference.version:
                raw = store.read(path) if store is not None else (root / path).read_bytes()
                return Draft(root, project, dossier, path, raw, raw)
    for problem in problems:
        if problem.path == path:
            if "does not exist" in problem.message:
                break
            raise located(problem)
    known = sorted(dossier.version for project in workspace.projects for dossier in project.dossiers)
    have = f" {reference.project} has {', '.join(known[-5:])}." if known else ""
    raise Refusal(f"There is no dossier {reference}.{have}", f"Make it: dossier new {reference}")


def is_sealed(draft: Draft) -> bool:
    """Whether it was published: by its own word, or by the project's record."""
    published = draft.project.published
    return not draft.dossier.draft or (published is not None and draft.dossier.version in published.records)


def located(problem: Problem) -> Refusal:
    """A finding about a document, as a refusal that says where."""
    return Refusal(f"{problem.path}:{problem.line}:{problem.column}: {problem.message}", problem.fix)


def checked_name(name: str, what: str) -> str:
    """A name a dataset or environment can have. Raises :class:`Refusal`."""
    if not re.fullmatch(ID, name) or len(name) > 64:
        raise Refusal(
            f"{name[:80]!r} is no name {what} can have.",
            "Use lower-case letters, digits and single hyphens, such as sequential or bench-host.",
        )
    return name


def free_of(draft: Draft, name: str, again: bool) -> None:
    """Refuse a dataset's name that is taken, or, to be replaced, is not there. One that is described and not yet
    measured is free.
    """
    taken = name in draft.dossier.document.section("data") and not is_ahead(draft.dossier, name)
    if taken and not again:
        place = draft.dossier.document.key_at("data", name)
        raise Refusal(
            f"{draft.path}:{place.line}: there is a dataset {name} already.",
            "Choose another name, or put this in its place with --replace.",
        )
    if again and not taken:
        raise Refusal(f"There is no dataset {name} to replace.", "Leave --replace out.")
