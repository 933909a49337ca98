"""One quantity that a report reduces by two percentages: ``70% reduction in allocation overhead``, ``Allocation
reduction: 50%``.

Two reductions are of one quantity when the same words name it, leaving out those that name nothing of their own. What
every system has a dozen of, such as a latency, is no quantity of that kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mkdocs_dossiers.intake.arithmetic import interval_of
from mkdocs_dossiers.intake.contradictions.contradiction import Contradiction, Taken, at
from mkdocs_dossiers.intake.figure import Figure
from mkdocs_dossiers.intake.role import Role
from mkdocs_dossiers.intake.subject import label_of

_CUT = r"(?:reduction|reducción|réduction|redução|Reduktion|Reduzierung|снижение|сокращение|zmanjšanje)"
_BEHIND = re.compile(rf"\s*{_CUT}\s+(?:in|of|der|des|von|de|del|du|da|do)\s+([^,;:.()（）|]+)", re.IGNORECASE)
_LABEL = re.compile(
    rf"([^,;:.()（）|]+?)\s+{_CUT}|{_CUT}\s+(?:in|of|der|des|von|de|del|du|da|do)\s+([^,;:.()（）|]+)",
    re.IGNORECASE,
)
_WEAK = frozenset("memory total overall overhead count number rate volume the average".split())
_COMMON = frozenset(
    "latency latencies time times usage use load cost costs size error errors requests queries calls traffic cpu "
    "response processing bandwidth consumption code complexity duration footprint".split()
)


def check(taken: Taken) -> Iterator[Contradiction]:
    """Reductions of a quantity in exactly two places."""
    places: dict[frozenset[str], list[Figure]] = {}
    for figure in taken.figures:
        words = _of(figure)
        if words and not words & _COMMON:
            places.setdefault(words, []).append(figure)
    for words, figures in places.items():
        if len(figures) != 2:
            continue
        one, other = figures
        if one.line != other.line and not interval_of(one).meets(interval_of(other)):
            yield Contradiction(
                (one.line, other.line),
                f"{' '.join(sorted(words)).capitalize()} is reduced by {at(one)} and by {at(other)}.",
            )


def _of(figure: Figure) -> frozenset[str]:
    """The words for what a figure is a reduction of; none where it is no reduction."""
    if figure.unit != "%" or figure.role is not Role.RATIO or figure.ranged or figure.piece.cell is not None:
        return frozenset()
    text = figure.piece.text
    behind = _BEHIND.match(text[figure.end :])
    label = _LABEL.fullmatch(label_of(text[: figure.start]))
    named = behind[1] if behind is not None else (label[1] or label[2]) if label is not None else ""
    return frozenset(re.findall(r"[^\W\d_]+", named.casefold())) - _WEAK
