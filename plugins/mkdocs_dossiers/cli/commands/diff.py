"""``dossier diff``: what differs between two versions, two commits, or a dossier and its reproduction."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mkdocs_dossiers.cli.place import CannotRun, clone_option, clones_of, root_option, workspace_root

if TYPE_CHECKING:
    from mkdocs_dossiers.model.reference import Reference

FORMATS = ("text", "json", "markdown")


@click.command(
    epilog="Examples:\n\n\b\n  dossier diff order-gateway@2026.11 order-gateway@2026.11.1\n"
    "  dossier diff order-gateway@2026.11 2026.11.1\n"
    "  dossier diff order-gateway@2026.11 2026-12-01-platform-team\n"
    "  dossier diff main HEAD --format markdown"
)
@click.argument("before", metavar="A")
@click.argument("after", metavar="B")
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", help="How to print it.")
@root_option
@clone_option
def command(before: str, after: str, form: str, root: Path | None, clones: tuple[str, ...]) -> None:
    """Show what differs: claims, verdicts, values with intervals, environments, data, recipe.

    A and B are two versions of a project; a version and a reproduction of it, by its folder's name; or two branches,
    tags or commits, whose dossiers are read from git without checking anything out.

    A number moved where the interval of its change leaves out none. Differences are no problem: the exit code is 0
    however many there are, and 2 where something is not there.
    """
    from mkdocs_dossiers.cli.writing import to_stdout

    place, known = workspace_root(root), clones_of(clones)
    first = _version(before)
    found = (
        _of_versions(place, first, after, known)
        if first is not None
        else _of_refs(place, before, after, known)
    )
    if form == "json":
        import json

        text = json.dumps({"schema": 1, **found}, indent=2, ensure_ascii=False, allow_nan=False)
    elif form == "markdown":
        from mkdocs_dossiers.cli.output.difference_markdown import render as as_markdown

        text = as_markdown(found)
    else:
        from mkdocs_dossiers.cli.output.difference_text import render as as_text

        text = as_text(found)
    to_stdout(text, machine=form != "text")


def _version(text: str) -> Reference | None:
    """``project@version``; None for anything else."""
    from mkdocs_dossiers.model.reference import Reference

    found = Reference.parse(text)
    return found if found is not None and found.version is not None and found.claim is None else None


def _of_versions(place: Path, first: Reference, after: str, clones: dict[str, Path]) -> dict[str, Any]:
    from mkdocs_dossiers.audit.difference import difference, reproduction_side, version_side
    from mkdocs_dossiers.audit.named import meant
    from mkdocs_dossiers.check.gate import run_gate
    from mkdocs_dossiers.cli.progress import counting
    from mkdocs_dossiers.model.reference import Reference
    from mkdocs_dossiers.model.reproduction import MARK
    from mkdocs_dossiers.read.tree import FOLDER, read_workspace

    workspace, _ = read_workspace(place.resolve(), only=[first.project])
    known = {str(each.reference): each for each in workspace.dossiers}
    if str(first) not in known:
        if (place / FOLDER / first.project / (first.version or "")).is_dir():
            raise CannotRun(f"{first} cannot be read. What is wrong with it, `dossier check {first}` says.")
        raise CannotRun(f"There is no {first}.{meant(str(first), known)}")
    again = {found.name: found for found in known[str(first)].reproductions}
    name = after.rstrip("/").removesuffix("/reproduction.yaml").rpartition(MARK)[2]
    second = _version(after) or (_version(f"{first.project}@{after}") if "@" not in after else None)
    if name in again:
        only = [first]
    elif second is not None and str(second) in known:
        only = [first, second]
    elif second is not None and second.project != first.project:
        raise click.UsageError(f"{first} and {second} are of two projects. Name two versions of one.")
    else:
        names = [*known, *(each.version for each in known.values()), *again]
        raise CannotRun(
            f"{after[:80]!a} is neither a version of {first.project} nor a reproduction of {first}."
            + meant(after, names)
        )
    with counting("Measuring", "dossiers") as progress:
        report = run_gate(place, only=only, clones=clones, progress=progress)
    before = report.dossier(first)
    if name in again:
        entry = next(found for found in before.reproductions if found.name == name)
        side = reproduction_side(report, before, entry)
    else:
        assert isinstance(second, Reference)  # noqa: S101 - it is known
        side = version_side(report, report.dossier(second))
    found = difference(version_side(report, before), side)
    return {"before": found["before"], "after": found["after"], "dossiers": [found], "added": [], "gone": []}


def _of_refs(place: Path, before: str, after: str, clones: dict[str, Path]) -> dict[str, Any]:
    from mkdocs_dossiers.audit.two_states import two_states
    from mkdocs_dossiers.check.gate import Report, run_gate
    from mkdocs_dossiers.cli.progress import counting
    from mkdocs_dossiers.model.reference import Reference
    from mkdocs_dossiers.read.base import BaseError, standing_at
    from mkdocs_dossiers.read.tree import FOLDER

    try:
        with standing_at(place, (before, after)) as states:
            reports: list[Report | None] = []
            for state in states:
                there = [name for name in sorted(state.projects) if (state.root / FOLDER / name).is_dir()]
                only = [Reference(name) for name in there]
                with counting("Measuring", "dossiers") as progress:
                    reports.append(
                        run_gate(state.root, only=only, clones=clones, progress=progress) if only else None
                    )
            return {"before": before, "after": after, **two_states(reports[0], reports[1], (before, after))}
    except BaseError as error:
        raise CannotRun(str(error)) from None
