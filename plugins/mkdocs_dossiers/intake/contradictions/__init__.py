"""Where a report contradicts itself: one file per kind of contradiction.

Each holds arithmetically, whatever was rounded: a false alarm is worse than a contradiction that is missed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from mkdocs_dossiers.intake.contradictions import (
    absolutes,
    conversions,
    grown,
    improvements,
    linear,
    order,
    peaks,
    ranges,
    ratios,
    reductions,
    restated,
    samples,
    status,
    totals,
    two_values,
    unit_costs,
)
from mkdocs_dossiers.intake.contradictions.contradiction import Contradiction, Taken

KINDS: tuple[Callable[[Taken], Iterator[Contradiction]], ...] = (
    status.check,
    absolutes.check,
    improvements.check,
    ratios.check,
    grown.check,
    reductions.check,
    conversions.check,
    two_values.check,
    restated.check,
    peaks.check,
    ranges.check,
    order.check,
    samples.check,
    linear.check,
    totals.check,
    unit_costs.check,
)


def contradictions_of(taken: Taken) -> tuple[Contradiction, ...]:
    """Every contradiction, in the order of the report."""
    found = {
        Contradiction(tuple(sorted(set(entry.lines))), entry.why) for kind in KINDS for entry in kind(taken)
    }
    return tuple(sorted(found, key=lambda entry: (entry.lines, entry.why)))
