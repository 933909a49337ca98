"""Digits that are part of a name, a version or a date, and so count nothing: HTTP/2, x86-64, Python 3.11."""

from __future__ import annotations

import re

from mkdocs_dossiers.check.wording.text import LONGEST, Span

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|"
    r"Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_NAMES = tuple(
    re.compile(pattern)
    for pattern in (
        r"\b\d{4}-\d{2}(?:-\d{2})?(?:T[\d:.]+Z?)?(?![\d-])",  # dates
        rf"\b\d{{1,2}} {_MONTH}(?: \d{{4}})?\b|\b{_MONTH} \d{{1,2}}(?:, \d{{4}})?\b|\b{_MONTH},? \d{{4}}\b",
        r"\b(?:in|since|of|until|from|by) (?:19|20)\d{2}\b(?![,.]?\d|\s*[%x×\w])",  # years
        r"(?<![\w.])v?\d+(?:\.\d+){2,}[\w.+-]*",  # versions and addresses with two dots and more
        r"#\d+",
        r"\b[A-Z][A-Za-z]+[ -](?:\d+(?:\.\d+)? )?\d+(?:\.\d+)?B\b",  # sizes of models: Llama 3 8B
        r"(?<![\w.])\d+[\s-]?bit\b",
        r"(?<![\w.])\d+(?::\d+)+(?![\w.])|(?<![\w.])\d+/\d+(?:/\d+)*(?![\w.])(?!\s+(?:of|the|as)\b)",
        r"`[^`]*`",
        r"(?<!\w)https?://\S+",
    )
)

_WORD = re.compile(r"(?<![\w.%/-])[A-Za-z_][\w./+-]*(?:\[[^\]\s]*\])?")
_NO_WORD = re.compile(r"p\d|x\d+(?:\.\d+)?$|(?:sub|non|under|over|by|than|only|about)-", re.IGNORECASE)
"""What begins like a word with digits in it, and is a number: p99, x3, sub-3."""

LABELS = frozenset(
    "version release phase step level section figure fig table port line core cpu gen generation rev revision "
    "shard issue ruleset tier layer ring rfc chapter appendix profile stage scenario day week quarter equation "
    "note footnote commit build patch page type class mode option variant case test workload query scale".split()
)
"""Words a bare number behind them belongs to: phase 3, port 8080."""
_NO_NAMES = frozenset(
    "a about after all allocates almost an and approximately around at averages before between by completes costs "
    "delivers does exactly executes for from half handles in is its just makes nearly needs no of on only or over "
    "passes per processes reaches receives roughly run runs sends serves some sustains take takes than the to under "
    "up uses via when while with within without".split()
)


def names(text: str) -> tuple[Span, ...]:
    """The pieces of a text that are names: gRPC2, x86-64, c5.4xlarge, test_sum[100], and versions and dates."""
    text = text[:LONGEST]
    found = [Span(match.start(), match.end()) for name in _NAMES for match in name.finditer(text)]
    for match in _WORD.finditer(text):
        word = match[0].rstrip(".-/+")
        if any(letter.isdigit() for letter in word) and not _NO_WORD.match(word):
            found.append(Span(match.start(), match.start() + len(word)))
    return tuple(found)


_BEFORE = re.compile(r"([A-Za-z][\w.+#-]*)\s+$")


def labelled(text: str, start: int, dotted: bool) -> bool:
    """Whether a bare number belongs to the word before it: PostgreSQL 17, phase 3.

    The first word of a sentence is a name only before a number with a dot: Python 3.11, but Summing 100.
    """
    match = _BEFORE.search(text[max(0, start - 60) : start])
    if match is None:
        return False
    word = match[1]
    if word.lower() in LABELS:
        return True
    before = text[: max(0, start - 60) + match.start()].rstrip()
    initial = not before or before.endswith((".", ":", ";"))
    if word.lower() in _NO_NAMES or (initial and not dotted and word[1:].islower()):
        return False
    return any(letter.isupper() for letter in word)
