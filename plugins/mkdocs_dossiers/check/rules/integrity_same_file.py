"""The same raw bytes are not presented as two measurements."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from mkdocs_dossiers.check.example import RAW, VERSION, Copy, Example, with_dataset
from mkdocs_dossiers.check.profile import ERROR
from mkdocs_dossiers.check.rule import Context, Rule, Stage, dataset_scope, resting_on
from mkdocs_dossiers.model.day import day
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem
from mkdocs_dossiers.model.reference import version_key

RULE = Rule(
    code="I05",
    slug="integrity/same-file",
    stage=Stage.DECLARED,
    severities=ERROR,
    because="One run counted twice, or taken for a run of other code, is not a second measurement.",
    fix="Measure again, or let the claims name the one dataset.",
    sources=("D08",),
    example=Example(
        red=(
            *with_dataset("again", "again.json", None, "pytest bench.py", "discloses: [host name]"),
            Copy(RAW, f"{VERSION}/data/again.json"),
        )
    ),
)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:
    """Compare digests within the dossier, and with every dossier of any project that names another commit."""
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
    """An earlier dossier that has the file under another commit. The later one is to blame, never both."""
    commit = dossier.subject.commit if dossier.subject is not None else None
    own = _age(dossier, context)
    for other in sorted(context.holders.get(sha256, ()), key=lambda found: _age(found, context)):
        if _age(other, context) >= own:
            return None
        if other.subject is not None and commit is not None and other.subject.commit != commit:
            return f"one of {other.reference}, which measured another commit"
    return None


def _age(dossier: Dossier, context: Context) -> tuple[bool, bool, date, object, str]:
    """Sort key: what is published before drafts, what was there before what a change brings, then by day."""
    new = context.base is not None and context.base.is_new(dossier.reference)
    version = (version_key(dossier.version), dossier.version)
    return (dossier.draft, new, day(dossier.date) or date.max, version, dossier.reference.project)
