"""The command line of scripts/bench."""

from __future__ import annotations

import argparse
import functools
import sys
import tempfile
from pathlib import Path

from benching.case import Bench, Case, Goal
from benching.cases import cases
from benching.timing import FailedError, Row, middle, write


def main() -> int:
    """Measure, print medians and ratios; the exit code."""
    known = cases()
    wanted = _arguments()
    if unknown := set(wanted.case) - set(known):
        _tell(f"scripts/bench: no case {', '.join(sorted(unknown))}; there are {', '.join(known)}")
        return 2
    chosen = {name: case for name, case in known.items() if not wanted.case or name in wanted.case}
    if wanted.list:
        for name, case in chosen.items():
            print(f"{name}: {case.says}", *(f"  {goal.says()}" for goal in case.goals), sep="\n")
        return 0
    outcomes = [_measure(name, case, wanted) for name, case in chosen.items()]
    failed = outcomes.count(None)
    missed = sum(outcome for outcome in outcomes if outcome)
    return 1 if failed or (wanted.check and missed) else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="scripts/bench")
    parser.add_argument("case", nargs="*")
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--rounds", type=int, metavar="N")
    parser.add_argument("--output", type=Path, default=Path("build/bench"))
    return parser.parse_args()


def _measure(name: str, case: Case, wanted: argparse.Namespace) -> int | None:
    """Measure a case, print it, and give how many goals it misses; None where a side failed."""
    print(f"{name} at scale {wanted.scale:g}: {case.says}", flush=True)
    with tempfile.TemporaryDirectory(prefix="dossier-bench-") as folder:
        try:
            tell = functools.partial(_tell_of, name)
            rows = case.run(Bench(Path(folder), wanted.scale, tell, wanted.rounds))
        except FailedError as failure:
            print(f"  failed: {failure}", flush=True)
            return None
    write(rows, wanted.output / f"{name}.csv")
    for side in dict.fromkeys(row.side for row in rows):
        _print_side(rows, side)
    return sum(not _held(rows, goal) for goal in case.goals)


def _print_side(rows: list[Row], side: str) -> None:
    wall, cpu, peak = (middle(rows, side, what) for what in ("wall_s", "cpu_s", "peak_mb"))
    count = sum(row.side == side for row in rows)
    print(f"  {side}: {wall:.3f} s, {cpu:.3f} s of processor, {peak:.0f} MB (medians of {count})", flush=True)


def _held(rows: list[Row], goal: Goal) -> bool:
    value = middle(rows, goal.side, goal.quantity)
    if goal.to:
        value /= middle(rows, goal.to, goal.quantity)
    holds = value <= goal.at_most
    print(f"  {'reached' if holds else 'MISSED'}: {goal.says()}: {value:.3g}", flush=True)
    return holds


def _tell_of(name: str, text: str) -> None:
    _tell(f"  {name}: {text}")


def _tell(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
