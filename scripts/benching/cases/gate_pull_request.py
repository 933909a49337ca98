"""The gate on a branch that changes one dossier of many, against a check of that dossier alone."""

from __future__ import annotations

import itertools
import os
import shutil
import subprocess
from pathlib import Path

from benching.case import Bench, Case, Goal, Side, Step
from benching.gates import check, made
from benching.timing import Row, alternate
from benching.workload import Made, git


def run(bench: Bench) -> list[Row]:
    """The same edit of the last dossier, another one in each round, committed on a branch: nothing knows it."""
    at = made(bench)
    last = at.dossiers[-1]
    reference = f"{last.parent.name}@{last.name}"
    draft(at)
    git(at.root, "checkout", "--quiet", "-b", "change")
    numbers = itertools.count()
    caches = {name: bench.folder / name for name in ("pull-request", "alone")}
    bench.tell("checking it once")
    before = bench.folder / "before"
    prepare(check(at, before))

    def change(cache: Path) -> None:
        shutil.rmtree(cache, ignore_errors=True)
        shutil.copytree(before, cache)
        document = last / "dossier.yaml"
        text = document.read_text()
        head, _, _ = text.partition("# Edited")
        document.write_text(f"{head}# Edited {next(numbers)} times.\n")
        git(at.root, "commit", "--quiet", "--all", "--message=Edit")

    sides = {
        "pull-request": Side(
            (check(at, caches["pull-request"], "--base", "main"),),
            before=lambda: change(caches["pull-request"]),
        ),
        "alone": Side((check(at, caches["alone"], reference),), before=lambda: change(caches["alone"])),
    }
    return alternate(bench, sides, rounds=5)


def draft(at: Made) -> None:
    """Make the last dossier a draft, which may be changed."""
    document = at.dossiers[-1] / "dossier.yaml"
    document.write_text(document.read_text().replace("status: published", "status: draft"))
    record = at.dossiers[-1].parent / "published.yaml"
    lines = record.read_text().splitlines(keepends=True)
    record.write_text("".join(lines[:-1]))
    git(at.root, "commit", "--quiet", "--all", "--message=The last one is a draft")


def prepare(step: Step) -> None:
    """Run a step that is not timed."""

    environment = {**os.environ, **step.environment}
    subprocess.run(step.arguments, cwd=step.cwd, env=environment, check=True, stdout=subprocess.DEVNULL)


CASE = Case(
    says="1,000 dossiers, one of them changed on a branch: check --base main, against check of that dossier.",
    goals=(Goal("pull-request", 1.5, to="alone"),),
    run=run,
)
