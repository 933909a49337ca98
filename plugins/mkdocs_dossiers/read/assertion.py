"""Assertions such as ``<= 3 ms`` and ``>= 5 x``."""

from __future__ import annotations

import math
import re

from mkdocs_dossiers.model.dossier import Assertion

LONGEST = 200
"""Characters; nothing that is a limit needs more."""
_ASSERTION = re.compile(
    r"(?P<op><=|>=|<|>|==)[ \t]*(?P<number>[-+]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9](?:_?[0-9])*)(?:\.[0-9]+)?"
    r"(?:[eE][-+]?[0-9]+)?)(?![0-9_,.])[ \t]*(?P<unit>[^\r\n]*)"
)


def parse_assertion(text: str) -> Assertion | None:
    """Read a comparison, a number and its unit; None when the text is not one.

    The unit is empty when there is none. Underscores or commas may group digits: ``10_000`` or ``10,000``.
    A comma that groups nothing is refused: ``1,5`` is 1.5 to some and 15 to others.
    """
    written = text.strip()
    match = _ASSERTION.fullmatch(written) if len(written) <= LONGEST else None
    if match is None:
        return None
    number = float(match["number"].replace("_", "").replace(",", ""))
    return Assertion(match["op"], number, match["unit"].strip(), written) if math.isfinite(number) else None
