"""``dossier attest``: sign off what somebody else measured."""

from __future__ import annotations

from pathlib import Path

import click

from mkdocs_dossiers.cli.place import (
    CannotRun,
    clone_option,
    clones_of,
    reference_of,
    root_option,
    workspace_root,
)


@click.command(
    epilog="Examples:\n\n\b\n  dossier attest order-gateway@2026.11 --level evaluated \\\n"
    '      --checked "Read the recipe against the claims."\n'
    "  dossier attest order-gateway@2026.11/ack-p99 --level reproduced --key ~/.ssh/id_ed25519"
)
@click.argument("ref", metavar="REF")
@click.option(
    "--level",
    type=click.Choice(["evaluated", "reproduced", "replicated"]),
    required=True,
    help="How far you checked it. evaluated: you audited the evidence. reproduced: you measured again with the "
    "authors' recipe. replicated: with artefacts of your own.",
)
@click.option(
    "--checked", multiple=True, metavar="TEXT", help="What you checked, in a sentence. May be repeated."
)
@click.option("--note", default="", metavar="TEXT", help="What a reader should know of it.")
@click.option(
    "--reproduction", metavar="NAME", help="The measurement it rests on. Default: the only one that fits."
)
@click.option("--by", metavar="NAME", help="Who signs. Default: git's user.name.")
@click.option(
    "--as", "address", metavar="ADDRESS", help="The address your key is known by. Default: git's user.email."
)
@click.option(
    "--key",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Your SSH key. Default: git's user.signingkey, or the only key of your agent.",
)
@click.option("--yes", is_flag=True, help="Sign without asking.")
@click.option("--dry-run", is_flag=True, help="Print the bytes that would be signed, and write nothing.")
@root_option
@clone_option
def command(
    ref: str,
    level: str,
    checked: tuple[str, ...],
    note: str,
    reproduction: str | None,
    by: str | None,
    address: str | None,
    key: Path | None,
    yes: bool,
    dry_run: bool,
    root: Path | None,
    clones: tuple[str, ...],
) -> None:
    """Sign that you have seen a dossier, or one claim, as it stands here.

    The gate looks at it first; you are shown what will be signed. The sign-off is a file and its SSH signature in
    dossiers/PROJECT/attestations, made and verified by ssh-keygen. dossiers/allowed_signers says whose keys count.
    Whatever changes in what you saw makes it void.
    """
    import sys
    from datetime import UTC, datetime

    from mkdocs_dossiers.attest.document import Seen, written
    from mkdocs_dossiers.attest.files import keep
    from mkdocs_dossiers.attest.seen import check_party, resting, subject
    from mkdocs_dossiers.attest.sign import sign
    from mkdocs_dossiers.attest.trouble import CannotSignError, NotSignedError
    from mkdocs_dossiers.attest.who import address_of, key_of, name_of
    from mkdocs_dossiers.cli.progress import counting
    from mkdocs_dossiers.cli.writing import to_stdout
    from mkdocs_dossiers.model.attestation import Level
    from mkdocs_dossiers.model.printable import printable
    from mkdocs_dossiers.read.signers import read_signers

    place = workspace_root(root)
    wanted, known = reference_of(ref, place), clones_of(clones)
    today = datetime.now(UTC).date()
    try:
        name, signer = name_of(place, by), address_of(place, address)
        with counting("Measuring", "dossiers") as progress:
            found = subject(place, wanted, known, progress)
        check_party(found, name, signer)
        grade = Level(level)
        rests = resting(found, grade, reproduction)
        seen = Seen(
            found.reference, grade, name, signer, today, (*checked, *found.done), found.digest, rests, note
        )
        raw = written(seen)
        if dry_run:
            to_stdout(raw.decode().removesuffix("\n"), machine=True)
            return
        click.echo("This will be signed, to the last byte:\n", err=True)
        click.echo(printable(raw.decode(), keep="\n"), err=True)
        if not checked:
            click.echo("It says only what the command checked; add what you did with --checked.\n", err=True)
        if not yes and not (sys.stdin is not None and sys.stdin.isatty()):
            raise CannotSignError("Nobody is here to ask: look at it, and run it again with --yes.")
        if not yes and not click.confirm("Sign it?", err=True):
            raise NotSignedError("Nothing was signed.")
        with key_of(place, key) as arguments:
            signature = sign(raw, arguments, read_signers(place, found.report.workspace.folder), today)
        files = keep(place / found.project.path, seen, raw, signature)
    except CannotSignError as error:
        raise CannotRun(printable(str(error), keep="\n")) from None
    except NotSignedError as error:
        click.echo(f"Not signed: {printable(str(error), keep=chr(10))}", err=True)
        raise click.exceptions.Exit(1) from None
    paths = [str(file.relative_to(place)) for file in files]
    to_stdout("\n".join(paths), machine=True)
    click.echo(f"Signed and verified. Commit both: git add {' '.join(paths)}", err=True)
