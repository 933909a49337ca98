"""What holds of every report, whatever a dossier holds."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import click

from mkdocs_dossiers.check.gate import Report
from mkdocs_dossiers.cli.output.reports import render_as
from mkdocs_dossiers.model.reference import Reference
from tests.gates import run_gate

V1 = Reference("demo", "1.0")
END = 1
"""A place may be right behind the last character, or in the line after the last."""


def reported(root: Path, *only: Reference, forms: Iterable[str] = ("text", "json")) -> Report:
    """The gate's report on a workspace, and that it is one people and programs can use."""
    report = run_gate(root, only=only)
    check_places(report, root)
    check_outputs(report, forms)
    return report


def check_places(report: Report, root: Path) -> None:
    """Every problem stands in a file or folder of the workspace, at a line and column that are there."""
    for problem in report.problems:
        assert problem.message.strip(), problem
        assert problem.fix.strip(), problem
        place = root / problem.path
        assert ".." not in Path(problem.path).parts, problem
        assert not Path(problem.path).is_absolute(), problem
        assert problem.line >= 1, problem
        assert problem.column >= 1, problem
        if within(place, root) and place.is_file() and place.suffix in (".yaml", ".json"):
            lines = place.read_bytes().decode("utf-8-sig", "replace").replace("\r\n", "\n").split("\n")
            assert problem.line <= len(lines) + END, problem
            # Of bytes that are no text, the column counts bytes.
            width = len(lines[problem.line - 1].encode()) if problem.line <= len(lines) else 0
            assert problem.column <= width + 1 + END, problem


def within(place: Path, root: Path) -> bool:
    """Whether no part of the way to a place is a link."""
    return not any(part.is_symlink() for part in (place, *place.parents) if part.is_relative_to(root))


def check_outputs(report: Report, forms: Iterable[str]) -> None:
    """Every output can be written, is the same twice, and sends no control character to a terminal."""
    texts = {form: render_as(form, report, False, None, "") for form in forms}
    for form, text in texts.items():
        assert text == render_as(form, report, False, None, "")
        plain = text.encode("utf-8", "backslashreplace").decode()
        if form == "text":
            shown = click.unstyle(plain)
            assert all(char.isprintable() or char in "\n\u00a0" for char in shown)
    json.loads(texts["json"], parse_constant=_no_constant)


def _no_constant(name: str) -> float:
    raise AssertionError(f"{name} is not JSON")
