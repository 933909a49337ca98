"""The variables a recipe sees: few, so that no secret of whoever runs it is among them."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping, Sequence
from os import environ as process_environment
from pathlib import Path

from mkdocs_dossiers.reproduce.script import CLEAN, HOME, TEMPORARY

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_FALLBACK = "/usr/local/bin:/usr/bin:/bin"


class NoSuchVariable(Exception):  # noqa: N818 - said of the name
    """A variable that is to be passed on and is not there."""


def surroundings(
    work: Path, passed: Sequence[str] = (), environ: Mapping[str, str] = process_environment
) -> dict[str, str]:
    """PATH, LANG and TERM as they are, HOME and TMPDIR in the work folder, and what was asked for by name.

    The folder with this program's own Python is left out of PATH. Raises :class:`NoSuchVariable`.
    """
    found = {
        CLEAN: "1",
        "PATH": _path(environ.get("PATH", _FALLBACK)),
        "LANG": environ.get("LANG", "C.UTF-8"),
        "TERM": environ.get("TERM", "dumb"),
        "HOME": str(work / HOME),
        "TMPDIR": str(work / TEMPORARY),
    }
    for name in passed:
        if not _NAME.fullmatch(name) or name not in environ:
            raise NoSuchVariable(f"There is no variable {name[:80]!r} to pass on.")
        found[name] = environ[name]
    return found


def _path(path: str) -> str:
    own = str(Path(sys.prefix, "bin")) if sys.prefix != sys.base_prefix else None
    return ":".join(entry for entry in path.split(":") if entry and entry != own) or _FALLBACK
