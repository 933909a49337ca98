"""The whole site, built for the first time; and then again after one change each."""

from __future__ import annotations

from dataclasses import replace

from benching.case import Bench, Case, Goal
from benching.site import build, change, site
from benching.timing import Row, alternate, once

DOSSIERS = 1_000
ROUNDS = 3


def run(bench: Bench) -> list[Row]:
    """Ours with an empty cache against stock MkDocs on the same pages; ours with a tenth of the dossiers; and, after
    all rounds, ours with what is kept, one claim's context changed before each.
    """
    made, exported = site(bench, "whole", bench.size(DOSSIERS, 20))
    tenth, _ = site(bench, "tenth", bench.size(DOSSIERS // 10, 2))
    places = {name: bench.folder / f"{name}-site" for name in ("whole", "stock", "tenth")}
    rows = alternate(
        bench,
        {
            "ours": build(made.root, places["whole"], bench.folder / "cache"),
            "stock": build(exported, places["stock"], None),
            "tenth": build(tenth.root, places["tenth"], bench.folder / "tenth-cache"),
        },
        ROUNDS,
        warm_up=0,
    )
    largest = max(page.stat().st_size for page in places["whole"].rglob("claims/*/index.html"))
    again = build(made.root, places["whole"], bench.folder / "cache", cold=False)
    for number in range(bench.rounds or ROUNDS):
        bench.tell(f"change {number + 1} of {bench.rounds or ROUNDS}")
        change(made, number)
        rows.append(once(again, "changed", number, bench.folder))
    return [replace(row, bytes=largest) if row.side == "ours" else row for row in rows]


CASE = Case(
    "1,000 dossiers of 100 projects with 10,000 claims; stock MkDocs builds the same pages from Markdown. "
    "bytes: the largest page of a claim.",
    (
        Goal("ours", 1.25, "stock"),
        Goal("ours", 11, "tenth"),
        Goal("changed", 0.1, "ours"),
        Goal("ours", 1_000, quantity="peak_mb"),
        Goal("ours", 80_000, quantity="bytes"),
    ),
    run,
)
