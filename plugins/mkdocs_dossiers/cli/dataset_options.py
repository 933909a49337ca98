"""What authors say of a dataset, whether it is recorded or taken in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from mkdocs_dossiers.model.dossier import Columns

metric_option = click.option(
    "--metric",
    "metrics",
    multiple=True,
    metavar="NAME=COLUMN:UNIT",
    help="What a column of a plain table means.",
)

series_option = click.option(
    "--series", metavar="COLUMN", help="The column of a plain table that names the series."
)

load_option = click.option(
    "--load", type=click.Choice(["closed", "open"]), help="The load model: clients that wait, or a schedule."
)

note_option = click.option("--note", metavar="TEXT", help="What a reader must know about this measurement.")

replace_option = click.option(
    "--replace", is_flag=True, help="Put it in the place of the dataset of this name."
)


def columns_from(metrics: tuple[str, ...], series: str | None) -> Columns | None:
    """What the columns of a plain table mean. Raises a usage error for what cannot be read."""
    from mkdocs_dossiers.read.columns import columns_of

    try:
        return columns_of(metrics, series)
    except ValueError as error:
        raise click.UsageError(str(error)) from None


def extra_of(tool: str | None, load: str | None, note: str | None) -> dict[str, str]:
    """The keys of the dataset's entry that were given."""
    return {key: value for key, value in (("tool", tool), ("load", load), ("note", note)) if value}
