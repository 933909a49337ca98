"""Every claim has a limit with a unit."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.example import Example, Replace
from mkdocs_dossiers.check.profile import ERROR
from mkdocs_dossiers.check.rule import Context, Rule, Stage, claim_scope
from mkdocs_dossiers.measure.units import known
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem
from mkdocs_dossiers.read.assertion import parse_assertion

RULE = Rule(
    code="E08",
    slug="evidence/limit",
    stage=Stage.DECLARED,
    severities=ERROR,
    because="A claim that cannot be wrong says nothing: it needs a number to be held against, and its unit.",
    fix="Add holds: a comparison, a number and its unit, such as <= 3 ms.",
    sources=(
        "C01",
        "C04",
    ),
    waivable=False,
    example=Example(red=(Replace("holds: <= 5 us", "holds: <= 5"),)),
)

EXAMPLES = 'Examples: <= 3 ms, ">= 600 orders/s", ">= 5 x", ">= 99.9 %".'


_SIGNS = {"=>": ">=", "=<": "<=", "≥": ">=", "≤": "<=", "⩾": ">=", "⩽": "<=", "=": "=="}
_WORDS = {
    "less than": "<", "below": "<", "under": "<", "at most": "<=", "up to": "<=", "max": "<=", "within": "<=",
    "more than": ">", "above": ">", "over": ">", "at least": ">=", "min": ">=",
}  # fmt: skip


def _meant(text: str) -> str:
    """What the author may have meant, as it has to be written."""
    said = text.strip()
    for written, sign in (*_SIGNS.items(), *_WORDS.items()):
        if said.lower().startswith(written) and parse_assertion(f"{sign} {said[len(written) :].strip()}"):
            return f"Did you mean {_quoted(f'{sign} {said[len(written) :].strip()}')}?"
    if parse_assertion(f"<= {said}"):
        return f"Say on which side of it: {_quoted(f'<= {said}')} or {_quoted(f'>= {said}')}."
    return EXAMPLES


def _quoted(limit: str) -> str:
    """As YAML takes it: what begins with ``>`` would begin a block of text."""
    return f'"{limit}"' if limit.startswith((">", "=")) else limit


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:
    """Read each claim's limit, and what it counts as within."""
    document = dossier.document
    for name, claim in document.section("claims").items():
        if not isinstance(claim, dict):
            continue
        scope = claim_scope(dossier, name)
        if "holds" not in claim:
            yield RULE.problem(
                document,
                document.key_at("claims", name),
                f"The claim {name} has no limit.",
                f"Add holds: what is claimed of the statistic. {EXAMPLES}",
                scope,
            )
        for key in ("holds", "within"):
            text = document.text("claims", name, key)
            if text is None:
                continue
            limit = parse_assertion(text)
            if limit is not None and limit.unit and known(limit.unit, context.project.counts):
                continue
            place = document.at("claims", name, key)
            if limit is None:
                yield RULE.problem(document, place, f"{text!r} is not a limit.", _meant(text), scope)
            elif not limit.unit:
                yield RULE.problem(document, place, f"The limit {text!r} has no unit.", EXAMPLES, scope)
            else:
                yield RULE.problem(
                    document,
                    place,
                    f"The unit {limit.unit!r} is not known.",
                    "Use a unit of time, bytes, x, %, or things counted (orders, requests/s). A noun of your own "
                    "goes into counts in project.yaml.",
                    scope,
                )
