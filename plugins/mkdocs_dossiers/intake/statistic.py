"""Which statistic a figure is, as the words around it name it."""

from __future__ import annotations

import re

from mkdocs_dossiers.intake.words import whole

_PERCENTILE = re.compile(
    r"(?<![A-Za-z0-9])[pP]\s?\(?(\d{1,2}(?:[.,]\d+)?|999?)\)?(?![\d%])"
    r"|(\d{1,2}(?:[.,]\d+)?)\s?(?:th|st|nd|rd|e|º|-й|\.|-)?\s?(?:percentile?|perzentil|percentil|процентиль|百分位|%ile)"
    r"|(?:percentile?|perzentil|percentil|процентиль|百分位)\s?(\d{1,2}(?:[.,]\d+)?)",
    re.IGNORECASE,
)
_WORDS = (
    ("median", whole("median médiane mediana Median mediane медиана 中位数 p50")),
    (
        "stddev",
        whole(
            "stddev stdev std standard_deviation Standardabweichung desviación_estándar écart-type desvio_padrão 标准差"
        ),
    ),
    ("min", whole("min minimum minimal minimale mínimo mínima minimo fastest минимум 最小 最低")),
    (
        "max",
        whole(
            "max maximum maximal maximale máximo máxima peak pico pic Spitze worst slowest пик максимум 最大 最高 峰值"
        ),
    ),
    (
        "mean",
        whole(
            "mean avg avg. average averaged Durchschnitt Durchschn. durchschnittlich~ Mittel Mittelwert media promedio "
            "moyen moyenne média médio средн~ povprečj~ 平均 平均值 均值"
        ),
    ),
)


def statistic_in(text: str) -> str | None:
    """The statistic a text names last, or None."""
    best: tuple[int, str] | None = None
    for found in _PERCENTILE.finditer(text):
        digits = (found[1] or found[2] or found[3]).replace(",", ".")
        digits = {"999": "99.9", "9999": "99.99"}.get(digits, digits)
        best = (found.start(), "median" if digits == "50" else f"p{digits}")
    for name, pattern in _WORDS:
        for found in pattern.finditer(text):
            if best is None or found.start() > best[0]:
                best = (found.start(), name)
    return best[1] if best is not None else None


def is_statistic(head: str) -> bool:
    """Whether a column's head names a statistic and nothing else: ``p99``, ``95th Percentile``, ``Avg``."""
    head = head.strip()
    whole_head = _PERCENTILE.fullmatch(head) or _PERCENTILE.fullmatch(
        re.sub(r"(?<=\d)(?:th|e|º)\s", " ", head)
    )
    return whole_head is not None or any(pattern.fullmatch(head) for _, pattern in _WORDS)


def without_statistic(text: str) -> str:
    """A text without the words that name a statistic."""
    text = _PERCENTILE.sub(" ", text)
    for _, pattern in _WORDS:
        text = pattern.sub(" ", text)
    return text
