"""Every file of a dossier is kept by git, as it is."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from mkdocs_dossiers.check.example import RAW, Example, Git, Uncommitted
from mkdocs_dossiers.check.kept import Kept, files_of
from mkdocs_dossiers.check.profile import UNLESS_DRAFT
from mkdocs_dossiers.check.rule import Context, Rule, Stage
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem
from mkdocs_dossiers.read.lfs import LARGEST, Pointer

RULE = Rule(
    code="E11",
    slug="evidence/tracked",
    stage=Stage.DECLARED,
    severities=UNLESS_DRAFT,
    because="Evidence that lies on one workstation, or that .gitignore hides, is gone when somebody looks for it.",
    fix="Add every file of the dossier to git, as it is: git add -f FILE.",
    sources=("S01", "G02"),
    waivable=False,
    example=Example(red=(Uncommitted(Git(("rm", "--quiet", "--cached", RAW))),)),
)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:
    """Ask git whether it tracks each file, and whether what it holds has the size of the file.

    For a file that Git LFS keeps, git holds a pointer: it must be one to the very bytes that the dossier declares.
    """
    declared = {dataset.file: dataset.sha256 for dataset in dossier.datasets.values()}
    history = context.histories.own
    committed = history.committed(context.workspace.root / context.workspace.folder)
    if not history.exists or history.trouble is not None:
        return
    for file in files_of(dossier, context.project):
        held = committed.sizes.get(str(file.place))
        if str(file.place) not in history.tracked:
            yield RULE.problem(
                file.document,
                file.position,
                f"{file.name} is not tracked by git.",
                f"git add -f {file.path}",
                file.scope,
            )
        elif held is not None and str(file.place) not in committed.changed and held != file.size:
            pointer = history.pointer(file.place) if held < LARGEST else None
            if pointer is not None and _same(file, pointer, declared.get(file.name)):
                continue
            yield RULE.problem(
                file.document,
                file.position,
                f"{file.name} has {file.size:,} bytes, but git holds "
                + (
                    f"a Git LFS pointer to {pointer.size:,} bytes with the SHA-256 {pointer.sha256}."
                    if pointer is not None
                    else f"{held:,}: a filter keeps it elsewhere, or its line ends are converted."
                ),
                (
                    ""
                    if pointer is None
                    else f"Add it again: git add --renormalize {file.path}. Or keep it in git: "
                )
                + f"Write `{dossier.path}/** -text -filter` into .gitattributes, and add it again.",
                file.scope,
            )


def _same(file: Kept, pointer: Pointer, declared: str | None) -> bool:
    """Whether a pointer stands for a file: for the bytes a dossier declares, which are measured, or those it has."""
    if declared is not None:
        return pointer.sha256 == declared
    with file.place.open("rb") as stream:
        return pointer.sha256 == hashlib.file_digest(stream, "sha256").hexdigest()
