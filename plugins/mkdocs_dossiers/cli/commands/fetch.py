"""``dossier fetch``: raw files that are kept elsewhere."""

from __future__ import annotations

from pathlib import Path

import click

from mkdocs_dossiers.cli.place import CannotRun, references_of, root_option, short, workspace_root


@click.command(
    epilog="Examples:\n\n\b\n  dossier fetch\n  dossier fetch order-gateway@2026.11\n"
    "  dossier fetch --base origin/main"
)
@click.argument("what", nargs=-1, metavar="[REF or PATH]...")
@click.option(
    "--base",
    "ref",
    metavar="GITREF",
    help="Take what may be fetched from mkdocs.yml as it was at the last commit shared with this branch: what a pull "
    "request writes there does not count.",
)
@click.option("--dry-run", is_flag=True, help="Only list what is missing.")
@root_option
def command(what: tuple[str, ...], ref: str | None, dry_run: bool, root: Path | None) -> None:
    """Bring raw files that git does not hold into the store on this machine.

    A dataset with `url` may keep its raw file elsewhere. The gate never fetches: it says what is missing. This command
    fetches it from the addresses that mkdocs.yml lists under `fetch: {from: […]}`, and keeps it when its size and its
    SHA-256 are the declared ones. Without arguments, everything that is missing is fetched. The store is
    ~/.cache/mkdocs-dossiers/raw, or what DOSSIER_STORE names.
    """
    from mkdocs_dossiers.cli.progress import counting
    from mkdocs_dossiers.fetch.allowed import allowed_in, allowed_of
    from mkdocs_dossiers.fetch.configured import SourceError, options_in
    from mkdocs_dossiers.fetch.raw import FetchError, fetch, wanted
    from mkdocs_dossiers.model.printable import printable
    from mkdocs_dossiers.read.base import BaseError, file_at_base
    from mkdocs_dossiers.read.elsewhere import STORE, store
    from mkdocs_dossiers.read.tree import read_workspace

    place = workspace_root(root)
    only = references_of(what, place)
    kept = store()
    if kept is None:
        raise CannotRun(f"There is no store: {STORE} is off, or this user has no home folder.")
    try:
        if ref is None:
            allowed = allowed_in(place / "mkdocs.yml")
        else:
            with file_at_base(place, ref, "mkdocs.yml") as file:
                allowed = allowed_of(options_in(file).get("fetch") if file is not None else None)
    except (SourceError, BaseError) as error:
        raise CannotRun(printable(str(error))) from None
    workspace, _ = read_workspace(place)
    dossiers = [
        dossier
        for dossier in workspace.dossiers
        if not only or any(each.covers(dossier.reference) or dossier.reference.covers(each) for each in only)
    ]
    for asked in only:
        if not any(asked.covers(one.reference) or one.reference.covers(asked) for one in dossiers):
            raise click.UsageError(f"There is no dossier {short(str(asked))}.")
    missing = wanted(dossiers, kept)
    failed = 0
    for each in missing:
        if dry_run:
            click.echo(printable(str(each)))
            continue
        try:
            with counting("Fetching", "bytes") as progress:
                size = each.dataset.size or 0
                fetch(each, kept, allowed, lambda came, size=size, show=progress: show(came, size))  # type: ignore[misc]
        except FetchError as error:
            failed += 1
            click.echo(printable(str(error)), err=True)
        else:
            click.echo(printable(f"fetched: {each}"))
    if not missing:
        click.echo("Every raw file is there.", err=True)
    if failed or (dry_run and missing):
        raise click.exceptions.Exit(1)
