"""What stands in Markdown outside its code: blocks as Markdown has them, and pieces of lines between backticks."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable

_CODE = re.compile(r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)", re.DOTALL)


def outside_code(pattern: re.Pattern[str], replaced: Callable[[re.Match[str]], str], text: str) -> str:
    """A text in which what a pattern finds is replaced, but for what stands in code."""
    code = _code(text)

    def replace(found: re.Match[str]) -> str:
        place = bisect_right(code, (found.start(), len(text))) - 1
        inside = place >= 0 and found.end() <= code[place][1]
        return found[0] if inside else replaced(found)

    return pattern.sub(replace, text)


def _code(text: str) -> list[tuple[int, int]]:
    """Where code stands: blocks as Markdown has them, and pieces of lines between backticks."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"maxNesting": 20}).disable(["inline"])
    starts = [0, *(found.end() for found in re.finditer("\n", text)), len(text)]
    blocks = []
    for token in parser.parse(text):
        if token.map is not None and token.type in ("fence", "code_block"):
            first, last = token.map
            blocks.append((starts[first], starts[min(last, len(starts) - 1)]))
        elif token.map is not None and token.type == "inline":
            first, last = token.map
            begin, end = starts[first], starts[min(last, len(starts) - 1)]
            blocks += [
                (begin + found.start(), begin + found.end()) for found in _CODE.finditer(text[begin:end])
            ]
    return sorted(blocks)
