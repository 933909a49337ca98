"""Measured numbers in the unit they read best in, with the exact figure at hand."""

from __future__ import annotations

import re
from dataclasses import replace

from markupsafe import Markup

from mkdocs_dossiers.measure.units import UnitError, factor, readable
from mkdocs_dossiers.model.digits import plain, with_unit
from mkdocs_dossiers.model.measurement import Operand, Series
from mkdocs_dossiers.pages.escape import escape

CODE = re.compile(r"(?<!`)`([^`\s](?:[^`\n]*[^`\s])?)`(?!`)")
"""A word or command between single backticks, as authors write them."""


def prose(text: object) -> Markup:
    """An author's sentence: what stands between backticks in code letters, nothing else interpreted."""
    parts = CODE.split(str(text))
    shown = [
        Markup("<code>{}</code>").format(escape(part)) if place % 2 else _spaced(part)
        for place, part in enumerate(parts)
    ]
    return Markup("").join(shown).strip()


def _spaced(part: str) -> Markup:
    """Escaped text that keeps a space at either end."""
    before, after = part[:1].isspace(), part[-1:].isspace() and bool(part.strip())
    return Markup("{}{}{}").format(" " if before else "", escape(part), " " if after else "")


def converted(value: float, unit: str, to: str) -> float:
    """A value in another unit of the same kind; as it is where there is no factor between them."""
    try:
        return factor(unit, to).apply(value)
    except UnitError:
        return value


def fitting(unit: str | None, value: float | None) -> str:
    """The unit in which a value reads best, of the same kind as the one given."""
    return readable(unit, value) if unit and value else unit or ""


def quantity(value: float | None, unit: str | None) -> str:
    """A value with its unit, both as they read best; a dash where there is none."""
    if value is None:
        return "–"
    best = fitting(unit, value)
    return with_unit(plain(significant(converted(value, unit or "", best))), best)


def exact(value: float | None, unit: str | None) -> str:
    """A value with every digit it was computed to, in its own unit."""
    return "–" if value is None else with_unit(repr(value).removesuffix(".0"), unit or "")


def significant(value: float, digits: int = 4) -> float:
    """A value to so many significant digits; whole numbers keep all of theirs."""
    return value if value == int(value) else float(f"{value:.{digits}g}")


def operand(side: Operand) -> Operand:
    """A side of a comparison in the unit it reads best in."""
    unit = fitting(side.unit, side.value)
    value, low, high = (
        None if number is None else converted(number, side.unit, unit)
        for number in (side.value, side.low, side.high)
    )
    return replace(side, value=value, low=low, high=high, unit=unit)


def unit_of(series: Series) -> str:
    """The unit all figures of a series are shown in."""
    typical = next(
        (value for value in (series.median, series.mean, series.maximum, series.minimum) if value), None
    )
    return fitting(series.unit, typical)


def in_series(value: float | None, series: Series) -> str:
    """A figure of a series in the unit of :func:`unit_of`, without it."""
    if value is None:
        return "–"
    return plain(significant(converted(value, series.unit or "", unit_of(series))))
