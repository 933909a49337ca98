"""Sentences say how much, and leave the praise to the reader."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.example import Example, Replace
from mkdocs_dossiers.check.profile import WARNING
from mkdocs_dossiers.check.rule import Context, Rule, Stage, claim_scope, dossier_scope
from mkdocs_dossiers.check.wording.place import place_of
from mkdocs_dossiers.check.wording.text import find, phrase
from mkdocs_dossiers.model.document import Document, Pointer
from mkdocs_dossiers.model.dossier import Dossier, Project
from mkdocs_dossiers.model.problem import Problem, Scope

RULE = Rule(
    code="W11",
    slug="wording/praise",
    stage=Stage.JUDGED,
    severities=WARNING,
    because="Nothing that is measured is 'blazing fast': the word cannot be wrong, so it says nothing.",
    fix="Write the number, and leave the adjective out.",
    sources=(
        "C07",
        "Google developer style: excessive claims",
        "Wikipedia: Words to watch",
        "SIGPLAN Empirical Evaluation Checklist",
    ),
    example=Example(red=(Replace("Sorting takes at most", "Blazingly fast sorting takes at most"),)),
)

PRAISE = phrase(
    # The puffery that style guides name.
    "amazing(?:ly)?",
    "astonishing(?:ly)?",
    "astounding(?:ly)?",
    "awesome",
    "best in class",
    "best of breed",
    "breathtaking(?:ly)?",
    "brilliant(?:ly)?",
    "cutting edge",
    "bleeding edge",
    "exceptional(?:ly)?",
    "extraordinar(?:y|ily)",
    "fantastic(?:ally)?",
    "flawless(?:ly)?",
    "game chang(?:er|ing)",
    "groundbreaking",
    "impressive(?:ly)?",
    "incredibl[ey]",
    "industry leading",
    "leading edge",
    "legendary",
    "magical(?:ly)?",
    "market leading",
    "next gen(?:eration)?",
    "outstanding(?:ly)?",
    "perfect(?:ly)?",
    "phenomenal(?:ly)?",
    "remarkabl[ey]",
    "revolutionary",
    "rock solid",
    "seamless(?:ly)?",
    "second to none",
    "spectacular(?:ly)?",
    "state of the art",
    "stellar",
    "stunning(?:ly)?",
    "superb(?:ly)?",
    "superior",
    "unbeatable",
    "unbelievabl[ey]",
    "unmatched",
    "unparalleled",
    "unprecedented",
    "unrivall?ed",
    "world class",
    # What reports about performance add to it.
    "blazing(?:ly)?",
    "dramatic(?:ally)?",
    "drastic(?:ally)?",
    "enterprise grade",
    "excellent(?:ly)?",
    "extremely",
    "gigantic",
    "huge(?:ly)?",
    "hyper ?(?:fast|speed|scale)",
    "immense(?:ly)?",
    "insane(?:ly)?",
    "instant(?:ly|aneous(?:ly)?)?",
    "lightning(?: fast| quick)?",
    "lightspeed",
    "massive(?:ly)?(?! parallel)",
    "mind ?blowing",
    "monster",
    "negligibl[ey]",
    "optimal(?:ly)?",
    "production (?:ready|grade|proven)",
    "ridiculous(?:ly)?",
    "screaming(?:ly)?",
    "snappy",
    "super ?fast",
    "tremendous(?:ly)?",
    "turbo ?charged",
    "ultra(?: ?(?:fast|low|high|quick|performance|efficient|optimi[sz]ed))?",
    "vast(?:ly)?",
    "warp speed",
    "wildly",
    "(?:by|is|are|runs?) (?:several |many )?orders of magnitude",
    behind=r"\w",
)
"""Words that praise without a number. Names of things stay: real-time, high-performance, massively parallel."""


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:  # noqa: ARG001
    """Look through what a dossier says about itself and its claims."""
    document, whole = dossier.document, dossier_scope(dossier)
    for key in ("title", "summary"):
        yield from _look(document, (key,), whole)
    for name in document.section("claims"):
        for key in ("says", "context"):
            yield from _look(document, ("claims", name, key), claim_scope(dossier, name))


def check_project(project: Project, context: Context) -> Iterator[Problem]:  # noqa: ARG001
    """Look through what a project says about itself."""
    if project.document is not None:
        for key in ("title", "summary"):
            yield from _look(project.document, (key,), Scope("project", project.name))


def _look(document: Document, pointer: Pointer, scope: Scope) -> Iterator[Problem]:
    for word in find(PRAISE, document.text(*pointer) or ""):
        said = " ".join(word.text.split())
        yield RULE.problem(
            document,
            place_of(document, pointer, word),
            f"'{said}' praises, and nothing could show it wrong.",
            "Write the number it stands for, or leave it out.",
            scope,
        )
