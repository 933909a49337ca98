"""The commit a raw file names is the one the dossier names, and nothing was changed since."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mkdocs_dossiers.check.rule import Context, Rule, Stage, dataset_scope, resting_on
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem, Severity

RULE = Rule(
    "integrity/commit",
    Stage.MEASURED,
    Severity.ERROR,
    "A file measured at another commit, or with changes nobody committed, says nothing about this one.",
)


_ID = re.compile(r"[0-9a-f]{7,40}")


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:
    """Compare what the tool wrote down with the subject. Short ids are compared as far as they go."""
    declared = dossier.subject.commit if dossier.subject is not None else None
    for name, raw in (context.examined.files if context.examined is not None else {}).items():
        place = dossier.document.at("data", name, "file")
        commit = raw.facts.get("commit", "").lower()
        if declared is not None and _ID.fullmatch(commit) and not declared.startswith(commit):
            yield RULE.problem(
                dossier.document,
                place,
                f"{dossier.datasets[name].file} says it was measured at commit {commit[:12]}…, not at "
                f"{declared[:12]}…{resting_on(dossier, name)}",
                "Name the commit that was measured under subject, or measure again.",
                dataset_scope(dossier, name),
            )
        elif raw.facts.get("dirty") == "true":
            yield RULE.problem(
                dossier.document,
                place,
                f"{dossier.datasets[name].file} says it was measured with changes that were not committed."
                f"{resting_on(dossier, name)}",
                "Commit first, then measure in a clean checkout.",
                dataset_scope(dossier, name),
            )
