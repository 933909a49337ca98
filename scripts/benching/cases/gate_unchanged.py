"""The gate again, with nothing changed since."""

from __future__ import annotations

from benching.case import Bench, Case, Goal, Side
from benching.gates import check, made, without
from benching.timing import Row, alternate


def run(bench: Bench) -> list[Row]:
    """The second of two checks, against the first."""
    at = made(bench)
    fresh, kept = bench.folder / "fresh", bench.folder / "kept"
    sides = {
        "cold": Side((check(at, fresh),), before=lambda: without(fresh)),
        "unchanged": Side((check(at, kept),)),
    }
    return alternate(bench, sides, rounds=5)


CASE = Case(
    says="1,000 dossiers of 100 projects, 10,000 claims, 2,000 raw files of 50 kB, checked before, and nothing "
    "changed since.",
    goals=(Goal("unchanged", 1.0), Goal("unchanged", 0.15, to="cold")),
    run=run,
)
