"""The command line of scripts/fuzz."""

from __future__ import annotations

import argparse
import faulthandler
import resource
import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path
from random import Random

from fuzzing.target import Target, targets

KEPT = Path("build/fuzz")
SLOW = 10.0
"""Seconds of computing from which an input counts as failed."""
SLOWEST = 5


def main() -> int:
    """Fuzz, or repeat one input; the exit code."""
    faulthandler.enable()
    wanted = _arguments()
    with tempfile.TemporaryDirectory(prefix="dossier-fuzz-") as folder:
        known = targets(Path(folder))
        if wanted.repeat is not None:
            return _repeat(known, wanted.repeat)
        unknown = set(wanted.only) - set(known)
        if unknown:
            print(
                f"scripts/fuzz: no kind {', '.join(sorted(unknown))}; there are {', '.join(known)}",
                file=sys.stderr,
            )
            return 2
        chosen = [target for name, target in known.items() if not wanted.only or name in wanted.only]
        return _fuzz(chosen, wanted.seed, wanted.minutes * 60)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="scripts/fuzz")
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", action="append", default=[], metavar="KIND")
    parser.add_argument("--repeat", type=Path, metavar="FILE")
    return parser.parse_args()


def _fuzz(chosen: list[Target], seed: int, seconds: float) -> int:
    end = time.monotonic() + seconds
    tried: Counter[str] = Counter()
    failures: Counter[str] = Counter()
    slowest: list[tuple[float, str]] = []
    number = 0
    while time.monotonic() < end:
        target = chosen[number % len(chosen)]
        chance = Random(f"{seed} {target.name} {number}")
        name, sound = chance.choice(target.seeds)
        raw = target.damage(sound, chance)
        spent, why = _show(target, name, raw)
        tried[target.name] += 1
        label = f"{target.name}--{seed}-{number}--{name}"
        if why is not None or spent > SLOW:
            failures[target.name] += 1
            print(
                f"{label}: {why or f'{spent:.1f} s'}\n  repeat: scripts/fuzz --repeat {_keep(label, raw)}",
                flush=True,
            )
        elif len(slowest) < SLOWEST or spent > slowest[-1][0]:
            slowest = sorted([*slowest, (spent, str(_keep(label, raw)))], reverse=True)
            for _, place in slowest[SLOWEST:]:
                Path(place).unlink()
            slowest = slowest[:SLOWEST]
        number += 1
    _say(tried, failures, slowest)
    return 1 if failures else 0


def _say(tried: Counter[str], failures: Counter[str], slowest: list[tuple[float, str]]) -> None:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    width = max(map(len, tried), default=0)
    for name, times in sorted(tried.items()):
        print(f"{name:<{width}}  {times:>6,} inputs  {failures[name]} failed")
    print(
        f"{'all':<{width}}  {tried.total():>6,} inputs  {failures.total()} failed; at most {peak:,.0f} MB of memory"
    )
    for spent, place in slowest:
        print(f"{spent:6.2f} s  scripts/fuzz --repeat {place}")


def _keep(label: str, raw: bytes) -> Path:
    KEPT.mkdir(parents=True, exist_ok=True)
    (KEPT / label).write_bytes(raw)
    return KEPT / label


def _show(target: Target, name: str, raw: bytes) -> tuple[float, str | None]:
    """Seconds of computing an input took, and the traceback it ended in."""
    start = time.process_time()
    try:
        target.show(name, raw)
    except Exception:  # noqa: BLE001 - finding them is what this is for
        return time.process_time() - start, traceback.format_exc(limit=-6)
    return time.process_time() - start, None


def _repeat(known: dict[str, Target], file: Path) -> int:
    kind, _, name = file.name.split("--", 2)
    spent, why = _show(known[kind], name, file.read_bytes())
    print(why or f"no crash, {spent:.2f} s")
    return 1 if why is not None or spent > SLOW else 0


if __name__ == "__main__":
    sys.exit(main())
