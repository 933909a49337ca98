"""Sign-offs: what somebody who is no author has seen of a dossier or claim, how closely, and that a key says so."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from mkdocs_dossiers.model.document import Document
from mkdocs_dossiers.model.reference import Reference

FOLDER = "attestations"
"""The folder of a project that holds them."""
ENDING = ".yaml"
SIGNATURE = ".sig"
"""Follows the name of a document in that of its signature."""
SIGNERS = "allowed_signers"
"""The file beside the projects that says whose key is whose, as ``ssh-keygen`` reads it."""
NAMESPACE = "dossier-attestation"
"""What is signed for; a signature made for anything else, as a git commit, does not count."""
PRINCIPAL = r"[A-Za-z0-9][A-Za-z0-9._%+-]{0,62}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,126}[A-Za-z0-9])?"
"""An address that names the owner of a key: no white space, no pattern, no option."""
_PRINCIPAL = re.compile(PRINCIPAL)


class Level(StrEnum):
    """How far it was checked, in the words of the ACM's Artifact Review and Badging 1.1."""

    EVALUATED = "evaluated"
    """The evidence was audited, and is complete and consistent."""
    REPRODUCED = "reproduced"
    """Another party obtained the results, with the authors' artefacts."""
    REPLICATED = "replicated"
    """Another party obtained the results, with artefacts of its own."""


class Standing(StrEnum):
    """What a sign-off is worth today."""

    VALID = "valid"
    """By a known key, and about what stands there."""
    VOID = "void"
    """By a known key, about something else than what stands there now."""
    UNKNOWN = "unknown signer"
    """The list of signers does not name this key for this signer."""
    BAD = "bad signature"
    """There is none, or it is not over this document."""
    EXPIRED = "expired key"
    """The key was the signer's on the day of the sign-off, by its own word, and is not today."""
    UNVERIFIED = "not verified here"
    """This machine has no program to verify it with."""
    REFUSED = "refused"
    """A rule of the gate has something against it."""


@dataclass(frozen=True, slots=True)
class Attestation:
    """One file ``dossiers/<project>/attestations/<name>.yaml`` with its signature; empty where a key is missing.

    ``raw`` holds the bytes that are signed: the document, as it is. ``digest`` is of what was seen. ``trouble`` says
    why there is no ``signature``.
    """

    name: str
    project: str
    path: str
    document: Document
    raw: bytes
    signature: bytes | None
    trouble: str
    of: str
    level: str
    by: str
    signer: str
    date: str
    checked: tuple[str, ...]
    digest: str
    reproduction: str
    """The name of the reproduction it rests on."""
    reproduction_digest: str
    note: str

    @property
    def reference(self) -> Reference | None:
        """The dossier or claim that was seen; None when the text names none of this project."""
        found = Reference.parse(self.of)
        return found if found and found.version is not None and found.project == self.project else None

    @property
    def dossier(self) -> Reference | None:
        """The dossier it is about, or about a claim of."""
        found = self.reference
        return Reference(found.project, found.version) if found is not None else None


@dataclass(frozen=True, slots=True)
class Verified:
    """What became of a signature. ``key`` is the fingerprint of the key, as ``SHA256:…``; empty where there is none."""

    standing: Standing
    reason: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class SignOff:
    """A sign-off and what it is worth today; ``reason`` says in a sentence why it is not valid."""

    attestation: Attestation
    standing: Standing
    reason: str
    key: str

    @property
    def valid(self) -> bool:
        """Whether it counts."""
        return self.standing is Standing.VALID


@dataclass(frozen=True, slots=True)
class Signers:
    """A list of signers. ``path`` is where it stands, ``base`` the ref it was read from; empty for that of today.

    ``trouble`` says why it cannot be used. ``newer`` holds the list of today, where that of the base is another.
    """

    raw: bytes
    path: str
    base: str = ""
    trouble: str = ""
    newer: bytes = b""


def is_principal(text: str) -> bool:
    """Whether a text can name the owner of a key."""
    return _PRINCIPAL.fullmatch(text) is not None
