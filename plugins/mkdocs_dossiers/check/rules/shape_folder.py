"""Files and folders lie where they belong, as themselves."""

from __future__ import annotations

from mkdocs_dossiers.check.example import VERSION, Example, Link, Move
from mkdocs_dossiers.check.profile import ERROR
from mkdocs_dossiers.check.rule import Rule, Stage
from mkdocs_dossiers.read.tree import RULE as SLUG

RULE = Rule(
    code="S04",
    slug=SLUG,
    stage=Stage.PROJECT,
    severities=ERROR,
    because="A link shows what lies elsewhere, and a folder with an odd name cannot be referred to.",
    fix="Commit folders and files themselves, named like references: project, version, environment.",
    sources=("S01", "S04", "S05"),
    example=Example(red=(Move(VERSION, "moved"), Link(VERSION, "../../moved"))),
)
