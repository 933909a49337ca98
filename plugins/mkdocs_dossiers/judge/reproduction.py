"""Whether a claim held when somebody measured it again: the same question to other data."""

from __future__ import annotations

from mkdocs_dossiers.judge.verdict import judge
from mkdocs_dossiers.measure.failure import Failure
from mkdocs_dossiers.model.dossier import Claim
from mkdocs_dossiers.model.measurement import Measurement, Verdict
from mkdocs_dossiers.model.reproduction import Outcome, Remeasured, Reproduction

_OUTCOMES = {
    Verdict.SUPPORTED: Outcome.HELD,
    Verdict.INCONCLUSIVE: Outcome.OPEN,
    Verdict.REFUTED: Outcome.FELL,
}


def remeasured(
    claim: Claim, reproduction: Reproduction, measurement: Measurement | None, failure: Failure | None
) -> Remeasured:
    """The claim's limit held against the other party's data, as against the author's own.

    Of a claim that says its limit was missed, the miss is what is reproduced.
    """
    if measurement is None:
        reason = failure.message if failure is not None else "Its raw files could not be read."
        return Remeasured(claim.reference, reproduction, Outcome.OPEN, None, reason)
    judgement = judge(claim, measurement)
    if claim.missed is None:
        return Remeasured(
            claim.reference, reproduction, _OUTCOMES[judgement.verdict], judgement, judgement.reason
        )
    reached = judgement.verdict is Verdict.SUPPORTED
    here = ", and here it was not" if reached else ""
    reason = f"{judgement.reason} The dossier says that the limit was missed{here}."
    return Remeasured(
        claim.reference, reproduction, Outcome.FELL if reached else Outcome.HELD, judgement, reason
    )
