"""How long the command takes before it does anything, and to check one small dossier."""

from __future__ import annotations

from benching.case import Bench, Case, Goal, Side, Step
from benching.gates import DOSSIER, check
from benching.timing import Row, alternate
from benching.workload import workspace


def run(bench: Bench) -> list[Row]:
    """Both from a warm disk, without a cache."""
    at = workspace(bench.folder / "workspace", 1)
    sides = {
        "version": Side((Step((str(DOSSIER), "--version")),)),
        "check-one": Side((check(at, None),)),
    }
    return alternate(bench, sides, rounds=15, warm_up=2)


CASE = Case(
    says="dossier --version, and dossier check on one dossier with ten claims, nothing measured before.",
    goals=(Goal("version", 0.15), Goal("check-one", 0.8)),
    run=run,
)
