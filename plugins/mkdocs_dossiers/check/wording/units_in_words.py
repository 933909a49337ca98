"""The unit behind a number, as people write it: seconds, orders per second, GB/s, 5x."""

from __future__ import annotations

import re

_TIMES = {
    "ns": "ns nsec nanosecond nanoseconds nanos",
    "us": "us µs μs usec usecs microsecond microseconds micros",
    "ms": "ms msec msecs millisecond milliseconds millis",
    "s": "s sec secs second seconds",
    "min": "min mins minute minutes",
    "h": "h hr hrs hour hours",
    "day": "day days",
}
TIMES: dict[str, str] = {word: unit for unit, words in _TIMES.items() for word in words.split()}

_SIZES = {
    "B": "b byte bytes octet octets",
    "kB": "kb kilobyte kilobytes",
    "MB": "mb megabyte megabytes",
    "GB": "gb gigabyte gigabytes",
    "TB": "tb terabyte terabytes",
    "KiB": "kib kibibyte kibibytes",
    "MiB": "mib mebibyte mebibytes",
    "GiB": "gib gibibyte gibibytes",
    "TiB": "tib tebibyte tebibytes",
    "kbit": "kbit kilobit kilobits kbits",
    "Mbit": "mbit megabit megabits mbits",
    "Gbit": "gbit gigabit gigabits gbits",
}
SIZES: dict[str, str] = {word: unit for unit, words in _SIZES.items() for word in words.split()}
_RATES = {"kbps": "kbit/s", "mbps": "Mbit/s", "gbps": "Gbit/s"}
_SLANG = frozenset("rps qps tps ops iops".split())
_OTHERS = {
    "hz": "Hz",
    "khz": "kHz",
    "mhz": "MHz",
    "ghz": "GHz",
    "joule": "J",
    "joules": "J",
    "j": "J",
    "mj": "mJ",
    "watt": "W",
    "watts": "W",
    "w": "W",
    "kw": "kW",
}

_FACTOR = re.compile(r"\s?[x×](?![\w])|\s?[xX×](?=\s)|[\s-]?fold\b", re.IGNORECASE)
_COMPARED = (
    r"(?:faster|slower|quicker|longer|shorter|more|less|fewer|better|worse|higher|lower|larger|smaller|bigger|"
    r"greater|cheaper|as\b|the\b|that\b|what\b)"
)
_TIMES_AS = re.compile(rf"[\s-]+times[\s-]+(?={_COMPARED})", re.IGNORECASE)
_PERCENT = re.compile(r"\s*%|[\s-]*per\s?cent\b|\s*pct\b", re.IGNORECASE)
_WORD = re.compile(r"[\s-]?([A-Za-zµμ]+)")
_PER = re.compile(r"\s*(?:/|\bper\s+|\ba\s+|\ban\s+|\beach\s+|\bevery\s+)\s*([A-Za-zµμ]+)\b", re.IGNORECASE)
_LATER = re.compile(r"(?:\s+[A-Za-z-]+){1,3}?(?:/|\s+per\s+|\s+a\s+|\s+each\s+)\s*(\w+)\b", re.IGNORECASE)
_DONE = re.compile(r"\s+[A-Za-z]+(?:ed|en|wn)(?=\s)")
"""What is done to what is counted: tasks assigned a second."""
COUNT = "count"


def read_unit(text: str, start: int, nouns: frozenset[str]) -> tuple[str, int]:
    """The unit that stands at a place right behind a number, and where it ends; empty where there is none."""
    for pattern, symbol in ((_PERCENT, "%"), (_FACTOR, "x"), (_TIMES_AS, "x")):
        behind = pattern.match(text, start)
        if behind:
            return symbol, start + len(behind[0].rstrip())
    per = _per(text, start, COUNT)
    if per:
        return per
    match = _WORD.match(text, start)
    if match is None:
        return "", start
    end = match.end()
    unit = _one(match[1], nouns)
    if unit is None:
        later = _LATER.match(text, start)
        if later and match[0][0].isspace() and later[1].lower() in TIMES:
            return f"{COUNT}/{TIMES[later[1].lower()]}", later.end()
        return "", start
    if "/" in unit or unit in TIMES.values():
        return unit, end
    done = _DONE.match(text, end) if unit == COUNT else None
    return _per(text, done.end() if done else end, unit) or (unit, end)


def _per(text: str, start: int, unit: str) -> tuple[str, int] | None:
    match = _PER.match(text, start)
    time = TIMES.get(match[1].lower()) if match else None
    return (f"{unit}/{time}", match.end()) if match and time else None


def _one(word: str, nouns: frozenset[str]) -> str | None:
    lower = word.lower()
    if lower in TIMES and (len(word) > 1 or word in ("s", "h")):
        return TIMES[lower]
    if lower in SIZES:
        return "bit" if word == "b" else SIZES[lower]
    if lower in ("bit", "bits"):
        return "bit"
    if lower in _RATES:
        return _RATES[lower]
    if lower in _SLANG:
        return f"{COUNT}/s"
    if lower in _OTHERS:
        return _OTHERS[lower]
    singulars = {lower, lower.removesuffix("s"), lower.removesuffix("es"), re.sub("ies$", "y", lower)}
    return COUNT if singulars & nouns or lower in ("req", "reqs", "msg", "msgs", "txs", "txn") else None
