"""The gate's report for people: each problem with its line, then the verdicts, then the sum."""

from __future__ import annotations

from collections.abc import Mapping

import click

from mkdocs_dossiers.check.gate import Report
from mkdocs_dossiers.model.digits import interval, number, with_unit
from mkdocs_dossiers.model.measurement import Judgement, Verdict
from mkdocs_dossiers.model.printable import printable
from mkdocs_dossiers.model.problem import Problem, Severity
from mkdocs_dossiers.model.reference import Reference

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}
_VERDICTS = {Verdict.SUPPORTED: "green", Verdict.INCONCLUSIVE: "yellow", Verdict.REFUTED: "red"}


def render(report: Report, strict: bool) -> str:
    """The whole report; ``click.echo`` drops the colours where they are not wanted."""
    sources = {
        document.path: document.lines
        for project in report.workspace.projects
        for document in [project.document, *(dossier.document for dossier in project.dossiers)]
        if document is not None
    }
    parts = [_problem(problem, sources) for problem in report.problems]
    if report.judgements:
        parts.append(_verdicts(report.judgements))
    parts.append(_sum(report, strict))
    return "\n".join(parts)


def _problem(problem: Problem, sources: Mapping[str, tuple[str, ...]]) -> str:
    word = click.style(problem.severity.value, fg=_COLOURS[problem.severity], bold=True)
    place = click.style(printable(f"{problem.path}:{problem.line}:{problem.column}"), bold=True)
    lines = [f"{place}: {word} [{problem.rule}]", f"  {printable(problem.message)}"]
    source = sources.get(problem.path, ())
    if problem.line <= len(source) and source[problem.line - 1].strip():
        text = source[problem.line - 1].replace("\t", " ")
        start = max(0, problem.column - 60)
        lines.append(f"  {problem.line:>5} | {printable(text[start : start + 96])}")
        lines.append(f"        | {' ' * (problem.column - 1 - start)}^")
    lines.append(f"  fix: {printable(problem.fix)}")
    return "\n".join(lines) + "\n"


def _verdicts(judgements: Mapping[Reference, Judgement]) -> str:
    width = max(len(str(reference)) for reference in judgements)
    lines = []
    for reference, judgement in sorted(judgements.items()):
        measured = judgement.measurement
        word = click.style(f"{judgement.verdict.value:<12}", fg=_VERDICTS[judgement.verdict])
        value = "…" if measured.value is None else number(measured.value, measured.low, measured.high)
        shown = with_unit(value, measured.unit)
        if measured.interval:
            low, high = interval(measured.low, measured.high, measured.value)
            shown += f" [{low}, {high}]"
        lines.append(f"{word} {reference!s:<{width}}  {shown}, n = {measured.n:,}")
    return "\n".join(lines) + "\n"


def _sum(report: Report, strict: bool) -> str:
    counts = report.counts
    tally = dict.fromkeys(Severity, 0)
    for problem in report.problems:
        tally[problem.severity] += 1
    found = ", ".join(
        f"{count} {severity.value}{'s' if count != 1 and severity is not Severity.INFO else ''}"
        for severity, count in tally.items()
        if count
    )
    fine = report.ok(strict)
    word = click.style("ok", fg="green", bold=True) if fine else click.style("failed", fg="red", bold=True)
    return (
        f"{word}: {_many(counts['claims'], 'claim')} recomputed from {_many(counts['datasets'], 'raw file')} in "
        f"{_many(counts['dossiers'], 'dossier')} of {_many(counts['projects'], 'project')}"
        f"{f'; {found}' if found else ''}"
    )


def _many(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
