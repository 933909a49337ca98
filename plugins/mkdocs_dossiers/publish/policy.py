"""A Content Security Policy for one page: the theme's inline scripts by digest, nothing else from anywhere.

What a page's Markdown holds is not trusted: only scripts that stand in a template of the theme get a digest, with
what the template fills in kept inside its quotes.
"""

from __future__ import annotations

import base64
import hashlib
import html
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

SITE_POLICY = "content-security-policy.txt"
"""The file of a built site that holds one policy for all its pages, for servers to send."""
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
    """The policy of an HTML page; ``own`` are the scripts of its theme."""
    return _policy(digests(page, own))


def digests(page: str, own: Sequence[re.Pattern[str]]) -> frozenset[str]:
    """The digests of the inline scripts of a page that are its theme's own, as ``sha256-…``."""
    return frozenset(
        f"sha256-{_digest(match['body'])}"
        for match in _SCRIPT.finditer(page)
        if _runs(match["attributes"]) and any(script.fullmatch(match["body"]) for script in own)
    )


def site_policy(allowed: Iterable[str]) -> str:
    """One policy for all pages of a site, as servers send it in a header; ``allowed`` are the digests of them all.

    Each page still has its own, which is as strict or stricter. Only a header can say who may frame a page: nobody.
    """
    return f"{_policy(allowed)}; frame-ancestors 'none'"


def _policy(allowed: Iterable[str]) -> str:
    """Styles may be inline (Material sets them), scripts only from the site itself or with one of these digests.

    Nothing is evaluated, or sent elsewhere.
    """
    scripts = " ".join(["'self'", *(f"'{digest}'" for digest in sorted(allowed))])
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


def with_policy(page: str, allowed: Iterable[str]) -> str:
    """The page with its policy as the first thing in its head. ``allowed`` are the digests of its own scripts."""
    meta = (
        f'<meta http-equiv="Content-Security-Policy" content="{html.escape(_policy(allowed), quote=True)}">'
    )
    return _HEAD.sub(lambda match: match[0] + meta, page, count=1)
