"""``dossier inspect``: what is in a raw file."""

from __future__ import annotations

import json
from pathlib import Path

import click


@click.command(
    epilog="Examples:\n\n\b\n  dossier inspect results.json\n"
    "  dossier inspect orders.csv --metric latency=latency_s:ms --series transport"
)
@click.argument("file", type=click.Path(exists=True, path_type=Path))
@click.option(
    "--metric",
    "metrics",
    multiple=True,
    metavar="NAME=COLUMN:UNIT",
    help="What a column of a plain file means.",
)
@click.option("--series", metavar="COLUMN", help="The column of a plain file that names the series.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to print it."
)
def command(file: Path, metrics: tuple[str, ...], series: str | None, form: str) -> None:
    """Show the format, series, units and statistics of a benchmark tool's raw output."""
    from mkdocs_dossiers.measure.inspection import NotReadable, inspect_file
    from mkdocs_dossiers.model.printable import plain_text, printable
    from mkdocs_dossiers.read.columns import columns_of

    try:
        columns = columns_of(metrics, series)
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    try:
        raw = inspect_file(file, columns)
    except NotReadable as error:
        click.echo(f"{printable(str(file))}: {error.message}\n  fix: {error.fix}", err=True)
        raise click.exceptions.Exit(1) from None
    if form == "json":
        listed = {"format": raw.format, "series": [entry.as_json() for entry in raw.series]}
        click.echo(plain_text(json.dumps(listed, indent=2, ensure_ascii=False, allow_nan=False)))
    else:
        from mkdocs_dossiers.cli.output.inspection_text import render

        click.echo(render(raw))
