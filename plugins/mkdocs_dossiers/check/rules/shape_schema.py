"""A dossier follows its schema."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.rule import Context, Rule, Stage, dossier_scope
from mkdocs_dossiers.check.shape import SCHEMA, check_shape
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem, Severity

RULE = Rule(
    SCHEMA,
    Stage.DECLARED,
    Severity.ERROR,
    "What does not follow the format cannot be understood by the next person, or by another program.",
)

ELSEWHERE = frozenset(
    {
        ("", "reproduce"),
        ("", "subject"),
        ("subject", "commit"),
        ("subject", "repository"),
        ("data", "file"),
        ("data", "sha256"),
        ("data", "environment"),
        ("data", "command"),
        ("claims", "metric"),
        ("claims", "statistic"),
        ("claims", "holds"),
    }
)
"""Required keys whose absence has a rule of its own."""


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:  # noqa: ARG001
    """Compare the document with its schema."""
    yield from check_shape(dossier.document, "dossier", dossier_scope(dossier), ELSEWHERE)
