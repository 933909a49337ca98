"""A dataset was measured when its raw file says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from mkdocs_dossiers.check.dates import recorded, stated
from mkdocs_dossiers.check.example import Example, Replace
from mkdocs_dossiers.check.profile import ERROR
from mkdocs_dossiers.check.rule import Context, Rule, Stage
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem

RULE = Rule(
    code="C09",
    slug="commit/measured-agrees",
    stage=Stage.MEASURED,
    severities=ERROR,
    because="A file that was written on another day is another measurement than the one that is described.",
    fix="Write the time at which the file was measured: measured.",
    sources=("G07",),
    example=Example(
        red=(Replace("    command: pytest", "    measured: 2026-11-22T20:11:11Z\n    command: pytest"),),
        green=(Replace("    command: pytest", "    measured: 2026-11-21T20:11:11Z\n    command: pytest"),),
        today=date(2026, 11, 22),
    ),
)

_MOST = timedelta(days=1)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:
    """Hold ``measured`` against the file's own date; tools write the start, authors the end of a run."""
    files = {dated.scope: dated for dated in recorded(dossier, context)}
    for dated in stated(dossier):
        file = files.get(dated.scope)
        if file is not None and dated.moment.apart(file.moment) > _MOST:
            yield RULE.problem(
                dated.document,
                dated.place,
                f"{dated.what} {dated.moment}, but {file.what} {file.moment}, in its own words.",
                "Correct measured, or name the file that was written then.",
                dated.scope,
            )
