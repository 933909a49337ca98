"""Takes in raw output that exists already: what the file says of itself is written down, the rest is asked for.

Nobody can find out today on which machine, or with which command, a file was written. What the author does not say
either is left to do, in words the gate refuses.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mkdocs_dossiers.author import dataset
from mkdocs_dossiers.author.draft import Draft, checked_name, draft_of, free_of
from mkdocs_dossiers.author.outputs import Output, looked_into
from mkdocs_dossiers.author.refusal import Refusal
from mkdocs_dossiers.author.secrets import refuse_in_command, refuse_in_file
from mkdocs_dossiers.author.store import Opened, opened
from mkdocs_dossiers.model.dossier import Columns
from mkdocs_dossiers.model.measurement import RawFile
from mkdocs_dossiers.model.reference import Reference
from mkdocs_dossiers.read.embedded_commit import parse_commit

TODO = "TODO"
"""What stands where a command has to; the gate refuses it."""
TODO_ENVIRONMENT = "todo"
"""The same, as the name of an environment."""
_DIRTY = frozenset({"true", "yes", "1", "dirty", "modified"})
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?Z")


@dataclass(frozen=True, slots=True)
class Request:
    """The files to take in, and what the author says of them. ``name`` is for one file only."""

    root: Path
    reference: Reference
    files: tuple[Path, ...]
    name: str | None = None
    environment: str | None = None
    command: str | None = None
    measured: str | None = None
    columns: Columns | None = None
    format: str | None = None
    extra: dict[str, str] = field(default_factory=dict)
    """Other keys of the entry: tool, load, note."""
    replace: bool = False


@dataclass(frozen=True, slots=True)
class Added:
    """A file that was taken in, and what has to be written before the dossier can be published."""

    written: dataset.Written
    output: Output
    missing: tuple[str, ...]
    remarks: tuple[str, ...]


def add(request: Request) -> tuple[tuple[Added, ...], tuple[str, ...]]:
    """Take the files in, one after the other; what was added, and what an interrupted run had left.

    Raises :class:`Refusal`; a file before the one that is refused is in place then.
    """
    if request.name is not None and len(request.files) > 1:
        raise Refusal("One name is given for several files.", "Add them one by one, or leave --name out.")
    if request.measured is not None and not _MOMENT.fullmatch(request.measured):
        raise Refusal(
            f"--measured {request.measured[:40]!r} is no moment in UTC.",
            "Write it like 2026-11-21T10:15:00Z.",
        )
    if request.command is not None:
        refuse_in_command(request.command, chosen=True)
    names = [checked_name(request.name or dataset.slug(file), "a dataset") for file in request.files]
    if len(set(names)) < len(names):
        raise Refusal("Two files would have the same name.", "Add them one by one, each with --name.")
    with opened(request.root) as store:
        found = store.found
        draft = draft_of(request.root, request.reference, store)
        store.writable(f"{draft.dossier.path}/data/new")
        for name in names:
            free_of(draft, name, request.replace)
        _known_environment(request, draft)
    outputs = [
        Output(file, looked_into(file, str(file), request.columns, request.format)) for file in request.files
    ]
    for output in outputs:
        refuse_in_file(output.file, str(output.file))
    with opened(request.root) as store:
        added = tuple(
            _added(request, store, name, output) for name, output in zip(names, outputs, strict=True)
        )
        return added, (*found, *store.found)


def _known_environment(request: Request, draft: Draft) -> None:
    known = sorted(draft.dossier.environments)
    if request.environment is not None and request.environment not in known:
        raise Refusal(
            f"The dossier has no environment {request.environment[:64]!r}"
            + (f"; it has {', '.join(known[:5])}." if known else "."),
            "Put what dossier capture printed on that machine, when it was measured, into "
            f"{draft.dossier.path}/environments/NAME.json.",
        )


def _added(request: Request, store: Opened, name: str, output: Output) -> Added:
    draft = draft_of(request.root, request.reference, store)
    free_of(draft, name, request.replace)
    dataset.refuse_twice(draft, name, output)
    raw = output.raw
    measured = request.measured or _moment(raw)
    tool = request.extra.get("tool") or raw.facts.get("tool", "")[:120].strip()
    missing = []
    if request.environment is None:
        missing.append("environment: the machine it was measured on, as dossier capture described it then")
    if request.command is None:
        missing.append("command: the complete command line that wrote the file")
    if measured is None:
        missing.append("measured: when the measurement ended, in UTC; the file does not say")
    entry: dict[str, Any] = {
        "sha256": raw.sha256,
        **({"measured": measured} if measured is not None else {}),
        "environment": request.environment or TODO_ENVIRONMENT,
        **({"tool": tool} if tool and tool.isprintable() else {}),
        **({"load": request.extra["load"]} if "load" in request.extra else {}),
        "command": request.command or TODO,
        **({"note": request.extra["note"]} if "note" in request.extra else {}),
        **({"format": request.format} if request.format is not None else {}),
        **dataset.columns_entry(request.columns),
    }
    comment = (
        ["TODO, what nobody could read out of the file:", *(f"  {each}" for each in missing)]
        if missing
        else []
    )
    if request.replace:
        _without_source(draft, name)
    written = dataset.write(draft, store, name, entry, output, comment=comment, replace=request.replace)
    return Added(written, output, tuple(missing), tuple(_remarks(draft, raw)))


def _without_source(draft: Draft, name: str) -> None:
    """Refuse to leave the account of another run beside a file it is not about."""
    if draft.dossier.document.find("data", name, "source") is not None:
        place = draft.dossier.document.key_at("data", name, "source")
        raise Refusal(
            f"{draft.path}:{place.line}: the dataset {name} was recorded, and this account of its checkout is not of "
            "the new file.",
            "Record it again: dossier record --replace. Or remove the lines of source first.",
        )


def _moment(raw: RawFile) -> str | None:
    """When the file says it was written; None where it does not, or not in which time zone."""
    from mkdocs_dossiers.model.moment import moment

    found = moment(raw.facts.get("date", ""))
    if found is None or found.earliest != found.latest:
        return None
    return found.earliest.strftime("%Y-%m-%dT%H:%M:%SZ")


def _remarks(draft: Draft, raw: RawFile) -> Sequence[str]:
    """Where the file contradicts the dossier; the gate says so too."""
    found = []
    subject = draft.dossier.subject
    written = raw.facts.get("commit", "")
    embedded = parse_commit(written)
    if embedded is not None and subject is not None and not subject.commit.startswith(embedded.id):
        found.append(
            f"The file says it was measured at commit {written[:60]}, and the dossier is about {subject.commit[:12]}: "
            "the gate refuses that."
        )
    if raw.facts.get("dirty", "").lower() in _DIRTY or (embedded is not None and embedded.dirty):
        found.append(
            "The file says it was measured with changes that were not committed: the gate refuses that."
        )
    found.append(
        "Nobody can tell any more whether the checkout was clean; dossier record writes that down while it measures."
    )
    return found
