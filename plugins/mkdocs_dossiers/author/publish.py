"""Publishes a draft: the gate as it will be, then the status and the record, all or nothing."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs_dossiers.author.draft import Draft, dossier_of, located
from mkdocs_dossiers.author.edit import CannotEdit, insert, set_value
from mkdocs_dossiers.author.refusal import Refusal
from mkdocs_dossiers.author.schemas import COPIES
from mkdocs_dossiers.author.store import Change, Opened, opened
from mkdocs_dossiers.model.problem import Refused
from mkdocs_dossiers.model.published import NAME
from mkdocs_dossiers.model.reference import Reference
from mkdocs_dossiers.read.folder_digest import files_below, folder_digest

if TYPE_CHECKING:
    from mkdocs_dossiers.check.gate import Report

_NEW = b"# yaml-language-server: $schema=../../schema/published.schema.json\nschema: 1\nversions: {}\n"
_USUAL = re.compile(r"dossier\.yaml|data/[^/]+|environments/[^/]+\.json")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of it. ``report`` is the gate's.

    ``digest`` is None where nothing was published; ``already`` says that it was published before. ``commit`` are the
    paths to commit, ``unusual`` files of the dossier that are none of its parts, and are sealed with it.
    """

    reference: Reference
    report: Report | None
    digest: str | None
    already: bool = False
    commit: tuple[str, ...] = ()
    unusual: tuple[str, ...] = ()
    found: tuple[str, ...] = ()


def publish(
    root: Path,
    reference: Reference,
    *,
    base: str | None = None,
    strict: bool = False,
    clones: Mapping[str, Path] | None = None,
    progress: Callable[[int, int], None] | None = None,
    dry_run: bool = False,
) -> Outcome:
    """Publish a draft if the gate lets it pass as a published dossier. Raises :class:`Refusal`.

    ``base`` is a branch, tag or commit to hold the history against, as in ``dossier check``. Raises
    :class:`~mkdocs_dossiers.read.base.BaseError` where it cannot be read.
    """
    with opened(root) as store:
        found = store.found
        draft = dossier_of(root, reference, store)
        sealed = _sealed(draft)
        if sealed is None and not dry_run:
            for path in (draft.path, f"{draft.project.path}/{NAME}"):
                store.writable(path)
    if sealed is not None:
        return replace(sealed, found=found)
    before = folder_digest(draft.dossier.folder)
    report = _gate(root, reference, base, clones, progress)
    if not report.ok(strict) or dry_run:
        return Outcome(reference, report, None, found=found)
    with opened(root) as store:
        now = dossier_of(root, reference, store)
        if folder_digest(now.dossier.folder) != before:
            raise Refusal(
                f"Files of {reference} changed while the gate looked at them.", "Run the command again."
            )
        digest = _seal(now, store, report.today)
        return Outcome(reference, report, digest, commit=_to_commit(now), unusual=_unusual(now), found=found)


def _sealed(draft: Draft) -> Outcome | None:
    """What to say of a dossier that was published before; None for a draft, and for one without a record."""
    reference, published = draft.dossier.reference, draft.project.published
    record = published.records.get(draft.dossier.version) if published is not None else None
    if record is None:
        return None
    if draft.dossier.draft:
        place = draft.dossier.document.at("status")
        raise Refusal(
            f"{draft.path}:{place.line}: {reference} was published on {record.date}, and its status says draft.",
            "Restore its files: git checkout -- " + draft.dossier.path,
        )
    if folder_digest(draft.dossier.folder) != record.digest:
        raise Refusal(
            f"{reference} was published on {record.date}, and its files have changed since.",
            f"Restore them: git checkout -- {draft.dossier.path}; or make a new version. dossier check says more.",
        )
    return Outcome(reference, None, record.digest, already=True, commit=_to_commit(draft))


def _gate(
    root: Path,
    reference: Reference,
    base: str | None,
    clones: Mapping[str, Path] | None,
    progress: Callable[[int, int], None] | None,
) -> Report:
    """The gate as it will be for the published dossier, once it is committed; and what the base shows besides.

    With a base, only what changed is looked at: so it never is the only look.
    """
    from mkdocs_dossiers.check.gate import run_gate
    from mkdocs_dossiers.read.base import base_of

    only = [reference]
    report = run_gate(root, only=only, clones=clones, progress=progress, published=reference)
    if base is None:
        return report
    with base_of(root, base) as known:
        since = run_gate(root, only=only, clones=clones, base=known, published=reference)
    problems = {*report.problems, *since.problems}
    return replace(report, problems=tuple(sorted(problems, key=lambda problem: problem.order)))


def _seal(draft: Draft, store: Opened, today: date) -> str:
    """Write the status and the record; the digest."""
    dossier, record = draft.dossier, f"{draft.project.path}/{NAME}"
    there = (draft.root / record).exists() or (draft.root / record).is_symlink()
    old = store.read(record) if there else None
    try:
        text = set_value(draft.raw, draft.path, ("status",), "published", before=("date", "title", "subject"))
        digest = folder_digest(dossier.folder, {"dossier.yaml": hashlib.sha256(text).hexdigest()})
        entry = {"digest": digest, "date": max(today.isoformat(), dossier.date), "rules": dossier.ruleset}
        published = insert(
            old if old is not None else _NEW, record, ("versions", dossier.version), entry, in_line=True
        )
    except CannotEdit as refused:
        refusal = located(refused.problem)
        refusal.fix += f" These are the lines:\n{refused.paste}"
        raise refusal from None
    except Refused as refused:
        raise located(refused.problem) from None
    changes = [] if text == draft.raw else [Change(draft.path, text, draft.raw)]
    store.write([*changes, Change(record, published, old)])
    return digest


def _to_commit(draft: Draft) -> tuple[str, ...]:
    path = draft.project.path
    schemas = (COPIES,) if (draft.root / COPIES).is_dir() else ()
    return (draft.dossier.path, f"{path}/{NAME}", f"{path}/project.yaml", *schemas)


def _unusual(draft: Draft) -> tuple[str, ...]:
    return tuple(path for path in files_below(draft.dossier.folder) if not _USUAL.fullmatch(path))
