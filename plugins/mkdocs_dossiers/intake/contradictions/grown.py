"""A value called so many times what it was, and what it was elsewhere: ``$100 (2x increase)``, and ``$20 → $100``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from mkdocs_dossiers.intake.arithmetic import closed, in_base, short
from mkdocs_dossiers.intake.contradictions.contradiction import Contradiction, Taken, at, head_of, said
from mkdocs_dossiers.intake.figure import Figure
from mkdocs_dossiers.intake.role import Role, is_achieved, is_before, role_of_head
from mkdocs_dossiers.intake.statistic import without_statistic
from mkdocs_dossiers.intake.words import whole
from mkdocs_dossiers.model.digits import with_unit

NEAR = 30
"""Characters between a value and the bracket with its factor."""
_OPENS = re.compile(rf"[^,;.()（）|]{{0,{NEAR}}}[(（]\s*")
_GROWN = whole(
    "increase increased growth more higher larger Steigerung Zunahme mehr aumento incremento más augmentation hausse "
    "plus crescimento mais рост больше увеличение povečanje več 增长 增加 提高"
)
_ARROW = re.compile(r"\s*(?:→|->|⇒|=>|➜)\s*")


@dataclass(frozen=True, slots=True)
class _Step:
    """What something was before, and what it is now."""

    words: frozenset[str]
    before: Figure
    after: Figure


def check(taken: Taken) -> Iterator[Contradiction]:
    """Each such factor against every such step of the same things to the same value."""
    steps = [*_of_rows(taken), *_of_arrows(taken)]
    for value, factor in _grown(taken):
        words = _words(value.piece.text)
        wrong = [
            step
            for step in steps
            if step.words & words
            and (step.after.value, step.after.unit) == (value.value, value.unit)
            and step.before.unit == value.unit
            and not _agrees(step, factor)
        ]
        if wrong:
            yield _said(value, factor, wrong)


def _said(value: Figure, factor: Figure, wrong: list[_Step]) -> Contradiction:
    """Where the factor begins, and where the steps do."""
    first = wrong[0].before
    others = sorted({step.before.line for step in wrong} - {first.line})
    more = (
        f", and in line{'s' if len(others) > 1 else ''} {', '.join(map(str, others))} too" if others else ""
    )
    ratio = wrong[0].after.low / first.low
    return Contradiction(
        tuple(sorted({value.line, *(step.before.line for step in wrong)})),
        f"Line {value.line} calls {said(value)} a {said(factor)} increase, which begins at "
        f"{with_unit(short(value.low / factor.low), value.unit or '')}; {at(first)} stands before it{more}, and that "
        f"is {short(ratio)}x.",
    )


def _grown(taken: Taken) -> Iterator[tuple[Figure, Figure]]:
    """Values in running text with a factor of growth in brackets behind them."""
    for value, factor in pairwise(taken.figures):
        plain = not (value.ranged or factor.ranged or value.op or factor.op) and value.low > 0
        if value.piece is not factor.piece or value.piece.cell is not None or not plain:
            continue
        text = value.piece.text
        grown = factor.unit == "x" and factor.role is Role.RATIO and _GROWN.match(text[factor.end :].lstrip())
        if (
            grown
            and factor.low > 1
            and value.unit not in (None, "x", "%")
            and _OPENS.fullmatch(text[value.end : factor.start])
        ):
            yield value, factor


def _of_rows(taken: Taken) -> Iterator[_Step]:
    for row in taken.rows.values():
        before = [entry for entry in row if is_before(head_of(entry))]
        after = [entry for entry in row if is_achieved(head_of(entry))]
        if len(before) == len(after) == 1 and _plain(before[0]) and _plain(after[0]) and row[0].piece.cell:
            yield _Step(_words(row[0].piece.cell.label), before[0], after[0])


def _of_arrows(taken: Taken) -> Iterator[_Step]:
    for one, other in pairwise(taken.figures):
        if one.piece is other.piece and one.piece.cell is None and _plain(one) and _plain(other):
            text = one.piece.text
            if _ARROW.fullmatch(text[one.end : other.start]):
                yield _Step(_words(text), one, other)


def _plain(figure: Figure) -> bool:
    return not figure.ranged and figure.op is None and figure.low > 0


def _agrees(step: _Step, factor: Figure) -> bool:
    """Whether the step is that factor, or that factor more."""
    ratio = in_base(step.after).over(in_base(step.before))
    return any(form.meets(closed(factor)) for form in (ratio, ratio.plus(-1)))


def _words(text: str) -> frozenset[str]:
    """The longer words of a text that name what it is about."""
    words = re.findall(r"[^\W\d_]{5,}", without_statistic(text).casefold())
    return frozenset(
        word
        for word in words
        if role_of_head(word) is None and not _GROWN.fullmatch(word) and word not in _EMPTY
    )


_EMPTY = frozenset(
    "scaling tested successfully validated performance system trade trades result results".split()
)
"""Words that stand beside any figure."""
