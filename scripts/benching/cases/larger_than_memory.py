"""A dataset larger than the memory there is for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benching.case import Case, Goal
from benching.large import CSV, OURS, compare

if TYPE_CHECKING:
    from benching.case import Bench
    from benching.timing import Row

MEMORY = 250_000_000
"""Bytes, at full size; 1 GB of CSV is four times as large."""
LEAST = 120_000_000
"""Bytes with which two threads can read a CSV file."""


def run(bench: Bench) -> list[Row]:
    """Four times as many bytes as the gate may hold; the digits are those of a DuckDB that may hold them all."""
    memory = bench.size(MEMORY, LEAST)
    return compare(bench, CSV, 4 * memory * CSV.rows // CSV.size, memory)


CASE = Case(
    "One dossier with one dataset of CSV four times as large as the memory it may take, 250 MB.",
    (Goal(OURS, 600, quantity="peak_mb"),),
    run,
)
