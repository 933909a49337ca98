"""No waiver is past its end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from mkdocs_dossiers.check.example import Example, with_waiver
from mkdocs_dossiers.check.profile import ERROR
from mkdocs_dossiers.check.rule import Context, Rule, Stage
from mkdocs_dossiers.model.day import day
from mkdocs_dossiers.model.dossier import Project
from mkdocs_dossiers.model.problem import Problem, Scope

RULE = Rule(
    code="A05",
    slug="waiver/expired",
    stage=Stage.PROJECT,
    severities=ERROR,
    because="An exception nobody looks at again becomes the rule.",
    fix="Mend what was waived, and remove the waiver; or have it approved anew.",
    sources=("R09", "R06"),
    example=Example(
        red=with_waiver("expires: 2027-02-28", "expires: 2026-11-30"),
        green=with_waiver(),
        today=date(2026, 12, 1),
    ),
)


def check(project: Project, context: Context) -> Iterator[Problem]:
    """Compare the end with today. The waiver holds up to and including its last day."""
    for waived in project.waivers:
        expires = day(waived.expires)
        if expires is not None and expires < context.today:
            yield RULE.problem(
                waived.document,
                waived.document.at("expires"),
                f"The waiver ended on {expires}, and today is {context.today}.",
                "Mend what was waived, and remove the waiver; or have it approved anew.",
                Scope("waiver", project.name, waived.name),
            )
