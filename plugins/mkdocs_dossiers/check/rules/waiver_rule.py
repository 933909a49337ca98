"""A waiver names a rule that exists and may be waived."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from mkdocs_dossiers.check.example import APPROVED, Example, with_waiver
from mkdocs_dossiers.check.profile import ERROR
from mkdocs_dossiers.check.rule import Context, Rule, Stage, rules
from mkdocs_dossiers.model.dossier import Project
from mkdocs_dossiers.model.problem import Problem, Scope

RULE = Rule(
    code="A01",
    slug="waiver/rule",
    stage=Stage.PROJECT,
    severities=ERROR,
    because="Some things nobody can accept for somebody else: a damaged file stays damaged.",
    fix="Name a rule by its slug; the gate's page lists them, and says which may be waived.",
    sources=("R09",),
    example=Example(
        red=with_waiver("rule: evidence/recipe", "rule: integrity/sha256"),
        green=with_waiver(),
        today=APPROVED,
    ),
)


def check(project: Project, context: Context) -> Iterator[Problem]:  # noqa: ARG001
    """Look each rule up."""
    known = {rule.slug: rule for rule, _ in rules()}
    for waived in project.waivers:
        document = waived.document
        place, scope = document.at("rule"), Scope("waiver", project.name, waived.name)
        rule = known.get(waived.rule)
        if rule is None and waived.rule:
            near = difflib.get_close_matches(waived.rule, known, 1)
            yield RULE.problem(
                document,
                place,
                f"There is no rule {waived.rule!r}.",
                f"Did you mean {near[0]!r}?" if near else "Name a rule such as evidence/recipe.",
                scope,
            )
        elif rule is not None and not rule.can_be_waived:
            yield RULE.problem(
                document,
                place,
                f"A finding of {rule.slug} cannot be waived.",
                f"{rule.fix} Then remove the waiver.",
                scope,
            )
