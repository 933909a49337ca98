"""Rules' examples as repositories: the sound dossier the package ships, edited."""

from __future__ import annotations

import hashlib
import re
import shutil
from contextlib import nullcontext
from pathlib import Path
from unittest.mock import patch

from mkdocs_dossiers.check import example as edits
from mkdocs_dossiers.check.example import Edit, Example
from mkdocs_dossiers.check.gate import Report
from mkdocs_dossiers.model.reference import Reference
from mkdocs_dossiers.read.base import base_of
from mkdocs_dossiers.read.folder_digest import folder_digest
from tests.gates import run_gate
from tests.signing import grace
from tests.workspace import git, keep_records


def write_base(root: Path) -> None:
    """The sound dossier, not committed yet, in a repository with the commit it measured."""
    root.mkdir(parents=True)
    git(root, "init", "--quiet", "--initial-branch=main")
    (root / "bench.py").write_text("print('what is measured')\n")
    git(root, "add", ".")
    git(root, "commit", "--quiet", "--message=Add what is measured")
    for path, text in edits.sound().items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text)


def write_example(base: Path, root: Path, changes: tuple[Edit, ...]) -> None:
    """A copy of a base with changes, committed, but for those that are to be left."""
    shutil.copytree(base, root, symlinks=True)
    commit, tree = git(root, "rev-parse", "HEAD", "HEAD^{tree}").split()
    left = [edit.change for edit in changes if isinstance(edit, edits.Uncommitted)]
    later = (edits.Uncommitted, edits.Sign, edits.Signed, edits.WithoutProgram)
    for edit in changes:
        if not isinstance(edit, later):
            apply(root, edit, commit)
    fill(root, commit, tree)
    for edit in changes:
        if isinstance(edit, edits.Sign):
            grace().sign(root / edit.document)
    for edit in changes:
        if isinstance(edit, edits.Signed):
            apply(root, edit.change, commit)
    if not any(_of(edit) == edits.PUBLISHED for edit in changes):
        if any("\nstatus: draft\n" in text.read_text() for text in _documents(root)):
            (root / edits.PUBLISHED).unlink(missing_ok=True)  # what was always a draft is on no record
        keep_records(root)
    git(root, "add", "--force", ".")
    git(root, "commit", "--quiet", "--allow-empty", "--message=Add a dossier")
    for change in left:
        apply(root, change, commit)
    if left:
        fill(root, commit, tree)


def _documents(root: Path) -> list[Path]:
    return [
        file
        for file in sorted(root.glob("dossiers/demo/*/dossier.yaml"))
        if file.is_file() and not file.is_symlink()
    ]


def _of(edit: Edit) -> str:
    change = edit.change if isinstance(edit, edits.Uncommitted | edits.Signed) else edit
    return "" if isinstance(change, edits.Git | edits.WithoutProgram) else change.file


def apply(root: Path, edit: Edit, commit: str) -> None:
    """One change."""
    if isinstance(edit, edits.Git):
        git(root, *(argument.replace("<commit>", commit) for argument in edit.arguments), date=edit.date)
        return
    assert not isinstance(edit, edits.Uncommitted | edits.Signed | edits.Sign | edits.WithoutProgram)
    place = root / edit.file
    if not isinstance(edit, edits.Replace | edits.Remove):
        place.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(edit, edits.Replace):
        text = place.read_text()
        assert text.count(edit.old) == 1, f"{edit.old!r} stands {text.count(edit.old)} times in {edit.file}"
        place.write_text(text.replace(edit.old, edit.new))
    elif isinstance(edit, edits.Add):
        place.write_text(edit.text)
    elif isinstance(edit, edits.Copy):
        source = root / edit.source
        if source.is_dir():
            shutil.copytree(source, place)
        else:
            shutil.copyfile(source, place)
    elif isinstance(edit, edits.Move):
        (root / edit.source).rename(place)
    elif isinstance(edit, edits.Remove):
        shutil.rmtree(place) if place.is_dir() else place.unlink()
    else:
        place.symlink_to(edit.to)


def fill(root: Path, commit: str, tree: str) -> None:
    """Put what tokens stand for into every document."""
    for file in sorted(root.glob("dossiers/**/*.yaml")):
        if not file.is_file():
            continue
        text = file.read_text(encoding="utf-8", errors="surrogateescape")

        def digest(match: re.Match[str], folder: Path = file.parent) -> str:
            raw = folder / match[1]
            return hashlib.sha256(raw.read_bytes() if raw.is_file() else b"").hexdigest()

        filled = re.sub(r"<sha256 of ([^>\n]+)>", digest, text)
        filled = filled.replace("<commit>", commit).replace("<tree>", tree)
        if filled != text:
            file.write_text(filled, encoding="utf-8", errors="surrogateescape")
    for project in sorted(root.glob("dossiers/*/")):
        for record in (project / "published.yaml", *sorted(project.glob("attestations/*.yaml"))):
            text = record.read_text() if record.is_file() else ""
            for version in re.findall(r"<digest of ([^>\n]+)>", text):
                text = text.replace(f"<digest of {version}>", folder_digest(project / version))
            if text:
                record.write_text(text)
    signers = root / edits.SIGNERS_FILE
    if signers.is_file():
        signers.write_text(signers.read_text().replace("<key of Grace Reviewer>", grace().public))


def gate_of(root: Path, example: Example) -> Report:
    """The gate over an example."""
    only = [reference for text in example.only if (reference := Reference.parse(text))]
    lacks = any(isinstance(edit, edits.WithoutProgram) for edit in example.red)
    program = patch("mkdocs_dossiers.read.signature.PROGRAM", "a-program-nobody-has")
    with (
        base_of(root, example.base) if example.base else nullcontext() as base,
        program if lacks else nullcontext(),
    ):
        return run_gate(root, only=only, profile=example.profile, today=example.today, base=base)
