"""Every file of a dossier is kept by git, as it is."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.example import RAW, Example, Git, Uncommitted
from mkdocs_dossiers.check.kept import files_of
from mkdocs_dossiers.check.profile import UNLESS_DRAFT
from mkdocs_dossiers.check.rule import Context, Rule, Stage
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem

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
    """Ask git whether it tracks each file, and whether what it holds has the size of the file."""
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
            yield RULE.problem(
                file.document,
                file.position,
                f"{file.name} has {file.size:,} bytes, but git holds {held:,}: it is kept elsewhere, as by Git LFS, or "
                "its line ends are converted.",
                f"Keep it as it is: write `{dossier.path}/** -text -filter` into .gitattributes, and add it again.",
                file.scope,
            )
