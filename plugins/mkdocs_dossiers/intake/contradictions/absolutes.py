"""All targets reached, says the report, and one of its tables shows a target that was not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mkdocs_dossiers.intake.contradictions.contradiction import Contradiction, Taken, said
from mkdocs_dossiers.intake.contradictions.status import miss

_ALL = (
    r"(?:all|every|each|alle|allen|sämtliche|todos\s+los|todas\s+las|tous\s+les|toutes\s+les|todos\s+os|все|všečan|vsa|vse"
    r"|所有|全部)"
)
_AIMS = (
    r"(?:targets?|goals?|objectives?|benchmarks?|criteria|slos?|ziele|objetivos|metas|objectifs|cibles|цели|целей|cilje"
    r"|pričakovanja|目标|指标)"
)
_REACHED = (
    r"(?:exceed\w*|met|meet\w*|achiev\w*|reach\w*|passed|satisf\w*|erreicht|übertroffen|alcanzad\w+|cumplid\w+|superad\w+"
    r"|atteint\w*|dépassé\w*|atingid\w+|достигнут\w*|выполнен\w*|presegel|dosežen\w*|达成|达到|超过|达标)"
)
_CLAIM = re.compile(
    rf"\b{_ALL}(?:\W+\w+){{0,3}}\W+{_AIMS}(?:\W+\w+){{0,9}}\W+{_REACHED}"
    rf"|{_REACHED}\W+{_ALL}(?:\W+\w+){{0,3}}\W+{_AIMS}|(?:所有|全部).{{0,6}}(?:目标|指标).{{0,6}}(?:达成|达到|达标)",
    re.IGNORECASE,
)


def check(taken: Taken) -> Iterator[Contradiction]:
    """The first sentence that says so, with every target missed."""
    missed = [found for row in taken.rows.values() if (found := miss(row)) is not None]
    claim = next((piece for piece in taken.pieces if _CLAIM.search(piece.text)), None)
    if claim is None or not missed:
        return
    rows = "; ".join(f"line {wanted.line}: {said(got)} against {said(wanted)}" for wanted, got in missed)
    yield Contradiction(
        (claim.line, *sorted({wanted.line for wanted, _ in missed})),
        f"Line {claim.line} says that all targets were reached; not reached were {rows}.",
    )
