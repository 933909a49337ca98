"""A small workspace whose documents are damaged, and where they lie."""

from __future__ import annotations

from pathlib import Path

from tests.workspace import Example, git, keep_records, write_dossier

WAIVER = """\
schema: 1
rule: evidence/recipe
object: demo@1.0#load
reason: The machine was set up by hand; the description follows with the next version.
approver: Grace Reviewer
date: 2026-11-21
expires: 2027-02-28
"""
PROJECT = """\
schema: 1
name: demo
title: Demo
summary: A project to test with.
owner: The testers
"""
DOCUMENTS = {
    "dossier": "dossiers/demo/1.0/dossier.yaml",
    "environment": "dossiers/demo/1.0/environments/host.json",
    "project": "dossiers/demo/project.yaml",
    "published": "dossiers/demo/published.yaml",
    "waiver": "dossiers/demo/waivers/accepted.yaml",
}


def make_small(root: Path) -> Example:
    """One version with an author and a waiver, all of it committed and sound."""
    root.mkdir(parents=True)
    git(root, "init", "--quiet", "--initial-branch=main")
    (root / "bench.py").write_text("print('what is measured')\n")
    git(root, "add", ".")
    git(root, "commit", "--quiet", "--message=Add what is measured")
    commit = git(root, "rev-parse", "HEAD")
    document = write_dossier(root, "1.0", commit) / "dossier.yaml"
    document.write_text(document.read_text().replace("\nsubject:", "\nauthors: [Ada Author]\nsubject:"))
    for kind, text in (("project", PROJECT), ("waiver", WAIVER)):
        (root / DOCUMENTS[kind]).parent.mkdir(exist_ok=True)
        (root / DOCUMENTS[kind]).write_text(text)
    keep_records(root)
    git(root, "add", "--force", ".")
    git(root, "commit", "--quiet", "--message=Add a dossier")
    return Example(root, commit)
