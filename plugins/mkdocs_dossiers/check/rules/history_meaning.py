"""A claim id means one thing in all versions: the same metric, statistic, form, direction and kind of unit."""

from __future__ import annotations

import math
from collections.abc import Iterator

from mkdocs_dossiers.check.example import DOSSIER, Example, Replace, with_version
from mkdocs_dossiers.check.limits import previous
from mkdocs_dossiers.check.profile import UNLESS_DRAFT
from mkdocs_dossiers.check.rule import Context, Rule, Stage, claim_scope
from mkdocs_dossiers.measure.units import UnitError, factor
from mkdocs_dossiers.model.dossier import Assertion, Claim, Dossier
from mkdocs_dossiers.model.problem import Problem

RULE = Rule(
    code="H10",
    slug="history/meaning",
    stage=Stage.DECLARED,
    severities=UNLESS_DRAFT,
    because="The chart of a claim over versions must not change its subject halfway.",
    fix="Give the claim a new id, and withdraw the old one.",
    sources=("S05", "C04"),
    waivable=False,
    example=Example(
        red=(
            *with_version("1.1"),
            Replace(
                "    statistic: median\n    holds: <= 5 us",
                "    statistic: p90\n    holds: <= 5 us",
                DOSSIER.replace("/1.0/", "/1.1/"),
            ),
            Replace(
                "at most 5 µs at the median",
                "at most 5 µs at the 90th percentile",
                DOSSIER.replace("/1.0/", "/1.1/"),
            ),
        ),
        green=with_version("1.1"),
    ),
)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:
    """Compare each claim with the last published version that makes it."""
    for name, claim in dossier.claims.items():
        found = previous(dossier, context.project, name)
        if found is None:
            continue
        before, old = found
        for pointer, what, was, now in _differences(old, claim, context.project.counts):
            yield RULE.problem(
                dossier.document,
                dossier.document.at("claims", name, *pointer),
                f"The {what} of {name} is {now}, and in {before.version} it is {was}: that is another claim.",
                "Give it a new id, and withdraw the old one; or restore what it was.",
                claim_scope(dossier, name),
            )


def _differences(
    was: Claim, now: Claim, counts: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], str, str, str]]:
    """Where it is, what it is, and both texts."""
    for what in ("metric", "statistic"):
        one, other = getattr(was, what), getattr(now, what)
        if one != other:
            yield (what,), what, one, other
    if was.form is not now.form:
        yield (now.form.value,), "form", was.form.value, now.form.value
    elif was.compares != now.compares:
        one, other = ("a comparison" if each.compares else "of one dataset" for each in (was, now))
        yield (now.form.value,), "form", one, other
    if was.scaling is not None and now.scaling is not None:
        for what in ("over", "fit"):
            one, other = getattr(was.scaling, what), getattr(now.scaling, what)
            if one != other:
                yield (now.form.value, what), what, one, other
    yield from _compared("holds", "limit", was.holds, now.holds, counts)
    if (was.within is None) != (now.within is None):
        one, other = (str(each.within or "none") for each in (was, now))
        yield ("within",), "bound on samples", one, other
    elif was.within is not None and now.within is not None:
        yield from _compared("within", "bound on samples", was.within, now.within, counts)
        if not _same(was.within, now.within, counts):
            yield ("within",), "bound on samples", was.within.written, now.within.written


def _same(was: Assertion, now: Assertion, counts: tuple[str, ...]) -> bool:
    """Whether two bounds are the same number, in whatever unit."""
    try:
        return math.isclose(factor(was.unit, now.unit, counts).apply(was.number), now.number, rel_tol=1e-9)
    except UnitError:
        return True  # said above, or a rule of its own says it


def _compared(
    key: str, what: str, was: Assertion, now: Assertion, counts: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], str, str, str]]:
    """Limits on other sides, or of other things. Units that are not known have a rule of their own."""
    if {was.op[0], now.op[0]} == {"<", ">"}:
        yield (key,), f"side of the {what}", was.written, now.written
    try:
        factor(was.unit, was.unit, counts)
        factor(now.unit, now.unit, counts)
    except UnitError:
        return
    try:
        factor(was.unit, now.unit, counts)
    except UnitError:
        yield (key,), f"unit of the {what}", was.unit, now.unit
