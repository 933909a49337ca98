"""``dossier trace``: a claim, down to its raw bytes."""

from __future__ import annotations

import json
from pathlib import Path

import click

from mkdocs_dossiers.cli.place import clone_option, clones_of, reference_of, root_option, workspace_root


@click.command(epilog="Example:\n\n\b\n  dossier trace order-gateway@2026.11/ack-p99")
@click.argument("ref", metavar="REF")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to print it."
)
@root_option
@clone_option
def command(ref: str, form: str, root: Path | None, clones: tuple[str, ...]) -> None:
    """Show what a claim rests on: statistic, SQL, raw file, command, environment, commit.

    REF is a claim, or a dossier or project for all of its claims. Every digest is computed again.
    """
    from mkdocs_dossiers.check.gate import run_gate
    from mkdocs_dossiers.cli.progress import counting
    from mkdocs_dossiers.judge.trace import trace
    from mkdocs_dossiers.model.printable import plain_text

    place = workspace_root(root)
    reference = reference_of(ref, place)
    if not reference.project:
        raise click.UsageError("Name a project, a dossier or a claim.")
    with counting("Measuring", "dossiers") as progress:
        report = run_gate(place, only=[reference], clones=clones_of(clones), progress=progress)
    traces = [trace(report, found) for found in sorted(report.judgements)]
    if form == "json":
        whole = traces[0] if reference.claim is not None and len(traces) == 1 else {"traces": traces}
        click.echo(plain_text(json.dumps(whole, indent=2, ensure_ascii=False, allow_nan=False)))
    else:
        from mkdocs_dossiers.cli.output.trace_text import render

        click.echo("\n\n".join(render(entry) for entry in traces))
    if not report.ok():
        from mkdocs_dossiers.cli.output.report_text import render as problems

        click.echo(problems(report, strict=False), err=True)
        raise click.exceptions.Exit(1)
