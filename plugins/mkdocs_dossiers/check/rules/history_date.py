"""A dossier's date is not in the future, and not before its commit."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from mkdocs_dossiers.check.example import DOSSIER, Example, Replace
from mkdocs_dossiers.check.profile import ERROR
from mkdocs_dossiers.check.rule import Context, Rule, Stage, dossier_scope
from mkdocs_dossiers.model.day import day
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem

RULE = Rule(
    code="H12",
    slug="history/date",
    stage=Stage.DECLARED,
    severities=ERROR,
    because="What was finished before it could be measured was not measured.",
    fix="Write the day the dossier was finished.",
    sources=("G07",),
    waivable=False,
    example=Example(
        red=(Replace("date: 2026-11-21", "date: 2026-11-01", DOSSIER),), today=date(2026, 11, 21)
    ),
)

ZONES = timedelta(days=1)
"""Days are written by people in other time zones than UTC."""


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:
    """Compare the date with today and with the commit."""
    finished = day(dossier.date)
    if finished is None:
        if dossier.date:
            yield _problem(dossier, f"{dossier.date} is no day.")
        return
    if finished > context.today + ZONES:
        yield _problem(dossier, f"The dossier is of {finished}, and today is {context.today}.")
    subject = dossier.subject
    history = context.histories.of(subject.repository) if subject is not None else None
    commit = history.commit(subject.commit) if subject is not None and history is not None else None
    if commit is not None and finished < commit.date.date() - ZONES:
        yield _problem(dossier, f"The dossier is of {finished}, and its commit of {commit.date.date()}.")


def _problem(dossier: Dossier, message: str) -> Problem:
    return RULE.problem(
        dossier.document,
        dossier.document.at("date"),
        message,
        "Write the day the dossier was finished.",
        dossier_scope(dossier),
    )
