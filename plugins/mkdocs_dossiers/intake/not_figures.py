"""Numbers that say nothing about performance: dates, versions, list numbers, environments, effort, progress."""

from __future__ import annotations

import re

from mkdocs_dossiers.intake.role import compares
from mkdocs_dossiers.intake.words import any_of, whole

_MONTHS = (
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mär|mai|okt|dez|ene|abr|ago|dic|janv|févr|avr|juin|juil|août"
    r"|déc|fev|set|out|янв|фев|мар|апр|мая|июн|июл|авг|сен|окт|ноя|дек)\w*\.?"
)
_BLANKED = re.compile(
    r"\d{4}[-/.年]\s?\d{1,2}[-/.月]\s?\d{1,2}日?(?:[T ]\s?\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d+)?(?:Z|[+-]\d{2}:?\d{2})?)?"
    r"|(?<!\d)\d{4}-(?:\d{2}|[A-Z]{2})-[A-Z]{2}(?!\w)"
    r"|\d{4}年\s?\d{1,2}月"
    r"|(?<!\d)\d{1,2}[./]\d{1,2}[./]\d{2,4}(?!\d)"
    rf"|(?<!\w)\d{{1,2}}\.?(?:\s(?:de|do|of))?\s{_MONTHS}(?:\s(?:de\s)?\d{{4}})?(?!\w)"
    rf"|(?<!\w){_MONTHS}\s\d{{1,2}}(?:st|nd|rd|th)?,?(?:\s\d{{4}})?(?!\w|[.,]\d)"
    rf"|(?<!\w){_MONTHS}\s\d{{4}}(?!\w)"
    r"|(?<![\d:])\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?:\s?[ap]m)?(?![\d:])"
    r"|(?<!\w)[vV]\.?\s?\d+(?:\.\d+)*(?:[-+.]\w+)*"
    r"|(?<![\w.])\d+\.\d+\.\d+(?:[.-]\w+)*(?!,?\d)"
    r"|(?<!\w)\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?"
    r"|\b[\w-]+/[\w./-]*\d[\w./-]*\.\w+|\b[\w-]+\.(?:md|py|rs|json|csv|yml|yaml|ts|js|log|txt|svg)\b"
    r"|==\s?\d[\w.]*"
    r"|(?<!\w)\d[\d,.]*\s?[×xX]\s?\d[\d,.]*(?!\w)(?=[^%\d])"
    r"|(?<![\w.])\d+(?:[.,]\d+)?\s?/\s?\d+(?:[.,]\d+)?(?![\w]|\s?[a-z%])"
    r"|(?<!\w)[pP]\s?\(?\d{2}(?:[.,]?\d+)?\)?(?!\w)|(?<!\w)\d{1,2}(?:[.,]\d+)?(?:th|st|nd|rd|e|º|-й)?\s?-?"
    r"(?:percentile?|Perzentil|percentil|процентил\w+|百分位)"
    r"|(?<!\w)(?:phase|step|week|stage|sprint|session|test|schritt|fase|paso|semana|étape|фаза|шаг|тест)\s\d+\w?(?!\w)"
    r"|[#№]\s?\d+|\(\s?[A-Z]+-\d+\s?\)",
    re.IGNORECASE,
)
_LABEL = whole(
    "version python port cores cpus processor ram os kernel commit pid date datum fecha data phase "
    "generated updated timestamp created seed dimension "
    "дата версия порт ядер versión puerto versão porta 日期 版本 端口 环境 硬件 完成时间 测试时间 报告生成时间"
)
_EFFORT = whole(
    "effort timeline timelines duration_of deadline estimate estimated_time work development implementation focused "
    "eta schedule planned review campaign minutes_of fix aufwand zeitplan esfuerzo plazo cronograma effort: délai "
    "esforço prazo трудозатраты срок срок~ усилия napor časovnica 预计时间 预估时间 预计 预估 修复 运行 工期 "
    "week weeks days"
)
_RUNS = whole(
    "uptime soak stress test run ran latency recovery failover processing batch startup boot response mttr"
)
_PROGRESS = whole(
    "complete completed completion done finished progress ready completado completada completo abgeschlossen fertig "
    "terminé achevé concluído завершено готово končano completadas 完成 完成度 进度"
)
_REPEATED = re.compile(
    r"\b(?:execut\w+|ejecut\w+|exécut\w+|run|ran|repe\w+|répét\w+|wiederhol\w+|ausgeführt|measured|medid\w+|mesuré\w*"
    r"|запу\w+|повтор\w+|ponov\w+)\s+(?:\S+\s+)?$",
    re.IGNORECASE,
)
"""What is done so many times: a number of runs, no factor."""
_MARKS_OUT_OF = re.compile(r"\s?(?:/\s?(?:5|10|100)\b|out of\b|von 10\b|⭐)")
_DEVICE = re.compile(
    r"\s?(?:GHz|MHz|nm\b|bit\b|-bit|cores?\b|threads?\b|vCPUs?|RAM\b|GB\s(?:RAM|DDR|SSD|NVMe|HDD|memory\b)|°|W\b|V\b|线程|核)"
    r"|\s?(?:[GMTK]i?B)\s?(?:RAM|DDR|SSD|NVMe|HDD|VRAM)"
)
_LONG = ("day days week weeks month months year years Tag Tage Tagen Woche Wochen Monat Monate Monaten Jahr Jahre día "
         "días semana semanas mes meses año años jour jours semaine semaines mois an ans dia dias mês ano anos "
         "день дня дней недел~ месяц~ год~ лет tedn~ dni mesec~ 天 周 个月 年 日")  # fmt: skip
_LONG_AFTER = re.compile(rf"\s?-?(?:{any_of(_LONG)})(?![^\W\d_])")


def without(text: str) -> str:
    """A text with dates, times of day, versions, fractions and names blanked."""
    return _BLANKED.sub(lambda found: _blank(found[0]), text)


def _blank(text: str) -> str:
    return "\ufffc" * len(text)


def names_environment(label: str) -> bool:
    """Whether a label names a machine, a version or a day: what stands behind it measures nothing."""
    return _LABEL.search(label) is not None


_MEMORY = re.compile(
    r"(?:memory|ram|speicher|arbeitsspeicher|memoria|mémoire|memória|память|pomnilnik|内存)", re.IGNORECASE
)
_SIZES = frozenset((2, 4, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512, 1024))


def is_installed(label: str, value: float, unit: str) -> bool:
    """Whether a size of memory is that of a machine: under the bare label, and one that is sold."""
    return unit in ("GB", "GiB") and value in _SIZES and _MEMORY.fullmatch(label) is not None


def identifies(head: str) -> bool:
    """Whether the numbers below a head are names, not figures."""
    return (
        re.fullmatch(
            r"#|№|no\.?|nr\.?|id|rank|year|date|datum|fecha|step|phase|line|序号|编号|年份|日期",
            head.strip(),
            re.IGNORECASE,
        )
        is not None
    )


def is_none(before: str, after: str, unit: str | None, context: str) -> bool:
    """Whether a number is no figure, by its unit and the words around it.

    ``after`` begins behind the number, ``context`` is the line and what introduces it.
    """
    if unit == "x" and _REPEATED.search(before) is not None and not compares(" ".join(after.split()[1:2])):
        return True
    if _DEVICE.match(after) or _LONG_AFTER.match(after) or _MARKS_OUT_OF.match(after):
        return True
    if unit == "h":
        return _RUNS.search(context) is None or _EFFORT.search(context) is not None
    if unit in ("min", "s") and _EFFORT.search(context) and unit == "min":
        return True
    if unit == "%":
        near = f"{before[-16:]} {after[:24]}"
        return _PROGRESS.search(near) is not None or re.search(r"\btests?\s+(?:pass|fail)", near) is not None
    return False
