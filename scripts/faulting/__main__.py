"""Runs the faults, and prints what they did and what was not as it has to be."""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from faulting.faults import disk, kills, read_only, writers

PARTS = ("kills", "disk", "read-only", "writers")


def main() -> int:
    parser = argparse.ArgumentParser(prog="scripts/fault")
    parser.add_argument("--kills", type=int, default=200, help="how often a command is killed")
    parser.add_argument("--seed", type=int, default=1, help="of the moments they are killed at")
    parser.add_argument("--only", action="append", choices=PARTS, help="one part, may be given several times")
    given = parser.parse_args()
    wrong = []
    with tempfile.TemporaryDirectory(prefix="fault-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        for part in given.only or PARTS:
            said: Counter[str] = Counter()
            start = time.monotonic()
            place = folder / part
            place.mkdir()
            if part == "kills":
                found = kills(place, given.kills, random.Random(given.seed), said)
            else:
                found = {"disk": disk, "read-only": read_only, "writers": writers}[part](place, said)
            for each in found:
                wrong.append(each)
                print(f"WRONG: {each}", flush=True)
            print(f"{part}, {time.monotonic() - start:.0f} s:")
            for what, times in sorted(said.items()):
                print(f"  {times:4} {what}")
            sys.stdout.flush()
    print(f"{len(wrong)} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
