"""Every value of an environment is one a machine can have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from mkdocs_dossiers.check.captured import each_environment, environment_scope
from mkdocs_dossiers.check.example import HOST, Example, Replace
from mkdocs_dossiers.check.profile import ERROR
from mkdocs_dossiers.check.rule import Context, Rule, Stage
from mkdocs_dossiers.check.rules.evidence_blank import blank
from mkdocs_dossiers.environment.comparison import entry_of
from mkdocs_dossiers.environment.fields import FIELDS
from mkdocs_dossiers.environment.plausibility import implausible
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.moment import moment
from mkdocs_dossiers.model.problem import Problem

RULE = Rule(
    code="M02",
    slug="environment/plausible",
    stage=Stage.DECLARED,
    severities=ERROR,
    because="A value no machine has was typed in or read wrongly, and so may be the others.",
    fix="Capture the machine again with dossier capture; do not edit what it prints.",
    sources=("E01", "S03"),
    example=Example(red=(Replace('"threads": {"value": 2,', '"threads": {"value": -2,', HOST),)),
)

_FIX = "Capture the machine again with dossier capture; do not edit what it prints."


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:  # noqa: ARG001
    """Look at numbers, words and texts of each field, and at the time of the capture."""
    yield from each_environment(RULE, dossier, implausible, _FIX)
    yield from each_environment(RULE, dossier, _blanks, _FIX)
    for name, environment in dossier.environments.items():
        at = environment.document.text("captured", "at")
        if at is not None and moment(at) is None:
            yield RULE.problem(
                environment.document,
                environment.document.at("captured", "at"),
                f"The environment {name} was captured at {at[:40]!r}, which is no time.",
                _FIX,
                environment_scope(dossier, name),
            )


_TELLING = frozenset({"none", "unknown", "null"})
"""Words that a kernel or a program may really say, where no reason is asked for."""


def _blanks(document: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Texts and reasons that say nothing."""
    for field in FIELDS:
        entry = entry_of(document, field)
        for key in ("value", "reason"):
            written = entry.get(key)
            if (
                isinstance(written, str)
                and blank(written)
                and (key == "reason" or field.material or written.strip().lower() not in _TELLING)
            ):
                yield (
                    field.reference,
                    f"The {key} of {field.reference} is {written[:40]!r}, which says nothing.",
                )
