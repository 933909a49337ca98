"""A rate that is not its total over its duration."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mkdocs_dossiers.intake.arithmetic import Interval, closed, dimension, in_base, interval_of, spoken
from mkdocs_dossiers.intake.contradictions.contradiction import Contradiction, Taken, at, head_of
from mkdocs_dossiers.intake.figure import Figure
from mkdocs_dossiers.intake.role import Role
from mkdocs_dossiers.intake.words import whole

SLACK = 0.02
"""A rate and a total may leave out the first and the last moments of a run."""
_DURATION = whole(
    "duration total_time wall_time elapsed run_time test_duration registration_time Dauer Gesamtzeit "
    "Registrierungszeit duración durée duração длительность trajanje 时长 测试时长 总时间"
)
_TOTAL = whole(
    "total requests anfragen solicitudes peticiones requêtes запросов zahtev~ 总请求数 orders messages events"
)
_FAILED = whole("failed failures errors fehler errores erreurs ошибок 失败")


def check(taken: Taken) -> Iterator[Contradiction]:
    """Rows and lists with one total, one duration and one rate of the same things."""
    for group in taken.groups():
        rates = [entry for entry in group if dimension(entry.unit) == "1/s" and _plain(entry)]
        times = [
            entry
            for entry in group
            if dimension(entry.unit) == "s" and _plain(entry) and _is(entry, _DURATION)
        ]
        totals = [
            entry
            for entry in group
            if dimension(entry.unit) in ("", "1") and _plain(entry) and _is(entry, _TOTAL)
        ]
        totals = [entry for entry in totals if not _is(entry, _FAILED) and entry.decimals == 0]
        if len(rates) != 1 or len(times) != 1:
            continue
        number = totals[0] if len(totals) == 1 else None
        total = closed(number) if number is not None else _of_label(rates[0])
        if total is None or total.low <= 0:
            continue
        wanted = total.over(in_base(times[0], closed(times[0])))
        rate = interval_of(rates[0])
        if not Interval(wanted.low * (1 - SLACK), wanted.high * (1 + SLACK)).meets(rate):
            what = at(number) if number is not None else f"{spoken(total)} (line {rates[0].line})"
            yield Contradiction(
                tuple(sorted({entry.line for entry in (rates[0], times[0], *totals[:1])})),
                f"{what} in {at(times[0])} are {spoken(wanted)} per second, not {at(rates[0])}.",
            )


def _plain(figure: Figure) -> bool:
    return (
        not figure.ranged
        and figure.op is None
        and figure.role is Role.MEASURED
        and figure.statistic in (None, "mean")
    )


def _is(figure: Figure, words: re.Pattern[str]) -> bool:
    return words.search(head_of(figure) or figure.subject or "") is not None


def _of_label(rate: Figure) -> Interval | None:
    """The number a row's first cell begins with, when its noun is the rate's: ``10 nodes``."""
    cell = rate.piece.cell
    found = re.fullmatch(r"(\d[\d,]*)\s([^\W\d_]+)", cell.label) if cell is not None else None
    if found is None or found[2].casefold()[:4] != (rate.unit or "")[:4]:
        return None
    number = float(found[1].replace(",", ""))
    return Interval(number, number)
