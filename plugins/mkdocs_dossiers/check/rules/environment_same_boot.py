"""Both sides of a comparison were measured on one machine, between two restarts."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.captured import differing, sides
from mkdocs_dossiers.check.example import Example, Replace
from mkdocs_dossiers.check.profile import ADVICE
from mkdocs_dossiers.check.rule import Context, Rule, Stage, claim_scope
from mkdocs_dossiers.check.rules.environment_comparison import OTHER, compared
from mkdocs_dossiers.environment.values import text
from mkdocs_dossiers.model.dossier import Dossier, Environment
from mkdocs_dossiers.model.problem import Problem

_COUNTED = Replace('"cpu_busy": {"value": 10.0,', '"cpu_busy": {"value": 25.0,', OTHER)
"""A second capture of one machine: its counters went on."""

RULE = Rule(
    code="M14",
    slug="environment/same-boot",
    stage=Stage.DECLARED,
    severities=ADVICE,
    because="Two machines of one kind are not equally fast, nor is one before and after a restart.",
    fix="Measure both sides on one machine, one right after the other or in turns.",
    sources=("B02",),
    example=Example(
        red=(
            *compared(),
            _COUNTED,
            Replace('"boot": {"value": "8c1d2e3f4a5b6c7d"', '"boot": {"value": "ffffffffffffffff"', OTHER),
        ),
        green=(*compared(), _COUNTED),
    ),
)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:  # noqa: ARG001
    """Compare the pseudonyms of machine and boot, where nothing else differs that changes results."""
    for name, claim in dossier.claims.items():
        pair = sides(dossier, claim)
        if pair is None or pair[0].name == pair[1].name or differing(dossier, claim):
            continue
        what = _other(pair, "identity.machine", "on two machines") or _other(
            pair, "identity.boot", "before and after a restart"
        )
        if what:
            yield RULE.problem(
                dossier.document,
                dossier.document.key_at("claims", name),
                f"The claim {name} compares what was measured {what}: {pair[0].name} and {pair[1].name}.",
                "Measure both sides on one machine, one right after the other or in turns.",
                claim_scope(dossier, name),
                rejects=False,
            )


def _other(pair: tuple[Environment, Environment], reference: str, what: str) -> str:
    first, last = (text(environment.data, reference) for environment in pair)
    return what if first is not None and last is not None and first != last else ""
