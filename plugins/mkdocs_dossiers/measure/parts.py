"""Jobs that are given out together, because every part costs a DuckDB of its own."""

from __future__ import annotations

from collections.abc import Sequence

from mkdocs_dossiers.measure.job import Job

AT_ONCE = 32
"""Dossiers that are given out together."""


def parts(jobs: Sequence[Job], workers: int) -> list[list[Job]]:
    """The jobs in their order, in parts that are worth their way; at least two for each of several workers."""
    few = max(1, min(AT_ONCE, len(jobs) // (2 * workers))) if workers > 1 else AT_ONCE
    return [list(jobs[start : start + few]) for start in range(0, len(jobs), few)]
