"""Annotations: what happened between two versions, so that their numbers are not held against each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mkdocs_dossiers.model.reference import version_key

KINDS = {
    "expected": "a change of what is measured that was meant to move numbers",
    "infrastructure": "a change of the machine, the tools or the way of measuring",
    "fix": "a measurement that was wrong before was mended",
}
"""What an annotation can be of, in words."""


@dataclass(frozen=True, slots=True)
class Annotation:
    """Something that happened right before ``version`` was measured.

    ``kind`` is one of :data:`KINDS`; ``number`` counts them as they are drawn, from 1.
    """

    number: int
    version: str
    kind: str
    says: str
    link: str | None = None


def between(annotations: Sequence[Annotation], older: str, newer: str) -> tuple[Annotation, ...]:
    """The annotations that lie between two versions: no statistic may cross them."""
    first, last = sorted((version_key(older), version_key(newer)))
    return tuple(entry for entry in annotations if first < version_key(entry.version) <= last)
