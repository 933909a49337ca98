"""The comparisons of one dossier taken together: Holm's procedure, by intervals.

Each comparison alone is wrong one time in twenty; of twenty, one. Holm's step-down procedure keeps the
probability that any comparison of a dossier is wrongly supported within the allowed error. It is carried out with
intervals instead of p-values: in each round every open comparison is measured with the error divided by the number
of open ones; those whose whole interval is on the claimed side are settled, and the next round has fewer.
Source: S. Holm, A simple sequentially rejective multiple test procedure, Scandinavian Journal of Statistics 6 (1979)
65-70.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from mkdocs_dossiers.model.dossier import Claim
from mkdocs_dossiers.model.measurement import Measurement

Measure = Callable[[Claim, int, int], Measurement | None]
"""Measures a claim in a family of so many comparisons, with the error divided by so many; None where it cannot."""


def places_in_family(claims: Sequence[Claim], measure: Measure) -> dict[str, tuple[int, int]]:
    """Measure comparisons together; by claim, how many they are and by how many its error is divided.

    Those that cannot be measured are no part of the family, and not in the result.
    """
    alone = {claim.id: one for claim in claims if (one := measure(claim, 1, 1)) is not None}
    places = dict.fromkeys(alone, (1, 1))
    # What has no interval is not a test, and adds nothing to the error.
    tests = [claim for claim in claims if claim.id in alone and alone[claim.id].interval]
    if len(tests) < 2:
        return places
    size = len(tests)
    while tests:
        found = {claim.id: measure(claim, size, len(tests)) or alone[claim.id] for claim in tests}
        places |= {claim.id: (size, len(tests)) for claim in tests}
        standing = {
            claim.id
            for claim in tests
            if claim.holds.holds_throughout(found[claim.id].low, found[claim.id].high)
        }
        tests = [claim for claim in tests if claim.id not in standing] if standing else []
    return places
