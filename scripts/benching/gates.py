"""What the cases of the gate share: the workspace, our command, and its cache."""

from __future__ import annotations

import shutil
from pathlib import Path

from benching.case import Bench, Step
from benching.workload import Made, workspace

ROOT = Path(__file__).parents[2]
DOSSIER = ROOT / ".venv/bin/dossier"
FULL = 1000
"""Dossiers."""


def made(bench: Bench) -> Made:
    """The workspace, at the bench's scale."""
    bench.tell(f"writing {bench.size(FULL):,} dossiers")
    return workspace(bench.folder / "workspace", bench.size(FULL))


def check(at: Made, cache: Path | None, *arguments: str) -> Step:
    """``dossier check``, which is to find nothing wrong."""
    place = {"DOSSIER_CACHE": str(cache) if cache is not None else "off"}
    return Step((str(DOSSIER), "check", *arguments), at.root, place)


def without(folder: Path) -> None:
    """Forget what was measured."""
    shutil.rmtree(folder, ignore_errors=True)
