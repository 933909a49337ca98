"""What was published, and what became of it: digests of versions, errata, claims that were withdrawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from mkdocs_dossiers.model.document import Document
from mkdocs_dossiers.model.reference import Reference

NAME = "published.yaml"
"""The file of a project that holds its record."""


@dataclass(frozen=True, slots=True)
class Erratum:
    """A change to a published version: the day, what was wrong, and the digest before it."""

    date: str
    says: str
    was: str


@dataclass(frozen=True, slots=True)
class Record:
    """A published version: the digest of its files, the day it was published, and the rules it followed.

    ``errata`` come oldest first.
    """

    version: str
    digest: str
    date: str
    ruleset: int = 1
    errata: tuple[Erratum, ...] = ()


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A claim that is made no more: ``since`` is the first version without it."""

    claim: str
    since: str
    date: str
    reason: str

    def reference(self, project: str) -> Reference:
        """The address of the claim in the first version without it."""
        return Reference(project, self.since, self.claim)


@dataclass(frozen=True, slots=True)
class Published:
    """A project's ``published.yaml``. Malformed entries are left out; the rules name them from ``document``."""

    path: str
    document: Document
    records: Mapping[str, Record] = field(default_factory=dict)
    withdrawn: Mapping[str, Withdrawal] = field(default_factory=dict)
