"""A column of improvements that does not follow from the two columns it compares."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.intake.arithmetic import Interval, closed, dimension, in_base, interval_of, scale, short
from mkdocs_dossiers.intake.contradictions.contradiction import Contradiction, Taken, head_of, said
from mkdocs_dossiers.intake.figure import Figure
from mkdocs_dossiers.intake.role import is_ratio


def check(taken: Taken) -> Iterator[Contradiction]:
    """Rows with one improvement and exactly two figures of one dimension to compare."""
    for row in taken.rows.values():
        claims = [entry for entry in row if is_ratio(head_of(entry)) and entry.unit in ("%", "x")]
        if len(claims) != 1:
            continue
        others = [entry for entry in row if entry is not claims[0]]
        if len(others) != 2 or dimension(others[0].unit) != dimension(others[1].unit) or not others[0].unit:
            continue
        if (why := disagrees(claims[0], others[0], others[1])) is not None:
            yield Contradiction((claims[0].line,), f"Line {claims[0].line}: {why}")


def disagrees(claim: Figure, one: Figure, other: Figure) -> str | None:
    """Why a factor or a percentage is none of what two figures can be compared to; None where it is."""
    if min(one.low, other.low) <= 0 or one.unit == "x":
        return None
    before, after = in_base(one), in_base(other)
    wanted = closed(claim).size
    if claim.op in (">", ">=", "<", "<="):
        wanted = interval_of(claim).size
    forms = _factors(before, after) if claim.unit == "x" else _percentages(before, after, one)
    if any(wanted.meets(form.size) for form in forms):
        return None
    before, after = (Interval(entry.low, entry.high).times(scale(entry.unit)) for entry in (one, other))
    forms = _factors(before, after) if claim.unit == "x" else _percentages(before, after, one)
    return f"{said(one)} and {said(other)} differ by {_forms(forms, claim)}, not by {said(claim)}."


def _forms(forms: list[Interval], claim: Figure) -> str:
    if claim.unit == "x":
        larger = next((form for form in forms if form.high >= 1), forms[0])
        return f"a factor of {short(larger.middle)}"
    points = f" ({short(forms[-1].size.middle)} points)" if len(forms) > PERCENT_FORMS else ""
    return f"{short(forms[0].size.middle)}%{points}"


PERCENT_FORMS = 4
"""Ways to state a change in per cent, without the difference of two percentages."""


def _factors(before: Interval, after: Interval) -> list[Interval]:
    ratio, inverse = after.over(before), before.over(after)
    return [ratio, inverse, ratio.plus(-1), inverse.plus(-1)]


def _percentages(before: Interval, after: Interval, one: Figure) -> list[Interval]:
    ratio, inverse = after.over(before).times(100), before.over(after).times(100)
    forms = [ratio.plus(-100), inverse.plus(-100), ratio, inverse]
    return [*forms, after.minus(before)] if one.unit == "%" else forms
