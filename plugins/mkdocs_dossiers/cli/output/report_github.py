"""The gate's report as workflow commands: GitHub shows each beside its line in the pull request.

The commands and their escaping: https://docs.github.com/actions/reference/workflow-commands-for-github-actions
and ``packages/core/src/command.ts`` of github.com/actions/toolkit.
"""

from __future__ import annotations

from mkdocs_dossiers.check.gate import Report
from mkdocs_dossiers.cli.output.listing import capped, inside_repository, rest, total
from mkdocs_dossiers.model.printable import printable
from mkdocs_dossiers.model.problem import Problem, Severity

MOST = 10
"""Problems shown of one rule; GitHub itself shows ten errors and ten warnings of a step."""

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render(report: Report, strict: bool) -> str:
    """A command for each problem, errors first, and the sum as a line of the log."""
    prefix = inside_repository(report.workspace.root)
    shown, more = capped(report.problems, MOST)
    order = list(Severity)
    lines = [
        _command(problem, prefix) for problem in sorted(shown, key=lambda each: order.index(each.severity))
    ]
    lines += [f"::notice title={_property(rule)}::{_data(rest(rule, count))}" for rule, count in more.items()]
    return "\n".join([*lines, f"{'ok' if report.ok(strict) else 'failed'}: {total(report)}"])


def _command(problem: Problem, prefix: str) -> str:
    properties = {
        "file": f"{prefix}{problem.path}",
        "line": str(problem.line),
        "col": str(problem.column),
        "title": problem.rule,
    }
    listed = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{_COMMANDS[problem.severity]} {listed}::{_data(problem.message)}%0AFix: {_data(problem.fix)}"


def _data(text: str) -> str:
    """A message: control characters shown, then ``%`` and line ends escaped."""
    return printable(text, keep="\r\n").replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """A property: as a message, and what separates properties escaped too."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")
