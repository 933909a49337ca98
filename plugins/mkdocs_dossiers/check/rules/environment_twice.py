"""One capture has one name."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.captured import environment_scope
from mkdocs_dossiers.check.example import HOST, VERSION, Copy, Example, Replace, with_dataset
from mkdocs_dossiers.check.profile import WARNING
from mkdocs_dossiers.check.rule import Context, Rule, Stage
from mkdocs_dossiers.model.document import Position
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem

_COPY = f"{VERSION}/environments/copy.json"
_SECOND = with_dataset(
    "second",
    "second.csv",
    "latency_s\n0.0010\n0.0012\n0.0011\n",
    "measure --output second.csv",
    "columns: {metrics: {time: {column: latency_s, unit: s}}}",
)

RULE = Rule(
    code="M09",
    slug="environment/twice",
    stage=Stage.DECLARED,
    severities=WARNING,
    because="A copy under another name makes one machine look like two.",
    fix="Keep one file, and name it in every dataset that was measured there.",
    sources=("D08", "E05"),
    example=Example(
        red=(
            Copy(HOST, _COPY),
            *_SECOND,
            Replace(
                "    environment: host\n    command: measure", "    environment: copy\n    command: measure"
            ),
        ),
        green=_SECOND,
    ),
)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:  # noqa: ARG001
    """Compare all fields; two captures of one machine differ in load and counters."""
    seen: list[tuple[str, object]] = []
    for name, environment in dossier.environments.items():
        fields = environment.data.get("fields")
        first = next((other for other, known in seen if known == fields), None)
        seen.append((name, fields))
        if first is not None and fields:
            yield RULE.problem(
                environment.document,
                Position(1, 1),
                f"The environments {first} and {name} are one capture under two names.",
                f"Delete this file and write environment: {first}, or capture the other machine.",
                environment_scope(dossier, name),
            )
