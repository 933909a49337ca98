"""``dossier inspect``: what is in a raw file."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from mkdocs_dossiers.cli.dataset_options import columns_from, metric_option, series_option

CLOSELY = 8
"""Series that are looked at closely unless asked for all."""


@click.command(
    epilog="Examples:\n\n\b\n  dossier inspect results.json\n"
    "  dossier inspect orders.csv --metric latency=latency_s:ms --series transport"
)
@click.argument("file", type=click.Path(exists=True, path_type=Path))
@metric_option
@series_option
@click.option(
    "--all", "every", is_flag=True, help=f"Look at every series closely, not only at the first {CLOSELY}."
)
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to print it."
)
def command(file: Path, metrics: tuple[str, ...], series: str | None, every: bool, form: str) -> None:
    """Show the format, series, units and statistics of a benchmark tool's raw output."""
    from mkdocs_dossiers.measure.inspection import NotReadable, inspect_closely
    from mkdocs_dossiers.model.printable import plain_text, printable

    columns = columns_from(metrics, series)
    try:
        found = inspect_closely(file, columns, 0 if form == "json" else None if every else CLOSELY)
    except NotReadable as error:
        click.echo(f"{printable(str(file))}: {error.message}\n  fix: {error.fix}", err=True)
        raise click.exceptions.Exit(1) from None
    if form == "json":
        raw = found.raw
        listed = {"format": raw.format, "series": [entry.as_json() for entry in raw.series]}
        click.echo(plain_text(json.dumps(listed, indent=2, ensure_ascii=False, allow_nan=False)))
    else:
        from mkdocs_dossiers.cli.output.inspection_text import render

        click.echo(render(found, sys.stdout.encoding))
