import math

import numpy as np
import pytest

from odds_edge.factors import FactorCache, factor_of
from odds_edge.simulate import draw, looped, vectorised
from odds_edge.slate import make_slate


def test_both_ways_give_the_same() -> None:
    slate = make_slate("a", 1, 12, 7)
    normals, factor = draw(np.random.default_rng(3), 300, 12), factor_of(slate)
    shares, together = vectorised(factor, slate.lines, normals, range(3))
    by_loops = looped(factor.tolist(), slate.lines.tolist(), normals.tolist(), range(3))
    assert by_loops == (pytest.approx(shares.tolist()), pytest.approx(together))


def test_the_shares_are_those_of_the_normal_distribution() -> None:
    slate = make_slate("a", 1, 5, 7)
    draws = 40_000
    shares, together = vectorised(
        factor_of(slate), slate.lines, draw(np.random.default_rng(3), draws, 5), range(2)
    )
    for share, line in zip(shares, slate.lines, strict=True):
        assert share == pytest.approx(math.erfc(line / math.sqrt(2)) / 2, abs=5 * 0.5 / math.sqrt(draws))
    assert together <= min(shares[:2])


def test_legs_that_hang_together_are_won_together_more_often() -> None:
    correlation = np.array([[1.0, 0.9], [0.9, 1.0]])
    normals = draw(np.random.default_rng(3), 20_000, 2)
    lines = np.zeros(2)
    _, apart = vectorised(np.eye(2), lines, normals, range(2))
    _, together = vectorised(np.linalg.cholesky(correlation), lines, normals, range(2))
    assert apart == pytest.approx(0.25, abs=0.02)
    assert together == pytest.approx(0.25 + math.asin(0.9) / (2 * math.pi), abs=0.02)


def test_a_factor_is_computed_once_for_each_version_of_a_slate() -> None:
    cache = FactorCache(room=2)
    first, second = make_slate("a", 1, 6, 7), make_slate("a", 2, 6, 7)
    assert not np.array_equal(first.correlation, second.correlation)
    factor, cached = cache.get(first)
    assert not cached
    assert np.allclose(factor @ factor.T, first.correlation)
    again, cached = cache.get(first)
    assert cached
    assert again is factor
    assert not np.array_equal(cache.get(second)[0], factor)
    cache.get(make_slate("b", 1, 6, 7))
    assert not cache.get(first)[1], "the oldest has made room"
    assert (cache.hits, cache.misses) == (1, 4)


def test_single_precision_gives_the_same_prices() -> None:
    double = make_slate("a", 1, 40, 7)
    single = double.as_type(np.float32)
    normals = draw(np.random.default_rng(3), 5000, 40)
    factor = factor_of(single)
    assert factor.dtype == np.float32
    shares, together = vectorised(factor, single.lines, normals.astype(np.float32), range(3))
    exact, exact_together = vectorised(factor_of(double), double.lines, normals, range(3))
    assert np.abs(shares - exact).max() <= 2 / 5000  # a draw may fall on the other side of a line
    assert together == pytest.approx(exact_together, abs=2 / 5000)
    assert draw(np.random.default_rng(3), 5, 4, np.float32).dtype == np.float32
