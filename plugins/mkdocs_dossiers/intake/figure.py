"""One figure of a report."""

from __future__ import annotations

from dataclasses import dataclass

from mkdocs_dossiers.intake.document import Piece
from mkdocs_dossiers.intake.role import Role


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure: where it stands in the file (counted from 1), what it says, and the piece it stands in.

    ``start`` and ``end`` are indexes in the piece's text.
    """

    line: int
    column: int
    quote: str
    subject: str | None
    statistic: str | None
    op: str | None
    value: float | tuple[float, float]
    unit: str | None
    role: Role
    piece: Piece
    start: int
    end: int
    decimals: int
    """Decimals it was written with: its last digit is worth ``10 ** -decimals`` (before k or M)."""
    step: float
    """What its last digit is worth, in its unit."""

    @property
    def low(self) -> float:
        """The value, or the lower end of a range."""
        return self.value[0] if isinstance(self.value, tuple) else self.value

    @property
    def high(self) -> float:
        """The value, or the upper end of a range."""
        return self.value[1] if isinstance(self.value, tuple) else self.value

    @property
    def ranged(self) -> bool:
        """Whether it is a range."""
        return isinstance(self.value, tuple)
