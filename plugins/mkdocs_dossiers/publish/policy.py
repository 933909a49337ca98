"""A Content Security Policy for one page: its own inline scripts by digest, nothing else from anywhere."""

from __future__ import annotations

import base64
import hashlib
import html
import re

_SCRIPT = re.compile(r"<script(?P<attributes>[^>]*)>(?P<body>.*?)</script>", re.DOTALL | re.IGNORECASE)
_TYPE = re.compile(r"""\btype\s*=\s*["']?([^"'\s>]+)""", re.IGNORECASE)
_HEAD = re.compile(r"<head[^>]*>", re.IGNORECASE)


def policy(page: str) -> str:
    """The policy of an HTML page.

    Styles may be inline (Material sets them), scripts only from the site itself or with a digest that stands
    in the policy. Nothing is evaluated, framed, or sent elsewhere.
    """
    digests = sorted(
        {_digest(match["body"]) for match in _SCRIPT.finditer(page) if _runs(match["attributes"])}
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


def with_policy(page: str) -> str:
    """The page with its policy as the first thing in its head."""
    meta = f'<meta http-equiv="Content-Security-Policy" content="{html.escape(policy(page), quote=True)}">'
    return _HEAD.sub(lambda match: match[0] + meta, page, count=1)
