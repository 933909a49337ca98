"""Keys to sign with, made anew in each run by ``ssh-keygen``."""

from __future__ import annotations

import subprocess
import tempfile
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from mkdocs_dossiers.model.attestation import NAMESPACE, SIGNATURE
from mkdocs_dossiers.read.claim_digest import claim_digest
from mkdocs_dossiers.read.folder_digest import folder_digest
from mkdocs_dossiers.read.tree import read_workspace
from tests.workspace import Example, git


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


_SIGN_OFF = """\
# yaml-language-server: $schema=../../../schema/attestation.schema.json
schema: 1
of: {of}
level: {level}
by: Grace Reviewer
signer: grace@example.org
date: 2026-11-21
checked:
  - Read the recipe *against* the claims.
  - The digests of all raw files.
digest: {digest}
"""


def sign_example(workspace: Example) -> Example:
    """Sign off a version, one of its claims that was measured again, and another version as it never was."""
    root = workspace.root
    read, _ = read_workspace(root)
    dossier = next(each for each in read.dossiers if each.version == "1.0")
    again = dossier.reproductions[0]
    rests = f"reproduction: {{name: {again.name}, digest: {folder_digest(again.evidence.folder)}}}\n"
    folder = root / "dossiers/demo/attestations"
    folder.mkdir()
    (root / "dossiers/allowed_signers").write_text(grace().line)
    for name, of, level, digest, more in (
        ("whole", "demo@1.0", "evaluated", folder_digest(dossier.folder), ""),
        ("claim", "demo@1.0/speedup", "reproduced", claim_digest(dossier, "speedup"), rests),
        ("void", "demo@1.1", "evaluated", "ab" * 32, ""),
    ):
        document = folder / f"{name}.yaml"
        document.write_text(_SIGN_OFF.format(of=of, level=level, digest=digest) + more)
        grace().sign(document)
    git(root, "add", ".")
    git(root, "commit", "--quiet", "--message=Sign off")
    return workspace
