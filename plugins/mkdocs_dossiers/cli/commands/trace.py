"""``dossier trace``: a claim, down to its raw bytes; and back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mkdocs_dossiers.cli.place import (
    CannotRun,
    clone_option,
    clones_of,
    reference_of,
    root_option,
    workspace_root,
)

if TYPE_CHECKING:
    from mkdocs_dossiers.check.gate import Report
    from mkdocs_dossiers.model.dossier import Workspace
    from mkdocs_dossiers.model.reference import Reference


@click.command(
    epilog="Examples:\n\n\b\n  dossier trace order-gateway@2026.11/ack-p99\n"
    "  dossier trace --file dossiers/order-gateway/2026.11/data/sequential.json\n"
    "  dossier trace --file order-gateway@2026.11#sequential --format json\n"
    "  dossier trace --environment bench-vm\n"
    "  dossier trace --commit 1a5d75f"
)
@click.argument("ref", metavar="[REF]", required=False)
@click.option(
    "--file",
    "file",
    metavar="FILE",
    help="What rests on a raw file: a path, also one inside a dossier such as data/x.json; project@version#dataset; "
    "the beginning of its SHA-256; or a copy of the file, wherever it is.",
)
@click.option(
    "--environment",
    metavar="NAME",
    help="What rests on a machine: the beginning of its fingerprint, its name, project@version#name, or its file.",
)
@click.option(
    "--commit", metavar="SHA", help="What rests on a measured commit: the beginning of its id, or its tag."
)
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to print it."
)
@root_option
@clone_option
def command(
    ref: str | None,
    file: str | None,
    environment: str | None,
    commit: str | None,
    form: str,
    root: Path | None,
    clones: tuple[str, ...],
) -> None:
    """Show what a claim rests on: statistic, SQL, raw file, command, environment, commit.

    REF is a claim, or a dossier or project for all of its claims. Every digest is computed again, and one that does
    not match is shown where it stands. With --file, --environment or --commit, show what rests on that instead, over
    all projects, and what would fall with it.

    Exits with 1 where the gate finds problems or a digest does not match, with 2 where nothing is named so.
    """
    place, known = workspace_root(root), clones_of(clones)
    asked = [each for each in (ref, file, environment, commit) if each is not None]
    if len(asked) != 1:
        raise click.UsageError("Name one thing: a claim, or a --file, an --environment or a --commit.")
    if ref is None:
        _back(place, known, form, file=file, environment=environment, commit=commit)
    else:
        _forward(place, reference_of(ref, place), known, form)


def _forward(place: Path, reference: Reference, clones: dict[str, Path], form: str) -> None:
    from mkdocs_dossiers.audit.trace import differing, traces
    from mkdocs_dossiers.check.gate import run_gate
    from mkdocs_dossiers.cli.progress import counting
    from mkdocs_dossiers.measure.depth import Depth

    if not reference.project:
        raise click.UsageError("Name a project, a dossier or a claim.")
    _known(place, reference)
    with counting("Measuring", "dossiers") as progress:
        report = run_gate(place, only=[reference], clones=clones, progress=progress, depth=Depth.WORDS)
    chains = traces(
        report,
        sorted(
            claim.reference
            for dossier in report.workspace.dossiers
            for claim in dossier.claims.values()
            if reference.covers(claim.reference)
        ),
    )
    if form == "json":
        _as_json(chains[0] if reference.claim is not None and len(chains) == 1 else {"traces": chains})
    else:
        from mkdocs_dossiers.cli.output.trace_text import render
        from mkdocs_dossiers.cli.writing import to_stdout

        to_stdout("\n\n".join(render(chain) for chain in chains), machine=False)
    differ = list(dict.fromkeys(text for chain in chains for text in differing(chain)))
    _ended(report, differ)


def _back(
    place: Path,
    clones: dict[str, Path],
    form: str,
    *,
    file: str | None,
    environment: str | None,
    commit: str | None,
) -> None:
    from mkdocs_dossiers.audit import named, trace_back
    from mkdocs_dossiers.audit.resting import Captured, Held
    from mkdocs_dossiers.check.gate import run_gate
    from mkdocs_dossiers.cli.progress import counting
    from mkdocs_dossiers.model.dossier import Dossier
    from mkdocs_dossiers.model.printable import printable
    from mkdocs_dossiers.model.reference import Reference

    workspace = _everything(place)
    held: list[Held] = []
    captured: list[Captured] = []
    measured: list[Dossier] = []
    sha = ""
    try:
        if file is not None:
            held = named.files_named(workspace, file, Path.cwd())
        elif environment is not None:
            captured = named.machines_named(workspace, environment, Path.cwd())
        else:
            sha, measured = named.commit_named(workspace, commit or "")
    except named.NotNamed as error:
        raise CannotRun(printable(str(error))) from None
    places = [*(each.evidence for each in held), *(each.evidence for each in captured), *measured]
    only = [Reference(project) for project in sorted({each.reference.project for each in places})]
    with counting("Measuring", "dossiers") as progress:
        report = run_gate(place, only=only, clones=clones, progress=progress)
    if file is not None:
        found = trace_back.on_files(report, file, held)
    elif environment is not None:
        found = trace_back.on_machines(report, environment, captured)
    else:
        found = trace_back.on_commit(report, commit or "", sha, measured)
    if form == "json":
        _as_json(found)
    else:
        from mkdocs_dossiers.cli.output.trace_back_text import render
        from mkdocs_dossiers.cli.writing import to_stdout

        to_stdout(render(found), machine=False)
    differ = [each["file"] for each in found["datasets"] if not each["same"]]
    if differ:
        click.echo(printable(f"Not as declared: {', '.join(differ)}."), err=True)
        raise click.exceptions.Exit(1)


def _known(place: Path, reference: Reference) -> None:
    """Refuse a reference nothing here has, with those that are near."""
    from mkdocs_dossiers.audit.named import meant

    names: list[str] = []
    for project in _everything(place).projects:
        names.append(project.name)
        for dossier in project.dossiers:
            claims = (f"{dossier.reference}/{name}" for name in dossier.document.section("claims"))
            names += [str(dossier.reference), *claims]
    if str(reference) not in names and not _folder(place, reference):
        raise CannotRun(f"There is no {reference}.{meant(str(reference), names)}")


def _everything(place: Path) -> Workspace:
    """All projects, those of other repositories too; what cannot be read is left out."""
    from dataclasses import replace

    from mkdocs_dossiers.read.lock import read_fetched
    from mkdocs_dossiers.read.tree import read_workspace

    own, _ = read_workspace(place.resolve())
    return replace(own, projects=(*own.projects, *read_fetched(place.resolve(), own.projects).projects))


def _folder(place: Path, reference: Reference) -> bool:
    """Whether a project or dossier has a folder; what is wrong with it, the gate says."""
    from mkdocs_dossiers.read.tree import FOLDER

    folder = place / FOLDER / reference.project / (reference.version or "")
    return reference.claim is None and folder.is_dir()


def _as_json(found: Any) -> None:
    import json

    from mkdocs_dossiers.cli.writing import to_stdout

    to_stdout(json.dumps(found, indent=2, ensure_ascii=False, allow_nan=False), machine=True)


def _ended(report: Report, differ: list[str]) -> None:
    if differ:
        from mkdocs_dossiers.model.printable import printable

        click.echo(printable(f"Not as declared: {', '.join(differ)}."), err=True)
    if not report.ok():
        from mkdocs_dossiers.cli.output.report_text import render as problems

        click.echo(problems(report, strict=False), err=True)
    if differ or not report.ok():
        raise click.exceptions.Exit(1)
