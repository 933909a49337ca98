"""A reproduction follows its schema, and measures again what its dossier holds."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.example import VERSION, Add, Example
from mkdocs_dossiers.check.profile import ERROR
from mkdocs_dossiers.check.rule import Context, Rule, Stage, dataset_scope
from mkdocs_dossiers.check.shape import check_shape
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem, Scope
from mkdocs_dossiers.model.reproduction import Reproduction

RULE = Rule(
    code="S08",
    slug="shape/reproduction",
    stage=Stage.DECLARED,
    severities=ERROR,
    because="A measurement made again counts only where everybody can tell what was measured, and by whom.",
    fix="Follow schema/reproduction.schema.json.",
    sources=("R03",),
    example=Example(
        red=(Add(f"{VERSION}/reproductions/2026-12-01-somebody/reproduction.yaml", "schema: 1\n"),)
    ),
)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:  # noqa: ARG001
    """Compare each reproduction with the schema, and with the dossier it measures again."""
    for reproduction in dossier.reproductions:
        scope = Scope("reproduction", str(dossier.reference), reproduction.name)
        yield from check_shape(reproduction.document, "reproduction", scope, rule=RULE.slug)
        yield from _belongs(dossier, reproduction, scope)


def _belongs(dossier: Dossier, reproduction: Reproduction, scope: Scope) -> Iterator[Problem]:
    document = reproduction.document
    if reproduction.of and reproduction.of != str(dossier.reference):
        yield RULE.problem(
            document,
            document.at("of"),
            f"It is of {reproduction.of}, but lies in the folder of {dossier.reference}.",
            f"Write of: {dossier.reference}, or move the folder.",
            scope,
        )
    for name, dataset in reproduction.evidence.datasets.items():
        original = dossier.datasets.get(name)
        part = dataset_scope(reproduction.evidence, name)
        if name not in dossier.document.section("data"):
            yield RULE.problem(
                document,
                document.key_at("data", name),
                f"{dossier.reference} has no dataset {name}, so no claim is measured again by it.",
                "Give the dataset the name it has in the dossier.",
                part,
            )
        elif original is not None and original.sha256 == dataset.sha256:
            yield RULE.problem(
                document,
                document.at("data", name, "sha256"),
                f"The dataset {name} is the file of {dossier.reference} itself: nothing was measured again.",
                "Measure again, and commit what the tool wrote then.",
                part,
            )
