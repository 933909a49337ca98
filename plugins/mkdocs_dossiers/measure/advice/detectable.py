"""The smallest effect that so many samples can tell from none, where the claimed one is smaller."""

from __future__ import annotations

from collections.abc import Sequence

from mkdocs_dossiers.measure.side import Question, Side
from mkdocs_dossiers.measure.special import special
from mkdocs_dossiers.model.dossier import Form
from mkdocs_dossiers.model.measurement import Measurement

POWER = 0.8


def advise(question: Question, sides: Sequence[Side], measurement: Measurement) -> str | None:  # noqa: ARG001
    """Hold the claimed effect against the minimum detectable one, at the claim's confidence and power 80 %.

    It is the standard error (half the interval by its normal quantile) times the sum of the quantiles of confidence
    and power. Source: H. S. Bloom, Minimum detectable effects, Evaluation Review 19 (1995) 547-556.
    """
    ndtri = special().ndtri

    claim = question.claim
    low, high, value = measurement.low, measurement.high, measurement.value
    if claim.form not in (Form.RATIO, Form.DIFFERENCE) or low is None or high is None or not value:
        return None
    critical = float(ndtri(1 - (1 - question.confidence) / 2))
    detectable = (high - low) / 2 / critical * (critical + float(ndtri(POWER)))
    none = {"%": 100.0}.get(claim.holds.unit, 1.0) if claim.form is Form.RATIO else 0.0
    claimed = abs(claim.holds.number - none)
    if claimed == 0 or claimed >= detectable:
        return None
    unit = "" if claim.form is Form.RATIO else f" {claim.holds.unit}"
    share = f"{detectable / none * 100:.2g} %" if none else f"{detectable:.3g}{unit}"
    wanted = f"{claimed / none * 100:.2g} %" if none else f"{claimed:.3g}{unit}"
    return (
        f"Effect: with so many samples, so spread, an effect of less than about {share} is seen in fewer than "
        f"four of five such measurements; the claimed one is {wanted}."
    )
