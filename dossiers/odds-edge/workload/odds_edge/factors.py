"""Cholesky factors of correlation matrices, kept for as long as their slate does not change."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field

import numpy as np

from odds_edge.slate import Array, Slate


def factor_of(slate: Slate) -> Array:
    """The lower Cholesky factor of a slate's correlations, computed anew, in the precision of its lines.

    It is computed in double precision in any case, and rounded at the end.
    """
    return np.linalg.cholesky(slate.correlation).astype(slate.lines.dtype, copy=False)


@dataclass
class FactorCache:
    """The factors of the slates used last; at most `room` of them."""

    room: int = 64
    hits: int = 0
    misses: int = 0
    _kept: OrderedDict[tuple[str, int], Array] = field(default_factory=OrderedDict)

    def get(self, slate: Slate) -> tuple[Array, bool]:
        """The factor, and whether it was there already. Another version of a slate is another slate."""
        key = (slate.name, slate.version)
        factor = self._kept.get(key)
        if factor is not None:
            self.hits += 1
            self._kept.move_to_end(key)
            return factor, True
        self.misses += 1
        factor = self._kept[key] = factor_of(slate)
        if len(self._kept) > self.room:
            self._kept.popitem(last=False)
        return factor, False
