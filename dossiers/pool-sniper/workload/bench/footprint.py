"""The sniper's memory and processor time, by GNU time: several runs on one feed of 1,000 events a second.

    python bench/footprint.py --runs 20 --output footprint.txt

Each run is `/usr/bin/time -v python -m pool_sniper.watch --seconds 3`; the output is what GNU time wrote. The feed is
another process and does not count.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from pool_sniper.running import ROOT, running_feed


def main(arguments: Sequence[str] | None = None) -> int:
    """Run from the command line; the exit status."""
    parser = argparse.ArgumentParser(description="Measure memory and processor time.")
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=3.0, help="of each run (default 3)")
    parser.add_argument("--output", type=Path, required=True, metavar="FILE.txt")
    options = parser.parse_args(arguments)
    options.output.unlink(missing_ok=True)
    watch = ["python", "-m", "pool_sniper.watch", "--seconds", f"{options.seconds:g}"]
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    with running_feed() as feed:
        for _ in range(options.runs):
            subprocess.run(
                ["/usr/bin/time", "-v", "-a", "-o", options.output.resolve(), *watch],
                cwd=ROOT,
                env={**os.environ, "PATH": path, "POOL_FEED": feed},
                timeout=options.seconds + 30,
                check=True,
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
