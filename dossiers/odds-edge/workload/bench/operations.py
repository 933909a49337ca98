"""Single operations, timed by pyperf.

    python bench/operations.py --only orjson -o orjson.json

`--only NAME` times one of them; without it, all. Further options are pyperf's. `bench/alternate.py` runs them in
turns. What they work on is the same for all processes:

    edge-cached, edge-recomputed   one bet on a slate of 300 legs, 50 draws, its factor kept or computed anew
    bet-single, bet-double         200 draws of 150 legs as the service prices them, in single and double precision
    draws-vectorised, draws-looped the sums of 200 draws of 12 legs, on random numbers drawn before
    json, orjson, msgspec          an answer of 150 legs as JSON bytes
"""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np
import pyperf

from odds_edge.encoding import ENCODERS, answer_of
from odds_edge.factors import FactorCache, factor_of
from odds_edge.simulate import draw, looped, vectorised
from odds_edge.slate import make_slate

GROUPS = {
    "edge": ("edge-cached", "edge-recomputed"),
    "precision": ("bet-single", "bet-double"),
    "draws": ("draws-vectorised", "draws-looped"),
    "json": ("json", "orjson", "msgspec"),
}


def operations() -> dict[str, Callable[[], object]]:
    """What is timed, by name."""
    rng = np.random.default_rng(1)
    large, small = make_slate("large", 1, 300, 1), make_slate("small", 1, 12, 1)
    cache = FactorCache()
    cache.get(large)
    normals = draw(rng, 200, 12)
    factor = factor_of(small)
    lists = factor.tolist(), small.lines.tolist(), normals.tolist()
    answer = answer_of("large", 1, rng.random(150).tolist(), 0.125)
    bet = range(3)

    double = make_slate("bet", 1, 150, 1)
    slates = {kind: double.as_type(kind) for kind in (np.float32, np.float64)}
    factors = {kind: factor_of(slate) for kind, slate in slates.items()}

    def one_bet(kind: type[np.floating]) -> object:
        return vectorised(factors[kind], slates[kind].lines, draw(rng, 200, 150, kind), bet)

    def edge_cached() -> object:
        return vectorised(cache.get(large)[0], large.lines, draw(rng, 50, 300), bet)

    def edge_recomputed() -> object:
        return vectorised(factor_of(large), large.lines, draw(rng, 50, 300), bet)

    return {
        "edge-cached": edge_cached,
        "edge-recomputed": edge_recomputed,
        "bet-single": lambda: one_bet(np.float32),
        "bet-double": lambda: one_bet(np.float64),
        "draws-vectorised": lambda: vectorised(factor, small.lines, normals, bet),
        "draws-looped": lambda: looped(*lists, bet),
        **{name: lambda encode=encode: encode(answer) for name, encode in ENCODERS.items()},
    }


def _pass_on(command: list[str], options: Namespace) -> None:
    """Tell pyperf's worker processes what to time."""
    if options.only:
        command += ["--only", options.only]


def main() -> None:
    """Run from the command line, by pyperf's rules."""
    runner = pyperf.Runner(add_cmdline_args=_pass_on)
    names = [name for group in GROUPS.values() for name in group]
    runner.argparser.add_argument("--only", choices=names, help="time this one only")
    options = runner.parse_args()
    for name, operation in operations().items():
        if options.only in (None, name):
            runner.bench_func(name, operation)


if __name__ == "__main__":
    main()
