"""A new dossier: finds out what it can, takes over what there is, and writes the documents."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from mkdocs_dossiers.author.carried import Carried, carried, previous, versions_of
from mkdocs_dossiers.author.fresh import Taken, write_fresh
from mkdocs_dossiers.author.scaffold import UNKNOWN, New, dossier_text, project_text
from mkdocs_dossiers.author.schemas import schemas_for
from mkdocs_dossiers.author.surroundings import Checked, described
from mkdocs_dossiers.check.ruleset import RULESETS
from mkdocs_dossiers.model.problem import Refused
from mkdocs_dossiers.model.reference import Reference
from mkdocs_dossiers.read.tree import FOLDER, PAGES, TAKEN
from mkdocs_dossiers.read.yaml_document import WORKSPACE, read_yaml, read_yaml_text


class CannotBegin(Exception):  # noqa: N818 - said of a dossier
    """The dossier cannot be written; the message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Begun:
    """What was written, relative to the root, and what there is to know. ``unknown`` names what the project's
    document could not be told.
    """

    written: tuple[str, ...]
    carried: Carried | None
    unknown: tuple[str, ...]


def begin(
    root: Path,
    reference: Reference,
    checked: Checked,
    day: date,
    source: Reference | None,
    *,
    bare: bool = False,
) -> Begun:
    """Write a new draft under ``root/dossiers``, and the project's document where there is none.

    ``source`` is the dossier whose claims are taken over; None for the version before, and ``bare`` for none at all.
    Raises :class:`CannotBegin`, and `OSError`.
    """
    _check_name(reference)
    place = root / FOLDER / reference.project / str(reference.version)
    _check_free(root, reference, place)
    taken = None if bare else _taken_over(root, reference, source, checked.commit)
    schemas = schemas_for(root)
    told, unknown = _project(root, reference.project, checked)
    new = New(
        reference,
        checked.commit,
        day,
        max(RULESETS),
        os.path.relpath(schemas.folder, place).replace(os.sep, "/"),
        _title(root, reference.project),
        (checked.person,) if checked.person else (),
        taken,
    )
    text = _checked(root, place, dossier_text(new), taken)
    files = {**schemas.missing, **told, place / "dossier.yaml": text}
    return Begun(tuple(_write(root, files)), taken, unknown)


def _checked(root: Path, place: Path, text: str, taken: Carried | None) -> str:
    """The text, if it can be read. Raises :class:`CannotBegin`: what was taken over may not stand alone."""
    path = (place / "dossier.yaml").relative_to(root).as_posix()
    try:
        read_yaml_text(text, path)
    except Refused as refused:
        of = f" from {taken.of}" if taken is not None else ""
        raise CannotBegin(
            f"What was taken over{of} cannot be read on its own: {refused.problem.message} Take nothing over: --bare."
        ) from None
    return text


def _write(root: Path, files: dict[Path, str]) -> Iterator[str]:
    """The dossier is last: without it, what came before is no dossier and the command can be given again."""
    for file, text in files.items():
        try:
            write_fresh(file, text)
        except Taken:
            if file.suffix == ".json":
                continue  # somebody else wrote the schema, which is the same
            raise CannotBegin(
                f"{file.relative_to(root)} appeared meanwhile. Look at it, and try again."
            ) from None
        yield file.relative_to(root).as_posix()


def _check_name(reference: Reference) -> None:
    version = str(reference.version)
    if len(version) > 64 or len(reference.project) > 64:
        raise CannotBegin("Names of projects and versions have at most 64 characters.")
    if version.lower() in TAKEN or version.lower().endswith(PAGES):
        raise CannotBegin(
            f"A version cannot be called {version!r}: the site needs the name for itself. Name it like 2026.11."
        )


def _check_free(root: Path, reference: Reference, place: Path) -> None:
    folder = root / FOLDER
    for part in (folder, place.parent, place):
        if part.is_symlink():
            raise CannotBegin(
                f"{part.relative_to(root)} is a link; a dossier is written into a folder of its own."
            )
        if part.exists() and not part.is_dir():
            raise CannotBegin(f"{part.relative_to(root)} is a file where a folder is needed.")
    if os.path.lexists(place / "dossier.yaml"):
        file = (place / "dossier.yaml").relative_to(root)
        raise CannotBegin(
            f"{file} is there already, and nothing is written over it. `dossier check {reference}` says what it lacks."
        )
    others = (
        {entry.name.casefold(): entry.name for entry in place.parent.iterdir()}
        if place.parent.is_dir()
        else {}
    )
    same = others.get(place.name.casefold())
    if same is not None and same != place.name:
        raise CannotBegin(
            f"There is a version {same} already; two names that differ in case only are one on many disks."
        )


def _taken_over(
    root: Path, reference: Reference, source: Reference | None, commit: str | None
) -> Carried | None:
    of = source or previous(root, reference)
    if of is None:
        return None
    try:
        return carried(root, of, commit)
    except FileNotFoundError:
        there = list(versions_of(root, of.project))
        known = f" There are {', '.join(there[-5:])}." if there else ""
        raise CannotBegin(f"There is no dossier {of}.{known}") from None
    except Refused as refused:
        problem = refused.problem
        raise CannotBegin(
            f"{problem.path}:{problem.line}: {problem.message} {problem.fix} Or take nothing over: --bare."
        ) from None


def _project(root: Path, name: str, checked: Checked) -> tuple[dict[Path, str], tuple[str, ...]]:
    file = root / FOLDER / name / "project.yaml"
    if os.path.lexists(file):
        return {}, ()
    found = described(checked.top)
    told = {
        "summary": found.summary,
        "owner": found.owner or checked.person,
        "repository": checked.remote,
    }
    schema = os.path.relpath(schemas_for(root).folder, file.parent).replace(os.sep, "/")
    text = project_text(name, schema, told)
    return {file: text}, tuple(key for key in ("summary", "owner") if not told[key] or told[key] == UNKNOWN)


def _title(root: Path, name: str) -> str:
    """What the project calls itself."""
    file = root / FOLDER / name / "project.yaml"
    try:
        title = (
            read_yaml(file, file.relative_to(root).as_posix(), WORKSPACE).text("title")
            if file.is_file()
            else None
        )
    except Refused:
        title = None
    return title or name.replace("-", " ").capitalize()
