"""``dossier sync``: the dossiers of other repositories."""

from __future__ import annotations

from pathlib import Path

import click

from mkdocs_dossiers.cli.place import CannotRun, root_option, workspace_root


@click.command(epilog="Examples:\n\n\b\n  dossier sync\n  dossier sync --update && git add dossiers.lock")
@click.option("--update", is_flag=True, help="Take what the refs name today, also where a tag was moved.")
@click.option(
    "--folder",
    default=".dossiers",
    metavar="NAME",
    help="Where they go, beside mkdocs.yml. Default: .dossiers, which git ignores.",
)
@root_option
def command(update: bool, folder: str, root: Path | None) -> None:
    """Fetch the dossiers of other repositories that mkdocs.yml names in `sources`.

    What was taken is written to dossiers.lock: commit it. With it, the same is fetched everywhere. A build never
    fetches; it refuses what is not as the lock says.
    """
    from mkdocs_dossiers.fetch.configured import SourceError, configured_in
    from mkdocs_dossiers.fetch.sync import SyncError, sync
    from mkdocs_dossiers.model.printable import printable
    from mkdocs_dossiers.model.problem import Refused
    from mkdocs_dossiers.read.lock import LOCK, is_folder

    place = workspace_root(root)
    if not is_folder(folder):
        raise click.UsageError("--folder: a name such as .dossiers, of letters, digits, hyphens and _.")
    if not (place / "mkdocs.yml").is_file():
        raise CannotRun(f"There is no mkdocs.yml in {place} that names sources.")
    try:
        sources = configured_in(place / "mkdocs.yml")
        taken = sync(place, sources, folder, update, lambda text: click.echo(printable(text), err=True))
    except (SourceError, SyncError) as error:
        raise CannotRun(printable(str(error))) from None
    except Refused as refused:
        problem = refused.problem
        raise CannotRun(
            printable(f"{problem.path}:{problem.line}: {problem.message} Remove the file, and sync anew.")
        ) from None
    except OSError as error:
        raise CannotRun(f"{error.filename} cannot be written: {error.strerror}.") from None
    for each in taken:
        origin = each.locked.origin
        what = "fetched" if each.fetched else "as locked"
        names = ", ".join(each.locked.projects)
        click.echo(
            printable(f"{what}: {names} from {origin.repository} at {origin.ref}, {origin.commit[:12]}")
        )
    click.echo(f"{LOCK} written." if taken else "mkdocs.yml names no sources.", err=True)
