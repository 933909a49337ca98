"""Recognising credentials by their name or their look, and taking them out of a text."""

from __future__ import annotations

import re

REDACTED = "[redacted]"

_NAME = re.compile(
    r"(?i)(token|secret|passw|passphrase|(^|[^a-z])(pass|pwd|pw|pat)([^a-z]|$)|passfile|api_?key|"
    r"(^|[^a-z])key([^a-z]|$)|keystore|[a-z]key$|auth|cred|cookie|session|signature|bearer|licen[cs]e|"
    r"private|username|(^|[^a-z])user([^a-z]|$))"
)
_ISSUED = re.compile(
    r"(?<![A-Za-z0-9])(?:gh[opusr]_[A-Za-z0-9]{16,}|github_pat_\w{20,}|glpat-[\w-]{16,}|xox[abeprs]-[\w-]{10,}|"
    r"sk-[\w-]{16,}|(?:AKIA|ASIA)[A-Z0-9]{12,}|AIza[\w-]{20,}|ya29\.[\w.-]{10,}|hf_[A-Za-z0-9]{16,}|"
    r"pypi-[\w-]{16,}|npm_[A-Za-z0-9]{16,}|dop_v1_\w{16,}|eyJ[\w-]{8,}\.[\w.-]{8,}|sq0\w{3}-[\w-]{16,})"
)
"""The forms in which well-known services issue theirs."""
_USER_INFO = re.compile(r"(?<=://)[^/\s@]+@")
_QUERY = re.compile(r"((?<![a-z0-9+.-])[a-z][a-z0-9+.-]*://[^\s?#]+)[?#][^\s]*", re.IGNORECASE)
_ASSIGNMENT = re.compile(r"(?<![\w.-])([\w.-]+)\s*[=:]\s*")
_OPTION = re.compile(r"(?<![\w.-])(--?[\w.-]+)\s+(?=[^\s-])")
_VALUE = re.compile(r"\"[^\"]*\"|'[^']*'|[^\s,;&\"']+")
_WORD = re.compile(r"[A-Za-z0-9+_=~-]{20,}")
_HEXADECIMAL = re.compile(r"[0-9a-fA-F]{32,}")


def named_like_one(name: str) -> bool:
    """Whether something of this name tends to hold a credential: ``API_KEY``, ``keyStorePassword``."""
    return _NAME.search(name) is not None


def looks_like_one(word: str) -> bool:
    """Whether a word reads like a random string: long, with digits and both cases, or plain hexadecimal."""
    if _ISSUED.search(word) or _HEXADECIMAL.fullmatch(word):
        return True
    kinds = (any(map(str.isdigit, word)), any(map(str.isupper, word)), any(map(str.islower, word)))
    return len(word) >= 20 and all(kinds)


def without_issued(text: str) -> str:
    """The text without tokens of known form, user names in addresses, and queries of addresses."""
    text = _USER_INFO.sub(f"{REDACTED}@", text)
    text = _QUERY.sub(rf"\1?{REDACTED}", text)
    return _ISSUED.sub(REDACTED, text)


def issued(text: str) -> int | None:
    """Where a token of a known form begins; None where there is none."""
    found = _ISSUED.search(text)
    return found.start() if found is not None else None


def without_named(text: str) -> str:
    """The text without values of names that tend to hold a credential: ``--password x``, ``API_KEY=x``."""
    return _without_named(_without_named(text, _ASSIGNMENT), _OPTION)


def without_credentials(text: str) -> str:
    """The same, and without values of names that tend to hold one, and without words that look like one."""
    text = without_named(without_issued(text))
    return _WORD.sub(lambda word: REDACTED if looks_like_one(word.group()) else word.group(), text)


def _without_named(text: str, introduction: re.Pattern[str]) -> str:
    """The text without the values that an introduction such as ``password=`` or ``--api-key`` announces."""
    kept: list[str] = []
    at = 0
    while found := introduction.search(text, at):
        kept.append(text[at : found.end()])
        at = found.end()
        if named_like_one(found[1]) and (value := _VALUE.match(text, at)):
            kept.append(REDACTED)
            at = value.end()
    return "".join([*kept, text[at:]])
