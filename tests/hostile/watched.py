"""A program that runs the gate, and prints what Python saw it open, start or reach.

``python -m tests.hostile.watched ROOT [BASE]``: after the modules are imported, each event of the kinds that touch
files, programs, sockets and libraries is one line of JSON, the last line what the gate found.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

FILES = (
    "open", "os.listdir", "os.scandir", "os.truncate", "os.rename", "os.remove", "os.link", "os.symlink", "os.chmod",
    "os.mkdir", "os.rmdir", "shutil.rmtree", "glob.glob",
)  # fmt: skip
PROGRAMS = (
    "subprocess.Popen",
    "os.exec",
    "os.posix_spawn",
    "os.spawn",
    "os.system",
    "os.fork",
    "os.forkpty",
    "pty.spawn",
)
OTHERS = (
    "socket.",
    "ctypes.",
    "urllib.",
    "http.",
    "ftplib.",
    "smtplib.",
    "webbrowser.",
    "exec",
    "compile",
    "pickle.",
)

seen: list[tuple[str, str]] = []


def note(event: str, arguments: tuple[Any, ...]) -> None:
    """Keep an event that matters; a path is resolved against the folder it is opened in."""
    if event in FILES and arguments and not isinstance(arguments[0], int):
        seen.append((event, os.fsdecode(arguments[0]) if arguments[0] is not None else "."))
    elif event in PROGRAMS:
        seen.append((event, str(arguments[0])))
    elif event.startswith(OTHERS) and not event.startswith(("exec", "compile")):
        seen.append((event, str(arguments)[:200]))


def main() -> None:
    """Run the gate with all of its outputs."""
    from mkdocs_dossiers.check.gate import run_gate
    from mkdocs_dossiers.check.rule import rules
    from mkdocs_dossiers.cli.output.reports import formats, render_as
    from mkdocs_dossiers.read.base import base_of

    root = Path(sys.argv[1])
    rules()
    sys.addaudithook(note)
    if len(sys.argv) > 2:
        with base_of(root, sys.argv[2]) as base:
            report = run_gate(root, base=base)
    else:
        report = run_gate(root)
    for form in formats():
        render_as(form, report, False, None, "")
    found = list(seen)
    for event, what in dict.fromkeys(found):
        sys.stdout.write(json.dumps([event, what]) + "\n")
    sys.stdout.write(json.dumps(["end", [len(report.judgements), len(report.problems)]]) + "\n")


if __name__ == "__main__":
    main()
