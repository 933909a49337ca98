"""A reproduction as files: the document, the machine and the raw data, ready to be written beside the dossier."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from mkdocs_dossiers.author.refusal import Refusal
from mkdocs_dossiers.author.secrets import refuse_in_file
from mkdocs_dossiers.author.store import Change
from mkdocs_dossiers.model.reproduction import FOLDER
from mkdocs_dossiers.read.raw_file import RawFileError, digest
from mkdocs_dossiers.reproduce.plan import NotMeasured, Plan
from mkdocs_dossiers.reproduce.script import OUT

ENVIRONMENT = "this-host"
"""The name of the machine in the reproduction."""
_KEPT = ("tool", "load", "columns", "unit", "format", "protocol")
"""Keys of a dataset that hold for whoever follows the recipe. Notes and failures were of one run."""
_MODELINE = "# yaml-language-server: $schema=../../../../../schema/reproduction.schema.json"


@dataclass(frozen=True, slots=True)
class Who:
    """Who measured again, at which level; ``note`` says what a reader must know."""

    names: tuple[str, ...]
    level: str
    note: str | None = None


def folder_name(names: Sequence[str], today: datetime, taken: Sequence[str]) -> str:
    """Day and who, as ``2026-12-01-platform-team``; with a number where that is taken."""
    words = re.findall(r"[a-z0-9]+", names[0].casefold())
    who = "-".join(words)[:40].strip("-") or "somebody"
    name = f"{today:%Y-%m-%d}-{who}"
    number = 2
    while (numbered := name if number == 2 else f"{name}-{number - 1}") in taken:
        number += 1
    return numbered


def digests(plan: Plan, work: Path) -> dict[str, str]:
    """The SHA-256 of every raw file the steps gave, by dataset. Raises :class:`NotMeasured`.

    A file with the bytes the dossier has already was not measured anew.
    """
    found = {}
    for name, file in plan.datasets.items():
        try:
            found[name], size = digest(work / OUT, file)
        except RawFileError as error:
            raise NotMeasured(f"{file} was not written: {error.message}") from None
        if not size:
            raise NotMeasured(f"{file} is empty: the step that gives it measured nothing.")
        if found[name] == plan.dossier.datasets[name].sha256:
            raise NotMeasured(
                f"{file} is byte for byte the file of {plan.dossier.reference} itself: nothing was measured again."
            )
        try:
            refuse_in_file(work / OUT / file, file)
        except Refusal as refused:
            raise NotMeasured(f"{refused.message} {refused.fix}") from None
    return found


def changes(
    plan: Plan,
    work: Path,
    who: Who,
    name: str,
    environment: Mapping[str, Any],
    ended: Mapping[str, datetime],
) -> list[Change]:
    """The files to write, paths from the workspace's root; the document comes last, and is what counts."""
    place = f"{plan.dossier.path}/{FOLDER}/{name}"
    sums = digests(plan, work)
    machine = json.dumps(environment, indent=2, ensure_ascii=False) + "\n"
    text = _document(plan, who, sums, ended)
    return [
        *(Change(f"{place}/{file}", work / OUT / file) for file in dict.fromkeys(plan.datasets.values())),
        Change(f"{place}/environments/{ENVIRONMENT}.json", machine.encode("utf-8", "backslashreplace")),
        Change(f"{place}/reproduction.yaml", text.encode("utf-8", "backslashreplace")),
    ]


def _document(plan: Plan, who: Who, sums: Mapping[str, str], ended: Mapping[str, datetime]) -> str:
    subject = plan.dossier.subject
    assert subject is not None  # noqa: S101 - there is no plan without
    measured = {"repository": subject.repository, "commit": plan.commit}
    lines = [
        _MODELINE,
        "schema: 1",
        f"of: {_text(str(plan.dossier.reference))}",
        f"date: {datetime.now(UTC):%Y-%m-%d}",
        f"by: {_text(list(who.names))}",
        f"level: {who.level}",
        f"subject: {_text(measured | ({'tree': subject.tree} if subject.tree else {}))}",
        *([f"note: {_text(who.note)}"] if who.note else []),
        "data:",
    ]
    for name, sha256 in sums.items():
        lines += [f"  {name}:", *(f"    {line}" for line in _dataset(plan, name, sha256, ended.get(name)))]
    return "\n".join(lines) + "\n"


def _dataset(plan: Plan, name: str, sha256: str, ended: datetime | None) -> list[str]:
    declared = plan.dossier.document.section("data", name)
    return [
        f"file: {_text(plan.datasets[name])}",
        f"sha256: {_text(sha256)}",
        f"environment: {ENVIRONMENT}",
        *([f"measured: {ended:%Y-%m-%dT%H:%M:%SZ}"] if ended is not None else []),
        f"command: {_text(plan.dossier.datasets[name].command)}",
        *(f"{key}: {_text(declared[key])}" for key in _KEPT if key in declared),
    ]


def _text(value: Any) -> str:
    """A value as YAML on one line: JSON, with the characters that end a line in YAML as escapes."""
    text = json.dumps(value, ensure_ascii=False)
    return re.sub(r"[\x7f-\x9f\u2028\u2029\ufeff]", lambda found: f"\\u{ord(found[0]):04x}", text)
