"""Operations that are compared, timed by pyperf in turns, into one file.

    python bench/alternate.py json --rounds 10 --output json.json

Each round starts one pyperf process per operation, in the order of their names and in the next round backwards, so
that whatever the machine does meanwhile happens to all. numpy's libraries get one thread. Options after `--` go to
pyperf.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from operations import GROUPS

ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


def orders(names: tuple[str, ...], rounds: int) -> list[str]:
    """Which operation is timed when."""
    return [name for turn in range(rounds) for name in (names if turn % 2 == 0 else names[::-1])]


def main() -> int:
    """Run from the command line; the exit status."""
    parser = argparse.ArgumentParser(description="Time operations in turns with pyperf.")
    parser.add_argument("group", choices=GROUPS)
    parser.add_argument("--rounds", type=int, default=10, metavar="N", help="processes each (default 10)")
    parser.add_argument("--output", type=Path, required=True, metavar="FILE", help="a new file")
    parser.add_argument("pyperf", nargs="*", help="options of pyperf, after --")
    options = parser.parse_args()
    if options.output.exists():
        parser.error(f"{options.output} exists")
    script = Path(__file__).with_name("operations.py")
    inherit = ",".join(ONE_THREAD)
    for name in orders(GROUPS[options.group], options.rounds):
        command = [sys.executable, str(script), "--only", name, "--append", str(options.output)]
        command += ["--processes", "1", "--values", "5", "--warmups", "1", "--min-time", "0.05", "--quiet"]
        command += ["--inherit-environ", inherit, *options.pyperf]
        subprocess.run(command, check=True, env={**os.environ, **ONE_THREAD}, stdout=subprocess.DEVNULL)
    return 0


if __name__ == "__main__":
    sys.exit(main())
