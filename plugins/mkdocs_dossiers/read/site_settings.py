"""What ``mkdocs.yml`` says of the site's own pages, read without running anything it names."""

from __future__ import annotations

import os
import stat
from pathlib import Path, PurePosixPath

import yaml

SETTINGS = ("mkdocs.yml", "mkdocs.yaml")
USUAL = "docs"
"""Where MkDocs looks for pages that is told nothing else."""
_MOST_BYTES = 500_000


def docs_folder(root: Path) -> str:
    """The folder of the site's own pages, from the root: ``docs_dir`` where it is a plain folder below it."""
    for name in SETTINGS:
        text = _text(root / name)
        if text is not None:
            said = _setting(text, "docs_dir")
            return said if said is not None and _is_below(said) else USUAL
    return USUAL


def _is_below(folder: str) -> bool:
    path = PurePosixPath(folder)
    return not path.is_absolute() and ".." not in path.parts and bool(path.parts) and folder.isprintable()


def _setting(text: str, wanted: str) -> str | None:
    """A text at the top of a document. Tags and everything below the top are passed over."""
    depth, key = 0, None
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            if depth == 0 and isinstance(event, yaml.SequenceStartEvent):
                return None
            if isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
                depth += 1
                key = None if depth == 2 else key
            elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
                depth -= 1
            elif depth == 1 and isinstance(event, yaml.ScalarEvent) and key is None:
                key = event.value
            elif depth == 1 and isinstance(event, yaml.ScalarEvent | yaml.AliasEvent):
                if key == wanted and isinstance(event, yaml.ScalarEvent) and event.tag is None:
                    return str(event.value)
                key = None
    except (yaml.YAMLError, ValueError):
        return None
    return None


def _text(file: Path) -> str | None:
    """A regular file's text; None where there is none."""
    try:
        descriptor = os.open(file, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            return None
        return os.read(descriptor, _MOST_BYTES).decode("utf-8", "replace")
    finally:
        os.close(descriptor)
