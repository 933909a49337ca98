"""``dossier add``: take in raw output that exists."""

from __future__ import annotations

from pathlib import Path

import click

from mkdocs_dossiers.cli.dataset_options import (
    columns_from,
    extra_of,
    load_option,
    metric_option,
    note_option,
    replace_option,
    series_option,
)
from mkdocs_dossiers.cli.place import root_option, workspace_root


@click.command(
    epilog="Examples:\n\n\b\n"
    "  dossier add order-gateway@2026.12 results/unary.json --environment bench-host --command 'pytest bench'\n"
    "  dossier add orders@1.0 burst.csv --name burst --metric latency=latency_s:s\n\n"
    "dossier record does more: it knows the commit, the machine and the command, because it runs it."
)
@click.argument("where", metavar="PROJECT@VERSION")
@click.argument(
    "files", metavar="FILE...", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path)
)
@click.option("--name", metavar="NAME", help="The dataset's name. Default: the file's.")
@click.option(
    "--environment", metavar="NAME", help="The machine it was measured on: a file in environments/."
)
@click.option("--command", "shown", metavar="TEXT", help="The complete command line that wrote it.")
@click.option(
    "--measured",
    metavar="TIME",
    help="When that ended, such as 2026-11-21T10:15:00Z. Default: as the file says.",
)
@metric_option
@series_option
@click.option("--as", "form", metavar="FORMAT", help="The format, where the content fits several.")
@click.option("--tool", metavar="TEXT", help="The tool and its version. Default: as the file says.")
@load_option
@note_option
@replace_option
@root_option
def command(
    where: str,
    files: tuple[Path, ...],
    name: str | None,
    environment: str | None,
    shown: str | None,
    measured: str | None,
    metrics: tuple[str, ...],
    series: str | None,
    form: str | None,
    tool: str | None,
    load: str | None,
    note: str | None,
    replace: bool,
    root: Path | None,
) -> None:
    """Store raw output that exists, byte for byte, as datasets of a draft.

    What the file says of itself is written down: format, time, tool. What nobody can read out of it, and you do not
    say, is left to do, and the gate refuses it until it is there.
    """
    from mkdocs_dossiers.author.add import Request, add
    from mkdocs_dossiers.cli.output.authored import refusing, show_added
    from mkdocs_dossiers.cli.place import dossier_of

    place = workspace_root(root)
    columns = columns_from(metrics, series)
    request = Request(
        place,
        dossier_of(where, place),
        files,
        name,
        environment,
        shown,
        measured,
        columns,
        form,
        extra_of(tool, load, note),
        replace,
    )
    with refusing():
        added, found = add(request)
        show_added(added, found, place)
