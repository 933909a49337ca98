"""No document has a key its schema does not know."""

from __future__ import annotations

from mkdocs_dossiers.check.example import Example, Replace
from mkdocs_dossiers.check.profile import ERROR
from mkdocs_dossiers.check.rule import Rule, Stage
from mkdocs_dossiers.check.shape import UNKNOWN_KEY

RULE = Rule(
    code="S03",
    slug=UNKNOWN_KEY,
    stage=Stage.DECLARED,
    severities=ERROR,
    because="A key that is misspelled is read by nobody, and what it says is then not checked.",
    fix="Correct the key; the nearest known one is suggested.",
    sources=("S02",),
    example=Example(red=(Replace("title: Sorting", "titel: Sorting"),)),
)
