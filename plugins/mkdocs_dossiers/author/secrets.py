"""Looks for what must not be published in what is about to be: command lines and raw files."""

from __future__ import annotations

from pathlib import Path

from mkdocs_dossiers.author.refusal import Refusal
from mkdocs_dossiers.environment.privacy.credentials import issued, without_issued, without_named

_CHUNK = 1024 * 1024
_OVERLAP = 1024
"""Bytes that two chunks share; no token is longer than a few hundred, and less of it is enough."""


def refuse_in_command(command: str, chosen: bool) -> None:
    """Refuse a command line with a secret, or with somebody's name, in it.

    ``chosen`` says that the author wrote this text to be published: then only what surely is a secret is refused.
    """
    from mkdocs_dossiers.check.rules.privacy_personal import personal

    if without_issued(command) != command or (not chosen and without_named(command) != command):
        raise Refusal(
            "The command line seems to hold a password, token or address with a secret, and would be published.",
            "Put the secret into the environment, or give the text to publish: --command 'tool --token $TOKEN'.",
        )
    who = personal(command)
    if who is not None:
        raise Refusal(
            f"The command line names {who}, and would be published.",
            "Use relative paths, or give the text to publish: --command 'tool --out results.json'.",
        )


def refuse_in_file(file: Path, shown: str) -> None:
    """Refuse a raw file that holds a token of a known form. Raw files are published whole, and never edited."""
    kept, line = b"", 1
    with file.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            text = (kept + chunk).decode("utf-8", "replace")
            found = issued(text)
            if found is not None:
                line += text[:found].count("\n")
                raise Refusal(
                    f"{shown} seems to hold a token, in line {line}, and would be published.",
                    "Keep it out of what the tool writes, measure again, and revoke the token if others saw it.",
                )
            kept = (kept + chunk)[-_OVERLAP:]
            line += text.count("\n") - kept.decode("utf-8", "replace").count("\n")
