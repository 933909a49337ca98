"""``dossier overview``: one home page over many sites."""

from __future__ import annotations

from pathlib import Path

import click

from mkdocs_dossiers.cli.place import CannotRun, short


@click.command(
    epilog="Example:\n\n\b\n  dossier overview build/home \\\n    https://perf.example.org/trading/=sites/trading "
    "\\\n    https://perf.example.org/search/=sites/search"
)
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.argument("sites", nargs=-1, required=True, metavar="URL=SITE...")
@click.option("--title", default="Performance dossiers", help="The page's heading.")
def command(folder: Path, sites: tuple[str, ...], title: str) -> None:
    """Write a home page over built sites into FOLDER, for MkDocs or Zensical to build.

    Each site is given as the address it has and the folder or ZIP file it is in; only its dossiers.json is read. Exit
    code 1 says that sites contradict each other: a project on two of them, or one raw file for two commits.
    """
    from mkdocs_dossiers.model.printable import printable
    from mkdocs_dossiers.publish.export import NotOurs, export, ready
    from mkdocs_dossiers.publish.overview import URL, OverviewError, overview, overview_site

    pairs = []
    for pair in sites:
        url, equals, path = pair.partition("=")
        if not equals or not URL.fullmatch(url) or not Path(path).exists():
            raise click.UsageError(
                f"{short(pair)}: write URL=SITE, an address that ends with / and a folder or ZIP file that exists."
            )
        pairs.append((url, Path(path)))
    try:
        ready(folder)
        found = overview(pairs)
        written = export(overview_site(found, pairs, title), folder, title)
    except NotOurs as error:
        raise click.UsageError(str(error)) from None
    except OverviewError as error:
        raise CannotRun(printable(str(error))) from None
    except OSError as error:
        raise CannotRun(f"{short(str(folder))} cannot be written: {error.strerror}.") from None
    click.echo(f"{written} in {folder}: {len(found.rows):,} projects, {found.claims:,} claims", err=True)
    for sentence in found.clashes:
        click.echo(printable(sentence), err=True)
    if found.clashes:
        raise click.exceptions.Exit(1)
