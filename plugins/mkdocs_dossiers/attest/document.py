"""The document of a sign-off: the bytes that are signed."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from mkdocs_dossiers.attest.trouble import CannotSignError
from mkdocs_dossiers.check.shape import check_shape
from mkdocs_dossiers.model.attestation import Level
from mkdocs_dossiers.model.document import Document
from mkdocs_dossiers.model.problem import Refused, Scope
from mkdocs_dossiers.model.reference import Reference
from mkdocs_dossiers.read.yaml_document import read_yaml_bytes


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen, by whom and how closely. ``reproduction`` is its name and digest."""

    of: Reference
    level: Level
    by: str
    signer: str
    day: date
    checked: tuple[str, ...]
    digest: str
    reproduction: tuple[str, str] | None = None
    note: str = ""


def written(seen: Seen) -> bytes:
    """The document. Raises :class:`CannotSignError` where a text of it cannot stand in one."""
    lines = [
        "# yaml-language-server: $schema=../../../schema/attestation.schema.json",
        "schema: 1",
        f"of: {seen.of}",
        f"level: {seen.level.value}",
        f"by: {_quoted(seen.by)}",
        f"signer: {seen.signer}",
        f"date: {seen.day}",
        "checked:",
        *(f"  - {_quoted(text)}" for text in seen.checked),
        f"digest: {seen.digest}",
    ]
    if seen.reproduction is not None:
        name, digest = seen.reproduction
        lines += ["reproduction:", f"  name: {name}", f"  digest: {digest}"]
    if seen.note:
        lines.append(f"note: {_quoted(seen.note)}")
    raw = "".join(f"{line}\n" for line in lines).encode("utf-8", "backslashreplace")
    _check(raw)
    return raw


def document_of(raw: bytes) -> Document:
    """The document, read as the gate reads it."""
    return read_yaml_bytes(raw, "the sign-off", Scope("attestation"))


def _check(raw: bytes) -> None:
    try:
        problems: Iterable[str] = [
            f"{problem.message} {problem.fix}"
            for problem in check_shape(document_of(raw), "attestation", Scope("attestation"))
        ]
    except Refused as refused:
        problems = [f"{refused.problem.message} {refused.problem.fix}"]
    for problem in problems:
        raise CannotSignError(problem)


def _quoted(text: str) -> str:
    return json.dumps(" ".join(text.split()), ensure_ascii=False)
