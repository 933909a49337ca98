"""``dossier check``: the gate."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import nullcontext
from pathlib import Path

import click

from mkdocs_dossiers.cli.limit_options import limit_options
from mkdocs_dossiers.cli.place import (
    CannotRun,
    clone_option,
    clones_of,
    references_of,
    root_option,
    workspace_root,
)
from mkdocs_dossiers.cli.workers import scheduler_option, workers
from mkdocs_dossiers.read.tree import FOLDER

FORMATS = ("text", "github", "json", "junit", "markdown", "sarif")


@click.command(
    epilog="Examples:\n\n\b\n  dossier check\n  dossier check order-gateway@2026.11\n"
    "  dossier check --strict --format json\n"
    "  dossier check --base origin/main --format github --output markdown=comment.md\n"
    "  dossier check --scheduler tcp://scheduler.example:8786\n"
    "  dossier check large@1.0 --memory 8GB"
)
@click.argument("what", nargs=-1, metavar="[REF or PATH]...")
@click.option(
    "--base",
    "ref",
    metavar="GITREF",
    help="Check only what changed since the last commit shared with this branch, tag or commit, and what rests "
    "on that. Uncommitted changes count.",
)
@click.option("--strict", is_flag=True, help="Fail on warnings too.")
@click.option(
    "--profile",
    type=click.Choice(["draft", "publish", "audit"]),
    default="publish",
    help="How severe to be: while writing, before publishing (the default), or in doubt. A dossier whose status is "
    "draft is judged as one unless it is an audit.",
)
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", help="How to print the report.")
@click.option(
    "--output",
    "outputs",
    multiple=True,
    metavar="FORMAT=FILE",
    help="Write the report to a file too, in any of the formats. May be given several times.",
)
@click.option(
    "--link-base",
    default="",
    metavar="URL",
    help="What comes before paths in the links of the format markdown, such as "
    "https://github.com/owner/name/blob/<commit>.",
)
@click.option(
    "--cache/--no-cache",
    default=True,
    help="Whether what was measured before is measured again (see `dossier cache`). An audit always does.",
)
@scheduler_option
@limit_options
@root_option
@clone_option
def command(
    what: tuple[str, ...],
    ref: str | None,
    strict: bool,
    profile: str,
    form: str,
    outputs: tuple[str, ...],
    link_base: str,
    cache: bool,
    scheduler: str | None,
    root: Path | None,
    clones: tuple[str, ...],
) -> None:
    """Check that every claim has its evidence, and recompute it from the raw data.

    Without arguments, everything under dossiers/ is checked.
    """
    from mkdocs_dossiers.cache.place import usual_cache
    from mkdocs_dossiers.cli.writing import files_of

    place = workspace_root(root)
    files = files_of(outputs, FORMATS)
    if link_base:
        from mkdocs_dossiers.cli.output.comment import link_base_of

        link_base = link_base_of(link_base)
    only, known = references_of(what, place), clones_of(clones)
    memory = usual_cache() if cache and profile != "audit" else None
    wanted = [form, *files]
    asked = None
    if memory is not None and ref is None and not known and scheduler is None:
        from mkdocs_dossiers.check.unchanged import Told, ask, stands_here

        asked = ask(place, FOLDER, [profile, str(strict), link_base, *map(str, only), *wanted])
        told = asked.answer(memory) if asked is not None else None
        if told is not None and set(told.texts) == set(wanted):
            _print(told.texts, files, form)
            raise click.exceptions.Exit(0 if told.ok else 1)
    from mkdocs_dossiers.check.gate import run_gate
    from mkdocs_dossiers.check.profile import Profile
    from mkdocs_dossiers.cli.output.reports import render_as
    from mkdocs_dossiers.cli.progress import counting
    from mkdocs_dossiers.read.base import BaseError, base_of

    try:
        with base_of(place, ref) if ref is not None else nullcontext() as base:
            with workers(scheduler) as executor, counting("Measuring", "dossiers") as progress:
                report = run_gate(
                    place,
                    only=only,
                    clones=known,
                    executor=executor,
                    progress=progress,
                    profile=Profile(profile),
                    base=base,
                    cache=memory,
                )
            changes = None
            if base is not None and "markdown" in {form, *files}:
                from mkdocs_dossiers.check.changes import changes_since

                changes = changes_since(base, report, known, memory)
    except BaseError as error:
        raise CannotRun(str(error)) from None
    if base is not None and not base.changed:
        click.echo(f"Nothing in {base.folder}/ changed since {base.commit[:12]} ({base.ref}).", err=True)
    texts = {name: render_as(name, report, strict, changes, link_base) for name in wanted}
    _print(texts, files, form)
    if asked is not None and memory is not None and stands_here(report.workspace):
        asked.keep(memory, Told(report.ok(strict), texts))
    if not report.ok(strict):
        raise click.exceptions.Exit(1)


def _print(texts: Mapping[str, str], files: Mapping[str, Path], form: str) -> None:
    """Write a report to its files, and print it."""
    from mkdocs_dossiers.cli.writing import to_file, to_stdout

    for name, file in files.items():
        to_file(texts[name], file)
    to_stdout(texts[form], machine=form != "text")
