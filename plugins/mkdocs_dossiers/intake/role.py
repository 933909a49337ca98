"""What a report says a figure is: measured, a target, a ratio, a projection, or something to compare with."""

from __future__ import annotations

import re
from enum import StrEnum

from mkdocs_dossiers.intake.words import whole


class Role(StrEnum):
    """What a figure is said to be."""

    MEASURED = "measured"
    TARGET = "target"
    RATIO = "ratio"
    PROJECTION = "projection"
    COMPARISON = "comparison"


_TARGET = whole(
    "target targets goal goals slo sla objective threshold requirement required budget criterion limit "
    "Ziel Ziele Zielwert Soll Grenzwert objetivo objetivos umbral meta metas objectif objectifs cible seuil requisito "
    "цель цели целевое целевой требование порог cilj ciljna 目标 阈值 要求 预期"
)
_ACHIEVED = whole(
    "achieved actual current result results measured after now optimized value nachher "
    "heute Ergebnis erreicht Ist Wert resultado alcanzado actual logrado después depois résultat atteint après obtenu "
    "результат измерено факт после стало rezultat 实际 结果 优化后 改造后 当前 数值"
)
_BEFORE = whole(
    "previous before baseline old legacy prior traditional original "
    "vorher bisher antes anterior avant précédent до было прежде prej 优化前 改造前 之前 旧"
)
_RATIO = whole(
    "improvement improvements speedup speed-up change diff difference delta gain savings saving advantage reduction "
    "vs vs. factor ratio increase decrease overhead "
    "Verbesserung Veränderung Unterschied Beschleunigung Ersparnis mejora cambio diferencia reducción ahorro "
    "amélioration gain différence réduction melhoria ganho redução diferença "
    "улучшение изменение разница ускорение izboljšanje 提升 差异 优势 改进 加速 对比"
)
_RATIO_NEAR = whole(
    "faster slower quicker better worse higher lower more less fewer reduction reduced improvement improved speedup "
    "increase decrease drop boost gain savings saving "
    "schneller langsamer besser weniger mehr Verbesserung Reduktion rápido rápida mejora reducción menos más "
    "rapide lent amélioration réduction moins plus rápido melhoria redução быстрее медленнее больше меньше снижение "
    "улучшение рост hitrejš~ počasnejš~ 提升 提高 降低 减少 更快 快 慢 下降 高 低"
)
_PROJECTION = whole(
    "can't cannot projected projection projections expected estimated estimate potential theoretical forecast "
    "planned roadmap will would could achievable milestone payoff next_phase possible ready_to_start optional growth "
    "path_to launch "
    "erwartet geschätzt geplant esperado estimado proyectado planificado attendu estimé prévu previsto "
    "ожидаем~ план~ прогноз~ 预计 预期 估计 预估 计划 规划"
)
_AHEAD = whole(
    "projection projections forecast roadmap outlook growth capacity_planning expected potential recommendations "
    "Ausblick Prognose proyección proyecciones previsión hoja_de_ruta perspectives prévisions projeções прогноз план "
    "načrt 预测 规划 路线图"
)
"""Headings under which nothing was measured yet."""


def role_of_head(head: str) -> Role | None:
    """What the head of a column says its figures are."""
    for role, pattern in (
        (Role.TARGET, _TARGET),
        (Role.PROJECTION, _PROJECTION),
        (Role.COMPARISON, _BEFORE),
        (Role.RATIO, _RATIO),
    ):
        if pattern.search(head):
            return role
    return Role.MEASURED if _ACHIEVED.search(head) else None


def is_achieved(head: str) -> bool:
    """Whether a column's head says that its figures were reached."""
    return _ACHIEVED.search(head) is not None and not _TARGET.search(head)


def is_target(head: str) -> bool:
    """Whether a column's head says that its figures are wanted."""
    return _TARGET.search(head) is not None


def is_before(head: str) -> bool:
    """Whether a column's head says that its figures are of before."""
    return _BEFORE.search(head) is not None


def is_ratio(head: str) -> bool:
    """Whether a column's head says that its figures compare two others."""
    return _RATIO.search(head) is not None


def compares(after: str) -> bool:
    """Whether the words behind a factor compare: ``3x faster``, ``3-mal schneller``."""
    return _RATIO_NEAR.match(after.lstrip()) is not None


def is_projected(label: str) -> bool:
    """Whether a row's label says that its figures are not measured yet."""
    return _PROJECTION.search(label) is not None


def role_in(before: str, after: str, unit: str | None, signed: bool, section: str) -> Role:
    """What the words around a figure say it is."""
    near = before[-48:]
    if unit == "x" or signed:
        factor = Role.PROJECTION if _PROJECTION.search(f"{near} {after[:24]}") else Role.RATIO
        return factor if _AHEAD.search(section) is None else Role.PROJECTION
    if unit == "%" and _RATIO_NEAR.search(f"{near[-24:]} {after[:32]}"):
        return Role.PROJECTION if (_PROJECTION.search(near) or _AHEAD.search(section)) else Role.RATIO
    if _TARGET.search(_clause(near)) or _TARGET.match(after[:24].lstrip()):
        return Role.TARGET
    if _PROJECTION.search(f"{near} {after[:16]}") or _AHEAD.search(section):
        return Role.PROJECTION
    return Role.MEASURED


def _clause(text: str) -> str:
    """The end of a text, from its last comma on."""
    return re.split(r"[;。.(（](?=\s|$)|[；。（]", text)[-1]
