"""The sentence says "at least" where the limit is a lower one, and "at most" where it is an upper one."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.example import Example, Replace
from mkdocs_dossiers.check.profile import UNLESS_DRAFT
from mkdocs_dossiers.check.rule import Context, Rule, Stage
from mkdocs_dossiers.check.wording.reading import Reading, readings_of
from mkdocs_dossiers.check.wording.relation import Side
from mkdocs_dossiers.check.wording.text import Found
from mkdocs_dossiers.model.digits import limit
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem

RULE = Rule(
    code="W03",
    slug="wording/direction",
    stage=Stage.JUDGED,
    severities=UNLESS_DRAFT,
    because="At most 600 orders per second is easily shown, and is no evidence for at least 600.",
    fix="Turn the comparison in holds round, or the words in the sentence.",
    sources=("C01", "C05"),
    example=Example(red=(Replace("takes at most 5 µs", "takes at least 5 µs"),)),
)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:
    """Compare the words before and behind each number of the limit with its comparison."""
    for reading in readings_of(dossier, context):
        yield from _contradictions(reading)


def _contradictions(reading: Reading) -> Iterator[Problem]:
    related = [(number, relation) for number in reading.quantities if (relation := reading.relation(number))]
    complement = any(relation.complement for _, relation in related)
    for number, relation in related:
        cue = reading.cue(number)
        side = reading.claim.holds if relation.side is Side.LIMIT else reading.claim.within
        if cue is None or not cue.sure or side is None or side.op == "==":
            continue
        turned = relation.turned or (complement and relation.side is Side.WITHIN)
        lower = side.op.startswith(">") is not turned
        if cue.lower is not lower:
            words = f"{cue.text} {' '.join(number.text.split())}" if cue.text != "+" else number.text
            yield reading.problem(
                RULE,
                Found(number.start, number.end, number.text),
                f"The sentence says '{words}', and the limit is {limit(side)}, which is {_kind(side.op)}.",
                f"Say {'at least' if lower else 'at most'}, or turn {_key(relation.side)} round.",
            )


def _kind(op: str) -> str:
    return "a lower one" if op.startswith(">") else "an upper one"


def _key(side: Side) -> str:
    return "holds" if side is Side.LIMIT else "within"
