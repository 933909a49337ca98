"""A commit of another repository is looked up where a clone is at hand."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.example import Example, Replace
from mkdocs_dossiers.check.profile import WARNING
from mkdocs_dossiers.check.repository import trouble
from mkdocs_dossiers.check.rule import Context, Rule, Stage, dossier_scope
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem

RULE = Rule(
    code="C03",
    slug="commit/not-verified",
    stage=Stage.DECLARED,
    severities=WARNING,
    because="The gate fetches nothing: a commit of a repository it has no clone of is taken on trust, and shown so.",
    fix="Give the gate a clone of the repository: dossier check --clone URL=FOLDER.",
    sources=("G03",),
    example=Example(red=(Replace('repository: "."', "repository: https://git.example.com/other"),)),
)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:
    """Say so where the repository is foreign and no clone is configured."""
    subject = dossier.subject
    if subject is None or trouble(subject.repository) is not None:
        return  # commit/repository says so
    if context.histories.of(subject.repository) is None:
        yield RULE.problem(
            dossier.document,
            dossier.document.at("subject", "repository"),
            "The commit is not verified here: it is in another repository.",
            "Give the gate a clone: dossier check --clone URL=FOLDER, or `clones` in mkdocs.yml.",
            dossier_scope(dossier),
        )
