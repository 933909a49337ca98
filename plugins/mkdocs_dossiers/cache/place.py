"""Where the cache is, and with what it is sealed."""

from __future__ import annotations

import os
from pathlib import Path

from mkdocs_dossiers.cache.store import FILE, LIMIT, MOST_PAGES, PAGES, Cache

FOLDER = "DOSSIER_CACHE"
"""The environment variable that names the folder of the cache; ``off`` for none."""
KEY = "DOSSIER_CACHE_KEY"
"""The environment variable with the secret that entries are sealed with."""


def usual_cache(name: str = FILE) -> Cache | None:
    """The cache of this user, or the one the environment names; None where there is to be none.

    ``name`` is that of its file: :data:`~mkdocs_dossiers.cache.store.PAGES` for finished pages.
    """
    named, limit = os.environ.get(FOLDER, ""), MOST_PAGES if name == PAGES else LIMIT
    if named == "off":
        return None
    key = os.environ.get(KEY, "").encode("utf-8", "surrogateescape")
    if named:
        return Cache(Path(named), key, limit, name)
    home = os.environ.get("XDG_CACHE_HOME", "")
    try:
        folder = Path(home) if home.startswith("/") else Path.home() / ".cache"
    except RuntimeError:  # this user has no home
        return None
    return Cache(folder / "mkdocs-dossiers", key, limit, name)
