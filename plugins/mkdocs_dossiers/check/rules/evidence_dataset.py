"""Every claim names datasets that exist."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from mkdocs_dossiers.check.example import Example, Replace
from mkdocs_dossiers.check.profile import ERROR
from mkdocs_dossiers.check.rule import Context, Rule, Stage, claim_scope
from mkdocs_dossiers.model.dossier import POINTERS, Dossier, Form
from mkdocs_dossiers.model.problem import Problem

RULE = Rule(
    code="E01",
    slug="evidence/dataset",
    stage=Stage.DECLARED,
    severities=ERROR,
    because="A claim without raw data is an opinion.",
    fix="Name the dataset and the series: of: <dataset>/<series>.",
    sources=(
        "C01",
        "D01",
        "ACM Artifact Review",
    ),
    waivable=False,
    example=Example(red=(Replace("of: tool/test_sort", "of: tol/test_sort"),)),
)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:  # noqa: ARG001
    """Look for each claim's series, and for the datasets they are in."""
    document = dossier.document
    known = list(document.section("data"))
    for name, claim in document.section("claims").items():
        if not isinstance(claim, dict):
            continue
        scope = claim_scope(dossier, name)
        forms = [form.value for form in Form if form.value in claim]
        if len(forms) != 1:
            yield RULE.problem(
                document,
                document.key_at("claims", name),
                f"The claim {name} names {f'both {forms[0]} and {forms[1]}' if forms else 'no dataset'}.",
                f"Keep one of {', '.join(forms)}."
                if forms
                else f"Add of: <dataset>/<series>; the datasets here are {', '.join(known) or 'none yet'}.",
                scope,
            )
        for pointer in POINTERS:
            text = document.text("claims", name, *pointer)
            if text is None:
                continue
            dataset, slash, series = text.partition("/")
            if dataset in known:
                continue
            near = difflib.get_close_matches(dataset, known, 1)
            yield RULE.problem(
                document,
                document.at("claims", name, *pointer),
                f"The claim {name} rests on the dataset {dataset!r}, which is not here.",
                f"Did you mean {near[0] + slash + series!r}?"
                if near
                else f"Add it under data; there are {', '.join(known) or 'none'}.",
                scope,
            )
