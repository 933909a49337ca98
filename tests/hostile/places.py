"""A small workspace whose documents are damaged, and where they lie."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.workspace import Example, make_workspace

WAIVER = """\
schema: 1
rule: protocol/described
object: demo@1.0#load
reason: The machine was set up by hand; the description follows with the next version.
approver: Grace Reviewer
date: 2026-11-21
expires: 2027-02-28
"""
DOCUMENTS = {
    "dossier": "dossiers/demo/1.0/dossier.yaml",
    "environment": "dossiers/demo/1.0/environments/host.json",
    "project": "dossiers/demo/project.yaml",
    "published": "dossiers/demo/published.yaml",
    "waiver": "dossiers/demo/waivers/accepted.yaml",
}


def make_small(root: Path) -> Example:
    """One version only, so that the gate is quick, and a waiver."""
    example = make_workspace(root)
    for version in ("1.1", "1.2"):
        shutil.rmtree(root / "dossiers/demo" / version)
    waiver = root / DOCUMENTS["waiver"]
    waiver.parent.mkdir()
    waiver.write_text(WAIVER)
    return example
