"""The same raw bytes are not presented as two measurements."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.rule import Context, Rule, Stage, dataset_scope, resting_on
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem, Severity

RULE = Rule(
    "integrity/same-file",
    Stage.DECLARED,
    Severity.ERROR,
    "One run counted twice, or taken for a run of other code, is not a second measurement.",
)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:
    """Compare digests within the dossier, and with dossiers of the project that name another commit."""
    seen: dict[str, str] = {}
    for name, dataset in dossier.datasets.items():
        other = seen.setdefault(dataset.sha256, name)
        place = f"the dataset {other}" if other != name else _elsewhere(dossier, context, dataset.sha256)
        if place is not None:
            yield RULE.problem(
                dossier.document,
                dossier.document.at("data", name, "sha256"),
                f"The dataset {name} is the same file as {place}.{resting_on(dossier, name)}",
                "Measure again, or let the claims name the one dataset.",
                dataset_scope(dossier, name),
            )


def _elsewhere(dossier: Dossier, context: Context, sha256: str) -> str | None:
    """An earlier dossier that has the file under another commit."""
    for other in context.project.sorted():
        if other.reference == dossier.reference:
            return None
        if not _known(other, context) or not _known(dossier, context):
            continue
        commits = {found.subject.commit for found in (dossier, other) if found.subject is not None}
        if len(commits) > 1 and any(dataset.sha256 == sha256 for dataset in other.datasets.values()):
            return f"one of {other.reference}, which measured another commit"
    return None


def _known(dossier: Dossier, context: Context) -> bool:
    """Whether the commit a dossier names can be looked up; otherwise another rule speaks."""
    subject = dossier.subject
    history = context.histories.of(subject.repository) if subject is not None else None
    found = history.commit(subject.commit) if subject is not None and history is not None else None
    return found is not None and found.reached_from is not None
