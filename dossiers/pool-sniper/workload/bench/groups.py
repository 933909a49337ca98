"""Events one in a message, as in version 1.0, against 16 in a message, in turns.

    python bench/groups.py --turns 40 --events 5000 --output groups.csv

Each turn is a new connection and market, in the order one, sixteen, sixteen, one, and so on; each event is decoded and
shown to the strategy. The output is CSV, one row a turn:

    turn          number of the turn among those of its kind, from 0
    together      events in a message: 1 or 16
    events_per_s  events after the first one, by the time from the first to the last

The exit status is 1 where an event is missing or out of order, or other signals are found.
"""

from __future__ import annotations

import argparse
import asyncio
import csv
import sys
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from flood import expected, take_in

from pool_sniper.running import running_feed

_WAYS = (1, 16)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run from the command line; the exit status."""
    parser = argparse.ArgumentParser(description="Compare events one and sixteen in a message.")
    parser.add_argument("--turns", type=int, default=40, help="turns of each way (default 40)")
    parser.add_argument("--events", type=int, default=5000, help="in a turn (default 5000)")
    parser.add_argument("--output", type=Path, required=True, metavar="FILE.csv")
    options = parser.parse_args(arguments)
    if options.turns < 1 or options.events < 2:
        parser.error("--turns is 1 or more, --events 2 or more")
    known = expected(options.events)
    rows: list[tuple[int, int, str]] = []
    right = True
    with running_feed(rate=1.0) as feed:
        for turn in range(-1, options.turns):  # the first one is warm-up
            for together in _WAYS if turn % 2 == 0 else reversed(_WAYS):
                seen = asyncio.run(take_in(feed, options.events, together))
                right = right and [(number, signal) for number, _, signal in seen] == known
                took_s = (seen[-1][1] - seen[0][1]) / 1e9
                if turn >= 0:
                    rows.append((turn, together, f"{(len(seen) - 1) / took_s:.3f}"))
    with options.output.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("turn", "together", "events_per_s"))
        writer.writerows(rows)
    if not right:
        print("events are MISSING, or signals differ", file=sys.stderr)
    return 0 if right else 1


if __name__ == "__main__":
    sys.exit(main())
