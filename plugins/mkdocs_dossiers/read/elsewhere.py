"""Raw files that git does not hold: where a dossier says they are kept, and the store with what was fetched of them.

The store is a folder by content: ``<sha256>/data/<name>``, laid out as in a dossier. Nothing is believed of it: every
file is hashed before it is used, like one that is committed. Only ``dossier fetch`` writes to it.
"""

from __future__ import annotations

import os
import shlex
from pathlib import Path

from mkdocs_dossiers.model.dossier import Dataset

STORE = "DOSSIER_STORE"
"""The environment variable that names the folder of the store; ``off`` for none."""
HOST = r"(https?|s3)://[0-9A-Za-z]([0-9A-Za-z.-]*[0-9A-Za-z])?(:[0-9]{1,5})?"
URL = rf"{HOST}(/[0-9A-Za-z][0-9A-Za-z._~+=,-]*)+"
"""An address of a raw file: no names or passwords, no query, no steps upwards, nothing that is encoded."""


def store() -> Path | None:
    """The store of this user, or the one the environment names; None where there is to be none."""
    named = os.environ.get(STORE, "")
    if named:
        return None if named == "off" else Path(named)
    home = os.environ.get("XDG_CACHE_HOME", "")
    try:
        folder = Path(home) if home.startswith("/") else Path.home() / ".cache"
    except RuntimeError:  # this user has no home
        return None
    return folder / "mkdocs-dossiers" / "raw"


def place_of(sha256: str, store: Path) -> Path:
    """The folder of a file in the store, as that of a dossier."""
    return store / sha256[:2] / sha256


def folder_of(folder: Path, dataset: Dataset) -> Path:
    """The folder below which a dataset's raw file lies: the dossier's; the store's for one that was fetched."""
    if dataset.url is None or os.path.lexists(folder / dataset.file):
        return folder
    known = store()
    fetched = place_of(dataset.sha256, known) if known is not None else folder
    return fetched if (fetched / dataset.file).is_file() else folder


def is_away(folder: Path, dataset: Dataset) -> bool:
    """Whether a dataset's raw file is not in its dossier's ``folder`` but, as the dossier says, elsewhere."""
    return dataset.url is not None and not os.path.lexists(folder / dataset.file)


def how_to_copy(dataset: Dataset) -> str | None:
    """The command that puts a file where the statements of its dossier look for it; None where it is not kept
    elsewhere. Addresses and paths hold nothing a shell would understand.
    """
    if dataset.url is None:
        return None
    if dataset.url.startswith("s3://"):
        return f"aws s3 cp {dataset.url} {shlex.quote(dataset.path)}"
    return f"curl --location --output {shlex.quote(dataset.path)} {dataset.url}"


def dossier_named(path: str) -> str:
    """The dossier of a raw file, as ``dossier fetch`` takes it. ``path`` is from the workspace's root."""
    parts = path.split("/")
    home = parts[: parts.index("reproductions")] if "reproductions" in parts[2:] else parts[:-2]
    return "@".join(home[-2:])
