"""Who signs, and with which key: as git knows it."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from git import Git, GitCommandError

from mkdocs_dossiers.attest.trouble import CannotSignError
from mkdocs_dossiers.model.attestation import is_principal

_KINDS = ("ssh-", "ecdsa-", "sk-")


def name_of(root: Path, given: str | None) -> str:
    """The signer's name: as given, or git's ``user.name``."""
    found = given or _setting(root, "user.name")
    if not found:
        raise CannotSignError("Say who signs with --by, or tell git: git config user.name 'Grace Reviewer'.")
    return found


def address_of(root: Path, given: str | None) -> str:
    """The address the list of signers knows the key by: as given, or git's ``user.email``."""
    found = given or _setting(root, "user.email")
    if not found:
        raise CannotSignError("Say by which address your key is known: --as grace@example.org.")
    if not is_principal(found):
        raise CannotSignError(
            f"{found[:80]!r} is not an address such as grace@example.org: name one with --as."
        )
    return found


@contextmanager
def key_of(root: Path, given: Path | None) -> Iterator[tuple[str, ...]]:
    """Arguments that name the key to ``ssh-keygen``: as given, git's ``user.signingkey``, or the agent's only one."""
    if given is not None:
        yield ("-f", str(given))
        return
    setting = _setting(root, "user.signingkey")
    if setting and not setting.startswith((*_KINDS, "key::")):
        place = Path(setting).expanduser()
        if not place.is_file():
            raise CannotSignError(
                f"git's user.signingkey is no file: {setting[:80]!r}. Name your SSH key with --key."
            )
        yield ("-f", str(place))
        return
    keys = [setting.removeprefix("key::")] if setting else _agent()
    if len(keys) != 1:
        why = (
            "The agent holds several keys" if keys else "git has no user.signingkey, and no agent holds a key"
        )
        raise CannotSignError(f"{why}: name yours with --key ~/.ssh/id_ed25519.")
    with TemporaryDirectory(prefix="dossier-key-") as temporary:
        place = Path(temporary) / "key.pub"
        place.write_text(f"{keys[0]}\n")
        yield ("-U", "-f", str(place))


def _setting(root: Path, name: str) -> str:
    try:
        return str(Git(str(root)).config("--get", name)).strip()
    except GitCommandError:
        return ""


def _agent() -> list[str]:
    program = shutil.which("ssh-add")
    if program is None or "SSH_AUTH_SOCK" not in os.environ:
        return []
    try:
        done = subprocess.run([program, "-L"], capture_output=True, text=True, timeout=10, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return []
    return [line for line in done.stdout.splitlines() if line.startswith(_KINDS)]
