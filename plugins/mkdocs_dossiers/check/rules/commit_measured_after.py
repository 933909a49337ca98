"""Nothing was measured before the measured commit was made."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.dates import committed, measured
from mkdocs_dossiers.check.example import HOST, Example, Replace
from mkdocs_dossiers.check.profile import ERROR
from mkdocs_dossiers.check.rule import Context, Rule, Stage
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem

RULE = Rule(
    code="C07",
    slug="commit/measured-after",
    stage=Stage.MEASURED,
    severities=ERROR,
    because="What was measured before a commit existed is not a measurement of that commit.",
    fix="Name the commit that was measured, or measure again at this one.",
    sources=("G07",),
    example=Example(red=(Replace('"at": "2026-11-20T10:00:00Z"', '"at": "2026-11-19T10:00:00Z"', HOST),)),
)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:
    """Hold every date against the committer's. A date without time zone counts as the zone that fits."""
    since = committed(dossier, context)
    for dated in measured(dossier, context) if since is not None else ():
        if since is not None and dated.moment.before(since):
            yield RULE.problem(
                dated.document,
                dated.place,
                f"{dated.what} {dated.moment}, before the measured commit was made at "
                f"{since.strftime('%Y-%m-%dT%H:%M:%SZ')}.",
                "Correct the date, name the commit that was measured, or measure again.",
                dated.scope,
            )
