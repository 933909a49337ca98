"""Numbers and ranges as several languages write them: ``1,234.5``, ``1.234,5``, ``1 234,5``, ``10–20``, ``≈ 5k+``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mkdocs_dossiers.intake.words import any_of

SPACE = "\u00a0\u202f\u2009"
"""The spaces that part thousands and keep a number and its unit together."""
_NUMBER = (
    rf"(?:\d{{1,3}}(?:[{SPACE}'’]\d{{3}})+(?:[.,]\d+)?"  # 1 234,5 and 1'234.5
    r"|\d{1,3}(?: \d{3})+(?:[.,]\d+)?(?=\s?[^\W\d]|\s?[%$€]|\s*$)"  # 1 234 with a plain space, before a unit
    r"|\d{1,3}(?:,\d{2,3})+(?:\.\d+)?"  # 1,234.5
    r"|\d{1,3}(?:\.\d{3})+,\d+"  # 1.234,5
    r"|\d{1,3}(?:\.\d{3}){2,}"  # 1.234.567
    r"|\d+[.,]\d+|\.\d+|\d+)"
)
_SCALES = {
    1e3: "k K thousand Tausend mil тыс тыс. тысяч~ 千",
    1e4: "万 萬",
    1e6: "M Mio Mio. million~ Million~ millón millones milhão milhões млн миллион~ 百万",
    1e8: "亿",
    1e9: "billion~ Mrd Mrd. млрд",
}
_SCALE = "|".join(any_of(words) for words in _SCALES.values())
_UNITS_BETWEEN = r"(?:\s?(?:%|[xX×]|ms|ns|[µμu]s|s|[kKMGT]i?B|倍))?"
_DASH = r"\s?(?:[-–—‑−~〜～])\s?"
_AND = "and und y e et и in"
_UP_TO = rf"\s(?:to|bis|до|à|a|hasta|até|{any_of(_AND)})\s|\s?[至到]\s?"
_BETWEEN = re.compile(r"(?:\b(?:between|zwischen|entre|между|med))\s*$", re.IGNORECASE)
"""The word before a range whose ends are joined by "and"."""
_EDGE = r"(?:(?<![\w.,/#_@\ufffc-])|(?<=[sS]ub-))(?<![0-9]['’:])"
_END = r"(?![\w]|[.,:]\d|/\d|['’]\d)"
_FIND = re.compile(
    rf"(?:(?<![\w\ufffc])(?P<times>[x×])\s?|(?P<money>(?:US|R)?[$€£¥₽])\s?)?"
    rf"(?:(?<=[x×$€£¥₽])|(?<=[x×$€£¥₽] )|{_EDGE}|(?<=[\u3040-\u9fff]))"
    rf"(?P<sign>[+\-−]|±\s{{0,3}})?(?P<low>{_NUMBER})"
    rf"(?:\s?(?P<scale>{_SCALE})(?![^\W\d_\u3040-\u9fff]))?"
    rf"(?:(?P<inner>{_UNITS_BETWEEN})(?:{_DASH}|(?P<word>{_UP_TO}))[$€£]?(?P<high>{_NUMBER})"
    rf"(?:\s?(?P<scale2>{_SCALE})(?![^\W\d_\u3040-\u9fff]))?)?"
    r"(?P<plus>\+(?!\d|\s?\d))?"
)
_BELOW = "sub below under less_than unter weniger_als menos_de moins_de меньше менее ниже 小于 低于 少于 不到"
_AT_MOST = (
    "up_to at_most no_more_than max. maximal höchstens bis_zu hasta como_máximo jusqu'à jusqu’à au_plus até "
    "no_máximo не_более до 不超过 至多 最多 最高 до"
)
_ABOVE = "over above more_than exceeds über mehr_als más_de plus_de mais_de более свыше больше 超过 大于 高于"
_AT_LEAST = "at_least minimum mindestens al_menos au_moins pelo_menos не_менее 至少 最少"
_ABOUT = (
    "about around roughly approximately approx approx. circa ca. etwa rund alrededor_de "
    "aprox. environ cerca_de около примерно 约 大约 大概"
)
_OPS = (
    ("<=", rf"<=|=<|≤|⩽|(?:{any_of(_AT_MOST)})\s"),
    (">=", rf">=|=>|≥|⩾|(?:{any_of(_AT_LEAST)})\s"),
    ("<", rf"<|＜|(?:{any_of(_BELOW)})[\s-]"),
    (">", rf">|＞|(?:{any_of(_ABOVE)})\s"),
    ("~", rf"~|≈|∼|～|≃|(?:{any_of(_ABOUT)})\s?"),
)
_BEFORE = [(op, re.compile(rf"(?:^|[^\w<>=≈])?(?:{pattern})\s*\\?$", re.IGNORECASE)) for op, pattern in _OPS]
_AFTER_CJK = re.compile(r"(?:小于|低于|少于|不到|超过|大于|高于|至少|不超过|至多|最多|最高|约|大约)\s*$")
_CJK_OPS = {"小于": "<", "低于": "<", "少于": "<", "不到": "<", "超过": ">", "大于": ">", "高于": ">"} | {
    "至少": ">=", "不超过": "<=", "至多": "<=", "最多": "<=", "最高": "<=", "约": "~", "大约": "~"
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Number:
    """A number, or both ends of a range, in a text; ``start`` and ``end`` are indexes in it."""

    start: int
    end: int
    low: float
    high: float | None
    op: str | None
    money: str | None
    times: bool
    signed: bool
    spread: bool
    """Whether it stands after ±."""
    inner: str
    """The unit that stood at the first end of a range."""

    @property
    def value(self) -> float | tuple[float, float]:
        """The value, or both ends."""
        return self.low if self.high is None else (self.low, self.high)


def decimal_comma(lines: Iterable[str]) -> bool:
    """Whether a report writes ``1,5`` for one and a half: what cannot be read otherwise decides."""
    comma = dot = grouped = 0
    for line in lines:
        comma += len(re.findall(r"(?<![\d.,])\d+,(?:\d{1,2}|\d{4,})(?![\d.,])(?!\s?\d)", line))
        comma += 3 * len(re.findall(r"(?<![\d.,])\d{1,3}(?:\.\d{3})+,\d", line))
        comma += 2 * len(re.findall(r"(?<![\d.,])\d{1,3}(?:\.\d{3}){2,}(?![\d.,])", line))
        dot += len(re.findall(r"(?<![\w.,])\d+\.(?:\d{1,2}|\d{4,})(?![\w.,])", line))
        dot += len(re.findall(r"(?<![\w.,])(?:0\.\d+|\d+\.\d{1,2}\s?(?:%|m?s\b|[kMG]B\b|x\b))", line))
        dot += 3 * len(re.findall(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?:\.\d|,\d{3})", line))
        grouped += len(re.findall(r"(?<![\d.,])\d{1,3}\.000(?![\d.,])", line))
    return comma > dot or (comma == dot == 0 and grouped > 0)


def parse(text: str, comma: bool) -> float:
    """A number's value. ``comma`` says which mark parts decimals where both readings are possible."""
    text = re.sub(rf"[{SPACE} '’]", "", text)
    if "," in text and "." in text:
        decimal = max(text.rfind(","), text.rfind("."))
        return float(re.sub(r"[.,]", "", text[:decimal]) + "." + text[decimal + 1 :])
    mark = "," if "," in text else "." if "." in text else ""
    if not mark:
        return float(text)
    groups = text.split(mark)
    thousands = len(groups) > 2 or (
        len(groups[1]) == 3 and 1 <= len(groups[0]) <= 3 and groups[0] != "0" and (mark == ".") == comma
    )
    return float("".join(groups) if thousands else ".".join(groups))


def numbers_in(text: str, comma: bool) -> Iterator[Number]:
    """The numbers of a text, but for those that are parts of words."""
    found = _FIND.search(text)
    while found is not None:
        number = _number(text, found, comma)
        yield number
        found = _FIND.search(text, number.end)


def _scaled(text: str, scale: str | None, comma: bool) -> float:
    value = parse(text, comma)
    if scale is None:
        return value
    factor = next(
        factor
        for factor, words in _SCALES.items()
        if re.fullmatch(any_of(words), scale, re.IGNORECASE if len(scale) > 1 else 0)
    )
    # A decimal shifted is the decimal that would have been written, not its neighbour.
    return float(f"{value * factor:.12g}")


def _number(text: str, found: re.Match[str], comma: bool) -> Number:
    end = found.end()
    low = _scaled(found["low"], found["scale"], comma)
    high, inner = None, found["inner"] or ""
    if found["high"] is not None:
        high = _scaled(found["high"], found["scale2"], comma)
        if found["scale2"] and not found["scale"]:
            low = _scaled(found["low"], found["scale2"], comma)
        if high < low or (found["word"] and not _spans(text[: found.start()], found["word"], inner)):
            end = found.end("scale") if found["scale"] else found.end("low")
            high, inner = None, ""
    plus = found["plus"] is not None and end == found.end()
    sign = (found["sign"] or "").strip()
    if sign in ("-", "−") and re.search(r"\w$", text[: found.start("sign")]):
        sign = ""
    if sign in ("-", "−"):
        low, high = -low, None if high is None else -high
    start = found.start() if found["times"] or found["money"] else found.start("sign" if sign else "low")
    op, start = _op(text, start)
    return Number(
        start,
        end,
        low,
        high,
        ">=" if plus else op,
        found["money"],
        found["times"] is not None,
        sign in ("+", "-", "−"),
        sign == "±",
        inner.strip(),
    )


def _spans(before: str, word: str, inner: str) -> bool:
    """Whether a word between two numbers makes a range of them: ``between 5 ms and 7 ms``, ``5 to 7 ms``."""
    if _BETWEEN.search(before) is not None:
        return True
    return word.strip().casefold() not in _AND.split() and not _moves(before, inner)


def _moves(before: str, inner: str) -> bool:
    """Whether ``from 300 ms to 50 ms`` is meant: two figures, no range."""
    if inner:
        return True
    return (
        re.search(r"(?:\b(?:from|von|de|du|desde|от|с|z|из)|[从由])\s*$", before, re.IGNORECASE) is not None
    )


def _op(text: str, start: int) -> tuple[str | None, int]:
    """The operator before a number, and where the figure begins: at the operator when that is a sign."""
    before = text[max(0, start - 24) : start]
    for op, pattern in _BEFORE:
        found = pattern.search(before)
        if found is not None:
            sign = re.search(r"[<>=≤≥⩽⩾＜＞~≈∼～≃]+\s*\\?$", before)
            return op, start - len(sign[0]) if sign is not None else start
    cjk = _AFTER_CJK.search(before)
    return (_CJK_OPS[cjk[0].strip()] if cjk is not None else None), start
