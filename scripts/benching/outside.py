"""Programs of others that baselines run, each set in an environment of its own below build/."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HOME = Path(__file__).parents[2] / "build" / "bench-baselines"
CHECK_JSONSCHEMA = "check-jsonschema==0.39.0"
CLAIMS = "claims-cli==0.6.1"


def programs(name: str, *packages: str) -> Path:
    """The folder with the programs of some packages from PyPI, installed when they are not there yet."""
    place = HOME / name
    stamp = place / "installed.txt"
    wanted = "\n".join(packages)
    if not stamp.is_file() or stamp.read_text() != wanted:
        subprocess.run([sys.executable, "-m", "venv", "--clear", place], check=True)
        command = [str(place / "bin/python"), "-m", "pip", "install", "--quiet", *packages]
        subprocess.run(command, check=True, stdout=sys.stderr)
        stamp.write_text(wanted)
    return place / "bin"
