"""White space around a page's content: a theme's templates are indented for people who read them, and browsers show
of a run of spaces one. It is a twentieth of a page, and on a site with many projects, whose navigation stands on
every page, a third.
"""

from __future__ import annotations

import re

_RUN = re.compile(r"[ \t]*\n\s*")
_AS_IT_IS = re.compile(r"(<(pre|script|style|textarea)\b.*?</\2>)", re.DOTALL | re.IGNORECASE)
"""Elements whose white space means something."""


def without_spaces(page: str, content: str) -> str:
    """The page with one line break where there were several, or spaces beside one, but for its content.

    A page that does not hold the content as it is stays as it is.
    """
    if not content or page.count(content) != 1:
        return page
    before, _, after = page.partition(content)
    return f"{_shorter(before)}{content}{_shorter(after)}"


def _shorter(text: str) -> str:
    """What is between elements that are left alone; the others are themselves, each followed by its name."""
    parts = _AS_IT_IS.split(text)
    parts[::3] = [_RUN.sub("\n", part) for part in parts[::3]]
    del parts[2::3]
    return "".join(parts)
