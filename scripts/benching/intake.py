"""Precision and recall of ``dossier intake`` on the labelled reports; ``--show`` lists what was missed or is wrong."""

from __future__ import annotations

import sys

from tests.intake.labels import excerpts, five
from tests.intake.scoring import Score, score, together


def main() -> None:
    sets = {
        "the five": list(five()),
        **{kind: excerpts(kind) for kind in ("development", "held-out", "second", "third")},
    }
    print(f"{'report':32} {'labels':>6} {'precision':>9} {'recall':>6} {'role':>5} {'statistic':>9}")
    for kind, reports in sets.items():
        scores = [score(report) for report in reports]
        for entry in [*scores, *([together(kind, scores)] if scores else [])]:
            show(entry)
        print()


def show(entry: Score) -> None:
    labels = len(entry.right) + len(entry.missed)
    found = max(1, len(entry.right))
    roles = sum(label.role == figure.role for label, figure in entry.right) / found
    statistics = sum(label.statistic == figure.statistic for label, figure in entry.right) / found
    print(
        f"{entry.name:32} {labels:6} {entry.precision:9.3f} {entry.recall:6.3f} {roles:5.2f} {statistics:9.2f}"
    )
    if "--show" in sys.argv:
        for label in entry.missed:
            print(f"    missed  line {label.line}:{label.column}  {label.value} {label.unit or ''}")
        for figure in entry.wrong:
            print(
                f"    wrong   line {figure.line}:{figure.column}  {figure.value} {figure.unit or ''}  {figure.quote}"
            )


main()
