"""Limits over versions: the same claim, held to more or to less than before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mkdocs_dossiers.check.record import earlier
from mkdocs_dossiers.measure.units import UnitError, factor
from mkdocs_dossiers.model.dossier import Assertion, Claim, Dossier, Project


@dataclass(frozen=True, slots=True)
class Moved:
    """A claim whose limit is another than in ``before``, the last published version that made it.

    ``word`` is ``tightened``, ``loosened`` or ``changed``; ``key`` is ``holds`` or ``within``.
    """

    claim: Claim
    before: Dossier
    key: str
    was: Assertion
    now: Assertion
    word: str


def previous(dossier: Dossier, project: Project, claim: str) -> tuple[Dossier, Claim] | None:
    """The claim in the last published version before this one that makes it."""
    return next(
        ((other, other.claims[claim]) for other in earlier(dossier, project) if claim in other.claims), None
    )


def moved(dossier: Dossier, project: Project) -> Iterator[Moved]:
    """Every claim of a dossier whose limit is another than before."""
    for name, claim in dossier.claims.items():
        found = previous(dossier, project, name)
        if found is None:
            continue
        before, old = found
        for key, was, now in (("holds", old.holds, claim.holds), ("within", old.within, claim.within)):
            if was is None or now is None:
                continue
            word = _compared(was, now, project.counts)
            if word is not None:
                yield Moved(claim, before, key, was, now, word if key == "holds" else "changed")


def _compared(was: Assertion, now: Assertion, counts: tuple[str, ...]) -> str | None:
    """What became of a limit; None when it is the same, or when the two cannot be compared."""
    try:
        limit = factor(was.unit, now.unit, counts).apply(was.number)
    except UnitError:
        return None
    if was.op == now.op:
        if limit == now.number:
            return None
        if was.op == "==":
            return "changed"
        return "tightened" if (now.number < limit) == now.op.startswith("<") else "loosened"
    if was.op[0] != now.op[0] or "==" in (was.op, now.op):
        return "changed"
    if limit == now.number:
        return "loosened" if now.op.endswith("=") else "tightened"
    return "tightened" if (now.number < limit) == now.op.startswith("<") else "loosened"
