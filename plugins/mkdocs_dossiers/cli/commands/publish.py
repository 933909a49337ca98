"""``dossier publish``: seal a draft."""

from __future__ import annotations

from pathlib import Path

import click

from mkdocs_dossiers.cli.place import CannotRun, clone_option, clones_of, root_option, workspace_root


@click.command(
    epilog="Examples:\n\n\b\n  dossier publish order-gateway@2026.12 --dry-run\n"
    "  dossier publish order-gateway@2026.12 --base origin/main"
)
@click.argument("where", metavar="PROJECT@VERSION")
@click.option(
    "--base",
    metavar="GITREF",
    help="Hold its history against this branch, tag or commit too, as a pull request will be.",
)
@click.option("--strict", is_flag=True, help="Publish nothing that has warnings.")
@click.option("--dry-run", is_flag=True, help="Run the gate as for a published dossier, and write nothing.")
@root_option
@clone_option
def command(
    where: str, base: str | None, strict: bool, dry_run: bool, root: Path | None, clones: tuple[str, ...]
) -> None:
    """Check a draft as what it is going to be, then publish it: its status, and its digest in published.yaml.

    A published dossier never changes. When the gate finds a problem, it is printed, and nothing is written.
    """
    from mkdocs_dossiers.author.publish import publish
    from mkdocs_dossiers.cli.output.authored import refusing, show_outcome
    from mkdocs_dossiers.cli.place import dossier_of
    from mkdocs_dossiers.cli.progress import counting
    from mkdocs_dossiers.read.base import BaseError

    place = workspace_root(root)
    reference, known = dossier_of(where, place), clones_of(clones)
    try:
        with refusing(), counting("Measuring", "dossiers") as progress:
            outcome = publish(
                place,
                reference,
                base=base,
                strict=strict,
                clones=known,
                progress=progress,
                dry_run=dry_run,
            )
    except BaseError as error:
        raise CannotRun(str(error)) from None
    if not show_outcome(outcome, strict, dry_run):
        raise click.exceptions.Exit(1)
