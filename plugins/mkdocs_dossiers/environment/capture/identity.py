"""Which machine and which boot it was, as pseudonyms: the same within a project, useless outside of it."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from pathlib import Path

from mkdocs_dossiers.environment.capture.files import ROOT, line
from mkdocs_dossiers.environment.capture.reading import Known, Reading, Readings, UnreadableError, tried

_BOOT = "/proc/sys/kernel/random/boot_id"
_MACHINE = (
    "/etc/machine-id",
    "/var/lib/dbus/machine-id",
    "/sys/class/dmi/id/product_uuid",
    _BOOT,  # not the machine, but never the same on two of them
)
_RANDOM = re.compile(r"[0-9a-fA-F-]{32,36}")
"""Only 128 random bits serve: a host name or a MAC address could be found again by trying."""


def read(salt: str, root: Path = ROOT) -> Readings:
    """The section ``identity``; `machine` is always known."""
    return {
        "machine": _machine(salt, root),
        "boot": tried(lambda: Known(pseudonym(_identifier(root, _BOOT), salt), _BOOT), _BOOT),
    }


def pseudonym(identifier: str, salt: str) -> str:
    """The first 64 bits of HMAC-SHA256 of the identifier under the salt, in hexadecimal."""
    return hmac.new(salt.encode(), identifier.encode(), hashlib.sha256).hexdigest()[:16]


def _identifier(root: Path, path: str) -> str:
    found = line(root, path)
    if not _RANDOM.fullmatch(found) or not set(found) - set("0-"):
        raise UnreadableError("it does not hold an identifier", path)
    return found


def _machine(salt: str, root: Path) -> Reading:
    for path in _MACHINE:
        try:
            return Known(pseudonym(_identifier(root, path), salt), path)
        except UnreadableError:
            continue
    # Better no two captures alike than a pseudonym of something guessable.
    return Known(secrets.token_hex(8), "drawn at random: the machine has no identifier")
