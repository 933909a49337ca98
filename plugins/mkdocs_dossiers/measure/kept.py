"""The samples of a claim as JSON, for a raw file that only SQL can read here.

Whoever checks the claim without DuckDB starts from them instead of the raw file. They are numbers as the file has
them, before any conversion, so that everything after the reading can be done again.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from mkdocs_dossiers.measure.side import Question, Side, is_many, samples_of

MOST = 20_000
"""Rows of samples that are published for one claim: about 400 KB."""


def kept(question: Question, sides: Sequence[Side]) -> bytes | None:
    """The samples of every side; None where every file has another reader, or there are too many or none.

    Where rows stand for several samples, ``weights`` says for how many.
    """
    if all(question.loaded[side.selection.dataset].independent for side in sides):
        return None
    if any(side.selection.summary is not None or is_many(side.series) for side in sides):
        return None
    listed = []
    left = MOST
    for side in sides:
        selection = side.selection
        rows = question.engine.rows(
            f"SELECT value, weight {samples_of(selection.dataset, side.series)} "
            f"ORDER BY run, iteration, value LIMIT {left + 1}"
        )
        left -= len(rows)
        if left < 0:
            return None
        entry: dict[str, object] = {
            "dataset": selection.dataset,
            "series": selection.series,
            "metric": selection.metric,
            "unit": side.series.unit,
            "values": [row[0] for row in rows],
        }
        if selection.weighted:
            entry["weights"] = [int(row[1]) for row in rows]
        listed.append(entry)
    text = json.dumps(
        {"schema": 1, "claim": str(question.claim.reference), "sides": listed},
        ensure_ascii=False,
        allow_nan=False,
        separators=(",", ":"),
    )
    return text.encode("utf-8", "backslashreplace")
