"""Every raw file is there, as a regular file inside the dossier."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mkdocs_dossiers.check.example import RAW, Example, Remove
from mkdocs_dossiers.check.found import failures
from mkdocs_dossiers.check.profile import ERROR
from mkdocs_dossiers.check.restoring import restoring
from mkdocs_dossiers.check.rule import Context, Rule, Stage
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem

RULE = Rule(
    code="E10",
    slug="evidence/raw-file",
    stage=Stage.MEASURED,
    severities=ERROR,
    because="A raw file that is not there, or is only a link to somewhere else, is no evidence.",
    fix="Commit the file the tool wrote, inside data/.",
    sources=(
        "S01",
        "S04",
        "D01",
    ),
    waivable=False,
    example=Example(red=(Remove(RAW),)),
)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:
    """Report what measuring met; where git still has a file that is gone, say in which commit."""
    for problem in failures(RULE, dossier, context):
        file = dossier.document.text("data", problem.scope.name, "file") or ""
        kept = dossier.datasets.get(problem.scope.name)
        away = kept is not None and kept.url is not None
        fix = restoring(context, f"{dossier.path}/{file}") if not away else None
        yield problem if fix is None else replace(problem, fix=fix)
