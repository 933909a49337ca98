"""How well the figures found are the figures labelled."""

from __future__ import annotations

from dataclasses import dataclass

from mkdocs_dossiers.intake.figure import Figure
from mkdocs_dossiers.intake.intake import take_in
from mkdocs_dossiers.intake.report import report_of
from tests.intake.labels import Label, Labelled


@dataclass(frozen=True, slots=True)
class Score:
    """Labels found, labels missed, and figures that are on no label."""

    name: str
    right: tuple[tuple[Label, Figure], ...]
    missed: tuple[Label, ...]
    wrong: tuple[Figure, ...]

    @property
    def precision(self) -> float:
        """The share of found figures that are right."""
        return len(self.right) / max(1, len(self.right) + len(self.wrong))

    @property
    def recall(self) -> float:
        """The share of labelled figures that were found."""
        return len(self.right) / max(1, len(self.right) + len(self.missed))


def score(labelled: Labelled) -> Score:
    """Take a report in and compare: line, value and unit must agree, the column lie within the words."""
    wrong = list(take_in(report_of(labelled.text.encode())).figures)
    right, missed = [], []
    for label in labelled.labels:
        found = next((figure for figure in wrong if _agrees(label, figure)), None)
        if found is None:
            missed.append(label)
        else:
            wrong.remove(found)
            right.append((label, found))
    return Score(labelled.name, tuple(right), tuple(missed), tuple(wrong))


def together(name: str, scores: list[Score]) -> Score:
    """Several reports as one."""
    return Score(
        name,
        tuple(pair for entry in scores for pair in entry.right),
        tuple(label for entry in scores for label in entry.missed),
        tuple(figure for entry in scores for figure in entry.wrong),
    )


def _agrees(label: Label, figure: Figure) -> bool:
    return (
        label.line == figure.line
        and label.column <= figure.column < label.end
        and label.value == figure.value
        and label.unit == figure.unit
    )
