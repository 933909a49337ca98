"""The commit a raw file names is the one the dossier names, and nothing was changed since."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.example import RAW, Example, Replace
from mkdocs_dossiers.check.profile import ERROR
from mkdocs_dossiers.check.rule import Context, Rule, Stage, dataset_scope, resting_on
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem
from mkdocs_dossiers.read.embedded_commit import parse_commit

RULE = Rule(
    code="I06",
    slug="integrity/commit",
    stage=Stage.MEASURED,
    severities=ERROR,
    because="A file measured at another commit, or with changes nobody committed, says nothing about this one.",
    fix="Name the commit that was measured, or measure again in a clean checkout.",
    sources=(
        "G01",
        "G02",
    ),
    example=Example(red=(Replace('"dirty": false', '"dirty": true', RAW),)),
)


_DIRTY = frozenset({"true", "yes", "1", "dirty", "modified"})


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:
    """Compare what the tool wrote down with the subject. Short ids are compared as far as they go."""
    declared = dossier.subject.commit if dossier.subject is not None else None
    for name, raw in context.files.items():
        written = raw.facts.get("commit", "")
        embedded = parse_commit(written)
        if declared is not None and embedded is not None and not declared.startswith(embedded.id):
            yield RULE.problem(
                dossier.document,
                dossier.document.at("data", name, "file"),
                f"{dossier.datasets[name].file} says it was measured at commit {written[:60]}, not at "
                f"{declared}.{resting_on(dossier, name)}",
                "Name the commit that was measured under subject, or measure again.",
                dataset_scope(dossier, name),
            )
        elif raw.facts.get("dirty", "").lower() in _DIRTY or (embedded is not None and embedded.dirty):
            yield RULE.problem(
                dossier.document,
                dossier.document.at("data", name, "file"),
                f"{dossier.datasets[name].file} says it was measured with changes that were not committed."
                f"{resting_on(dossier, name)}",
                "Commit first, then measure in a clean checkout.",
                dataset_scope(dossier, name),
            )
