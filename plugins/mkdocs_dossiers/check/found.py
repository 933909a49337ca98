"""Findings several rules share: a key that is missing, a failure met while measuring, a verdict."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from mkdocs_dossiers.check.rule import Context, Rule, claim_scope, dataset_scope, resting_on
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.measurement import Verdict
from mkdocs_dossiers.model.problem import Problem

NEAR = 0.8
"""How like a key another one is that was meant to be it."""


def missing(rule: Rule, dossier: Dossier, section: str, key: str, what: str, fix: str) -> Iterator[Problem]:
    """Every claim or dataset (``section`` is "claims" or "data") without a key. ``what`` ends the sentence.

    Where the key is only misspelled, `shape/unknown-key` says so, and nothing is missing.
    """
    document = dossier.document
    noun = "claim" if section == "claims" else "dataset"
    for name, entry in document.section(section).items():
        if not isinstance(entry, dict) or key in entry or difflib.get_close_matches(key, entry, 1, NEAR):
            continue
        scope = claim_scope(dossier, name) if section == "claims" else dataset_scope(dossier, name)
        resting = resting_on(dossier, name) if section == "data" else ""
        place = document.key_at(section, name)
        yield rule.problem(document, place, f"The {noun} {name} {what}.{resting}", fix, scope)


def failures(rule: Rule, dossier: Dossier, context: Context) -> Iterator[Problem]:
    """Every failure of this rule that measuring met."""
    if context.examined is None:
        return
    for section, found, scope in (
        ("data", context.examined.file_failures, dataset_scope),
        ("claims", context.examined.claim_failures, claim_scope),
    ):
        for name, failure in found.items():
            if failure.rule == rule.slug:
                place = dossier.document.at(section, name, *failure.pointer)
                yield rule.problem(
                    dossier.document, place, failure.message, failure.fix, scope(dossier, name)
                )


def verdicts(rule: Rule, dossier: Dossier, context: Context, verdict: Verdict, fix: str) -> Iterator[Problem]:
    """Every claim with this verdict that is not marked as missed. The claim is still shown, with its verdict."""
    for name, claim in dossier.claims.items():
        judgement = context.judgements.get(claim.reference)
        if judgement is not None and judgement.verdict is verdict and claim.missed is None:
            yield rule.problem(
                dossier.document,
                dossier.document.at("claims", name, "holds"),
                f"The claim {name} is {verdict.value}: {judgement.reason}",
                fix,
                claim_scope(dossier, name),
                rejects=False,
            )
