"""A verdict's reason in one sentence, with the numbers that decide."""

from __future__ import annotations

from mkdocs_dossiers.model.digits import interval, limit, with_unit
from mkdocs_dossiers.model.measurement import Verdict
from mkdocs_dossiers.pages.view import ClaimRow


def why(row: ClaimRow) -> str:
    """Why the claim has its verdict."""
    judgement, claim = row.judgement, row.claim
    measured = judgement.measurement
    if judgement.verdict is not Verdict.SUPPORTED or not measured.interval or claim.holds.op == "==":
        return f"{judgement.verdict.value.capitalize()}: {judgement.reason}"
    low, high = interval(measured.low, measured.high, measured.value)
    end, name = (high, "upper") if claim.holds.op.startswith("<") else (low, "lower")
    return (
        f"Supported: even the {name} end of the interval, {with_unit(end, measured.unit)}, "
        f"is {limit(claim.holds)}."
    )
