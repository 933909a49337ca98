"""The gate with what was measured before in the same run of the tests."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from mkdocs_dossiers.cache.place import usual_cache
from mkdocs_dossiers.check import gate
from mkdocs_dossiers.check.gate import Report
from mkdocs_dossiers.measure.depth import Depth


def run_gate(root: Path, *arguments: Any, pages: bool = False, **options: Any) -> Report:
    """As the command runs it: the same bytes, asked the same, are measured once. ``pages`` asks for all of it."""
    options.setdefault("depth", Depth.PAGES if pages else Depth.VERDICT)
    return gate.run_gate(root, *arguments, **{"cache": usual_cache(), **options})
