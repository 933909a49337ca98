"""Raw files and environments are committed."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.rule import Context, Rule, Stage, dataset_scope
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem, Scope, Severity

RULE = Rule(
    "evidence/tracked",
    Stage.DECLARED,
    Severity.ERROR,
    "Evidence that lies on one workstation, or that .gitignore hides, is gone when somebody looks for it.",
)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:
    """Ask git whether it tracks each file. A draft's files may still be uncommitted."""
    history = context.histories.own
    tracked = history.tracked
    if not history.exists or history.trouble is not None:
        return
    for name, dataset in dossier.datasets.items():
        file = dossier.folder / dataset.file
        if file.is_file() and str(file) not in tracked:
            yield RULE.problem(
                dossier.document,
                dossier.document.at("data", name, "file"),
                f"{dataset.file} is not committed.",
                f"git add -f {dataset.path}",
                dataset_scope(dossier, name),
                severity=Severity.INFO if dossier.draft else Severity.ERROR,
            )
    for name, environment in dossier.environments.items():
        file = dossier.folder / "environments" / f"{name}.json"
        if str(file) not in tracked:
            yield RULE.problem(
                environment.document,
                environment.document.at(),
                f"environments/{name}.json is not committed.",
                f"git add -f {environment.path}",
                Scope("environment", str(dossier.reference), name),
                severity=Severity.INFO if dossier.draft else Severity.ERROR,
            )
