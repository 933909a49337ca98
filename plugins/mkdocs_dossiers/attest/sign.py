"""A document signed, and the signature held against the list of signers before anything is written."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date

from mkdocs_dossiers.attest.document import document_of
from mkdocs_dossiers.attest.trouble import CannotSignError, NotSignedError
from mkdocs_dossiers.model.attestation import NAMESPACE, Signers, Standing
from mkdocs_dossiers.read.signature import PROGRAM, parse, verify


def sign(raw: bytes, key: tuple[str, ...], signers: Signers, today: date) -> bytes:
    """The signature of a document that the list of signers accepts.

    The program may ask for a passphrase on the terminal. Raises :class:`NotSignedError` for a key nobody put on the
    list, with the line that would.
    """
    program = shutil.which(PROGRAM)
    if program is None:
        raise CannotSignError(f"This machine has no {PROGRAM}: install OpenSSH 8.9 or newer.")
    try:
        command = [program, "-q", "-Y", "sign", "-n", NAMESPACE, *key]
        done = subprocess.run(command, input=raw, stdout=subprocess.PIPE, check=False)
    except OSError as error:
        raise CannotSignError(f"{PROGRAM} does not start: {error.strerror}.") from None
    signature = done.stdout
    found = parse(signature)
    if done.returncode != 0 or found is None:
        raise CannotSignError(f"{PROGRAM} did not sign; above it says why. Nothing was written.")
    document = document_of(raw)
    signer, day = document.text("signer") or "", document.text("date") or ""
    verified = verify(raw, signature, signer, day, signers, today)
    if verified.standing is Standing.VALID:
        return signature
    if verified.standing is Standing.UNKNOWN and not signers.trouble:
        raise NotSignedError(
            f"{verified.reason} Nothing was written. Whoever may vouch for the key adds this line to "
            f'{signers.path}, in a change of its own:\n\n{signer} namespaces="{NAMESPACE}" {found.public}\n'
        )
    raise NotSignedError(f"The signature does not count: {verified.reason} Nothing was written.")
