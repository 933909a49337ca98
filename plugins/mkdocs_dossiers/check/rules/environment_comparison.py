"""Both sides of a comparison were measured in like environments, or the claim says why that does not matter."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.captured import differing, sides
from mkdocs_dossiers.check.example import (
    HOST,
    VERSION,
    Copy,
    Edit,
    Example,
    Replace,
    with_claim,
    with_dataset,
)
from mkdocs_dossiers.check.profile import ERROR
from mkdocs_dossiers.check.rule import Context, Rule, Stage, claim_scope
from mkdocs_dossiers.environment.comparison import Difference
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem

OTHER = f"{VERSION}/environments/other.json"


def compared(*more: str) -> tuple[Edit, ...]:
    """A claim that compares two datasets of two environments. ``more`` are further lines of the claim."""
    rows = "".join(f"{0.001 + index / 1e7:.7f}\n" for index in range(30))
    return (
        Copy(HOST, OTHER),
        *with_dataset(
            "second",
            "second.csv",
            f"latency_s\n{rows}",
            "measure --output second.csv",
            "columns: {metrics: {time: {column: latency_s, unit: s}}}",
        ),
        Replace(
            "    environment: host\n    command: measure", "    environment: other\n    command: measure"
        ),
        with_claim(
            "second-ratio",
            "says: The second program takes at least 100x as long as sorting, at the median.",
            "metric: time",
            "statistic: median",
            "ratio: {of: second, to: tool/test_sort}",
            'holds: ">= 100 x"',
            "apart: Each machine runs one of the programs.",
            *more,
        ),
    )


MORE_MEMORY = (
    Replace('"total": {"value": 8589934592,', '"total": {"value": 17179869184,', OTHER),
    Replace('"size": {"value": 8,', '"size": {"value": 16,', OTHER),
)

RULE = Rule(
    code="M05",
    slug="environment/comparison",
    stage=Stage.DECLARED,
    severities=ERROR,
    because="When the machines differ, nobody can tell whether a difference is the program's or the machine's.",
    fix="Measure both sides in one environment, or say why they may be compared: cross_environment.",
    sources=("E05", "B02"),
    example=Example(
        red=(*compared(), *MORE_MEMORY),
        green=(
            *compared("cross_environment: Both programs need less than a megabyte of memory."),
            *MORE_MEMORY,
        ),
    ),
)

_LISTED = 4


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:  # noqa: ARG001
    """Compare what changes results, for every claim that compares."""
    for name, claim in dossier.claims.items():
        found, pair = differing(dossier, claim), sides(dossier, claim)
        if found and pair is not None and not (claim.cross_environment or "").strip():
            yield RULE.problem(
                dossier.document,
                dossier.document.key_at("claims", name),
                f"The claim {name} compares measurements of the environments {pair[0].name} and {pair[1].name}, "
                f"which differ in what changes results: {_listed(found)}.",
                "Measure both sides in one environment, or add cross_environment: with the reason why they may be "
                "compared.",
                claim_scope(dossier, name),
            )


def _listed(found: tuple[Difference, ...]) -> str:
    shown = "; ".join(f"{entry.field.title} ({entry.a[:60]} and {entry.b[:60]})" for entry in found[:_LISTED])
    return f"{shown}; and {len(found) - _LISTED} more" if len(found) > _LISTED else shown
