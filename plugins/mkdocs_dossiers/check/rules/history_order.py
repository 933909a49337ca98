"""Later versions have later dates."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.example import DOSSIER, Example, Replace, with_version
from mkdocs_dossiers.check.profile import WARNING
from mkdocs_dossiers.check.record import earlier
from mkdocs_dossiers.check.rule import Context, Rule, Stage, dossier_scope
from mkdocs_dossiers.model.day import day
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem

RULE = Rule(
    code="H13",
    slug="history/order",
    stage=Stage.DECLARED,
    severities=WARNING,
    because="Charts follow versions; where time runs the other way, a reader takes the older number for the newer one.",
    fix="Correct the version or the date; a late dossier for an old version may be waived.",
    sources=("G07",),
    example=Example(
        red=(
            *with_version("1.1"),
            Replace("date: 2026-11-21", "date: 2026-11-20", DOSSIER.replace("/1.0/", "/1.1/")),
        ),
        green=with_version("1.1"),
    ),
)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:
    """Compare the date with those of all earlier versions."""
    own = day(dossier.date)
    for other in earlier(dossier, context.project):
        theirs = day(other.date)
        if own is not None and theirs is not None and theirs > own:
            yield RULE.problem(
                dossier.document,
                dossier.document.at("date"),
                f"{dossier.reference} is of {own}, and the earlier version {other.version} is of {theirs}.",
                "Correct the version or the date of one of them.",
                dossier_scope(dossier),
                rejects=False,
            )
            return
