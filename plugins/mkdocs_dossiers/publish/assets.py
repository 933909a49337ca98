"""The files every site needs: one style sheet, one script, and what it loads when needed: charts, parts, checks."""

from __future__ import annotations

import json
from pathlib import Path

from mkdocs_dossiers.charts.kinds import skeletons
from mkdocs_dossiers.pages.page import Asset

FOLDER = "assets/dossiers"
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


def assets() -> list[Asset]:
    """Each file at its address."""
    source = Path(__file__).parents[1] / "assets"
    check = sorted(str(file.relative_to(source)) for file in (source / "check").rglob("*.js"))
    kinds = json.dumps(skeletons(), separators=(",", ":")).encode()
    return [
        *(Asset(f"{FOLDER}/{name}", source=source / name) for name in (*_FILES, *check)),
        Asset(f"{FOLDER}/charts.json", content=kinds),
    ]
