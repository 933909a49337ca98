"""``dossier export``: the pages as plain Markdown."""

from __future__ import annotations

from pathlib import Path

import click

from mkdocs_dossiers.cli.place import CannotRun, clone_option, clones_of, root_option, short, workspace_root


@click.command(
    epilog="Examples:\n\n\b\n  dossier export build/export && cd build/export && zensical build\n"
    "  dossier export --ro-crate build/crates"
)
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--drafts", is_flag=True, help="Export drafts too.")
@click.option("--title", default="Performance dossiers", help="The site's name.")
@click.option(
    "--ro-crate",
    "crates",
    is_flag=True,
    help="Write one folder per dossier instead: an RO-Crate with the checksums of a BagIt bag.",
)
@click.option("--strict", is_flag=True, help="Fail on warnings too.")
@root_option
@clone_option
def command(
    folder: Path,
    drafts: bool,
    title: str,
    crates: bool,
    strict: bool,
    root: Path | None,
    clones: tuple[str, ...],
) -> None:
    """Write every page as Markdown, with its files and a configuration, into FOLDER.

    Zensical, ProperDocs or MkDocs build a site from it without this plugin. FOLDER must be new, empty, or
    an earlier export.
    """
    from mkdocs_dossiers.cache.place import usual_cache
    from mkdocs_dossiers.check.gate import run_gate
    from mkdocs_dossiers.cli.progress import counting
    from mkdocs_dossiers.measure.depth import Depth
    from mkdocs_dossiers.pages.address import Addresses
    from mkdocs_dossiers.pages.site import build_site
    from mkdocs_dossiers.pages.view import View
    from mkdocs_dossiers.publish.export import NotOurs, export, export_crates

    place = workspace_root(root)
    with counting("Measuring", "dossiers") as progress:
        report = run_gate(
            place, clones=clones_of(clones), progress=progress, depth=Depth.PAGES, cache=usual_cache()
        )
    site = build_site(View(report, Addresses(), drafts), title)
    try:
        written = export_crates(site, folder) if crates else export(site, folder, title)
    except NotOurs as error:
        raise click.UsageError(str(error)) from None
    except OSError as error:
        raise CannotRun(f"{short(str(folder))} cannot be written: {error.strerror}.") from None
    click.echo(f"{written} in {folder}", err=True)
    if not report.ok(strict):
        from mkdocs_dossiers.cli.output.report_text import render

        click.echo(render(report, strict), err=True)
        raise click.exceptions.Exit(1)
