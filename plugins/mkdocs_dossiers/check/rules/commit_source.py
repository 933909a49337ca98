"""Every dataset says in which state the measured checkout was, before and after the run."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.example import Example, Replace
from mkdocs_dossiers.check.profile import ADVICE
from mkdocs_dossiers.check.rule import Context, Rule, Stage, dataset_scope, resting_on
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem

RULE = Rule(
    code="C12",
    slug="commit/source",
    stage=Stage.DECLARED,
    severities=ADVICE,
    because="Without git's own words nobody knows whether the commit was measured, or the commit and what was being "
    "tried out that day.",
    fix="Measure with dossier record, which writes source: the commit, tree and changed files before and after.",
    sources=("G01", "G02"),
    example=Example(
        red=(
            Replace(
                "    source:\n"
                "      before: {commit: <commit>, tree: <tree>, dirty: []}\n"
                "      after: {commit: <commit>, tree: <tree>, dirty: [dossiers/demo/1.0/data/tool.json]}\n",
                "",
            ),
        )
    ),
)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:  # noqa: ARG001
    """Look for the key."""
    for name in dossier.datasets:
        if dossier.document.find("data", name, "source") is None:
            yield RULE.problem(
                dossier.document,
                dossier.document.key_at("data", name),
                f"The dataset {name} does not say whether the checkout was clean while it was measured."
                f"{resting_on(dossier, name)}",
                "Add source: {before: {commit: …, tree: …, dirty: []}, after: {…}}, as git said it then.",
                dataset_scope(dossier, name),
            )
