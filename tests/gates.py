"""The gate with what was measured before in the same run of the tests."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from mkdocs_dossiers.cache.place import usual_cache
from mkdocs_dossiers.check import gate
from mkdocs_dossiers.check.gate import Report


def run_gate(root: Path, *arguments: Any, **options: Any) -> Report:
    """As the command runs it: the same bytes, asked the same, are measured once."""
    return gate.run_gate(root, *arguments, **{"cache": usual_cache(), **options})
