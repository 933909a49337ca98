"""The report formats by name: each is the module ``report_<name>``."""

from __future__ import annotations

import importlib
import pkgutil
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs_dossiers.check.gate import Report

if TYPE_CHECKING:
    from mkdocs_dossiers.check.changes import Changes

_PREFIX = "report_"


def formats() -> list[str]:
    """Every format, for people first."""
    names = [module.name for module in pkgutil.iter_modules([str(Path(__file__).parent)])]
    known = sorted(name.removeprefix(_PREFIX) for name in names if name.startswith(_PREFIX))
    return sorted(known, key=lambda name: name != "text")


def render_as(form: str, report: Report, strict: bool, changes: Changes | None, link_base: str) -> str:
    """The report in one format."""
    if form == "markdown":
        from mkdocs_dossiers.cli.output.report_markdown import render as render_markdown

        return render_markdown(report, strict, changes, link_base)
    text: str = importlib.import_module(f"{__package__}.{_PREFIX}{form}").render(report, strict)
    return text
