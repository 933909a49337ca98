"""Outcomes as text: what caught what, what nothing but a base shows, and what survived."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from mutation.effort import Effort
from mutation.result import Fate, Outcome, Result


def render(outcomes: Sequence[Outcome]) -> str:
    """The whole report."""
    parts = [
        _counts(outcomes),
        _by_rule(outcomes, "What caught those of somebody careless, without a base", forged=False),
        _by_rule(outcomes, "What caught those that were all forged, without a base", forged=True),
        _by_rule(outcomes, "What caught all of them with a base", forged=True, base=True),
        _reasons("Proven harmless", outcomes, Fate.HARMLESS),
        _reasons("Shown by nothing but the base", outcomes, Fate.BEYOND),
        _survivors(outcomes),
    ]
    return "\n\n".join(part for part in parts if part)


def _counts(outcomes: Sequence[Outcome]) -> str:
    """Each kind in two ways: by somebody careless, and by somebody who made every digest again."""
    kinds = defaultdict(list)
    for outcome in outcomes:
        kinds[outcome.damage].append(outcome)
    lines = [
        f"{'':27}{'careless':^16}{'all forged, without a base':^47}  {'with a base':^25}",
        f"{'damage':27}{'tried':>6}{'caught':>8}  {_NAMES}  {'caught':>7}{'harmless':>9}{'survived':>9}",
    ]
    for kind, found in [*sorted(kinds.items()), ("all", list(outcomes))]:
        forged = [outcome for outcome in found if outcome.effort == Effort.FORGED]
        careless = [outcome for outcome in found if outcome.effort != Effort.FORGED]
        caught = sum(outcome.fresh.fate is Fate.CAUGHT for outcome in careless)
        fresh, base = _fates(outcome.fresh for outcome in forged), _fates(outcome.base for outcome in found)
        lines.append(
            f"{kind:27}{len(careless):6}{caught:8}  {len(forged):6}{fresh[Fate.CAUGHT]:8}"
            f"{fresh[Fate.HARMLESS]:9}{fresh[Fate.BEYOND]:8}{fresh[Fate.SURVIVED]:9}{fresh[Fate.CRASHED]:6}"
            f"  {base[Fate.CAUGHT]:7}{base[Fate.HARMLESS]:9}{base[Fate.SURVIVED] + base[Fate.CRASHED]:9}"
        )
    return "\n".join(lines)


_NAMES = f"{'tried':>6}{'caught':>8}{'harmless':>9}{'beyond':>8}{'survived':>9}{'crash':>6}"


def _fates(results: Iterable[Result]) -> Counter[Fate]:
    return Counter(result.fate for result in results)


def _by_rule(outcomes: Sequence[Outcome], heading: str, forged: bool, base: bool = False) -> str:
    """Every rule with the kinds it caught, and how often."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for outcome in outcomes:
        if base or (outcome.effort == Effort.FORGED) is forged:
            for rule in (outcome.base if base else outcome.fresh).rules:
                found[rule][outcome.damage] += 1
    lines = [f"{heading}:"]
    for rule, kinds in sorted(found.items(), key=lambda pair: (-pair[1].total(), pair[0])):
        lines.append(f"  {rule:32}{kinds.total():5}  {_listed(kinds)}")
    return "\n".join(lines)


def _listed(counts: Counter[str]) -> str:
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return ", ".join(f"{name} {number}" for name, number in ordered)


def _reasons(heading: str, outcomes: Sequence[Outcome], fate: Fate) -> str:
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for outcome in outcomes:
        if outcome.fresh.fate is fate:
            found[outcome.fresh.why][outcome.damage] += 1
    if not found:
        return ""
    lines = [f"{heading}:"]
    for why, kinds in sorted(found.items()):
        lines += [f"  {why}", f"    {_listed(kinds)}"]
    return "\n".join(lines)


def _survivors(outcomes: Sequence[Outcome]) -> str:
    left = [outcome for outcome in outcomes if outcome.unexplained]
    if not left:
        return "Survivors: none."
    lines = [f"Survivors: {len(left)}."]
    for outcome in left:
        ways = [
            f"{way} {result.fate.value}"
            for way, result in (("without base:", outcome.fresh), ("with base:", outcome.base))
        ]
        lines.append("")
        lines.append(
            f"#{outcome.number} {outcome.damage} ({outcome.effort}) in {outcome.dossier}: {outcome.what}"
        )
        lines.append(f"  {', '.join(ways)}")
        for result in (outcome.fresh, outcome.base):
            if result.fate is Fate.CRASHED:
                lines += [f"  {line}" for line in result.why.splitlines()]
        lines += [f"  {line}" for line in outcome.diff.splitlines()]
    return "\n".join(lines)
