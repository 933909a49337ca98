"""SSH signatures: read, and verified by ``ssh-keygen``.

The form is that of OpenSSH's PROTOCOL.sshsig. The program gets copies of the signature and of the list of signers in
a folder of their own, the document on standard input, no agent, no terminal and nobody's settings.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import os
import re
import shutil
import signal
import subprocess
import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from mkdocs_dossiers.model.attestation import NAMESPACE, Signers, Standing, Verified, is_principal
from mkdocs_dossiers.model.day import day
from mkdocs_dossiers.model.printable import printable

PROGRAM = "ssh-keygen"
LARGEST = 16 * 1024
"""Bytes of a signature; that of the longest key anybody uses has less than 6,000."""
SECONDS = 10.0
"""Longest wait for the program."""
_ARMOUR = re.compile(
    rb"-----BEGIN SSH SIGNATURE-----\r?\n([A-Za-z0-9+/=\r\n]+?)\r?\n?-----END SSH SIGNATURE-----\s*"
)
_MAGIC = b"SSHSIG"


@dataclass(frozen=True, slots=True)
class Signature:
    """What a signature says of itself: the fingerprint of its key, the key itself, and what it was made for."""

    key: str
    public: str
    namespace: str


def parse(raw: bytes) -> Signature | None:
    """Read an armoured signature; None when it is none."""
    armoured = _ARMOUR.fullmatch(raw)
    if armoured is None:
        return None
    try:
        blob = base64.b64decode(b"".join(armoured[1].split()), validate=True)
    except binascii.Error:
        return None
    if not blob.startswith(_MAGIC) or blob[6:10] != b"\0\0\0\1":
        return None
    key, rest = _string(blob[10:])
    namespace, _ = _string(rest)
    if not key or namespace is None:
        return None
    kind, _ = _string(key)
    public = f"{(kind or b'').decode('ascii', 'backslashreplace')} {base64.b64encode(key).decode()}"
    return Signature(fingerprint(key), public, namespace.decode("utf-8", "backslashreplace"))


def fingerprint(key: bytes) -> str:
    """A public key's fingerprint, as OpenSSH writes it."""
    digest = base64.b64encode(hashlib.sha256(key).digest()).decode().rstrip("=")
    return f"SHA256:{digest}"


def _string(blob: bytes) -> tuple[bytes | None, bytes]:
    """A string of the SSH protocol (RFC 4251, section 5), and what follows it."""
    size = int.from_bytes(blob[:4], "big")
    return (blob[4 : 4 + size], blob[4 + size :]) if 4 <= 4 + size <= len(blob) else (None, b"")


def verify(raw: bytes, signature: bytes, signer: str, signed: str, signers: Signers, today: date) -> Verified:
    """What a signature over a document is worth. ``signed`` is the day the document gives itself."""
    found = parse(signature)
    if found is None:
        return Verified(Standing.BAD, "The signature cannot be read.")

    def answer(standing: Standing, reason: str = "") -> Verified:
        return Verified(standing, reason, found.key)

    if found.namespace != NAMESPACE:
        made = printable(found.namespace[:60])
        return answer(Standing.BAD, f"The signature was made for {made!r}, not for {NAMESPACE!r}.")
    if not is_principal(signer):
        return answer(Standing.UNKNOWN, "The signer is not named by an address such as ada@example.org.")
    if shutil.which(PROGRAM) is None:
        return answer(Standing.UNVERIFIED, f"This machine has no {PROGRAM} to verify the signature with.")
    with tempfile.TemporaryDirectory(prefix="dossier-signature-") as temporary:
        place = Path(temporary)
        (place / "signature").write_bytes(signature)
        asked = _Asked(place, raw, signer)
        try:
            return answer(*_worth(asked, signed, signers, today))
        except _NoAnswerError:
            return answer(Standing.UNVERIFIED, f"{PROGRAM} gave no answer within {SECONDS:g} s.")


def _worth(asked: _Asked, signed: str, signers: Signers, today: date) -> tuple[Standing, str]:
    if asked.names(signers.raw, today):
        if not signers.base or asked.names(signers.newer, today):
            return Standing.VALID, ""
        return Standing.UNKNOWN, f"This change takes the key off {signers.path}."
    if not asked.intact():
        return Standing.BAD, "The signature is not over this document: one of the two was changed."
    if (then := day(signed)) is not None and then <= today and asked.names(signers.raw, then):
        why = f"The key was {asked.signer}'s on {signed}, the day the sign-off gives itself, and is not any more."
        return Standing.EXPIRED, why
    if signers.base and asked.names(signers.newer, today):
        base = printable(signers.base[:80])
        return Standing.UNKNOWN, f"The key is named by this change only, not by {signers.path} of {base}."
    if signers.trouble:
        return Standing.UNKNOWN, f"{signers.path} cannot be used: {signers.trouble}"
    return Standing.UNKNOWN, f"{signers.path} does not name this key for {asked.signer}."


class _NoAnswerError(Exception):
    """The program could not be asked."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """Questions to the program about one signature, which lies in ``place``."""

    place: Path
    raw: bytes
    signer: str

    def names(self, signers: bytes, on: date) -> bool:
        """Whether a list names the key for the signer at noon of a day, and the signature is right."""
        if not signers:
            return False
        (self.place / "signers").write_bytes(signers)
        when = f"verify-time={on:%Y%m%d}120000"
        return self._says(
            "verify", "-f", "signers", "-I", self.signer, "-O", when, "-n", NAMESPACE, "-s", "signature"
        )

    def intact(self) -> bool:
        """Whether the signature is right, whosoever the key."""
        return self._says("check-novalidate", "-n", NAMESPACE, "-s", "signature")

    def _says(self, what: str, *arguments: str) -> bool:
        program = shutil.which(PROGRAM)
        if program is None:
            raise _NoAnswerError
        try:
            process = subprocess.Popen(
                [program, "-Y", what, *arguments],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                cwd=self.place,
                env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC0"},
                start_new_session=True,
            )
        except OSError:
            raise _NoAnswerError from None
        with process:
            try:
                process.communicate(self.raw, timeout=SECONDS)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                raise _NoAnswerError from None
        return process.returncode == 0
