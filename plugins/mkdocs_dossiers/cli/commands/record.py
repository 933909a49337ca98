"""``dossier record``: measure, and store what was measured."""

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
    context_settings={"ignore_unknown_options": False},
    epilog="Examples:\n\n\b\n"
    "  dossier record order-gateway@2026.12 sequential -- pytest bench --benchmark-json out.json\n"
    "  dossier record sorter@1.0 sort --output - -- sh -c 'go test -bench . -count 10'\n"
    "  dossier record orders@1.0 burst --output burst.csv --metric latency=latency_s:s -- bench/load.py burst.csv",
)
@click.argument("where", metavar="PROJECT@VERSION")
@click.argument("name")
@click.argument("arguments", metavar="-- COMMAND...", nargs=-1, required=True, type=click.UNPROCESSED)
@click.option(
    "--output",
    metavar="FILE",
    help="The file the command writes, from where it runs; - for what it prints. Default: the planned file where the "
    "command names it, else the one new or changed file in a known format.",
)
@click.option(
    "--environment",
    metavar="NAME",
    help="What to call this machine's description. Default: the one that fits, or bench-host.",
)
@click.option(
    "--cwd",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path(),
    help="Where to run it: a checkout of the measured commit. Default: here.",
)
@metric_option
@series_option
@click.option("--as", "form", metavar="FORMAT", help="The output's format, where its content fits several.")
@click.option("--tool", metavar="TEXT", help="The tool and its version. Default: as the output says.")
@load_option
@note_option
@click.option(
    "--command",
    "shown",
    metavar="TEXT",
    help="The command line to publish, where the one typed holds a secret.",
)
@click.option(
    "--set-commit",
    is_flag=True,
    help="Make the commit checked out here the dossier's, if it has no data yet.",
)
@replace_option
@click.option(
    "--dirty", is_flag=True, help="Record changes that were not committed. The gate refuses such a dataset."
)
@click.option(
    "--dry-run", is_flag=True, help="Check everything beforehand, say what would be done, and do nothing."
)
@root_option
def command(
    where: str,
    name: str,
    arguments: tuple[str, ...],
    output: str | None,
    environment: str | None,
    folder: Path,
    metrics: tuple[str, ...],
    series: str | None,
    form: str | None,
    tool: str | None,
    load: str | None,
    note: str | None,
    shown: str | None,
    set_commit: bool,
    replace: bool,
    dirty: bool,
    dry_run: bool,
    root: Path | None,
) -> None:
    """Run COMMAND, and store what it wrote as the dataset NAME of a draft.

    Written down with it: the commit before and after, whether anything was not committed, this machine, what else it
    did meanwhile, and when. What the command prints goes to standard error while it runs. When it fails, or is
    interrupted, the dossier stays as it was.
    """
    from mkdocs_dossiers.author.record import Request, planned, record
    from mkdocs_dossiers.cli.output.authored import refusing, show_plan, show_recorded
    from mkdocs_dossiers.cli.place import dossier_of

    place = workspace_root(root)
    columns = columns_from(metrics, series)
    request = Request(
        place,
        dossier_of(where, place),
        name,
        arguments,
        folder.resolve(),
        output,
        environment,
        columns,
        form,
        shown,
        extra_of(tool, load, note),
        replace,
        dirty,
        set_commit,
    )
    with refusing():
        plan = planned(request)
        if dry_run:
            show_plan(plan)
        else:
            show_recorded(record(plan), place)
