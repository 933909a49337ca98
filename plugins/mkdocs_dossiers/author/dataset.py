"""A dataset on its way into a dossier: the raw file's place, its entry, and the one write that brings in both."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mkdocs_dossiers.author.draft import Draft, located
from mkdocs_dossiers.author.edit import CannotEdit, insert, update
from mkdocs_dossiers.author.entry import flow
from mkdocs_dossiers.author.outputs import Output
from mkdocs_dossiers.author.recipe import with_step
from mkdocs_dossiers.author.refusal import Refusal
from mkdocs_dossiers.author.store import Change, Opened
from mkdocs_dossiers.check.ahead import is_ahead
from mkdocs_dossiers.model.dossier import Columns
from mkdocs_dossiers.model.problem import Refused
from mkdocs_dossiers.read.raw_file import RawFileError, digest

_AFTER = ("claims", "reproduce")
"""What comes after the datasets in a document."""
_FILE = re.compile(r"data/[0-9A-Za-z][0-9A-Za-z._+-]*")
_ENDING = re.compile(r"(?:\.[0-9A-Za-z]{1,12}){1,2}$")
_PACKED = (".gz", ".zst", ".zip")


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: the dataset's name, and the files from the workspace's root, the document last.

    ``step`` is what the recipe lacks, as it can be pasted; None where a step gives the file, perhaps one that was
    ``added``.
    """

    dataset: str
    file: str
    files: tuple[str, ...]
    removed: tuple[str, ...] = ()
    step: str | None = None
    added: bool = False


def place_of(draft: Draft, name: str, output: Output) -> tuple[str, bool]:
    """Where a raw file goes, ``data/NAME.json``, and whether the very same file is there already."""
    declared = {entry.file for entry in draft.dossier.datasets.values()}
    own = f"data/{output.file.name}"
    if (
        output.file.resolve() == draft.dossier.folder.resolve() / own
        and own not in declared
        and _FILE.fullmatch(own)
    ):
        return own, True
    ending = _ending(output.file.name)
    number = 1
    while True:
        file = f"data/{name}{'' if number == 1 else f'-{number}'}{ending}"
        try:
            there = digest(draft.dossier.folder, file)[0]
        except RawFileError:
            if not (draft.dossier.folder / file).exists() and not (draft.dossier.folder / file).is_symlink():
                return file, False
            there = ""
        if there == output.raw.sha256 and file not in declared:
            return file, True
        number += 1


def refuse_twice(draft: Draft, name: str, output: Output) -> None:
    """Refuse the file of another dataset: one measurement has one name."""
    for other, dataset in draft.dossier.datasets.items():
        if dataset.sha256 == output.raw.sha256:
            raise Refusal(
                f"The dataset {other} is this very file already."
                if other != name
                else f"The dataset {name} is this very file; there is nothing to replace.",
                "Measure again, or use it under its name.",
            )


def columns_entry(columns: Columns | None) -> dict[str, Any]:
    """Declared columns as a dataset's entry holds them."""
    if columns is None:
        return {}
    metrics = {each.metric: {"column": each.column, "unit": each.unit} for each in columns.metrics}
    series = {"series": columns.series} if columns.series is not None else {}
    return {"columns": {**series, "metrics": metrics}}


def write(
    draft: Draft,
    store: Opened,
    name: str,
    entry: Mapping[str, Any],
    output: Output,
    *,
    others: Sequence[Change] = (),
    comment: Sequence[str] = (),
    replace: bool = False,
    minutes: int | None = None,
    printed: bool = False,
) -> Written:
    """Write the raw file, ``others``, and the entry into the document, all or nothing. It took so many minutes, and the
    command ``printed`` its output where it did not write a file.

    Raises :class:`Refusal`, also where the document cannot be changed in place: then with the lines to paste.
    """
    file, there = place_of(draft, name, output)
    text = _edited(draft, name, {"file": file, **entry}, comment, replace)
    run = f"{entry['command']} > {Path(file).name}" if printed else str(entry["command"])
    text, step, done = _with_recipe(draft, text, name, file, run, minutes)
    raw = f"{draft.dossier.path}/{file}"
    changes = [] if there else [Change(raw, output.file, sha256=output.raw.sha256)]
    obsolete = _obsolete(draft, name, str(entry["environment"])) if replace else []
    store.write([*changes, *others, Change(draft.path, text, draft.raw)], remove=obsolete)
    files = [raw, *(change.path for change in others), draft.path]
    return Written(name, file, tuple(files), tuple(obsolete), step, done)


def tried(draft: Draft, name: str, entry: Mapping[str, Any], replace: bool) -> None:
    """Refuse, before anything is measured, a document that could not take an entry like this one."""
    _edited(draft, name, {"file": f"data/{name}.json", **entry}, (), replace)


def _edited(
    draft: Draft, name: str, entry: Mapping[str, Any], comment: Sequence[str], replace: bool
) -> bytes:
    """The document with the entry. Raises :class:`Refusal`."""
    pointer = ("data", name)
    try:
        if replace or is_ahead(draft.dossier, name):
            return update(draft.text, draft.path, pointer, entry)
        return insert(draft.text, draft.path, pointer, entry, before=_AFTER, comment=comment)
    except CannotEdit as refused:
        refusal = located(refused.problem)
        refusal.fix += f" These are the lines:\n{refused.paste}"
        raise refusal from None
    except Refused as refused:
        raise located(refused.problem) from None


def _with_recipe(
    draft: Draft, text: bytes, name: str, file: str, command: str, minutes: int | None
) -> tuple[bytes, str | None, bool]:
    """The document with a step that gives the file, where none does and it was measured just now.

    Second is the step the recipe lacks, as it can be pasted; last is whether one was added.
    """
    if draft.dossier.recipe.step_for(file) is not None:
        return text, None, False
    does: dict[str, Any] = {"does": f"Measure {name}", "run": command, "gives": file}
    if minutes is None:
        return text, f"- {flow(does)}", False
    step = {**does, "minutes": minutes}
    try:
        return with_step(text, draft.path, step), None, True
    except Refused:
        return text, f"- {flow(step)}", False


def _obsolete(draft: Draft, name: str, environment: str) -> list[str]:
    """What nothing names any more when a dataset was replaced: its raw file, and its environment."""
    before = draft.dossier.datasets.get(name)
    if before is None:
        return []
    others = [dataset for other, dataset in draft.dossier.datasets.items() if other != name]
    found = []
    if all(dataset.file != before.file for dataset in others):
        found.append(f"{draft.dossier.path}/{before.file}")
    if before.environment not in {environment, *(dataset.environment for dataset in others)}:
        found.append(f"{draft.dossier.path}/environments/{before.environment}.json")
    return [path for path in found if (draft.root / path).is_file() and not (draft.root / path).is_symlink()]


def _ending(name: str) -> str:
    """The ending of a tool's file: ``.json``, ``.csv.gz``; none where it would be no plain one."""
    found = _ENDING.search(name)
    if found is None or name.startswith("."):
        return ""
    endings = re.findall(r"\.[0-9A-Za-z]+", found[0])
    return "".join(endings) if endings[-1] in _PACKED else str(endings[-1])


def slug(file: Path) -> str:
    """A name for a dataset from a file's: its words in lower case, with hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", file.name.lower().removesuffix(_ending(file.name).lower())).strip("-")[
        :64
    ]
