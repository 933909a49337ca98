"""``dossier schema``: the schemas of the documents, for editors."""

from __future__ import annotations

from pathlib import Path

import click

from mkdocs_dossiers.cli.place import CannotRun, root_option


@click.command(
    epilog="Examples:\n\n\b\n  dossier schema dossier\n  dossier schema --write\n"
    "  dossier schema --catalogue > schemas.json"
)
@click.argument("kind", required=False)
@click.option(
    "--write",
    is_flag=True,
    help="Write all of them into dossiers/.schema, or bring what is there up to date.",
)
@click.option(
    "--catalogue",
    is_flag=True,
    help="Print which schema belongs to which files, as JSON Schema Store lists do.",
)
@root_option
def command(kind: str | None, write: bool, catalogue: bool, root: Path | None) -> None:
    """Print the JSON Schema of a KIND of document; without one, list the kinds and their files.

    Editors complete and explain documents with them. The first line of a document that `dossier new` wrote says where
    its schema is.
    """
    import json

    from mkdocs_dossiers.author.schemas import COPIES, KINDS, catalogue_entries, refresh, schema_text
    from mkdocs_dossiers.cli.place import short, workspace_root
    from mkdocs_dossiers.cli.writing import to_stdout
    from mkdocs_dossiers.read.tree import find_root

    if sum((kind is not None, write, catalogue)) > 1:
        raise click.UsageError("Give a kind, --write or --catalogue: one of them.")
    if kind is not None and kind not in KINDS:
        raise click.UsageError(f"There is no schema {short(kind)}: {', '.join(KINDS)}.")
    if kind is not None:
        to_stdout(schema_text(kind).rstrip("\n"), machine=True)
    elif catalogue:
        found = find_root(root or Path.cwd())
        to_stdout(json.dumps(catalogue_entries(found), indent=2, ensure_ascii=False), machine=True)
    elif write:
        place = workspace_root(root)
        try:
            written = refresh(place)
        except OSError as error:
            raise CannotRun(f"{error.filename or COPIES} cannot be written: {error.strerror}.") from None
        click.echo(
            f"written: {', '.join(written)} in {COPIES}" if written else f"{COPIES} is up to date", err=True
        )
    else:
        width = max(map(len, KINDS))
        to_stdout("\n".join(f"{name.ljust(width)}  {files}" for name, files in KINDS.items()), machine=False)
