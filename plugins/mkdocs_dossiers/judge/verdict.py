"""The verdict on a claim: where the recomputed interval lies against the limit."""

from __future__ import annotations

from mkdocs_dossiers.model.digits import limit, number, with_unit
from mkdocs_dossiers.model.dossier import Claim
from mkdocs_dossiers.model.measurement import Judgement, Measurement, Verdict


def judge(claim: Claim, measurement: Measurement) -> Judgement:
    """Supported: the whole interval is on the claimed side. Refuted: the value is on the wrong side.

    Inconclusive: the interval straddles the limit, or too few samples bound the side that decides.
    """
    value, low, high = measurement.value, measurement.low, measurement.high
    if value is None:
        return Judgement(
            Verdict.INCONCLUSIVE, "The statistic cannot be computed from these samples.", measurement
        )
    shown = with_unit(number(value, low, high), measurement.unit)
    claimed = limit(claim.holds)
    if not claim.holds.holds(value):
        return Judgement(Verdict.REFUTED, f"{shown} is not {claimed}.", measurement)
    if not measurement.interval:
        return Judgement(Verdict.SUPPORTED, f"{shown} is {claimed}: {measurement.method}.", measurement)
    if any(end is None for end in claim.holds.deciding(low, high)):
        enough = f"; {measurement.needs:,} would do" if measurement.needs else ""
        side = "from above" if claim.holds.op.startswith("<") else "from below"
        return Judgement(
            Verdict.INCONCLUSIVE,
            f"{shown} is {claimed}, but {measurement.n:,} samples are too few to bound it {side}{enough}.",
            measurement,
        )
    if claim.holds.holds_throughout(low, high):
        return Judgement(Verdict.SUPPORTED, f"The whole interval is {claimed}.", measurement)
    return Judgement(
        Verdict.INCONCLUSIVE, f"{shown} is {claimed}, but the interval reaches past the limit.", measurement
    )
