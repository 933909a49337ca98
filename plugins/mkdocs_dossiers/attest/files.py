"""The two files of a sign-off: the signature first, then the document, each whole or not there."""

from __future__ import annotations

import os
import re
import tempfile
from pathlib import Path

from mkdocs_dossiers.attest.document import Seen
from mkdocs_dossiers.attest.trouble import CannotSignError
from mkdocs_dossiers.model.attestation import ENDING, FOLDER, SIGNATURE

_LONGEST = 120


def keep(project: Path, seen: Seen, raw: bytes, signature: bytes) -> tuple[Path, Path]:
    """Write a sign-off into a project's folder; the document and its signature. Raises :class:`CannotSignError`."""
    folder = project / FOLDER
    try:
        folder.mkdir(exist_ok=True)
        if folder.is_symlink() or project.is_symlink():
            raise CannotSignError(f"{folder} is a link: nothing is written there.")
        document = _free(folder, _name(seen))
        sealed = Path(f"{document}{SIGNATURE}")
        _write(sealed, signature)
        try:
            _write(document, raw)
        except BaseException:
            sealed.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise CannotSignError(f"{folder} cannot be written to: {error.strerror}.") from None
    return document, sealed


def _name(seen: Seen) -> str:
    parts = (str(seen.day), seen.by, seen.of.version or "", seen.of.claim or "", seen.level.value)
    text = "-".join(re.sub(r"[^a-z0-9]+", "-", part.lower()).strip("-") for part in parts if part)
    return re.sub(r"-+", "-", text)[:_LONGEST].strip("-")


def _free(folder: Path, name: str) -> Path:
    """The first name nothing has yet."""
    number = 1
    while True:
        place = folder / f"{name}{f'-{number}' if number > 1 else ''}{ENDING}"
        if not os.path.lexists(place) and not os.path.lexists(f"{place}{SIGNATURE}"):
            return place
        number += 1


def _write(place: Path, content: bytes) -> None:
    """A new file, whole; one that is there already is never replaced."""
    descriptor, name = tempfile.mkstemp(dir=place.parent, prefix=".")
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        mask = os.umask(0)
        os.umask(mask)
        Path(name).chmod(0o666 & ~mask)
        os.link(name, place)
    finally:
        Path(name).unlink(missing_ok=True)
