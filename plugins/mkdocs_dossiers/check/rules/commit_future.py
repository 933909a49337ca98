"""Nothing was measured in the future."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from mkdocs_dossiers.check.dates import measured
from mkdocs_dossiers.check.example import Example, Replace
from mkdocs_dossiers.check.profile import ERROR
from mkdocs_dossiers.check.rule import Context, Rule, Stage
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem

RULE = Rule(
    code="C08",
    slug="commit/future",
    stage=Stage.MEASURED,
    severities=ERROR,
    because="A date that has not come yet is wrong, and so may be everything that was written with it.",
    fix="Set the clock of the machine that measured, and write the time at which it did.",
    sources=("G07",),
    example=Example(
        red=(Replace("    command: pytest", "    measured: 2027-11-21T08:11:11Z\n    command: pytest"),),
        green=(Replace("    command: pytest", "    measured: 2026-11-21T08:11:11Z\n    command: pytest"),),
        today=date(2026, 11, 21),
    ),
)

_SKEW = timedelta(days=1)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:
    """Hold every date against today; clocks may differ by a day."""
    for dated in measured(dossier, context):
        if dated.moment.after(context.today + _SKEW):
            yield RULE.problem(
                dated.document,
                dated.place,
                f"{dated.what} {dated.moment}, and today is {context.today}.",
                "Write the time at which it was measured, and set the clock that was wrong.",
                dated.scope,
            )
