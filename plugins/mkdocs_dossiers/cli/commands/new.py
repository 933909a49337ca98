"""``dossier new``: begins a dossier."""

from __future__ import annotations

from pathlib import Path

import click

from mkdocs_dossiers.cli.place import CannotRun, root_option, short
from mkdocs_dossiers.model.reference import Reference


@click.command(
    epilog="Examples:\n\n\b\n  dossier new my-project@1.0\n  dossier new my-project@1.1 --from 1.0"
)
@click.argument("ref", metavar="PROJECT@VERSION")
@click.option(
    "--from",
    "source",
    metavar="VERSION",
    help="Take the claims over from this version (or PROJECT@VERSION). Default: the newest published version before.",
)
@click.option("--bare", is_flag=True, help="Take nothing over.")
@root_option
def command(ref: str, source: str | None, bare: bool, root: Path | None) -> None:
    """Begin a dossier: a draft that explains itself.

    It is written to dossiers/PROJECT/VERSION/dossier.yaml, with the commit that is checked out and, where there is an
    earlier version, its claims and limits. Datasets are to be measured again. Nothing is written over.
    """
    from datetime import UTC, datetime

    from mkdocs_dossiers.author.begin import CannotBegin, begin
    from mkdocs_dossiers.author.surroundings import NoRepository, checked_out, place_in
    from mkdocs_dossiers.cli.output.begun_text import render
    from mkdocs_dossiers.model.printable import printable
    from mkdocs_dossiers.read.tree import find_root

    reference = _dossier(ref)
    if bare and source is not None:
        raise click.UsageError("--bare takes nothing over, so there is nothing for --from. Give one of them.")
    try:
        checked = checked_out(root or Path.cwd())
        place = root or place_in(checked.top, find_root(Path.cwd()))
        day = datetime.now(UTC).date()
        begun = begin(place, reference, checked, day, _source(source, reference.project), bare=bare)
    except (NoRepository, CannotBegin) as error:
        raise CannotRun(printable(str(error))) from None
    except OSError as error:
        raise CannotRun(f"{error.filename or 'dossiers/'} cannot be written: {error.strerror}.") from None
    click.echo(render(reference, checked, begun), err=True)


def _dossier(text: str) -> Reference:
    """What the argument names. Raises a usage error that says how it is written."""
    import re

    found = Reference.parse(text)
    if found is not None and found.version is not None and found.claim is None:
        return found
    project, at, version = text.partition("@")
    name = re.sub(r"[^a-z0-9]+", "-", project.lower()).strip("-")[:64]
    number = re.sub(r"[^0-9A-Za-z._+-]+", ".", version).strip("._+-")[:64] if at else "1.0"
    meant = f"{name}@{number}"
    near = f" Did you mean {meant}?" if name and Reference.parse(meant) else ""
    raise click.UsageError(
        f"{short(text)} does not name a dossier: write PROJECT@VERSION, the project in lower-case words with hyphens, "
        f"the version like 2026.11.{near}"
    )


def _source(text: str | None, project: str) -> Reference | None:
    """The dossier to take claims from: of the same project where only a version is given."""
    if text is None:
        return None
    found = Reference.parse(text if "@" in text else f"{project}@{text}")
    if found is None or found.version is None or found.claim is not None:
        raise click.UsageError(f"--from {short(text)}: write a version such as 2026.11, or PROJECT@VERSION.")
    return found
