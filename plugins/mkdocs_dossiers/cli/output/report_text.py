"""The gate's report for people: each problem with its line, then the verdicts, then the sum."""

from __future__ import annotations

from collections.abc import Mapping

import click

from mkdocs_dossiers.check.gate import Report
from mkdocs_dossiers.cli.output.excerpt import excerpt
from mkdocs_dossiers.cli.output.listing import capped, rest, total
from mkdocs_dossiers.model.digits import interval, number, with_unit
from mkdocs_dossiers.model.measurement import Judgement, Verdict
from mkdocs_dossiers.model.printable import printable
from mkdocs_dossiers.model.problem import Problem, Severity
from mkdocs_dossiers.model.reference import Reference
from mkdocs_dossiers.read.source import Sources

MOST = 50
"""Problems shown of one rule."""
ADVICE = 1
"""The same of a rule that fails nobody who publishes."""

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}
_VERDICTS = {Verdict.SUPPORTED: "green", Verdict.INCONCLUSIVE: "yellow", Verdict.REFUTED: "red"}


def render(report: Report, strict: bool) -> str:
    """The whole report; ``click.echo`` drops the colours where they are not wanted."""
    order = list(Severity)
    shown, more = capped(
        sorted(report.problems, key=lambda problem: order.index(problem.severity)), MOST, ADVICE
    )
    sources = Sources(report.workspace.root)
    parts = [_problem(problem, sources) for problem in shown]
    if more:
        parts.append("\n".join(rest(rule, count) for rule, count in more.items()) + "\n")
    if report.judgements:
        parts.append(_verdicts(report.judgements))
    fine = report.ok(strict)
    word = click.style("ok", fg="green", bold=True) if fine else click.style("failed", fg="red", bold=True)
    return "\n".join([*parts, f"{word}: {total(report)}"])


def _problem(problem: Problem, sources: Sources) -> str:
    word = click.style(problem.severity.value, fg=_COLOURS[problem.severity], bold=True)
    place = click.style(printable(f"{problem.path}:{problem.line}:{problem.column}"), bold=True)
    lines = [f"{place}: {word} [{problem.rule}]", f"  {printable(problem.message)}"]
    line = sources.line(problem.path, problem.line)
    if line.strip():
        text, caret = excerpt(line, problem.column)
        lines.append(f"  {problem.line:>5} | {text}")
        lines.append(f"        | {click.style(caret, fg=_COLOURS[problem.severity], bold=True)}")
    lines.append(f"  fix: {printable(problem.fix)}")
    return "\n".join(lines) + "\n"


def _verdicts(judgements: Mapping[Reference, Judgement]) -> str:
    width = max(len(str(reference)) for reference in judgements)
    lines = []
    for reference, judgement in sorted(judgements.items()):
        word = click.style(f"{judgement.verdict.value:<12}", fg=_VERDICTS[judgement.verdict])
        lines.append(f"{word} {reference!s:<{width}}  {measured(judgement)}, n = {judgement.measurement.n:,}")
    return "\n".join(lines) + "\n"


def measured(judgement: Judgement) -> str:
    """A recomputed value with its interval."""
    found = judgement.measurement
    value = "…" if found.value is None else number(found.value, found.low, found.high)
    shown = with_unit(value, found.unit)
    if found.interval:
        low, high = interval(found.low, found.high, found.value)
        shown += f" [{low}, {high}]"
    return shown
