"""One claim of a site against its number computed again: its twin, its badge, its samples."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping
from typing import Any

from mkdocs_dossiers.model.digits import limit
from mkdocs_dossiers.model.dossier import Claim, Dossier
from mkdocs_dossiers.model.measurement import Judgement
from mkdocs_dossiers.pages.badge import words
from mkdocs_dossiers.pages.claim_json import as_limit
from mkdocs_dossiers.pages.view import ClaimRow
from mkdocs_dossiers.pages.written import plainly, printed

NEAR = 1e-9
"""How far, as a part of itself, a number may be from the one computed again: other machines add in other orders."""


def expected(claim: Claim, judgement: Judgement) -> dict[str, str]:
    """What pages have to print of a claim."""
    return {
        "verdict": judgement.verdict.value,
        **printed(judgement.measurement, plainly(limit(claim.holds))),
    }


def differing(twin: Mapping[str, Any], claim: Claim, judgement: Judgement) -> list[str]:
    """What a twin says otherwise, in sentences."""
    measured = judgement.measurement
    told = expected(claim, judgement)
    wanted = {
        "claim": str(claim.reference),
        "says": claim.says,
        "form": claim.form.value,
        "of": str(claim.of),
        "to": str(claim.to) if claim.to is not None else None,
        "metric": claim.metric,
        "statistic": claim.statistic,
        "within": as_limit(claim.within) if claim.within is not None else None,
        "holds": as_limit(claim.holds),
        "confidence": claim.confidence,
        "verdict": judgement.verdict.value,
        "value": measured.value,
        "low": measured.low,
        "high": measured.high,
        "unit": measured.unit,
        "n": measured.n,
        "interval": measured.interval,
        "interval_confidence": measured.confidence,
        "printed": {key: told[key] for key in ("value", "interval", "claimed", "samples")},
    }
    return [
        _says(name, twin.get(name), value)
        for name, value in wanted.items()
        if not same(twin.get(name), value)
    ]


def same(one: object, other: object) -> bool:
    """Whether two values of a document are the same, numbers but for the order of additions."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, int | float) and isinstance(other, int | float):
        return math.isclose(one, other, rel_tol=NEAR, abs_tol=0.0)
    return one == other


def _says(name: str, told: object, value: object) -> str:
    how = "declared" if name in _DECLARED else "recomputed"
    return f"It says {name} is {_shown(told)}; {how} it is {_shown(value)}."


_DECLARED = frozenset("claim says form of to metric statistic within holds confidence unit".split())


def _shown(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)[:120]


def badge_differs(text: str, dossier: Dossier, claim: Claim, judgement: Judgement) -> bool:
    """Whether a badge has other words than the claim's."""
    wanted = words(ClaimRow(dossier, claim, judgement))
    return any(text.count(f">{word}<") != 1 for word in wanted)


def samples_differ(content: bytes, told: Mapping[str, Any], judgement: Judgement) -> str:
    """What is wrong with a claim's published samples, in a sentence; empty where nothing is."""
    if hashlib.sha256(content).hexdigest() != told["sha256"]:
        return f"It is not what claim.json names: its SHA-256 is {hashlib.sha256(content).hexdigest()}."
    if content != judgement.measurement.kept:
        return "It does not hold the samples of the raw file."
    return ""
