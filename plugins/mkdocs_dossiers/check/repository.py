"""Addresses of repositories, written by strangers: which are clone URLs, and what is wrong with the others."""

from __future__ import annotations

import re

from mkdocs_dossiers.environment.privacy.credentials import without_issued

_HOST = r"(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\])"
_ACCOUNT = r"[A-Za-z0-9_][A-Za-z0-9_.-]*@"
_URL = re.compile(
    rf"(?:(?:https?|git)://|ssh://(?:{_ACCOUNT})?){_HOST}(?::[0-9]{{1,5}})?/\S+|{_ACCOUNT}{_HOST}:\S+"
)
_USER = re.compile(r"^(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*)://(?P<user>[^/\s]*)@")
_PROGRAM = re.compile(r"^[A-Za-z0-9+.-]*::")
_ENCODED = re.compile(r"%(?:[01][0-9A-Fa-f]|7[Ff])")
_SHOWN = 80
_FIX = 'Write "." for the repository this dossier is in, or a URL such as https://git.example.com/x.'


def trouble(address: str) -> tuple[str, str] | None:
    """What is wrong with the address of a repository, and how to mend it; None for "." and clone URLs.

    The message does not repeat an address that may hold a secret.
    """
    if address == ".":
        return None
    if _secret(address):
        return (
            "The repository's address holds a user name, password or token, and everything here is published.",
            "Write the address without it, and revoke the password or token: it counts as known now.",
        )
    shown = repr(address if len(address) <= _SHOWN else address[:_SHOWN] + "…")
    if not address.isascii() or not address.isprintable() or _ENCODED.search(address):
        return f"{shown} holds characters that no clone URL has.", _FIX
    if address.startswith("-") or re.search(r"(?:://|@)-", address):
        return f"git would take {shown} for an option.", _FIX
    if _PROGRAM.match(address):
        return f"{shown} asks git to run a program.", _FIX
    if address.lower().startswith("file:") or address.startswith(("/", "../", "./", "~")) or address == "..":
        return f"{shown} is a folder of one machine, where nobody else can look.", _FIX
    if not _URL.fullmatch(address):
        return f"{shown} is neither this repository nor the clone URL of another.", _FIX
    return None


def _secret(address: str) -> bool:
    """Whether it holds one, or a query, where some services take theirs. ``ssh://git@host`` holds none."""
    found = _USER.match(address)
    if found is None:
        return without_issued(address) != address
    if found["scheme"].lower() != "ssh" or ":" in found["user"]:
        return True
    bare = f"ssh://{address[found.end() :]}"
    return without_issued(found["user"]) != found["user"] or without_issued(bare) != bare
