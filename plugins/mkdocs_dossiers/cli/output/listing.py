"""What several outputs share: how many problems are shown, where a path lies in its repository, the sum."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from mkdocs_dossiers.check.gate import Report
from mkdocs_dossiers.check.rule import rules
from mkdocs_dossiers.model.problem import Problem, Severity


def capped(
    problems: Iterable[Problem], most: int, advice: int | None = None
) -> tuple[list[Problem], dict[str, int]]:
    """The first ``most`` problems of each rule, and by rule how many more there are.

    ``advice`` is the most of a rule that only ever informs who publishes, so that it does not hide the rest.
    """
    seen: Counter[str] = Counter()
    left: Counter[str] = Counter()
    shown = []
    for problem in problems:
        seen[problem.rule] += 1
        mild = advice is not None and _informs(problem)
        if seen[problem.rule] <= (advice if mild and advice is not None else most):
            shown.append(problem)
        else:
            left[problem.rule] += 1
    return shown, dict(sorted(left.items()))


def _informs(problem: Problem) -> bool:
    """Whether a problem is of a rule that fails nobody who publishes."""
    severities = {rule.slug: rule.severity for rule, _ in rules()}
    return problem.severity is severities.get(problem.rule) is Severity.INFO


def rest(rule: str, count: int) -> str:
    """What is said instead of the problems that are left out."""
    are = "is" if count == 1 else "are"
    return f"{count:,} more of {rule} {are} not shown here; `dossier check --format json` lists every one."


def inside_repository(root: Path) -> str:
    """The way from the top of the repository to the workspace, with a slash at its end; empty at the top.

    Build servers know files by their path in the repository.
    """
    for place in (root, *root.parents):
        if (place / ".git").exists():
            return "" if place == root else f"{root.relative_to(place).as_posix()}/"
    return ""


def many(count: int, noun: str) -> str:
    """A count with its noun."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def tally(report: Report) -> str:
    """How many problems of each severity, in words; empty when there are none."""
    found = Counter(problem.severity for problem in report.problems)
    return ", ".join(
        f"{found[severity]:,} {severity.value}"
        f"{'s' if found[severity] != 1 and severity is not Severity.INFO else ''}"
        for severity in Severity
        if found[severity]
    )


def total(report: Report) -> str:
    """What was checked, and what was found, in one sentence without an end."""
    counts = report.counts
    found = tally(report)
    return (
        f"{many(counts['claims'], 'claim')} recomputed from {many(counts['datasets'], 'raw file')} in "
        f"{many(counts['dossiers'], 'dossier')} of {many(counts['projects'], 'project')} by "
        f"{many(report.rules_ran, 'rule')}"
        f"{f'; {found}' if found else ''}"
    )
