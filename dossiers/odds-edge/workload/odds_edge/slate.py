"""Made-up slates: the legs that can be combined, how they hang together, and the lines they are bet on."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating]


@dataclass(frozen=True)
class Slate:
    """One evening's legs. The same name and version always mean the same numbers."""

    name: str
    version: int
    correlation: Array
    """Positive definite, with ones in the diagonal."""
    lines: Array
    """A leg is won where its standard normal outcome is above its line."""

    def as_type(self, kind: type[np.floating]) -> Slate:
        """The same slate with its lines in another precision."""
        return replace(self, lines=self.lines.astype(kind))

    @property
    def legs(self) -> int:
        """How many legs there are."""
        return len(self.lines)


def make_slate(name: str, version: int, legs: int, seed: int) -> Slate:
    """A slate with correlations from four common factors, as legs of the same games have."""
    rng = np.random.default_rng([seed, version])
    loadings = rng.normal(0.0, 0.4, (legs, 4))
    covariance = loadings @ loadings.T + np.eye(legs)
    scale = 1.0 / np.sqrt(np.diag(covariance))
    return Slate(name, version, covariance * np.outer(scale, scale), rng.normal(0.0, 0.5, legs))
