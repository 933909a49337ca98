"""Parts of a difference in words, for every output."""

from __future__ import annotations

from collections import Counter
from typing import Any

from mkdocs_dossiers.model.digits import interval, number, with_interval, with_unit


def figure(state: dict[str, Any]) -> str:
    """A claim on one side: verdict, value, interval and how many samples."""
    if state["value"] is None:
        return f"{state['verdict']}: {state['reason']}"
    value = with_interval(state["value"], state["low"], state["high"], state["unit"])
    return f"{state['verdict']}: {value}, n = {state['n']:,}"


def moved(movement: dict[str, Any]) -> str:
    """What became of a statistic: the word, the change with its interval, and why."""
    if movement["delta"] is None:
        return f"{movement['word']}: {movement['reason']}"
    text = f"{movement['word']}: {with_unit(_signed(movement['delta'], movement), movement['unit'])}"
    if movement["low"] is not None or movement["high"] is not None:
        low, high = interval(movement["low"], movement["high"], movement["delta"])
        text += f" [{low}, {high}] with at least {movement['confidence'] * 100:g} % confidence"
    if movement["better"] is not None:
        text += ", for the better" if movement["better"] else ", for the worse"
    return f"{text}; {movement['reason']}"


def _signed(delta: float, movement: dict[str, Any]) -> str:
    return ("+" if delta > 0 else "") + number(delta, movement["low"], movement["high"])


def summed(found: dict[str, Any]) -> str:
    """How many claims came, went, changed and moved, in one sentence."""
    claims = found["claims"]
    whats = Counter(claim["what"] for claim in claims)
    words = Counter(claim["movement"]["word"] for claim in claims if claim["movement"])
    parts = [f"{whats[what]:,} {what}" for what in ("added", "gone", "changed", "same") if whats[what]]
    said = f"{len(claims):,} claim{'' if len(claims) == 1 else 's'}: {', '.join(parts) or 'none'}."
    told = [f"{count:,} {word}" for word, count in words.items()]
    return f"{said} Of their numbers, {', '.join(told)}." if told else said


def change(entry: dict[str, Any]) -> str:
    """One key: what it was, and what it is."""
    before, after = (entry[side] if entry[side] is not None else "(nothing)" for side in ("before", "after"))
    return f"{before} → {after}"


def commits(commit: dict[str, Any]) -> str:
    """Both commits, and how many files lie between them."""
    before, after = (commit[side][:12] if commit[side] else "none" for side in ("before", "after"))
    if commit["before"] == commit["after"]:
        return f"the same: {after}"
    if commit["files"] is None:
        return f"{before} → {after}; what changed cannot be listed: they are not both in a repository at hand"
    count = len(commit["files"]) + commit["more"]
    return f"{before} → {after}, {count:,} file{'' if count == 1 else 's'} changed"
