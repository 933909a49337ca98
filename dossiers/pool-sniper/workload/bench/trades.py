"""From a signal to a trade: a feed of 1,000 events a second, and one sniper for a while.

    python bench/trades.py --seconds 60 --output trades.csv

What the columns are is said at the head of pool_sniper/watch.py.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from pool_sniper import watch
from pool_sniper.running import running_feed


def main(arguments: Sequence[str] | None = None) -> int:
    """Run from the command line; the exit status."""
    parser = argparse.ArgumentParser(description="Measure from signal to trade.")
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--rate", type=float, default=1000.0, help="events a second (default 1000)")
    parser.add_argument("--output", type=Path, required=True, metavar="FILE.csv")
    options = parser.parse_args(arguments)
    with running_feed(options.rate) as feed:
        os.environ["POOL_FEED"] = feed
        return watch.main(["--seconds", str(options.seconds), "--output", str(options.output)])


if __name__ == "__main__":
    sys.exit(main())
