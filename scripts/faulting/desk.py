"""A workspace with a draft, the three commands to interrupt, and what its state is."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

NAMES = ("record", "add", "publish")
RAW = "latency_s\n" + "".join(f"0.00{number % 7 + 1}\n" for number in range(5000))
_DOSSIER = """\
# Mine.
schema: 1
version: "1.0"
status: draft
date: 2026-11-21
title: Sums of numbers
subject: {{repository: ".", commit: {commit}}}
data:
  # the first one
  first:
    file: data/first.csv
    sha256: {sha256}
    environment: host
    command: sh bench.sh
    columns: {{metrics: {{latency: {{column: latency_s, unit: s}}}}}}
claims:
  median:
    says: A sum takes at most 5 ms at the median.
    metric: latency
    of: first/first
    statistic: median
    holds: <= 5 ms
reproduce:
  needs: [Linux]
  steps:
    - {{does: Check out the measured commit, run: git checkout {commit}}}
    - {{does: Measure, run: sh bench.sh, gives: data/first.csv, minutes: 1}}
"""
_GIT = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_AUTHOR_DATE": "2026-11-20T09:00:00Z",
    "GIT_COMMITTER_DATE": "2026-11-20T09:00:00Z",
    "GIT_AUTHOR_NAME": "A",
    "GIT_AUTHOR_EMAIL": "a@example.org",
    "GIT_COMMITTER_NAME": "A",
    "GIT_COMMITTER_EMAIL": "a@example.org",
}


@dataclass
class Desk:
    """A workspace to interrupt commands in."""

    root: Path

    @property
    def folder(self) -> Path:
        return self.root / "dossiers/sums/1.0"

    def evidence(self) -> dict[str, bytes]:
        """Every file below ``dossiers/``."""
        files = sorted((self.root / "dossiers").rglob("*"))
        return {file.relative_to(self.root).as_posix(): file.read_bytes() for file in files if file.is_file()}

    def left(self) -> list[str]:
        """What the commands left where they prepare files, but for the lock."""
        return sorted(file.name for file in (self.root / ".git/dossier").glob("*") if file.name != "lock")

    def command(self, name: str, number: int = 0) -> list[str]:
        """One of the three, as an argument list."""
        start = [str(Path(sys.executable).parent / "dossier"), name, "--root", str(self.root)]
        if name == "publish":
            return [*start, "sums@1.0"]
        metric = ["--metric", "latency=latency_s:s"]
        if name == "add":
            return [*start, "sums@1.0", str(self.raw(number)), "--name", f"added-{number}", *metric]
        return [*start, "--cwd", str(self.root), *metric, "--output", "out.tmp", "sums@1.0", f"run-{number}",
                "--", "sh", "bench.sh", marker(self.root)]  # fmt: skip

    def raw(self, number: int = 0, size: int = 0) -> Path:
        """A raw file that is not in the dossier; at least so large."""
        file = self.root.parent / f"{self.root.name}-{number}.csv"
        text = RAW + f"0.1{number}\n"
        if not file.exists():
            file.write_text(text + "0.5\n" * max(0, (size - len(text)) // 4))
        return file

    def run(self, name: str, number: int = 0) -> subprocess.CompletedProcess[str]:
        return subprocess.run(self.command(name, number), capture_output=True, text=True, check=False)


def marker(root: Path) -> str:
    """An argument by which the processes of a workspace are found."""
    return f"of-{root.name}"


def running(root: Path) -> list[str]:
    """The processes that a record in this workspace started, and that still run."""
    found = []
    for place in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = place.read_bytes().split(b"\0")
        except OSError:
            continue
        if words[:2] == [b"sh", b"bench.sh"] and marker(root).encode() in words:
            found.append(place.parent.name)
    return found


def make(root: Path) -> Desk:
    """Make a workspace in an empty folder."""
    import hashlib

    environment = Path(__file__).parents[2] / "tests/environment/example.json"
    root.mkdir(parents=True)
    (root / "bench.sh").write_text(
        "{ echo latency_s; for i in $(seq 1 300); do echo 0.00$((i % 7 + 1)); done; echo 0.2$$; } > out.tmp\n"
    )
    (root / ".gitignore").write_text("*.tmp\n")
    git(root, "init", "--quiet", "--initial-branch=main")
    git(root, "add", ".")
    git(root, "commit", "--quiet", "--message=What is measured")
    folder = root / "dossiers/sums/1.0"
    (folder / "data").mkdir(parents=True)
    (folder / "environments").mkdir()
    (folder / "data/first.csv").write_text(RAW)
    shutil.copyfile(environment, folder / "environments/host.json")
    (root / "dossiers/sums/project.yaml").write_text(
        "schema: 1\nname: sums\ntitle: Sums\nsummary: Adds numbers.\nowner: Me\n"
    )
    commit = git(root, "rev-parse", "HEAD")
    sha256 = hashlib.sha256(RAW.encode()).hexdigest()
    (folder / "dossier.yaml").write_text(_DOSSIER.format(commit=commit, sha256=sha256))
    return Desk(root)


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", "-C", str(folder), *arguments],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, **_GIT},
    )
    return done.stdout.strip()
