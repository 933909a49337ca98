"""Assertions such as ``<= 3 ms`` and ``>= 5 x``."""

from __future__ import annotations

import re

from mkdocs_dossiers.model.dossier import Assertion

_ASSERTION = re.compile(
    r"\s*(?P<op><=|>=|<|>|==)\s*(?P<number>[-+]?[0-9][0-9_,]*(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?)\s*(?P<unit>\S.*?)?\s*"
)


def parse_assertion(text: str) -> Assertion | None:
    """Read a comparison, a number and its unit; None when the text is not one.

    The unit is empty when there is none. Underscores and commas may group digits: ``10_000`` or ``10,000``.
    """
    match = _ASSERTION.fullmatch(text)
    if match is None:
        return None
    number = float(match["number"].replace("_", "").replace(",", ""))
    return Assertion(match["op"], number, match["unit"] or "", text.strip())
