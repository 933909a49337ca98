"""Changing a claim's limit together with its sentence, as somebody would who means to be believed."""

from __future__ import annotations

import re

from mutation.target import Target
from mutation.yaml_text import YamlText


def numbers(target: Target) -> list[tuple[str, str]]:
    """Claims with the number of their limit, where the sentence has that number exactly once."""
    found = []
    for name, claim in target.claims.items():
        match = re.search(r"\d+(\.\d+)?", str(claim.get("holds", "")))
        if match and len(_written(match[0]).findall(str(claim.get("says", "")))) == 1:
            found.append((name, match[0]))
    return found


def restate(target: Target, claim: str, old: str, new: str) -> str:
    """Replace the number in both; says what was done."""
    holds = target.yaml.source("claims", claim, "holds").replace(old, new)
    what = target.set("claims", claim, "holds", to=holds)
    text = YamlText(target.document.read_text())
    says = _written(old).sub(new, text.source("claims", claim, "says"))
    target.document.write_text(text.replaced(("claims", claim, "says"), says))
    return what


def _written(number: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\d.,]){re.escape(number)}(?![\d.,]*\d)")
