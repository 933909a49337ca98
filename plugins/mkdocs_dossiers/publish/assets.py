"""The files every site needs: one style sheet, one script, and what it loads when needed: charts, parts, checks."""

from __future__ import annotations

import json
from functools import lru_cache, partial
from pathlib import Path

from mkdocs_dossiers.pages.page import SOFTWARE, Asset, PlannedAsset

FOLDER = "assets/dossiers"
CHARTS = f"{FOLDER}/charts.json"
STYLES = (f"{FOLDER}/dossiers.css",)
SCRIPTS = (f"{FOLDER}/dossiers.js",)
_FILES = (
    "dossiers.css",
    "dossiers.js",
    "checking.js",
    "filter.js",
    "compare.js",
    "vendor/vega.js",
    "vendor/vega.LICENSE.txt",
)


def assets() -> list[PlannedAsset]:
    """Each file at its address."""
    source = Path(__file__).parents[1] / "assets"
    check = sorted(str(file.relative_to(source)) for file in (source / "check").rglob("*.js"))
    files = [Asset(f"{FOLDER}/{name}", source=source / name) for name in (*_FILES, *check)]
    return [
        *(PlannedAsset(file.address, partial(_there, file)) for file in files),
        PlannedAsset(CHARTS, _charts, SOFTWARE),
    ]


def _there(file: Asset) -> Asset:
    return file


@lru_cache(maxsize=1)
def _charts() -> Asset:
    """What all charts of a kind have in common. It takes a second: each kind is written and validated by Altair."""
    from mkdocs_dossiers.charts.kinds import skeletons

    return Asset(CHARTS, content=json.dumps(skeletons(), separators=(",", ":")).encode())
