"""Where a command works: the folder that holds ``dossiers/``, and what the arguments name in it."""

from __future__ import annotations

from pathlib import Path

import click

from mkdocs_dossiers.model.reference import Reference
from mkdocs_dossiers.read.tree import FOLDER, find_root

LONGEST = 250
"""Characters of a reference: three names of at most 64."""
SHOWN = 80
"""Characters of an argument that a message shows."""


class CannotRun(click.ClickException):
    """The command cannot do what it was asked; the message says why, and what to do."""

    exit_code = 2


root_option = click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The folder that holds dossiers/. Default: the nearest one at or above the current folder.",
)

clone_option = click.option(
    "--clone",
    "clones",
    multiple=True,
    metavar="URL=FOLDER",
    help="A local clone of another repository that dossiers name, to look up its commits in.",
)


def workspace_root(root: Path | None) -> Path:
    """The folder that holds ``dossiers/``. Raises a usage error when there is none."""
    found = find_root(root or Path.cwd())
    if found is None:
        raise click.UsageError(
            f"There is no folder {FOLDER}/ here or above. Go into your project, or name it with --root."
        )
    return found


def reference_of(text: str, root: Path) -> Reference:
    """What an argument names: a reference, or a path of a project, a dossier, or a file of one."""
    reference = Reference.parse(text) if len(text) <= LONGEST else None
    path = Path(text)
    if reference is not None and not (reference.version is None and _exists(path)):
        return reference
    if not _exists(path):
        near = _with_version(text, root)
        raise click.UsageError(
            f"{short(text)} is neither a reference such as order-gateway@2026.11/ack-p99 nor a path that exists."
            + (f" Did you mean {' or '.join(near)}?" if near else "")
        )
    try:
        parts = path.resolve().relative_to(root / FOLDER).parts
    except ValueError:
        if (path.resolve() / FOLDER) == root / FOLDER:
            return Reference("")
        raise click.UsageError(f"{short(text)} is not inside {root / FOLDER}.") from None
    if not parts:
        return Reference("")
    if len(parts) == 1 or not (root / FOLDER / parts[0] / parts[1]).is_dir():
        return Reference(parts[0])
    return Reference(parts[0], parts[1])


def dossier_of(text: str, root: Path) -> Reference:
    """The dossier an argument names. Raises a usage error when it names something else, or nothing one could."""
    reference = Reference.parse(text) if len(text) <= LONGEST else None
    if reference is None or reference.version is None:
        reference = reference_of(text, root)
    if reference.version is None or reference.claim is not None:
        raise click.UsageError(
            f"{short(text)} names no dossier: write PROJECT@VERSION, such as order-gateway@2026.12."
        )
    return reference


def _with_version(text: str, root: Path) -> list[str]:
    """The dossiers of a version, or with a claim, that was given without its project."""
    wanted = Reference.parse(f"x@{text}") if len(text) <= LONGEST else None
    if wanted is None or wanted.version is None:
        return []
    folders = sorted(entry for entry in (root / FOLDER).iterdir() if (entry / wanted.version).is_dir())
    return [f"{folder.name}@{text}" for folder in folders][:3]


def references_of(texts: tuple[str, ...], root: Path) -> list[Reference]:
    """What several arguments name; empty when one of them is everything."""
    references = [reference_of(text, root) for text in texts]
    return [] if any(not reference.project for reference in references) else references


def clones_of(pairs: tuple[str, ...]) -> dict[str, Path]:
    """The local clones given as URL=FOLDER."""
    clones = {}
    for pair in pairs:
        url, equals, folder = pair.rpartition("=")
        if not equals or not _exists(Path(folder)) or not Path(folder).is_dir():
            raise click.UsageError(f"--clone {short(pair)}: write URL=FOLDER, with a folder that exists.")
        clones[url] = Path(folder)
    return clones


def _exists(path: Path) -> bool:
    """Whether something is there; a name no file system takes is nowhere."""
    try:
        return path.exists()
    except OSError:
        return False


def short(text: str) -> str:
    """An argument as a message quotes it."""
    return repr(text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…")
