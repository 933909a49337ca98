"""A dossier is finished no earlier than its last measurement."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.dates import recorded, stated
from mkdocs_dossiers.check.example import Example, Replace
from mkdocs_dossiers.check.profile import ERROR
from mkdocs_dossiers.check.rule import Context, Rule, Stage, dossier_scope
from mkdocs_dossiers.model.day import day
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem

RULE = Rule(
    code="C10",
    slug="commit/finished",
    stage=Stage.MEASURED,
    severities=ERROR,
    because="Commit, measurement and dossier follow each other: a date out of order means that something was swapped.",
    fix="Write the day on which the dossier was finished: date.",
    sources=("G07", "S07"),
    example=Example(red=(Replace("date: 2026-11-21", "date: 2026-11-20"),)),
)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:
    """Hold the dossier's date against that of each dataset; said once, for the first that is later."""
    finished = day(dossier.date)
    for dated in (*stated(dossier), *recorded(dossier, context)) if finished is not None else ():
        if finished is not None and dated.moment.after(finished):
            yield RULE.problem(
                dossier.document,
                dossier.document.at("date"),
                f"The dossier is of {dossier.date}, but {dated.what[:1].lower()}{dated.what[1:]} {dated.moment}.",
                "Write the day on which the dossier was finished, after everything was measured.",
                dossier_scope(dossier),
            )
            return
