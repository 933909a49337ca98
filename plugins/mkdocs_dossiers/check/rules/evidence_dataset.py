"""Every claim names datasets that exist."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from mkdocs_dossiers.check.rule import Context, Rule, Stage, claim_scope
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem, Severity

RULE = Rule(
    "evidence/dataset",
    Stage.DECLARED,
    Severity.ERROR,
    "A claim without raw data is an opinion.",
)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:  # noqa: ARG001
    """Look for each claim's series, and for the datasets they are in."""
    document = dossier.document
    known = list(document.section("data"))
    for name, claim in document.section("claims").items():
        if not isinstance(claim, dict):
            continue
        scope = claim_scope(dossier, name)
        if ("of" in claim) == ("ratio" in claim):
            yield RULE.problem(
                document,
                document.key_at("claims", name),
                f"The claim {name} names {'both a series and a ratio' if 'of' in claim else 'no dataset'}.",
                "Keep one of the two."
                if "of" in claim
                else f"Add of: <dataset>/<series>; the datasets here are {', '.join(known) or 'none yet'}.",
                scope,
            )
        for pointer in (("of",), ("ratio", "of"), ("ratio", "to")):
            text = document.text("claims", name, *pointer)
            dataset = text.partition("/")[0] if text is not None else None
            if dataset is None or dataset in known:
                continue
            near = difflib.get_close_matches(dataset, known, 1)
            yield RULE.problem(
                document,
                document.at("claims", name, *pointer),
                f"The claim {name} rests on the dataset {dataset!r}, which is not here.",
                f"Did you mean {near[0]!r}?"
                if near
                else f"Add it under data; there are {', '.join(known) or 'none'}.",
                scope,
            )
