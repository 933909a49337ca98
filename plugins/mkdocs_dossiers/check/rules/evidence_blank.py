"""Nothing that must be known is left open with a placeholder."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from mkdocs_dossiers.check.example import Example, Replace
from mkdocs_dossiers.check.profile import UNLESS_DRAFT
from mkdocs_dossiers.check.rule import Context, Rule, Stage, claim_scope, dataset_scope, dossier_scope
from mkdocs_dossiers.model.document import Document, Pointer
from mkdocs_dossiers.model.dossier import Dossier, Project
from mkdocs_dossiers.model.problem import Problem, Scope

RULE = Rule(
    code="E14",
    slug="evidence/blank",
    stage=Stage.DECLARED,
    severities=UNLESS_DRAFT,
    because="A field that is filled with nothing looks like evidence, and is worse than none.",
    fix="Write what is true, or leave the key out where it may be.",
    sources=("S03",),
    waivable=False,
    example=Example(
        red=(
            Replace(
                "command: pytest bench.py --benchmark-json tool.json --benchmark-save-data", "command: TBD"
            ),
        )
    ),
)

_WORDS = frozenset(
    "na tbd tba tbc todo fixme xx xxx xxxx unknown none null nil undefined unspecified placeholder asdf "
    "tobedefined tobedone tobedetermined tobeannounced fillin fillme fillmein changeme replaceme inserthere "
    "yourname yourtexthere notavailable notapplicable notknown notyet".split()
)
"""Letters and digits only, in lower case."""
_ASCII = re.compile(r"[0-9a-z]+")
_LOREM = re.compile(r"lorem\s+ipsum", re.IGNORECASE)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:  # noqa: ARG001
    """Look at every text a reader or another program relies on."""
    document = dossier.document
    for pointer in (
        ("title",),
        ("summary",),
        *_items(document, "authors"),
        *_items(document, "reproduce", "needs"),
    ):
        yield from _look(document, pointer, dossier_scope(dossier))
    for index, _ in enumerate(dossier.recipe.steps):
        for key in ("does", "run"):
            yield from _look(document, ("reproduce", "steps", index, key), dossier_scope(dossier))
    for name in document.section("data"):
        for key in ("command", "tool", "note"):
            yield from _look(document, ("data", name, key), dataset_scope(dossier, name))
    for name in document.section("claims"):
        for key in ("says", "context", "missed"):
            yield from _look(document, ("claims", name, key), claim_scope(dossier, name))


def check_project(project: Project, context: Context) -> Iterator[Problem]:  # noqa: ARG001
    """Look at what the project and its waivers say."""
    if project.document is not None:
        for key in ("title", "summary", "owner", "licence"):
            yield from _look(project.document, (key,), Scope("project", project.name))
    for waiver in project.waivers:
        for key in ("reason", "approver"):
            yield from _look(waiver.document, (key,), Scope("waiver", project.name, waiver.name))


def _items(document: Document, *pointer: str) -> list[Pointer]:
    found = document.find(*pointer)
    return [(*pointer, index) for index in range(len(found))] if isinstance(found, list) else []


def _look(document: Document, pointer: Pointer, scope: Scope) -> Iterator[Problem]:
    text = document.text(*pointer)
    if text is not None and blank(text):
        named = next(str(step) for step in reversed(pointer) if isinstance(step, str))
        yield RULE.problem(
            document,
            document.at(*pointer),
            f"{named} says {text[:40]!r}, which says nothing." if text.strip() else f"{named} is blank.",
            f"Write what is true, or leave {named} out where it may be.",
            scope,
        )


@lru_cache(maxsize=2048)  # most machines say the same of themselves each time
def blank(text: str) -> bool:
    """Whether a text has no letter and no digit, or is one of the words people put in to be asked no more."""
    folded = text.lower() if text.isascii() else unicodedata.normalize("NFKC", text).casefold()
    letters = "".join(_ASCII.findall(folded)) if text.isascii() else "".join(filter(str.isalnum, folded))
    return not letters or letters in _WORDS or _LOREM.search(folded) is not None
