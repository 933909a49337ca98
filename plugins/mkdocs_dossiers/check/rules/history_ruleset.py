"""A dossier follows the rules that were out when it was finished."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.example import Example, Replace
from mkdocs_dossiers.check.profile import ERROR
from mkdocs_dossiers.check.rule import Context, Rule, Stage, dossier_scope
from mkdocs_dossiers.check.ruleset import least
from mkdocs_dossiers.model.day import day
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem

RULE = Rule(
    code="H01",
    slug="history/ruleset",
    stage=Stage.DECLARED,
    severities=ERROR,
    because="Old rules are for old dossiers: nobody may choose easier ones for a new one.",
    fix="Write the number of the newest ruleset: rules: 1.",
    sources=("K08", "S06"),
    waivable=False,
    example=Example(
        red=(Replace("schema: 1\n", "schema: 1\nrules: 99\n"),),
        green=(Replace("schema: 1\n", "schema: 1\nrules: 1\n"),),
    ),
)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:
    """Compare the dossier's ruleset with those there were on its day."""
    rulesets = context.rulesets
    newest, finished = max(rulesets), day(dossier.date)
    document = dossier.document
    if dossier.ruleset not in rulesets:
        yield RULE.problem(
            document,
            document.at("rules"),
            f"Ruleset {dossier.ruleset} is not known here; the newest is {newest}.",
            f"Write rules: {newest}, or update the gate.",
            dossier_scope(dossier),
        )
    elif finished is not None and dossier.ruleset < least(finished, rulesets):
        wanted = least(finished, rulesets)
        yield RULE.problem(
            document,
            document.at("rules"),
            f"The dossier is of {finished}, when ruleset {wanted} was out, but follows ruleset {dossier.ruleset}.",
            f"Write rules: {newest}, and mend what it finds.",
            dossier_scope(dossier),
        )
