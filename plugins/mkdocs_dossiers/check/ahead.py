"""Datasets that are still to be measured."""

from __future__ import annotations

import os
from pathlib import Path

from mkdocs_dossiers.model.dossier import Dossier


def is_ahead(dossier: Dossier, name: str) -> bool:
    """Whether a dataset of a draft is only described: it has neither raw file nor digest nor environment."""
    entry = dossier.document.section("data").get(name)
    if not dossier.draft or not isinstance(entry, dict) or {"sha256", "environment"} & entry.keys():
        return False
    return not os.path.lexists(dossier.folder / "data" / Path(str(entry.get("file", ""))).name)
