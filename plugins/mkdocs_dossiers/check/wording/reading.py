"""A claim's sentence, read once: what every rule about wording looks at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from mkdocs_dossiers.check.again import once_for_each
from mkdocs_dossiers.check.rule import Context, Rule, claim_scope
from mkdocs_dossiers.check.wording.cue import Cue, cue
from mkdocs_dossiers.check.wording.declared import Declared, declared
from mkdocs_dossiers.check.wording.place import place_of
from mkdocs_dossiers.check.wording.quantity import Quantity, quantities
from mkdocs_dossiers.check.wording.relation import Relation, Side, converted, fits, is_ratio, relate
from mkdocs_dossiers.check.wording.statistics_in_words import halves, named, percentile_of
from mkdocs_dossiers.check.wording.text import SENTENCE, Found, Span
from mkdocs_dossiers.measure.statistics import is_statistic
from mkdocs_dossiers.measure.units import known
from mkdocs_dossiers.model.dossier import Claim, Dossier, Form, Project
from mkdocs_dossiers.model.problem import Problem

_CONFIDENCE = re.compile(
    r"(?:\d+(?:\.\d+)?\s*%|0\.\d+)\s+(?:confidence|CI\b|sure|certain)|confidence(?:\s+(?:level|interval))?\s+(?:of\s+)?"
    r"(?:\d+(?:\.\d+)?\s*%|0\.\d+)",
    re.IGNORECASE,
)
_OF = re.compile(
    r"(?:\b(?:none|no|one|few|some|all|percent|out|\d|any|each|every|share)|%)\s+of\s+(?:the\s+|all\s+|our\s+)?$",
    re.IGNORECASE,
)
_PERCENT_OF = re.compile(r"\s+of\b|\s+(?!more|less|faster|slower|higher|lower|fewer|longer|shorter)[a-z]+s\b")
_ALL = re.compile(r"(?<![\w-])(?:all|every|always)(?![\w-])", re.IGNORECASE)
_NONE = re.compile(r"(?<![\w-])(?:no|none|zero|never|nothing|without)(?![\w-])", re.IGNORECASE)


@dataclass(frozen=True)
class Reading:
    """A claim of a dossier, and what its sentence says. ``counts`` are the project's own counted nouns."""

    dossier: Dossier
    claim: Claim
    counts: tuple[str, ...]
    relations: dict[Quantity, Relation | None] = field(default_factory=dict, compare=False, repr=False)
    """Those that were found already."""

    @property
    def says(self) -> str:
        """The sentence."""
        return self.claim.says[:SENTENCE]

    @cached_property
    def declared(self) -> Declared:
        """The numbers declared besides the sentence."""
        return declared(self.dossier, self.claim, self.counts)

    @cached_property
    def confidence(self) -> tuple[Span, ...]:
        """Where the sentence gives the interval's confidence."""
        found = []
        for match in _CONFIDENCE.finditer(self.says):
            digits = re.search(r"\d+(?:\.\d+)?", match[0])
            value = float(digits[0]) if digits else 0.0
            if abs((value / 100 if value >= 1 else value) - self.claim.confidence) < 1e-9:
                found.append(Span(match.start(), match.end()))
        return tuple(found)

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """The numbers that say neither the statistic nor the confidence."""
        taken: list[Span] = [*named(self.says), *self.confidence]
        if self._half_is_the_statistic:
            taken += halves(self.says)
        found = quantities(self.says, self.counts, taken)
        return tuple(one for one in found if not self._is_the_percentile(one))

    @property
    def _half_is_the_statistic(self) -> bool:
        return percentile_of(self.claim.statistic) == 50

    def _is_the_percentile(self, one: Quantity) -> bool:
        """99 % of the orders within 3 ms: their 99th percentile is at most 3 ms."""
        percentile = percentile_of(self.claim.statistic)
        if percentile is None or one.unit != "%" or self.claim.form is not Form.ONE:
            return False
        share = percentile if self.claim.holds.op.startswith("<") else 100 - percentile
        spoken = (
            _PERCENT_OF.match(self.says, one.end)
            or "out of" in one.text
            or " in " in one.text
            or "nines" in one.text
        )
        return bool(spoken) and abs(one.value - share) < 1e-9

    def relation(self, one: Quantity) -> Relation | None:
        """Which assertion a number is, if any."""
        if one not in self.relations:
            self.relations[one] = relate(one, self.claim, self.counts, self.says)
        return self.relations[one]

    def fits(self, one: Quantity) -> bool:
        """Whether a number measures what the limit, or the limit of what counts, measures."""
        return any(fits(one, self.claim, self.counts, side) for side in Side)

    def fits_limit(self, one: Quantity) -> bool:
        """Whether a number measures what the limit measures."""
        return fits(one, self.claim, self.counts)

    def is_declared(self, one: Quantity) -> bool:
        """Whether a number is a condition of the measurement rather than its result.

        A number that could be the result counts as a condition only beside the result itself.
        """
        if not self.declared.backs(one, self.counts):
            return False
        return not self.fits(one) or (self.says_limit and not (self.is_compared and one.unit in ("x", "%")))

    def is_population(self, one: Quantity) -> bool:
        """Whether a number says of how many things some were counted: "none of 50,000 orders", "95 % of 400 calls"."""
        return (
            self.claim.statistic in ("count", "share")
            and converted(one, "count", self.counts) is not None
            and one.unit != ""
            and _OF.search(self.says[: one.start]) is not None
        )

    @property
    def is_compared(self) -> bool:
        """Whether the claim is about a ratio."""
        return is_ratio(self.claim)

    @cached_property
    def says_limit(self) -> bool:
        """Whether the sentence says the limit, in digits, or as "none" or "all"."""
        limit = self.claim.holds
        if limit.number == 0 and _NONE.search(self.says):
            return True
        if limit.unit == "%" and limit.number == 100 and _ALL.search(self.says):
            return True
        return any(
            (relation := self.relation(one)) is not None and relation.side is Side.LIMIT
            for one in self.quantities
        )

    def cue(self, one: Quantity) -> Cue | None:
        """On which side of a number the sentence says the result lies."""
        time = converted(one, "s", self.counts) is not None and one.unit != ""
        return cue(self.says, one.start, one.end, time)

    def problem(self, rule: Rule, found: Found, message: str, fix: str) -> Problem:
        """A finding at words of the sentence."""
        document = self.dossier.document
        place = place_of(document, ("claims", self.claim.id, "says"), found)
        return rule.problem(document, place, message, fix, claim_scope(self.dossier, self.claim.id))


def readings_of(dossier: Dossier, context: Context) -> Iterator[Reading]:
    """Every claim of a dossier, read; none whose assertions are incomplete, which other rules say."""
    return iter(_readings(dossier, context.project))


@once_for_each
def _readings(dossier: Dossier, project: Project) -> tuple[Reading, ...]:
    complete = (claim for claim in dossier.claims.values() if _is_complete(claim, project.counts))
    return tuple(Reading(dossier, claim, project.counts) for claim in complete)


def _is_complete(claim: Claim, counts: tuple[str, ...]) -> bool:
    limits = [claim.holds] + ([claim.within] if claim.within is not None else [])
    return (
        all(known(limit.unit, counts) for limit in limits)
        and (claim.statistic != "share" or claim.within is not None)
        and is_statistic(claim.statistic)
    )
