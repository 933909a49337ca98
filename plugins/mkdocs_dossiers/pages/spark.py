"""A claim over versions as a picture that fits into a line of a table: points, whiskers and the limit.

It says nothing the row does not say in numbers, so it is hidden from who cannot see it.
"""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from mkdocs_dossiers.charts.axis import Axis, axis
from mkdocs_dossiers.charts.theme import ink
from mkdocs_dossiers.model.measurement import Verdict
from mkdocs_dossiers.pages.view import ClaimRow

MOST = 12
"""Points: those of the newest versions."""
HEIGHT, STEP = 30, 14
"""Pixels: of the picture, and from one version to the next."""


def spark(rows: Sequence[ClaimRow]) -> Markup:
    """The picture of a claim in each version, oldest first; empty where fewer than two have one unit and a value."""
    if not rows:
        return Markup()
    claim = rows[-1].claim
    measured = [
        (row.judgement.measurement, row.judgement.verdict)
        for row in rows[-MOST:]
        if row.judgement.measurement.value is not None and row.judgement.measurement.unit == claim.holds.unit
    ]
    if len(measured) < 2:
        return Markup()
    values = [found.value for found, _ in measured if found.value is not None]
    ends = [
        end for found, _ in measured if found.interval for end in (found.low, found.high) if end is not None
    ]
    up = axis(values + ends, [claim.holds.number], margin=0.1)
    marks, whiskers = "", ""
    for place, (found, verdict) in enumerate(measured):
        x = (place + 0.5) * STEP
        whiskers += _whisker(x, found.low, found.high, up) if found.interval else ""
        marks += _mark(x, _down(found.value or 0.0, up), verdict)
    limit, width = "", len(measured) * STEP
    if up.holds(claim.holds.number):
        y = _down(claim.holds.number, up)
        limit = f'<path d="M0,{y}H{width}" stroke="{ink("limit")}" stroke-dasharray="4 3"/>'
    drawn = f'{limit}<path d="{whiskers}" stroke="{ink("text-soft")}"/>{marks}'
    size = f'width="{width}" height="{HEIGHT}" viewBox="0 0 {width} {HEIGHT}"'
    return Markup(f'<svg class="dossier-spark" {size} fill="none" aria-hidden="true">{drawn}</svg>')  # noqa: S704


def _down(value: float, up: Axis) -> float:
    return round(HEIGHT * (1 - up.place(value)), 1)


def _whisker(x: float, low: float | None, high: float | None, up: Axis) -> str:
    bottom, top = (up.start if low is None else low), (up.end if high is None else high)
    return f"M{x:g},{_down(bottom, up)}V{_down(top, up)}"


def _mark(x: float, y: float, verdict: Verdict) -> str:
    """A dot, a diamond or a cross: the colour is not the only sign."""
    colour = ink(verdict.value)
    if verdict is Verdict.SUPPORTED:
        return f'<circle cx="{x:g}" cy="{y}" r="3" fill="{colour}"/>'
    if verdict is Verdict.INCONCLUSIVE:
        return f'<path d="M{x:g},{round(y - 4, 1)}l4,4l-4,4l-4-4z" fill="{colour}"/>'
    x, y = round(x - 3, 1), round(y - 3, 1)
    return f'<path d="M{x:g},{y}l6,6m0-6l-6,6" stroke="{colour}" stroke-width="2"/>'
