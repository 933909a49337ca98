"""Writes what a report says into a project's reported.yaml: figures without evidence, until somebody gives some."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mkdocs_dossiers.author.entry import flow, scalar
from mkdocs_dossiers.author.store import Change, StoreError, opened
from mkdocs_dossiers.intake.contradictions.contradiction import Contradiction, said
from mkdocs_dossiers.intake.figure import Figure
from mkdocs_dossiers.intake.intake import Intake
from mkdocs_dossiers.model.problem import Refused
from mkdocs_dossiers.model.reported import NAME
from mkdocs_dossiers.read.yaml_document import read_yaml_bytes

_HEAD = """# yaml-language-server: $schema=../../schema/reported.schema.json
# Figures that circulate in reports. Each has no evidence until a claim backs it:
#   state: backed, claim: PROJECT@VERSION/CLAIM
# or state: contradicted with the claim that refutes it, or state: withdrawn with a reason.
# A report with `system` is about another system than is measured here: nothing of it can be backed by that, and
#   instead: [CLAIM]
# names the claims about the like here.
schema: 1
reports:
"""
_LONGEST = {"title": 300, "quote": 500, "subject": 300, "where": 500, "system": 200, "says": 300, "why": 1000}
"""Characters of each text, as in the schema."""


@dataclass(frozen=True, slots=True)
class Written:
    """What was written, and how many figures; ``before`` says that the report was there already."""

    path: str
    figures: int
    before: bool


def write_reported(
    root: Path, folder: str, project: str, intake: Intake, where: str | None, system: str | None = None
) -> Written:
    """Add a report to ``reported.yaml`` of a project; one that is there already stays as it is.

    ``system`` is what it is about, where that is another one than the project's.
    Raises :class:`~mkdocs_dossiers.author.store.StoreError` when it cannot be written, and
    :class:`~mkdocs_dossiers.model.problem.Refused` for a document that cannot be read.
    """
    path = f"{folder}/{project}/{NAME}"
    with opened(root) as store:
        if not (root / folder / project / "project.yaml").is_file():
            raise StoreError(
                f"There is no project {project}: {folder}/{project}/project.yaml is missing.",
                f"Name a project that is there, or begin one with `dossier new {project}@1.0`.",
            )
        old = store.read(path) if (root / path).exists() else None
        known = read_yaml_bytes(old, path).find("reports") if old is not None else []
        for entry in known if isinstance(known, list) else []:
            if isinstance(entry, dict) and entry.get("sha256") == intake.report.sha256:
                return Written(path, len(entry.get("figures") or []), before=True)
        new = _appended(old, path, entry_of(intake, where, system))
        store.write([Change(path, new, old)])
    return Written(path, len(intake.figures), before=False)


def entry_of(intake: Intake, where: str | None, system: str | None = None) -> dict[str, Any]:
    """A report as reported.yaml has it."""
    entry: dict[str, Any] = {"title": _short("title", _title(intake)), "sha256": intake.report.sha256}
    if where:
        entry["where"] = _short("where", where)
    if system:
        entry["system"] = _short("system", system)
    entry["figures"] = [figure_entry(figure, intake.contradictions) for figure in intake.figures]
    if intake.contradictions:
        entry["contradictions"] = [
            {
                "lines": list(found.lines),
                "says": [_short("says", intake.says(line)) for line in found.lines],
                "why": _short("why", found.why),
            }
            for found in intake.contradictions
        ]
    return entry


def figure_entry(figure: Figure, contradictions: tuple[Contradiction, ...] = ()) -> dict[str, Any]:
    """A figure as reported.yaml has it: what is plain is left out."""
    why = next((found.why for found in contradictions if _named(figure, found)), None)
    entry: dict[str, Any] = {
        "line": figure.line,
        "column": figure.column,
        "quote": _short("quote", figure.quote),
        "subject": _short("subject", figure.subject) if figure.subject else None,
        "statistic": figure.statistic,
        "op": figure.op,
        "value": value_of(figure),
        "unit": figure.unit,
        "role": figure.role.value,
        "state": "no evidence" if why is None else "contradicted by the report",
        "reason": _short("why", why) if why is not None else None,
    }
    return {key: value for key, value in entry.items() if value is not None or key == "unit"}


def value_of(figure: Figure) -> float | int | list[float | int]:
    """A figure's value as JSON and YAML write it: whole numbers without a point."""
    if figure.ranged:
        return [_plain(figure.low), _plain(figure.high)]
    return _plain(figure.low)


def _plain(number: float) -> float | int:
    return int(number) if number == int(number) and abs(number) < 2**53 else number


def _named(figure: Figure, found: Contradiction) -> bool:
    """Whether a contradiction speaks of a figure."""
    return figure.line in found.lines and said(figure) in found.why


def _title(intake: Intake) -> str:
    return intake.title or "A report without a title"


def _short(key: str, text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST[key] else f"{text[: _LONGEST[key] - 1]}…"


def _appended(old: bytes | None, path: str, entry: dict[str, Any]) -> bytes:
    """The document with one report more, read again to be sure."""
    base = _HEAD.encode() if old is None else old if old.endswith(b"\n") else old + b"\n"
    new = base + "\n".join(_lines(entry)).encode() + b"\n"
    before = read_yaml_bytes(old, path).data if old is not None else {"schema": 1, "reports": []}
    wanted = {**before, "reports": [*before.get("reports", []), entry]} if isinstance(before, dict) else None
    try:
        same = read_yaml_bytes(new, path).data == wanted
    except Refused:
        same = False
    if not same:
        raise StoreError(
            f"{path} has another form than this command writes: the report cannot be added at its end.",
            "Move `reports` to the end of the file, as a list with a line for each key, and try again.",
        )
    return new


def _lines(entry: dict[str, Any]) -> Iterator[str]:
    lists = ("figures", "contradictions")
    for number, (key, value) in enumerate((key, value) for key, value in entry.items() if key not in lists):
        yield f"  {'- ' if number == 0 else '  '}{key}: {scalar(value)}"
    for key in lists:
        if key in entry:
            yield f"    {key}:" if entry[key] else f"    {key}: []"
            for each in entry[key]:
                yield f"      - {flow(each)}"
