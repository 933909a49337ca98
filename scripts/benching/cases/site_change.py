"""The whole site, built again after one change."""

from __future__ import annotations

import filecmp
from collections.abc import Iterator
from pathlib import Path

from benching.case import Bench, Case, Goal
from benching.site import build, change, site
from benching.timing import FailedError, Row, once

DOSSIERS = 1_000
ROUNDS = 3


def run(bench: Bench) -> list[Row]:
    """One claim's context changes in every round; built with an empty cache, and with that of the round before."""
    made, _ = site(bench, "whole", bench.size(DOSSIERS, 20))
    cold, again = bench.folder / "cold-site", bench.folder / "again-site"
    kept = bench.folder / "kept"
    empty = build(made.root, cold, bench.folder / "empty")
    first, after = build(made.root, again, kept), build(made.root, again, kept, cold=False)
    bench.tell("what is kept")
    once(first, "first", 0, bench.folder)
    rows = []
    for number in range(bench.rounds or ROUNDS):
        change(made, number)
        rows += [once(after, "changed", number, bench.folder), once(empty, "cold", number, bench.folder)]
        if different := next(_different(filecmp.dircmp(cold, again)), None):
            raise FailedError(f"{different} is not the same as in a build without what was kept")
    return rows


def _different(found: filecmp.dircmp[str]) -> Iterator[str]:
    """The first file of two folders that is not in both, or not the same."""
    for names in (found.left_only, found.right_only):
        yield from names
    _, unequal, unread = filecmp.cmpfiles(found.left, found.right, found.common_files, shallow=False)
    yield from (str(Path(found.left) / name) for name in (*unequal, *unread))
    for folder in found.subdirs.values():
        yield from _different(folder)


CASE = Case(
    "1,000 dossiers with 10,000 claims, of which one gets another context; both sites are the same, byte for byte.",
    (Goal("changed", 0.1, "cold"),),
    run,
)
