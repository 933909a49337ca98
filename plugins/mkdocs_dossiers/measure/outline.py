"""What a JSON file looks like from its beginning: the paths of the keys seen, without loading it.

A path is written ``results[].command``: keys joined by dots, ``[]`` for being inside a list. Enough of a raw
file to recognise the tool that wrote it, however large the file is.
"""

from __future__ import annotations

import re

_TOKEN = re.compile(
    rb'(?P<space>\s+)|(?P<string>"(?:[^"\\]|\\.)*(?:"|\\?\Z))|(?P<open>[{\[])|(?P<close>[}\]])|(?P<colon>:)'
    rb"|(?P<comma>,|[-+0-9.][-+0-9.eE]*,[-+0-9.eE,\s]*)|(?P<other>[^\s{}\[\]:,\"]+)",
    re.DOTALL,
)
MAX_DEPTH = 16


def outline(head: bytes) -> frozenset[str]:
    """The key paths in the first bytes of a JSON document; empty when it does not begin like one.

    Paths deeper than 16 levels are left out.
    """
    start = head.lstrip()[:1]
    if start not in (b"{", b"["):
        return frozenset()
    paths: set[str] = set()
    inside: list[tuple[str, bool]] = []  # the collections that are open: path, and whether an object
    path, expects_key, last = "", False, b""
    for match in _TOKEN.finditer(head):
        kind = match.lastgroup
        if kind == "string":
            last = match["string"]
        elif kind == "colon" and expects_key:
            name = last[1:-1].decode("utf-8", "replace")
            base = inside[-1][0]
            if len(inside) <= MAX_DEPTH:
                path = f"{base}.{name}" if base else name
                paths.add(path)
            expects_key = False
        elif kind == "open":
            is_object = match["open"] == b"{"
            path = path if is_object or len(inside) > MAX_DEPTH else f"{path}[]"
            inside.append((path, is_object))
            expects_key = is_object
        elif kind == "close":
            inside.pop()
            if not inside:
                break
            path, expects_key = inside[-1][0], False
        elif kind == "comma" and inside:
            path, expects_key = inside[-1]
    return frozenset(paths)
