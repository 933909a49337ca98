"""A raw file does not publish the measuring machine's name, unless the author means it."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.example import Example, Replace
from mkdocs_dossiers.check.profile import Severities
from mkdocs_dossiers.check.rule import Context, Rule, Stage, dataset_scope
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem, Severity

RULE = Rule(
    code="P01",
    slug="privacy/host-name",
    stage=Stage.MEASURED,
    severities=Severities(Severity.WARNING, Severity.WARNING, Severity.ERROR),
    because="Raw files are published whole, and some tools write the host's name into them.",
    fix="Measure again with the tool told not to write it, or say that it may be published: discloses: [host name].",
    sources=("E07",),
    example=Example(red=(Replace("    discloses: [host name]\n", ""),)),
)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:
    """Look at what each file says of its host."""
    for name, raw in context.files.items():
        discloses = dossier.document.find("data", name, "discloses")
        meant = isinstance(discloses, list) and "host name" in discloses
        if raw.facts.get("host") and not meant:
            yield RULE.problem(
                dossier.document,
                dossier.document.at("data", name, "file"),
                f"{dossier.datasets[name].file} holds the name of the machine it was measured on.",
                "Measure again with the tool told not to write it, or say that it may be published: "
                "discloses: [host name].",
                dataset_scope(dossier, name),
            )
