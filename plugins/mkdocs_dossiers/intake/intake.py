"""What a report says: its figures, and where it contradicts itself."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mkdocs_dossiers.intake.contradictions import contradictions_of
from mkdocs_dossiers.intake.contradictions.contradiction import Contradiction, Taken
from mkdocs_dossiers.intake.document import pieces_of
from mkdocs_dossiers.intake.figure import Figure
from mkdocs_dossiers.intake.figures import figures_of
from mkdocs_dossiers.intake.report import Report
from mkdocs_dossiers.intake.subject import clean


@dataclass(frozen=True, slots=True)
class Intake:
    """A report taken in."""

    report: Report
    title: str
    figures: tuple[Figure, ...]
    contradictions: tuple[Contradiction, ...]

    def says(self, line: int) -> str:
        """What stands in a line (counted from 1), without its markup."""
        text = re.sub(r"\*\*|__|`", "", self.report.mended[line - 1].text)
        return " ".join(text.split()).strip("|#>-* ") or "…"


def take_in(report: Report) -> Intake:
    """Find the figures of a report and check it against itself. Raises ``ReportError`` where it has too many."""
    pieces = pieces_of(report)
    figures = figures_of(report, pieces)
    title = next((words for line in report.mended if (words := clean(line.text.strip("#*=- \t")))), "")
    return Intake(report, title, figures, contradictions_of(Taken(pieces, figures)))
