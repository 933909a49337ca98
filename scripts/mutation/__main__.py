"""The command line of scripts/mutate."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path

from mutation.damage import about, damages
from mutation.pool import run
from mutation.table import render
from mutation.worker import Differs, Order


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="scripts/mutate", description=__doc__)
    parser.add_argument("--root", type=Path, default=Path(), help="the folder that holds dossiers/")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--workers", type=int, default=0, help="processes; as many as there are cores when 0")
    parser.add_argument("--only", action="append", default=[], choices=list(damages()), metavar="KIND")
    parser.add_argument("--without", action="append", default=[], metavar="RULE")
    parser.add_argument("--verify", type=int, default=50, help="check every n-th mutation without short cuts")
    parser.add_argument("--format", choices=["text", "json"], default="text")
    parser.add_argument("--list", action="store_true", help="name the kinds of damage")
    return parser.parse_args()


def main() -> int:
    """0 when nothing survived unexplained, else 1; 2 when it could not run."""
    asked = _arguments()
    if asked.list:
        for name in damages():
            print(f"{name:28}{about(name)}")
        return 0
    root = asked.root.resolve()
    if not (root / "dossiers").is_dir() or asked.count < 1:
        print(f"scripts/mutate: {root} holds no dossiers/, or --count is below 1.", file=sys.stderr)
        return 2
    order = Order(asked.seed, tuple(asked.only), tuple(asked.without), asked.verify)
    try:
        outcomes, whole = run(root, order, asked.count, asked.workers)
    except (subprocess.CalledProcessError, Differs, OSError) as error:
        words = getattr(error, "stderr", None) or error
        print(f"scripts/mutate: could not run: {words}", file=sys.stderr)
        return 2
    if not outcomes:
        print("scripts/mutate: there is no published dossier that could be damaged.", file=sys.stderr)
        return 2
    if asked.format == "json":
        print(json.dumps([outcome.as_json() for outcome in outcomes], indent=1, ensure_ascii=False))
    else:
        print(render(outcomes))
    if not whole:
        print(
            f"scripts/mutate: interrupted after {len(outcomes)} of {asked.count} mutations.", file=sys.stderr
        )
        return 2
    return int(any(outcome.unexplained for outcome in outcomes))


if __name__ == "__main__":
    sys.exit(main())
