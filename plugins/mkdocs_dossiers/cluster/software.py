"""Which software a machine measures with, in words."""

from __future__ import annotations

import platform
from importlib import metadata

from mkdocs_dossiers import __version__
from mkdocs_dossiers.cache.version import LIBRARIES, version


def described() -> str:
    """``mkdocs-dossiers 0.1.0, Python 3.11.7, duckdb 2.0.0 …``."""
    libraries = (*LIBRARIES, "distributed")
    return ", ".join(
        [
            f"mkdocs-dossiers {__version__}",
            f"Python {platform.python_version()}",
            *(f"{name} {metadata.version(name)}" for name in libraries),
        ]
    )


def kit() -> tuple[bytes, str]:
    """The digest of what measures on this machine, and its words; this runs on a worker."""
    return version(), described()
