"""A sandbox for recipes, made by bubblewrap where it is installed.

In it, the whole machine can be read but the home folder, ``/tmp`` and ``/run``, which are empty, and nothing can be
written but the work folder. Processes outside cannot be seen or sent signals, and none of its own outlives it. It
protects files from being changed and the home folder from being read. It does not keep a recipe from reading other
files its user may read, from using the network unless that is off, nor from finding holes in the kernel: for a recipe
of an enemy, take a virtual machine.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

PROGRAM = "bwrap"
_PATIENCE = 10.0
"""Seconds that a first sandbox may take."""

SAYS = "in a bubblewrap sandbox: it writes only into its own folder, sees an empty home folder and no other processes"
"""What it is, in words."""
SAYS_NOT = "without a sandbox: it can do whatever you can do on this machine"


def wrapped(command: Sequence[str], work: Path, network: bool, home: Path | None = None) -> list[str]:
    """The command, in a sandbox that may write into ``work`` only."""
    hidden = [
        place for place in (home or Path.home(), Path("/root")) if place.is_dir() and place != Path("/")
    ]
    return [
        PROGRAM,
        "--die-with-parent",
        "--new-session",
        "--unshare-user-try",
        "--unshare-pid",
        "--unshare-ipc",
        "--unshare-uts",
        "--unshare-cgroup-try",
        *(() if network else ("--unshare-net",)),
        "--ro-bind", "/", "/",
        "--dev", "/dev",
        "--proc", "/proc",
        "--tmpfs", "/tmp",  # noqa: S108 - in the sandbox
        "--tmpfs", "/run",
        *(part for place in dict.fromkeys(hidden) for part in ("--tmpfs", str(place))),
        *_names(network),
        "--bind", str(work), str(work),
        "--chdir", str(work),
        "--",
        *command,
    ]  # fmt: skip


def _names(network: bool) -> tuple[str, ...]:
    """What resolves host names may lie in /run."""
    resolver = Path("/etc/resolv.conf").resolve()
    if network and resolver.is_relative_to("/run") and resolver.is_file():
        return ("--ro-bind", str(resolver), str(resolver))
    return ()


def trouble(work: Path) -> str | None:
    """Why there can be no sandbox here; None where there can."""
    if shutil.which(PROGRAM) is None:
        return (
            "bubblewrap is not installed (its program is bwrap, the package of most distributions bubblewrap)"
        )
    try:
        done = subprocess.run(
            wrapped(["true"], work, network=True), capture_output=True, timeout=_PATIENCE, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"bubblewrap does not run: {error}"
    if done.returncode:
        return f"bubblewrap does not run here: {done.stderr.decode(errors='replace').strip()[:300]}"
    return None
