"""An auditor at the terminal: plants four frauds in a repository, types the commands that find them, and looks."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from mkdocs_dossiers.environment.document import capture
from mkdocs_dossiers.read.folder_digest import folder_digest

SESSION = f"auditor-{os.getpid()}"
PATIENCE = 180.0
"""Seconds that a command may take."""

BENCH = """\
import random
import sys
import time

numbers = [random.random() for _ in range(20000)]
with open(sys.argv[1], "w") as file:
    file.write("latency_s\\n")
    for _ in range(300):
        start = time.perf_counter()
        sorted(numbers)
        file.write(f"{time.perf_counter() - start:.9f}\\n")
"""

DOSSIER = """\
schema: 1
version: "{version}"
status: published
date: {today}
title: Sorting, version {version}
authors: [Another Team]
subject: {{repository: ".", commit: {commit}}}
data:
  sort:
    file: data/sort.csv
    sha256: {sha256}
    environment: host
    command: python3 bench.py sort.csv
    load: closed
    columns:
      metrics:
        latency: {{column: latency_s, unit: s}}
claims:
  median:
    says: Sorting 20,000 numbers takes at most {limit} at the median.
    metric: latency
    of: sort
    statistic: median
    holds: <= {limit}
reproduce:
  needs: [Linux, Python 3]
  steps:
    - {{does: Check out the measured commit, run: git checkout --quiet {commit}}}
    - {{does: Sort, run: python3 bench.py sort.csv, gives: data/sort.csv, minutes: 1}}
"""


@dataclass(frozen=True)
class Typed:
    """A command, what to answer, its exit code, and what the screen must show."""

    why: str
    command: str
    code: int
    shows: tuple[str, ...]
    answer: str = ""


def run(*command: str, folder: Path | None = None) -> str:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def git(root: Path, *arguments: str) -> str:
    own = ("-c", "user.name=Another Team", "-c", "user.email=team@example.org")
    return run("git", *own, *arguments, folder=root)


def version(root: Path, name: str, commit: str, limit: str = "200 ms") -> Path:
    """A version with what the benchmark really measures here."""
    place = root / "dossiers/sorting" / name
    (place / "data").mkdir(parents=True)
    (place / "environments").mkdir()
    run("python3", "bench.py", str(place / "data/sort.csv"), folder=root)
    machine = capture(place / "data", salt="sorting", packages=False)
    (place / "environments/host.json").write_text(json.dumps(machine, indent=2))
    text = DOSSIER.format(
        version=name,
        today=time.strftime("%Y-%m-%d", time.gmtime()),
        commit=commit,
        sha256=sha256(place / "data/sort.csv"),
        limit=limit,
    )
    (place / "dossier.yaml").write_text(text)
    return place


def sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def record(root: Path) -> None:
    """Write the record of what was published anew, as a careful fraud does."""
    today = time.strftime("%Y-%m-%d", time.gmtime())
    lines = ["schema: 1", "versions:"]
    for place in sorted((root / "dossiers/sorting").glob("*/dossier.yaml")):
        folder = place.parent
        lines.append(f'  "{folder.name}": {{digest: {folder_digest(folder)}, date: {today}, rules: 1}}')
    (root / "dossiers/sorting/published.yaml").write_text("\n".join(lines) + "\n")


def edit(place: Path) -> None:
    """Divide every sample by a thousand, and make the digest anew."""
    file = place / "data/sort.csv"
    before = sha256(file)
    divide(file)
    document = place / "dossier.yaml"
    document.write_text(document.read_text().replace(before, sha256(file)))


def divide(file: Path) -> None:
    head, *samples = file.read_text().splitlines()
    file.write_text("\n".join([head, *(f"{float(sample) / 1000:.9f}" for sample in samples)]) + "\n")


def swap(place: Path) -> None:
    """Say that another machine measured it."""
    file = place / "environments/host.json"
    machine = json.loads(file.read_text())
    machine["fields"]["cpu"]["model"]["value"] = "Imaginary 9000"
    file.write_text(json.dumps(machine, indent=2))


def plant(root: Path) -> None:
    """An honest version on main; in the branch ``work`` four frauds, each with its digests made anew."""
    root.mkdir(parents=True)
    git(root, "init", "--quiet", "--initial-branch=main")
    (root / "README.md").write_text("Sorting.\n")
    git(root, "add", ".")
    git(root, "commit", "--quiet", "--message=A readme")
    empty = git(root, "rev-parse", "HEAD")
    (root / "bench.py").write_text(BENCH)
    git(root, "add", ".")
    git(root, "commit", "--quiet", "--message=A benchmark")
    commit = git(root, "rev-parse", "HEAD")
    project = root / "dossiers/sorting/project.yaml"
    project.parent.mkdir(parents=True)
    project.write_text("schema: 1\nname: sorting\ntitle: Sorting\nsummary: Sorting.\nowner: Another Team\n")
    honest = version(root, "1.0", commit)
    record(root)
    git(root, "add", "--force", ".")
    git(root, "commit", "--quiet", "--message=Version 1.0")
    shutil.copyfile(honest / "data/sort.csv", root.parent / "kept.csv")
    publish(root, root.parent / "site")
    git(root, "checkout", "--quiet", "-b", "work")
    edit(honest)
    swap(version(root, "1.1", commit))
    version(root, "1.2", empty)
    edit(version(root, "1.3", commit, "2 ms"))
    record(root)
    git(root, "add", "--force", ".")
    git(root, "commit", "--quiet", "--message=Versions 1.1 to 1.3")


def publish(root: Path, site: Path) -> None:
    """The site of main, in which somebody with access to the server edits the raw file and makes its digest anew."""
    (root.parent / "docs").mkdir()
    (root.parent / "docs/about.md").write_text("# About\n")
    settings = (
        "site_name: Sorting\ndocs_dir: ../docs\ntheme: {name: material, font: false}\nplugins: [dossiers]\n"
    )
    (root / "mkdocs.yml").write_text(settings)
    program = str(Path(sys.executable).with_name("mkdocs"))
    run(program, "build", "--quiet", "--site-dir", str(site), folder=root)
    (root / "mkdocs.yml").unlink()
    (raw,) = site.rglob("sort.csv")
    before = sha256(raw)
    divide(raw)
    for file in site.rglob("*"):
        if file.suffix in (".html", ".json"):
            file.write_text(file.read_text().replace(before, sha256(raw)))


AUDIT = (
    Typed(
        "What the branch does to what was published: the edited file of 1.0, and the commit without the benchmark.",
        "dossier check --base main",
        1,
        ("history/", "1.0", "commit/holds-benchmark"),
    ),
    Typed(
        "The same, with the numbers: 1.0 got a thousand times faster without being measured again.",
        "dossier diff main HEAD | head -60",
        0,
        ("sorting@1.0 at main → sorting@1.0 at HEAD", "moved: -99.9", "sha256"),
    ),
    Typed(
        "The copy of the raw file that the auditor kept is no longer what any dossier rests on.",
        "dossier trace --file ../kept.csv",
        2,
        ("No dossier declares the bytes",),
    ),
    Typed(
        "What 1.1 rests on, with every digest. All of them match: they were made anew.",
        "dossier trace sorting@1.1/median | grep -v ^SELECT | head -40",
        0,
        ("as declared, computed now", "Imaginary 9000"),
    ),
    Typed(
        "1.1 says that it was measured on another machine than 1.0.",
        "dossier diff sorting@1.0 1.1 | tail -40",
        0,
        ("CPU model", "→ Imaginary 9000"),
    ),
    Typed(
        "Everything that rests on that machine.",
        'dossier trace --environment "sorting@1.1#host"',
        0,
        ("sorting@1.1/median", "Imaginary 9000"),
    ),
    Typed(
        "The published site, in which somebody edited the raw file and its digest: the numbers do not follow from it.",
        "dossier verify ../site",
        1,
        ("sorting@1.0/median",),
    ),
    Typed(
        "1.2 cannot be measured: its commit has no benchmark.",
        "dossier reproduce sorting@1.2 --who 'The Auditor'",
        1,
        ("can't open file", "Step 2 failed"),
        "y",
    ),
    Typed(
        "1.3 was edited before it was published, so every digest fits. It does not hold when it is measured again.",
        "dossier reproduce sorting@1.3 --who 'The Auditor'",
        0,
        ("not reproduced",),
        "y",
    ),
)


def play(root: Path, transcript: Path) -> list[str]:
    """Type every command; what was missing on the screen."""
    shell = (
        f"env PS1='auditor$ ' PATH={Path(sys.executable).parent}:{os.environ['PATH']} bash --norc --noprofile"
    )
    run("tmux", "new-session", "-d", "-s", SESSION, "-x", "80", "-y", "50", "-c", str(root), shell)
    run("tmux", "set-option", "-t", SESSION, "history-limit", "50000")
    missing: list[str] = []
    try:
        for number, typed in enumerate(AUDIT, start=1):
            screen = one(number, typed)
            with transcript.open("a") as file:
                file.write(f"# {number}. {typed.why}\n{screen}\n\n")
            code = re.search(rf"\[{number} exit (\d+)\]", screen)
            flat = " ".join(screen.replace("│", " ").split())
            wrong = [part for part in typed.shows if part not in flat]
            if code is None or int(code[1]) != typed.code:
                wrong.append(f"exit code {typed.code}")
            print(f"{'MISSED' if wrong else 'found '}  {number}. {typed.why}", flush=True)
            missing += [f"{number}: {part}" for part in wrong]
    finally:
        subprocess.run(["tmux", "kill-session", "-t", SESSION], check=False, capture_output=True)
    return missing


def one(number: int, typed: Typed) -> str:
    """Type one command; the screen when it has ended."""
    run(
        "tmux",
        "send-keys",
        "-t",
        SESSION,
        "-l",
        f'clear; {typed.command}; echo "[{number} exit ${{PIPESTATUS[0]}}]"',
    )
    run("tmux", "clear-history", "-t", SESSION)
    run("tmux", "send-keys", "-t", SESSION, "Enter")
    until, answered = time.monotonic() + PATIENCE, False
    while time.monotonic() < until:
        screen = run("tmux", "capture-pane", "-p", "-J", "-S", "-", "-t", SESSION)
        if re.search(rf"^\[{number} exit \d+\]", screen, re.MULTILINE):
            return screen
        if typed.answer and not answered and "Run this?" in screen:
            answered = True
            run("tmux", "send-keys", "-t", SESSION, typed.answer, "Enter")
        time.sleep(0.3)
    return run("tmux", "capture-pane", "-p", "-J", "-S", "-", "-t", SESSION)


def main() -> int:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(tempfile.mkdtemp(prefix="dossier-auditor-"))
    root = folder.resolve() / "sorting"
    if root.exists():
        print(f"{root} exists already: name a new folder.", file=sys.stderr)
        return 2
    plant(root)
    transcript = folder / "transcript.txt"
    missing = play(root, transcript)
    print(f"Transcript: {transcript}")
    for part in missing:
        print(f"Not on the screen of {part}", file=sys.stderr)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
