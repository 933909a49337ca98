"""A Content Security Policy for one page: the theme's inline scripts by digest, nothing else from anywhere.

What a page's Markdown holds is not trusted: only scripts that stand in a template of the theme get a digest, with
what the template fills in kept inside its quotes.
"""

from __future__ import annotations

import base64
import hashlib
import html
import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

_SCRIPT = re.compile(r"<script(?P<attributes>[^>]*)>(?P<body>.*?)</script>", re.DOTALL | re.IGNORECASE)
_TYPE = re.compile(r"""\btype\s*=\s*["']?([^"'\s>]+)""", re.IGNORECASE)
_FILLED = re.compile(r"\{\{.*?\}\}", re.DOTALL)
_STATEMENT = re.compile(r"\{[%#]")
_IN_QUOTES = r"[^\"'`<>\\\s$]*"
_HEAD = re.compile(r"<head[^>]*>", re.IGNORECASE)


@lru_cache(maxsize=4)
def theme_scripts(folders: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    """The inline scripts in the templates below the folders of a theme.

    A value a template fills in is any text that does not end the quotes it stands in; a script that depends on the
    page in another way is not among them.
    """
    bodies = {
        match["body"]
        for folder in folders
        for file in sorted(Path(folder).rglob("*.html"))
        for match in _SCRIPT.finditer(file.read_text(encoding="utf-8", errors="replace"))
        if _runs(match["attributes"]) and not _STATEMENT.search(match["body"])
    }
    return tuple(re.compile(_pattern(body)) for body in sorted(bodies) if body.strip())


def _pattern(body: str) -> str:
    fixed = _FILLED.split(body)
    quoted = all(before[-1:] in ("'", '"') and after[:1] == before[-1:] for before, after in pairwise(fixed))
    return _IN_QUOTES.join(map(re.escape, fixed)) if quoted else r"(?!)"


def policy(page: str, own: Sequence[re.Pattern[str]]) -> str:
    """The policy of an HTML page; ``own`` are the scripts of its theme.

    Styles may be inline (Material sets them), scripts only from the site itself or with a digest that stands
    in the policy. Nothing is evaluated, framed, or sent elsewhere.
    """
    digests = sorted(
        {
            _digest(match["body"])
            for match in _SCRIPT.finditer(page)
            if _runs(match["attributes"]) and any(script.fullmatch(match["body"]) for script in own)
        }
    )
    scripts = " ".join(["'self'", *(f"'sha256-{digest}'" for digest in digests)])
    return (
        f"default-src 'none'; script-src {scripts}; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
        "font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'self'; "
        "form-action 'self'"
    )


def _runs(attributes: str) -> bool:
    if re.search(r"\bsrc\s*=", attributes, re.IGNORECASE):
        return False
    kind = _TYPE.search(attributes)
    return kind is None or kind[1].lower() in ("text/javascript", "application/javascript", "module")


def _digest(body: str) -> str:
    return base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()


def with_policy(page: str, own: Sequence[re.Pattern[str]]) -> str:
    """The page with its policy as the first thing in its head. ``own`` are the scripts of its theme."""
    meta = (
        f'<meta http-equiv="Content-Security-Policy" content="{html.escape(policy(page, own), quote=True)}">'
    )
    return _HEAD.sub(lambda match: match[0] + meta, page, count=1)
