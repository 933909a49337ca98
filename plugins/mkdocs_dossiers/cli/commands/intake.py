"""``dossier intake``: the figures of a prose report."""

from __future__ import annotations

import json
from pathlib import Path

import click

from mkdocs_dossiers.cli.place import CannotRun, root_option, workspace_root


@click.command(
    epilog="Examples:\n\n\b\n  dossier intake report.md\n  dossier intake report.md --format json\n"
    "  dossier intake report.md --write my-project --where https://wiki.example.com/report\n"
    "  dossier intake report.md --write my-project --system 'The gateway of another company'"
)
@click.argument("report", type=click.Path(path_type=Path))
@click.option(
    "--write",
    "project",
    metavar="PROJECT",
    help="List the figures in dossiers/PROJECT/reported.yaml, as reported.",
)
@click.option("--where", metavar="TEXT", help="With --write: where people can read the report.")
@click.option(
    "--system",
    metavar="NAME",
    help="With --write: what the report is about, where that is another system than the project measures.",
)
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to print it."
)
@root_option
def command(
    report: Path, project: str | None, where: str | None, system: str | None, form: str, root: Path | None
) -> None:
    """Find the figures in a prose report, and the places where it contradicts itself.

    REPORT is Markdown or text, in any of several languages. A figure is a value or a range with its unit, statistic,
    subject and role: measured, target, ratio, projection or comparison. The exit code is 1 when the report contradicts
    itself.
    """
    from mkdocs_dossiers.intake.intake import take_in
    from mkdocs_dossiers.intake.report import ReportError, read_report
    from mkdocs_dossiers.model.printable import printable

    for option, given, what in (
        ("--where", where, "where a report can be read"),
        ("--system", system, "what a report is about"),
    ):
        if given is not None and project is None:
            raise click.UsageError(f"{option} says {what} that --write lists; give --write too.")
    try:
        found = take_in(read_report(report))
    except ReportError as error:
        place = f"{printable(str(report))}:{error.line}:{error.column}"
        raise CannotRun(f"{place}: {error.message} {error.fix}") from None
    if project is not None:
        _write(workspace_root(root), project, found, where, system)
    if form == "json":
        from mkdocs_dossiers.cli.output.intake_json import render as as_json
        from mkdocs_dossiers.cli.writing import to_stdout

        to_stdout(json.dumps(as_json(found), indent=2, ensure_ascii=False, allow_nan=False), machine=True)
    else:
        from mkdocs_dossiers.cli.output.intake_text import render as as_text
        from mkdocs_dossiers.cli.writing import to_stdout

        to_stdout(as_text(found, str(report)), machine=False)
    if found.contradictions:
        raise click.exceptions.Exit(1)


def _write(root: Path, project: str, found: object, where: str | None, system: str | None) -> None:
    """List the figures in the project, and say so."""
    import re

    from mkdocs_dossiers.author.reported import write_reported
    from mkdocs_dossiers.author.store import StoreError
    from mkdocs_dossiers.intake.intake import Intake
    from mkdocs_dossiers.model.printable import printable
    from mkdocs_dossiers.model.problem import Refused
    from mkdocs_dossiers.model.reference import ID
    from mkdocs_dossiers.read.tree import FOLDER

    if not isinstance(found, Intake) or not re.fullmatch(ID, project):
        raise click.UsageError(
            "--write: name a project in lower-case words with hyphens, such as order-gateway."
        )
    try:
        written = write_reported(root, FOLDER, project, found, where, system)
    except StoreError as error:
        raise CannotRun(printable(f"{error.message} {error.fix}")) from None
    except Refused as refused:
        problem = refused.problem
        raise CannotRun(
            printable(f"{problem.path}:{problem.line}:{problem.column}: {problem.message} {problem.fix}")
        ) from None
    if written.before:
        click.echo(
            f"{written.path} lists this report already, with {written.figures:,} figures; it stays.", err=True
        )
    else:
        click.echo(
            f"written: {written.path}, {written.figures:,} figures, each without evidence so far", err=True
        )
