"""Where the rules come from: what other systems ask for, line by line, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

import yaml

from mkdocs_dossiers.check.rule import Rule, rules

OTHERWISE = ("advice", "built", "dropped")
"""What becomes of a line that no rule names."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing somebody asks for.

    ``rules`` are those that name it; ``otherwise`` is one of :data:`OTHERWISE`, or empty, and ``why`` explains it.
    """

    id: str
    asks: str
    rules: tuple[Rule, ...]
    otherwise: str
    why: str


@dataclass(frozen=True, slots=True)
class Topic:
    """Lines that belong together."""

    title: str
    lines: tuple[Line, ...]


@lru_cache(maxsize=1)
def topics() -> tuple[Topic, ...]:
    """Everything in ``sources.yaml``, in its order. Raises ValueError for a key nobody knows."""
    text = resources.files("mkdocs_dossiers.check").joinpath("sources.yaml").read_text(encoding="utf-8")
    return tuple(
        Topic(topic["title"], tuple(_line(entry) for entry in topic["lines"]))
        for topic in yaml.safe_load(text)
    )


def _line(entry: dict[str, str]) -> Line:
    otherwise = [key for key in entry if key not in ("id", "asks")]
    if len(otherwise) > 1 or not set(otherwise) <= set(OTHERWISE):
        raise ValueError(f"the line {entry['id']} may have one of {', '.join(OTHERWISE)}")
    named = tuple(rule for rule, _ in rules() if entry["id"] in rule.sources)
    key = otherwise[0] if otherwise else ""
    return Line(entry["id"], entry["asks"], named, key, entry[key] if key else "")
