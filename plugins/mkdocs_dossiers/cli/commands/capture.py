"""``dossier capture``: this machine's environment document."""

from __future__ import annotations

import json
from pathlib import Path

import click


@click.command(
    epilog="Example:\n\n\b\n  dossier capture > dossiers/order-gateway/2026.11/environments/bench-host.json"
)
@click.option(
    "--project",
    default="",
    metavar="NAME",
    help="The project to make the machine's pseudonym for. Default: the name of the current repository's folder.",
)
@click.option(
    "--data",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path(),
    help="The folder the measurement writes to: its disk and file system are described.",
)
@click.option("--packages/--no-packages", default=True, help="List the installed packages.")
def command(project: str, data: Path, packages: bool) -> None:
    """Print a description of this machine and its software, as JSON.

    Host names, user names, addresses and serial numbers never get in.
    """
    from mkdocs_dossiers.environment.document import capture
    from mkdocs_dossiers.read.tree import find_root

    root = find_root(Path.cwd()) or Path.cwd()
    document = capture(data, salt=project or root.name or "dossier", packages=packages)
    click.echo(json.dumps(document, indent=2, ensure_ascii=False))
