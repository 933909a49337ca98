"""A waiver has an end, at most a year after it was approved."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from mkdocs_dossiers.check.example import APPROVED, Example, with_waiver
from mkdocs_dossiers.check.profile import ERROR
from mkdocs_dossiers.check.rule import Context, Rule, Stage
from mkdocs_dossiers.model.day import day
from mkdocs_dossiers.model.dossier import Project
from mkdocs_dossiers.model.problem import Problem, Scope

RULE = Rule(
    code="A04",
    slug="waiver/term",
    stage=Stage.PROJECT,
    severities=ERROR,
    because="What is accepted for ever is not an exception but another rule.",
    fix="Write the day it was approved, and an end within a year of it.",
    sources=("R09",),
    example=Example(
        red=with_waiver("expires: 2027-02-28", "expires: 2099-12-31"), green=with_waiver(), today=APPROVED
    ),
)

LONGEST = timedelta(days=366)


def check(project: Project, context: Context) -> Iterator[Problem]:
    """Compare the two days with each other and with today."""
    for waived in project.waivers:
        approved, expires = day(waived.date), day(waived.expires)
        scope = Scope("waiver", project.name, waived.name)
        for key, text, found in (("date", waived.date, approved), ("expires", waived.expires, expires)):
            if text and found is None:
                yield RULE.problem(
                    waived.document,
                    waived.document.at(key),
                    f"{text} is not a day.",
                    "Write year, month and day: 2026-11-21.",
                    scope,
                )
        if approved is not None and approved > context.today:
            yield RULE.problem(
                waived.document,
                waived.document.at("date"),
                f"The waiver is dated {approved}, and today is {context.today}.",
                "Write the day it was approved.",
                scope,
            )
        if approved is not None and expires is not None and not approved <= expires <= approved + LONGEST:
            yield RULE.problem(
                waived.document,
                waived.document.at("expires"),
                f"The waiver runs from {approved} to {expires}; at most a year is allowed.",
                f"Let it end between {approved} and {approved + LONGEST}.",
                scope,
            )
