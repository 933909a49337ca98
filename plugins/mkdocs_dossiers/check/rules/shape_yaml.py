"""Every document is plain YAML, as the gate reads it."""

from __future__ import annotations

from mkdocs_dossiers.check.example import Example, Replace
from mkdocs_dossiers.check.profile import ERROR
from mkdocs_dossiers.check.rule import Rule, Stage
from mkdocs_dossiers.read.yaml_document import RULE as SLUG

RULE = Rule(
    code="S01",
    slug=SLUG,
    stage=Stage.PROJECT,
    severities=ERROR,
    because="A document two programs read differently says two things; one that is crafted to exhaust a reader says "
    "nothing.",
    fix="Write plain YAML in UTF-8: no tabs, no tags, no merge keys, each key once.",
    sources=("S02", "K02"),
    example=Example(red=(Replace("title: Sorting and summing", "title: Sorting\ntitle: Summing"),)),
)
