"""``dossier export``: the pages as plain Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from mkdocs_dossiers.cli.place import (
    CannotRun,
    clone_option,
    clones_of,
    references_of,
    root_option,
    short,
    workspace_root,
)
from mkdocs_dossiers.cli.workers import scheduler_option, workers


@click.command(
    epilog="Examples:\n\n\b\n  dossier export build/export && cd build/export && zensical build\n"
    "  dossier export --own-pages build/export\n"
    "  dossier export --ro-crate build/crates\n"
    "  dossier export --ro-crate build/crates order-gateway@2026.11"
)
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.argument("what", nargs=-1, metavar="[REF]...")
@click.option("--drafts", is_flag=True, help="Export drafts too.")
@click.option("--title", default="Performance dossiers", help="The site's name.")
@click.option(
    "--ro-crate",
    "crates",
    is_flag=True,
    help="Write one folder per dossier instead: an RO-Crate with the checksums of a BagIt bag.",
)
@click.option(
    "--own-pages",
    "own",
    is_flag=True,
    help="Export the site's own pages too, with the numbers and links of the claims they name.",
)
@click.option("--strict", is_flag=True, help="Fail on warnings too.")
@scheduler_option
@root_option
@clone_option
def command(
    folder: Path,
    what: tuple[str, ...],
    drafts: bool,
    title: str,
    crates: bool,
    own: bool,
    strict: bool,
    scheduler: str | None,
    root: Path | None,
    clones: tuple[str, ...],
) -> None:
    """Write every page as Markdown, with its files and a configuration, into FOLDER.

    Zensical, ProperDocs or MkDocs build a site from it without this plugin. FOLDER must be new, empty, or
    an earlier export. The site's own pages are those below docs/, or below docs_dir of mkdocs.yml. With --ro-crate, REF
    may name projects and dossiers; every dossier is written where none is named.
    """
    from mkdocs_dossiers.cache.place import usual_cache
    from mkdocs_dossiers.check.gate import run_gate
    from mkdocs_dossiers.cli.progress import counting
    from mkdocs_dossiers.measure.depth import Depth
    from mkdocs_dossiers.model.printable import printable
    from mkdocs_dossiers.model.reference import Reference
    from mkdocs_dossiers.pages.address import Addresses
    from mkdocs_dossiers.pages.download import downloads
    from mkdocs_dossiers.pages.site import plan_site
    from mkdocs_dossiers.pages.view import View
    from mkdocs_dossiers.publish.export import export, export_crates, ready
    from mkdocs_dossiers.publish.own import copy_own_files, own_pages

    place = workspace_root(root)
    chosen = references_of(what, place)
    if own and crates:
        raise click.UsageError("An archive has no pages: leave out --own-pages or --ro-crate.")
    if what and not crates:
        raise click.UsageError("A site is exported whole. References choose dossiers for --ro-crate.")
    if any(reference.claim is not None for reference in chosen):
        raise click.UsageError("An archive is of a dossier: leave the claim out of the reference.")
    with _writing(folder):
        ready(folder)
    only = [Reference(name) for name in sorted({reference.project for reference in chosen})]
    with workers(scheduler) as executor, counting("Measuring", "dossiers") as progress:
        report = run_gate(
            place,
            only=only,
            clones=clones_of(clones),
            executor=executor,
            progress=progress,
            depth=Depth.PAGES,
            cache=usual_cache(),
        )
    view = View(report, Addresses(), drafts)
    said: tuple[str, ...] = ()
    if crates:
        found = downloads(view, chosen)
        missing = [str(each) for each in chosen if not any(each.covers(of) for of, _ in found)]
        if missing:
            raise CannotRun(f"There is no published dossier {', '.join(missing)}. Drafts go with --drafts.")
        with _writing(folder):
            written = export_crates([archive for _, archive in found], folder)
    else:
        plan = plan_site(view, title)
        pages, said = own_pages(view, plan, place) if own else ((), ())
        with _writing(folder):
            written = export(plan.with_pages(pages), folder, title)
            if own:
                copy_own_files(place, folder / "docs")
    for sentence in said:
        click.echo(printable(sentence), err=True)
    click.echo(f"{written} in {folder}", err=True)
    if strict and said and report.ok(strict):
        raise click.exceptions.Exit(1)
    if not report.ok(strict):
        from mkdocs_dossiers.cli.output.report_text import render

        click.echo(render(report, strict), err=True)
        raise click.exceptions.Exit(1)


@contextmanager
def _writing(folder: Path) -> Iterator[None]:
    """What keeps a folder from being written, in words."""
    from mkdocs_dossiers.publish.export import NotOurs

    try:
        yield
    except NotOurs as error:
        raise click.UsageError(str(error)) from None
    except OSError as error:
        raise CannotRun(f"{short(str(folder))} cannot be written: {error.strerror}.") from None
