"""Templates to Markdown. Every value is escaped unless it was made markup on purpose."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PackageLoader, PrefixLoader, StrictUndefined
from markupsafe import Markup

from mkdocs_dossiers.environment.comparison import shortened
from mkdocs_dossiers.judge.movement import Move, Movement
from mkdocs_dossiers.model.digits import interval, limit, number, plain, with_unit
from mkdocs_dossiers.model.measurement import Measurement, Operand, Verdict
from mkdocs_dossiers.pages.address import relative
from mkdocs_dossiers.pages.code import block
from mkdocs_dossiers.pages.drawn import rows, still_svg
from mkdocs_dossiers.pages.escape import escape
from mkdocs_dossiers.pages.page import Asset, Page
from mkdocs_dossiers.pages.readable import exact, in_series, operand, prose, quantity, unit_of

_WEB = re.compile(r"https?://[A-Za-z0-9.-]+(?::[0-9]+)?(?:/[A-Za-z0-9./_~%?=&#:@+,-]*)?")

VERDICT_WORDS = {
    Verdict.SUPPORTED: "the whole interval is on the claimed side",
    Verdict.INCONCLUSIVE: "the interval reaches past the limit, or there are too few samples",
    Verdict.REFUTED: "the recomputed value is on the wrong side",
}


_OVERRIDES: ContextVar[Path | None] = ContextVar("templates", default=None)


@contextmanager
def templates_of(folder: Path | None) -> Iterator[None]:
    """Meanwhile, templates in this folder take the place of those of their names; each may extend ``dossiers/NAME``."""
    token = _OVERRIDES.set(folder)
    try:
        yield
    finally:
        _OVERRIDES.reset(token)


@lru_cache(maxsize=4)
def _environment(overrides: Path | None) -> Environment:
    ours = PackageLoader("mkdocs_dossiers.pages")
    theirs = [FileSystemLoader(overrides)] if overrides is not None else []
    environment = Environment(
        loader=ChoiceLoader([*theirs, PrefixLoader({"dossiers": ours}), ours]),
        autoescape=True,
        finalize=escape,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {
        "code": block,
        "plain": plain,
        "thousands": lambda value: f"{value:,}",
        "size": _size,
        "badge": badge,
        "figure": figure,
        "span": span,
        "limit": limit,
        "change": change,
        "change_span": change_span,
        "moved": moved,
        "short_field": shortened,
        "web": web,
        "short": lambda digest: digest[:12],
        "prose": prose,
        "quantity": quantity,
        "exact": exact,
        "side": operand,
        "unit_of": unit_of,
        "in_series": in_series,
        "still_svg": still_svg,
        "rows": rows,
    }
    return environment


def write(
    template: str,
    address: str,
    title: str,
    values: Mapping[str, Any],
    navigation: bool = False,
    files: tuple[Asset, ...] = (),
    *,
    contents: bool = True,
    search: bool = True,
) -> Page:
    """A page from the template ``NAME.md.jinja``. In it, ``to(address)`` is the link to another page.

    ``contents`` says whether a list of its headings may stand beside it: not where a browser changes them.
    ``search`` says whether the site's search finds it.
    """
    body = (
        _environment(_OVERRIDES.get())
        .get_template(f"{template}.md.jinja")
        .render(
            {
                **values,
                "title": title,
                "to": lambda target: Markup(relative(target, address)),  # noqa: S704 - made here
            }
        )
    )
    # Macro plug-ins must not run what a stranger wrote.
    front = f'---\ntitle: "{_yaml(printed(title))}"\nrender_macros: false\n'
    front += "" if contents else "hide: [toc]\n"
    front += "" if search else "search:\n  exclude: true\n"
    front += "---\n\n"
    return Page(address, title, front + body, navigation, files)


def printed(title: str) -> str:
    """A title as themes print it: they do not escape it."""
    return html.escape(_one_line(title))


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _yaml(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def badge(verdict: Verdict | str) -> Markup:
    """The verdict as a word with a sign; the style sheet adds colour."""
    word = verdict.value if isinstance(verdict, Verdict) else verdict
    return Markup('<span class="verdict verdict--{0}">{0}</span>').format(word)


def figure(measured: Measurement | Operand) -> str:
    """The value with its unit, to the digits its interval supports."""
    if measured.value is None:
        return "not computable"
    return with_unit(number(measured.value, measured.low, measured.high), measured.unit)


def span(measured: Measurement | Operand) -> str:
    """The interval in words; one that is open on a side is bounded by the other."""
    if not measured.interval:
        return "no interval"
    low, high = interval(measured.low, measured.high, measured.value)
    if measured.low is None and measured.high is None:
        return "not bounded"
    if measured.low is None:
        return f"at most {with_unit(high, measured.unit)}"
    if measured.high is None:
        return f"at least {with_unit(low, measured.unit)}"
    return with_unit(f"{low} to {high}", measured.unit)


def change(found: Movement) -> str:
    """A change with its sign and unit, to the digits its interval supports."""
    if found.delta is None:
        return "not computable"
    return _signed(number(found.delta, found.low, found.high), found)


def change_span(found: Movement) -> str:
    """The interval of a change in words."""
    if found.low is None and found.high is None:
        return "no interval"
    low, high = interval(found.low, found.high, found.delta)
    if found.low is None:
        return f"at most {_signed(high, found)}"
    if found.high is None:
        return f"at least {_signed(low, found)}"
    return f"{_signed(low, found, bare=True)} to {_signed(high, found)}"


def _signed(text: str, found: Movement, *, bare: bool = False) -> str:
    unit = "points" if found.unit == "%" and not found.relative else found.unit
    signed = text.replace("-", "−") if text.startswith("-") else f"+{text}"
    signed = text if text.strip("-0.,") == "" else signed
    return signed if bare else with_unit(signed, unit)


def moved(found: Movement) -> Markup:
    """What became of a statistic, as a word with a sign; the style sheet adds colour."""
    kind = {Move.MOVED: "moved", Move.STILL: "still", Move.UNKNOWN: "unknown"}[found.word]
    way = {True: " better", False: " worse", None: ""}[found.better]
    return Markup('<span class="move move--{0}{1}">{2}{3}</span>').format(
        kind, way.replace(" ", " move--"), found.word.value, f": {way.strip()}" if way else ""
    )


def web(text: str | None) -> Markup | str:
    """A link, where the text is a plain web address; else the text."""
    if text is None or not _WEB.fullmatch(text):
        return text or ""
    return Markup('<a href="{0}" rel="noreferrer">{0}</a>').format(escape(text))


def _size(size: int) -> str:
    amount = float(size)
    for unit in ("bytes", "KiB", "MiB", "GiB"):
        if amount < 1024 or unit == "GiB":
            return f"{amount:,.0f} {unit}" if unit == "bytes" else f"{amount:,.1f} {unit}"
        amount /= 1024
    raise AssertionError
