"""One big dataset: 100 million rows of Parquet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benching.case import Case, Goal
from benching.large import BARE, OURS, PARQUET, compare

if TYPE_CHECKING:
    from benching.case import Bench
    from benching.timing import Row


def run(bench: Bench) -> list[Row]:
    """The gate in turn with the claim's own statement in a bare DuckDB and ``sha256sum``."""
    return compare(bench, PARQUET, bench.size(PARQUET.rows))


CASE = Case(
    "One dossier with one dataset of 100 million rows of Parquet, and one claim about its 99th percentile.",
    (Goal(OURS, 1.25, BARE), Goal(OURS, 2000, quantity="peak_mb")),
    run,
)
