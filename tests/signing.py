"""Keys to sign with, made anew in each run by ``ssh-keygen``."""

from __future__ import annotations

import subprocess
import tempfile
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from mkdocs_dossiers.model.attestation import NAMESPACE, SIGNATURE


@dataclass(frozen=True)
class Signer:
    """Somebody with a key."""

    name: str
    address: str
    key: Path

    @property
    def public(self) -> str:
        """The public key, as a list of signers holds it."""
        return " ".join(self.key.with_suffix(".pub").read_text().split()[:2])

    @property
    def line(self) -> str:
        """The line of a list of signers."""
        return f'{self.address} namespaces="{NAMESPACE}" {self.public}\n'

    def signature(self, content: bytes, namespace: str = NAMESPACE) -> bytes:
        """An armoured signature."""
        command = ["ssh-keygen", "-q", "-Y", "sign", "-n", namespace, "-f", str(self.key)]
        return subprocess.run(command, input=content, check=True, capture_output=True).stdout

    def sign(self, document: Path, namespace: str = NAMESPACE) -> None:
        """Put the signature beside a document."""
        signature = self.signature(document.read_bytes(), namespace)
        document.with_name(document.name + SIGNATURE).write_bytes(signature)


@lru_cache
def signer(name: str, address: str) -> Signer:
    """Somebody with a key of their own, the same for the whole run."""
    key = Path(tempfile.mkdtemp(prefix="dossier-key-")) / "key"
    command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", address, "-f", str(key)]
    subprocess.run(command, check=True, capture_output=True, stdin=subprocess.DEVNULL)
    return Signer(name, address, key)


def grace() -> Signer:
    """Grace Reviewer, who is no author."""
    return signer("Grace Reviewer", "grace@example.org")
