"""The gate's report as JUnit XML: a suite for each dossier, a case for each claim.

There is no standard. What is written here is what the schema of Jenkins' xUnit plugin (junit-10.xsd) and
GitLab's unit test reports both read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as Xml

from mkdocs_dossiers.check.gate import Report, rejected_claims
from mkdocs_dossiers.cli.output.report_text import measured
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.measurement import Verdict
from mkdocs_dossiers.model.printable import printable
from mkdocs_dossiers.model.problem import Problem, Scope, Severity

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class _Case:
    """One test case: ``outcome`` is "failure", "skipped", or empty when it passed."""

    suite: str
    name: str
    outcome: str
    kind: str
    message: str
    text: str


def render(report: Report, strict: bool) -> str:
    """Every claim, then every problem that fails the gate and is about no claim."""
    failing = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    suites: dict[str, list[_Case]] = {str(dossier.reference): [] for dossier in report.workspace.dossiers}
    for case in _cases(report, failing):
        suites.setdefault(case.suite, []).append(case)
    root = Xml.Element(
        "testsuites", {"name": "dossiers", **_counts([case for each in suites.values() for case in each])}
    )
    for name, cases in suites.items():
        _suite(root, name, cases)
    Xml.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{Xml.tostring(root, encoding="unicode")}'


def _cases(report: Report, failing: set[Severity]) -> Iterator[_Case]:
    placed: set[Problem] = set()
    for dossier in report.workspace.dossiers:
        rejected = rejected_claims(dossier, report.problems)
        about = _about_claims(dossier, report.problems)
        for name in dossier.document.section("claims"):
            own = list(dict.fromkeys([*rejected.get(name, []), *about.get(name, [])]))
            reference = next((claim.reference for claim in dossier.claims.values() if claim.id == name), None)
            if reference not in report.judgements and not own:
                continue  # not asked for
            placed.update(own)
            yield _claim(report, dossier, name, own, failing)
    for problem in report.problems:
        if problem.severity in failing and problem not in placed:
            place = f"{problem.path}:{problem.line}:{problem.column}"
            suite = problem.scope.dossier or report.workspace.folder
            yield _Case(
                suite,
                f"{problem.rule} at {place}",
                "failure",
                problem.rule,
                problem.message,
                _text([problem]),
            )


def _about_claims(dossier: Dossier, problems: Iterable[Problem]) -> dict[str, list[Problem]]:
    found: dict[str, list[Problem]] = {}
    for problem in problems:
        if problem.scope == Scope("claim", str(dossier.reference), problem.scope.name):
            found.setdefault(problem.scope.name, []).append(problem)
    return found


def _claim(
    report: Report, dossier: Dossier, name: str, problems: list[Problem], failing: set[Severity]
) -> _Case:
    suite = str(dossier.reference)
    bad = [problem for problem in problems if problem.severity in failing]
    claim = dossier.claims.get(name)
    judgement = report.judgements.get(claim.reference) if claim is not None else None
    if bad:
        message = bad[0].message + (f" (and {len(bad) - 1:,} more)" if len(bad) > 1 else "")
        return _Case(suite, name, "failure", bad[0].rule, message, _text(problems))
    if judgement is not None and judgement.verdict is Verdict.SUPPORTED:
        return _Case(suite, name, "", "", "", "")
    if judgement is None:
        return _Case(suite, name, "skipped", "not-judged", "The claim was not judged.", _text(problems))
    verdict = judgement.verdict.value
    message = f"{verdict}: {judgement.reason}"
    return _Case(suite, name, "skipped", verdict, message, f"{message}\n{measured(judgement)}")


def _text(problems: Iterable[Problem]) -> str:
    return "\n".join(
        f"{problem.path}:{problem.line}:{problem.column}: {problem.severity.value} [{problem.rule}] "
        f"{problem.message}\n  fix: {problem.fix}"
        for problem in problems
    )


def _suite(root: Xml.Element, name: str, cases: list[_Case]) -> None:
    skipped = sum(case.outcome == "skipped" for case in cases)
    suite = Xml.SubElement(
        root, "testsuite", {"name": _plain(name), "skipped": str(skipped), **_counts(cases)}
    )
    for case in cases:
        element = Xml.SubElement(suite, "testcase", classname=_plain(name), name=_plain(case.name))
        if case.outcome:
            outcome = Xml.SubElement(
                element, case.outcome, type=_plain(case.kind), message=_plain(case.message)
            )
            outcome.text = _plain(case.text, keep="\n")


def _counts(cases: list[_Case]) -> dict[str, str]:
    failures = sum(case.outcome == "failure" for case in cases)
    return {"tests": str(len(cases)), "failures": str(failures), "errors": "0"}


def _plain(text: str, keep: str = "") -> str:
    """Text any XML parser takes: what nobody sees is shown as escapes."""
    return _NOT_XML.sub("\ufffd", printable(text, keep))
