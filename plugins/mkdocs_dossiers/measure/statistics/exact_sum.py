"""Sums of many floating-point numbers whose digits depend neither on their order nor on how many threads add them up.

Each number becomes a whole number of tiny steps, and whole numbers are added without rounding. The step is as small as
128 bits allow: of the largest possible sum some 2**-125.
"""

from __future__ import annotations

import math

from mkdocs_dossiers.measure.statistics.statistic import double

BITS = 125
"""Of a HUGEINT, that a sum may take."""


def steps(n: int, largest: float) -> float:
    """How many steps, a power of two, are one: so that ``n`` numbers of at most ``largest`` in size can be added."""
    size = math.frexp(largest)[1] if largest > 0 and math.isfinite(largest) else 0
    return math.ldexp(1.0, max(-1000, min(1000, BITS - n.bit_length() - size)))


def exact_sum(expression: str, per_one: float) -> str:
    """SQL for the sum of an expression, as a double. ``per_one`` is from :func:`steps`."""
    return f"sum(CAST(({expression}) * {double(per_one)} AS HUGEINT)) / {double(per_one)}"
