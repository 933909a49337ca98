"""``dossier verify``: a built site, from its own files alone."""

from __future__ import annotations

from pathlib import Path

import click

from mkdocs_dossiers.cli.place import CannotRun


@click.command(
    epilog="Examples:\n\n\b\n  dossier verify site\n  dossier verify downloaded-site.zip --format json"
)
@click.argument("site", type=click.Path(exists=True, path_type=Path))
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to print it."
)
def command(site: Path, form: str) -> None:
    """Hash every raw file of a built site again, recompute every claim, and compare with what it prints.

    SITE is the folder of a site, or a ZIP file of one. Nothing else is read: no repository, no network. The
    numbers of pages, badges, claim.json and dossiers.json are held against those recomputed.
    """
    from mkdocs_dossiers.cli.output import verification as output
    from mkdocs_dossiers.cli.progress import counting
    from mkdocs_dossiers.cli.writing import to_stdout
    from mkdocs_dossiers.verify.place import NotASite
    from mkdocs_dossiers.verify.run import verify

    try:
        with counting("Verifying", "dossiers") as progress:
            found = verify(site, progress)
    except NotASite as error:
        raise CannotRun(str(error)) from None
    except OSError as error:
        raise CannotRun(f"The site cannot be verified: {error.strerror or error}.") from None
    to_stdout(output.as_json(found) if form == "json" else output.as_text(found), machine=form == "json")
    if not found.ok:
        raise click.exceptions.Exit(1)
