"""The two sides of a comparison are measured in turns, or the claim says why not."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.example import Example, Replace
from mkdocs_dossiers.check.profile import WARNING
from mkdocs_dossiers.check.rule import Context, Rule, Stage, claim_scope
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem

TURNS = 4
"""Changes from one side to the other from which whatever the machine did happened to both."""

RULE = Rule(
    code="L01",
    slug="protocol/arms",
    stage=Stage.MEASURED,
    severities=WARNING,
    because="A machine changes while it measures: what runs second meets another machine than what runs first.",
    fix="Measure both sides in one run, in turns; or say under apart: why that cannot be, and the page prints it.",
    sources=("B03", "B02"),
    example=Example(
        red=(Replace("    apart: The tool measures one benchmark after the other.\n", ""),),
    ),
)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:
    """Count how often the file changes from one side to the other."""
    for name, measured in (context.examined.measurements if context.examined is not None else {}).items():
        claim = dossier.claims[name]
        if not claim.compares or claim.apart is not None:
            continue
        if measured.alternations is not None and measured.alternations >= TURNS:
            continue
        if len(claim.datasets) > 1:
            how = (
                f"lie in two files, {' and '.join(claim.datasets)}, so they were measured one after the other"
            )
        elif measured.alternations is not None:
            how = f"change places only {measured.alternations} times in the file"
        else:
            how = "lie in one file, but nothing in it says that they took turns"
        yield RULE.problem(
            dossier.document,
            dossier.document.key_at("claims", name, claim.form.value),
            f"The two sides of {name} {how}.",
            "Measure them in turns (ABBA); or add apart: with the reason why not.",
            claim_scope(dossier, name),
            rejects=False,
        )
