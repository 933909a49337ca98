"""What a proposed claim says: a plain sentence with its limit, for the author to change."""

from __future__ import annotations

import re

from mkdocs_dossiers.model.digits import plain
from mkdocs_dossiers.model.dossier import Assertion, Claim, Form

LONGEST = 400
"""Characters of a sentence, as in the schema."""
_MOST = 60
"""Characters of a series' name in a sentence."""


def sentence(claim: Claim, timed: bool, flag: bool = False) -> str:
    """One sentence. ``timed`` says that the metric is a duration: then something *takes* so long; ``flag`` that it
    marks what happened with 0 and 1.
    """
    limit = claim.holds
    bound = "at most" if limit.op == "<=" else "at least"
    amount = f"{plain(limit.number)}{'' if limit.unit == 'x' else ' '}{limit.unit}"
    what = _named(claim.of.series or claim.of.dataset)
    if claim.form is Form.RATIO and claim.to is not None:
        other = _named(claim.to.series or claim.to.dataset)
        verb = "takes" if timed else f"has {bound} {amount} the {claim.metric} of"
        said = f"{what} {verb} {bound} {amount} as long as {other}" if timed else f"{what} {verb} {other}"
        return _short(f"{said} {at(claim.statistic)}.")
    if claim.statistic == "share" and claim.within is not None:
        return _short(f"{bound.capitalize()} {amount} of the samples of {what} are {_within(claim.within)}.")
    if claim.statistic == "count":
        if claim.within is not None and not flag:
            return _short(f"Out of the samples of {what}, {bound} {amount} are {_within(claim.within)}.")
        return _short(
            f"In {what}, {bound} {amount} are {f'marked as {claim.metric}' if flag else 'counted'}."
        )
    if claim.statistic == "rate":
        return _short(f"{what} does {bound} {amount}.")
    verb = "takes" if timed else f"has a {claim.metric} of"
    return _short(f"{what} {verb} {bound} {amount} {at(claim.statistic)}.")


def at(statistic: str) -> str:
    """A statistic in words: ``at the 99th percentile``."""
    words = {"median": "at the median", "mean": "on average", "cv": "as its coefficient of variation"}
    if statistic in words:
        return words[statistic]
    if statistic in ("min", "max"):
        return f"at the {statistic}imum"
    number = statistic.removeprefix("p")
    return f"at the {number}{_ordinal(number)} percentile"


def _ordinal(number: str) -> str:
    last = number[-1:]
    if "." not in number and number[-2:-1] == "1":
        return "th"
    return {"1": "st", "2": "nd", "3": "rd"}.get(last, "th")


def _within(limit: Assertion) -> str:
    words = {"<=": "at most", "<": "below", ">=": "at least", ">": "above", "==": "exactly"}
    return f"{words[limit.op]} {plain(limit.number)} {limit.unit}".rstrip()


def _named(name: str) -> str:
    """A series as a sentence names it: in code letters, without what would end them."""
    clean = re.sub(r"[`\s]+", " ", "".join(char for char in name if char.isprintable())).strip()
    return f"`{clean if len(clean) <= _MOST else clean[: _MOST - 1] + '…'}`"


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
