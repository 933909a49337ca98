"""The last pass over a document: no name, address or identifier leaves, wherever it came from."""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any

from mkdocs_dossiers.environment.privacy.credentials import without_issued
from mkdocs_dossiers.environment.privacy.names import Names

_UUID = re.compile(r"(?i)(?<![0-9a-f])[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![0-9a-f])")
_PLAIN_UUID = re.compile(r"(?i)(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])")
"""How machine-id and many tools write one; a SHA-256 is twice as long."""
_MAC = re.compile(r"(?i)(?<![0-9a-z:-])[0-9a-f]{2}([:-])[0-9a-f]{2}(?:\1[0-9a-f]{2}){4,18}(?![0-9a-z:-])")
"""Six bytes, or up to twenty on InfiniBand."""
_MAC_IN_NAME = re.compile(r"(?i)\b(en|wl|ww)x[0-9a-f]{12}\b")
"""systemd names an interface after its address where it knows nothing better."""
_IPV6 = re.compile(r"(?i)(?<![\w:.])[0-9a-f]*(?::[0-9a-f]*){2,}(?:\d|\.)*(?:%\w+)?")
_IPV4 = re.compile(r"(?<![\d.])(?<![vV])(?:\d{1,3}\.){3}\d{1,3}(?!\d|\.\d)")
_ACCOUNT = re.compile(r"(?<![\w.+-])[\w.+-]+@(?!\d+(?:\.\d+)?\s?[GM]Hz)[\w-]+(?:\.[\w-]+)*")
"""``user@host`` and mail addresses, but not a model name such as ``KX-U6780A@2.7GHz``."""
_HOME = re.compile(r"(?:/(?:home|Users)/|\\Users\\)(?:\[\w+\]|[^/\\\s:;,'\"\])}])+")
"""Homes of others than this user, whose name may already have been replaced."""
_LENGTH = 4096
"""Characters kept of one text."""
_KEY_LENGTH = 240
"""Characters kept of a table's key; the schema allows a few more, for a number that tells two apart."""

Replace = Callable[[str], str]


def scrub(
    document: Mapping[str, Any], names: Names, *, versions: frozenset[str] = frozenset()
) -> dict[str, Any]:
    """The document with every entry's texts, and the keys of its tables, free of all that.

    ``versions`` are references (``kernel.release``) of fields that hold version numbers: there, four
    numbers at the start of a text are a version such as 5.15.167.4, and everywhere else an address.
    The other keys and texts are this package's own words.
    """
    replace = _replacing(names)
    fields = {
        section: {
            name: _entry(entry, replace, version=f"{section}.{name}" in versions)
            for name, entry in entries.items()
        }
        for section, entries in document["fields"].items()
    }
    return {**document, "fields": fields}


def _entry(entry: Mapping[str, Any], replace: Replace, *, version: bool) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in entry.items():
        own_word = key in ("status", "unit")
        found[key] = value if own_word else _value(value, replace, version=version and key == "value")
    if "value" in found and found["value"] in ("", [], {}):
        source = found.get("source") or "the capture"
        return {"status": "not_available", "reason": "nothing of it may be published", "source": source}
    return found


def _value(value: Any, replace: Replace, *, version: bool) -> Any:
    if isinstance(value, str):
        return scrubbed(value, replace, version=version)
    if isinstance(value, list):
        return [text for item in value if (text := scrubbed(item, replace, version=version))]
    if isinstance(value, dict):
        return _table(value, replace, version=version)
    return value


def _table(table: Mapping[str, str], replace: Replace, *, version: bool) -> dict[str, str]:
    found: dict[str, str] = {}
    for key, item in table.items():
        name, text = scrubbed(key, replace)[:_KEY_LENGTH], scrubbed(item, replace, version=version)
        free, number = name, 1
        while free in found:  # two keys that differed only in what was taken out
            number += 1
            free = f"{name} {number}"
        if free and text:
            found[free] = text
    return found


def scrubbed(text: str, replace: Replace, *, version: bool = False) -> str:
    """One text without credentials, names, addresses, identifiers and characters that deceive the eye."""
    text = without_issued(_printable(text))
    text = _ACCOUNT.sub("[account]", _HOME.sub("[home]", replace(text)))
    text = _PLAIN_UUID.sub("[id]", _UUID.sub("[id]", text))
    text = _MAC_IN_NAME.sub(r"\1x[mac]", _MAC.sub("[mac]", text))
    text = _IPV6.sub(_unless_no_address, text)
    text = _IPV4.sub(
        lambda found: found[0] if version and not found.start() else _unless_no_address(found), text
    )
    text = text.strip()
    return text if len(text) <= _LENGTH else text[: _LENGTH - 1] + "…"


def _printable(text: str) -> str:
    """Without control, formatting and private characters: the text is shown on a page."""
    spaced = (" " if character in "\n\t\r\u2028\u2029" else character for character in text)
    return "".join(c for c in spaced if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Cn"))


def _unless_no_address(found: re.Match[str]) -> str:
    """``[address]``, or the text itself if it is a time, a range or only a pair of colons."""
    core = found[0].rstrip(".")
    for written in (core, core.removesuffix(":")):
        if written != "::" and _is_address(written):
            return found[0].replace(written, "[address]", 1)
    return found[0]


def _is_address(written: str) -> bool:
    try:
        ipaddress.ip_address(written)
    except ValueError:
        return False
    return True


def _replacing(names: Names) -> Replace:
    """One expression for all names, the longest first, because a home holds its user's name.

    Names are whole words, in any case; a host's may carry its domain. Device mapper doubles the hyphens of
    a host's name in the names it makes.
    """
    kinds: dict[str, str] = {user.lower(): "[user]" for user in names.users}
    kinds |= {
        variant.lower(): "[host]" for host in names.hosts for variant in (host, host.replace("-", "--"))
    }
    kinds |= {serial.lower(): "[serial]" for serial in names.serials}
    kinds |= {home.lower(): "[home]" for home in names.homes}
    if not kinds:
        return lambda text: text
    words: list[str] = []
    for name in sorted(kinds, key=len, reverse=True):
        before = "" if kinds[name] == "[home]" else "(?<![A-Za-z0-9])"
        after = r"(?:\.[A-Za-z][A-Za-z0-9-]*)*" if kinds[name] == "[host]" else ""
        words.append(f"{before}(?P<n{len(words)}>{re.escape(name)}){after}(?![A-Za-z0-9])")
    pattern = re.compile("|".join(words), re.IGNORECASE)
    return lambda text: pattern.sub(lambda found: kinds[found[found.lastgroup or 0].lower()], text)
