"""A raw file as people read it: an overview, then each series with intervals, distribution and advice."""

from __future__ import annotations

import codecs
import textwrap

from mkdocs_dossiers.measure.format import formats
from mkdocs_dossiers.measure.inspection import Bounded, Detail, Inspection
from mkdocs_dossiers.model.digits import interval, number, plain, with_unit
from mkdocs_dossiers.model.measurement import Series
from mkdocs_dossiers.model.picture import Shape
from mkdocs_dossiers.model.printable import printable

_COLUMNS = ("series", "metric", "unit", "kind", "n", "min", "median", "mean", "p90", "p95", "p99", "max")
WIDTH = 100
BLOCKS = " \u2581\u2582\u2583\u2584\u2585\u2586\u2587\u2588"
ASCII = " .:-=+*#@"
LOOPS = {
    "closed": "closed: clients wait for each answer before they ask again, so tails look shorter than they are",
    "open": "open: requests start on a schedule, whatever the answers do",
}
FACTS = {"dirty": "files changed since the commit", "failed": "failed operations", "host": "host name"}


def render(found: Inspection, encoding: str | None = "utf-8") -> str:
    """Format, size and digest, an overview of all series, and closely those that were looked at closely.

    ``encoding`` is that of the terminal: where it has no block elements, ASCII draws the distributions.
    """
    raw = found.raw
    title = formats()[raw.format].title if raw.format else "unknown"
    lines = [f"{printable(raw.path)}: {title} ({raw.format}), {raw.size:,} bytes", f"SHA-256 {raw.sha256}"]
    if raw.facts:
        lines += ["", "The file says of itself:"]
        lines += [
            f"  {FACTS.get(key, key)}: {printable(value)}"
            for key, value in sorted(raw.facts.items())
            if key != "turns"
        ]
    if found.loop in LOOPS:
        lines.append(f"  load: {LOOPS[found.loop]}")
    lines += ["", _table(raw.series)]
    summaries = [series for series in raw.series if series.kind == "summary"]
    if summaries:
        lines += [
            "",
            *_wrapped(
                f"The tool kept statistics only of {_names(summaries)}: there is no interval, and claims may be about "
                "what it printed only."
            ),
        ]
    for detail in found.details:
        lines += ["", *_detail(detail, _drawable(encoding))]
    sampled = [series for series in raw.series if series.kind == "sample" and not series.not_finite]
    if len(sampled) > len(found.details):
        lines += ["", f"{len(sampled) - len(found.details):,} more series; --all shows each closely."]
    return _spelled("\n".join(lines), encoding)


def _spelled(text: str, encoding: str | None) -> str:
    """The text as the terminal can show it."""
    if _drawable(encoding):
        return text
    for sign, plain_sign in (("\u00a0", " "), ("\u00b5", "u"), ("\u00d7", "x")):
        text = text.replace(sign, plain_sign)
    return text.encode("ascii", "backslashreplace").decode("ascii")


def _drawable(encoding: str | None) -> bool:
    try:
        BLOCKS.encode(codecs.lookup(encoding or "ascii").name)
    except (LookupError, UnicodeEncodeError):
        return False
    return True


def _names(series: list[Series]) -> str:
    names = [printable(entry.name) for entry in series]
    return ", ".join(dict.fromkeys(names[:6])) + (" and others" if len(names) > 6 else "")


def _table(series: tuple[Series, ...]) -> str:
    rows = [_COLUMNS, *(_row(entry) for entry in series)]
    widths = [max(len(row[index]) for row in rows) for index in range(len(_COLUMNS))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if index < 4 else cell.rjust(width)
            for index, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )


def _row(series: Series) -> tuple[str, ...]:
    numbers = (
        series.minimum,
        series.median,
        series.mean,
        series.p90,
        series.p95,
        series.p99,
        series.maximum,
    )
    cells = ["-" if value is None else plain(value) for value in numbers]
    count = "-" if series.n is None else f"{series.n:,}"
    names = (printable(series.name), printable(series.metric), printable(series.unit or "-"))
    return (*names, series.kind, count, *cells)


def _detail(detail: Detail, drawable: bool) -> list[str]:
    series = detail.series
    unit = printable(detail.unit)
    measured = f"{printable(series.metric)}{f' in {unit}' if unit else ''}"
    heading = f"{printable(series.name)}: {measured}, {series.n:,} samples"
    if series.warmups:
        heading += f", {series.warmups:,} warm-up samples left out"
    lines = [heading]
    if detail.params:
        listed = ", ".join(f"{printable(key)} = {printable(value)}" for key, value in detail.params)
        lines += _wrapped(f"parameters: {listed}", "  ")
    rows = [_statistic(one) for one in detail.statistics if one.value is not None]
    widths = [max((len(row[index]) for row in rows), default=0) for index in range(2)]
    lines += [f"  {name:<{widths[0]}}  {value:>{widths[1]}}  {rest}".rstrip() for name, value, rest in rows]
    if detail.shape is not None:
        lines += _histogram(detail.shape, unit, drawable)
    for text in detail.advice:
        lines += _wrapped(printable(text), "  ")
    return lines


def _statistic(one: Bounded) -> tuple[str, str, str]:
    assert one.value is not None  # noqa: S101 - only computed ones are listed
    low, high = interval(one.low, one.high, one.value)
    rest = f"95 % in {low} to {high}"
    if one.low is None or one.high is None:
        wanted = f" ({one.needs:,} samples would bound it)" if one.needs else ""
        side = {
            (True, True): "not bounded",
            (True, False): f"at most {high}",
            (False, True): f"at least {low}",
        }
        rest = side[one.low is None, one.high is None] + wanted
    return one.name, number(one.value, one.low, one.high), rest


def _histogram(shape: Shape, unit: str, drawable: bool) -> list[str]:
    """The distribution in one line: the taller, the more samples."""
    levels = BLOCKS if drawable else ASCII
    counts = [cell.count for cell in shape.bins]
    most = max(counts, default=0)
    if most == 0 or shape.bins[0].lower == shape.bins[-1].upper:
        return []
    bars = "".join(levels[-(-count * (len(levels) - 1) // most)] for count in counts)
    ends = [with_unit(end, unit) for end in interval(shape.bins[0].lower, shape.bins[-1].upper)]
    beyond = f", {shape.above:,} beyond" if shape.above else ""
    edge = "\u2502" if drawable else "|"
    return [f"  {ends[0]} {edge}{bars}{edge} {ends[1]}{beyond}"]


def _wrapped(text: str, indent: str = "") -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent=indent, subsequent_indent=indent)
