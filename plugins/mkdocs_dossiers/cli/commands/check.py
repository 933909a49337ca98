"""``dossier check``: the gate."""

from __future__ import annotations

from pathlib import Path

import click

from mkdocs_dossiers.cli.place import clone_option, clones_of, references_of, root_option, workspace_root


@click.command(
    epilog="Examples:\n\n\b\n  dossier check\n  dossier check order-gateway@2026.11\n"
    "  dossier check --strict --format json"
)
@click.argument("what", nargs=-1, metavar="[REF or PATH]...")
@click.option("--strict", is_flag=True, help="Fail on warnings too.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to print the report."
)
@root_option
@clone_option
def command(
    what: tuple[str, ...], strict: bool, form: str, root: Path | None, clones: tuple[str, ...]
) -> None:
    """Check that every claim has its evidence, and recompute it from the raw data.

    Without arguments, everything under dossiers/ is checked.
    """
    from mkdocs_dossiers.check.gate import run_gate
    from mkdocs_dossiers.cli.progress import counting

    place = workspace_root(root)
    with counting("Measuring", "dossiers") as progress:
        report = run_gate(place, only=references_of(what, place), clones=clones_of(clones), progress=progress)
    if form == "json":
        from mkdocs_dossiers.cli.output.report_json import render
    else:
        from mkdocs_dossiers.cli.output.report_text import render
    click.echo(render(report, strict))
    if not report.ok(strict):
        raise click.exceptions.Exit(1)
