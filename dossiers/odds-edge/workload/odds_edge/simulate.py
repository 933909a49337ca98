"""Monte Carlo: how often each leg is won, and how often all legs of a bet together.

Both functions do the same sums on the same random numbers, once with numpy and once with loops.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from odds_edge.slate import Array


def vectorised(factor: Array, lines: Array, normals: Array, bet: Sequence[int]) -> tuple[Array, float]:
    """The share of draws in which each leg is won, and in which the whole bet is.

    `normals` has one row of independent standard normal numbers per draw.
    """
    won = normals @ factor.T > lines
    return won.mean(axis=0), float(won[:, list(bet)].all(axis=1).mean())


def looped(
    factor: list[list[float]], lines: list[float], normals: list[list[float]], bet: Sequence[int]
) -> tuple[list[float], float]:
    """The same as `vectorised`, in plain Python."""
    legs = len(lines)
    wins = [0] * legs
    together = 0
    for draw in normals:
        won = []
        for leg in range(legs):
            row = factor[leg]
            outcome = 0.0
            for other in range(leg + 1):
                outcome += row[other] * draw[other]
            won.append(outcome > lines[leg])
        for leg in range(legs):
            wins[leg] += won[leg]
        together += all(won[leg] for leg in bet)
    return [count / len(normals) for count in wins], together / len(normals)


def draw(rng: np.random.Generator, draws: int, legs: int, kind: type[np.floating] = np.float64) -> Array:
    """Independent standard normal numbers, one row per draw, in single or double precision."""
    return rng.standard_normal((draws, legs), dtype=kind)
