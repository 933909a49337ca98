"""What is done after the damage, so that it shows less."""

from __future__ import annotations

import hashlib

from mkdocs_dossiers.read.folder_digest import folder_digest
from mutation.effort import Effort
from mutation.raw import runs_of
from mutation.target import Target
from mutation.yaml_text import YamlText


def forge(target: Target, effort: Effort, summary: bool) -> None:
    """Make digests and summaries again, and commit, as far as the effort goes."""
    if effort is Effort.FORGED and summary:
        _summaries(target)
    if effort in (Effort.HASHED, Effort.FORGED):
        _hashes(target)
        _record(target)
    if effort in (Effort.COMMITTED, Effort.FORGED):
        target.place.commit()


def _summaries(target: Target) -> None:
    changed = target.place.changed()
    for dataset in target.datasets:
        file = target.file(dataset)
        if (
            file.relative_to(target.place.root).as_posix() in changed
            and file.is_file()
            and not file.is_symlink()
        ):
            try:
                found = runs_of(file)
            except UnicodeDecodeError:
                continue
            for index in range(len(found)):
                runs_of(file)[index].remake()


def _hashes(target: Target) -> None:
    """In dossier.yaml, of every raw file that changed; a document that is no YAML any more is left as it is."""
    changed = target.place.changed()
    for name, dataset in target.datasets.items():
        file = target.file(name)
        path = file.relative_to(target.place.root).as_posix()
        if path in changed and file.is_file() and not file.is_symlink() and target.document.is_file():
            text = target.document.read_text()
            now = hashlib.sha256(file.read_bytes()).hexdigest()
            target.document.write_text(text.replace(str(dataset["sha256"]), now))


def _record(target: Target) -> None:
    """The version's digest in published.yaml."""
    if target.record.is_file() and target.folder.is_dir():
        text = YamlText(target.record.read_text())
        pointer = ("versions", target.folder.name, "digest")
        entry, now = text.data["versions"].get(target.folder.name), folder_digest(target.folder)
        if entry is not None and entry["digest"] != now:
            target.record.write_text(text.replaced(pointer, now))
