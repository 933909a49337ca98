"""The gate's report as SARIF 2.1.0, for code scanning services and editors.

Format: Static Analysis Results Interchange Format (SARIF) Version 2.1.0 Plus Errata 01, OASIS Standard.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from typing import Any
from urllib.parse import quote

from mkdocs_dossiers import __version__
from mkdocs_dossiers.check.gate import Report
from mkdocs_dossiers.check.rule import Rule, rules
from mkdocs_dossiers.check.weight import WAIVED
from mkdocs_dossiers.cli.output.listing import inside_repository
from mkdocs_dossiers.model.printable import plain_text
from mkdocs_dossiers.model.problem import Problem, Severity
from mkdocs_dossiers.read.source import Sources

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
FINGERPRINT = "dossierFinding/v1"

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def render(report: Report, strict: bool) -> str:
    """One run with every rule and every problem."""
    known = {rule.slug: rule for rule, _ in rules()}
    slugs = sorted({*known, *(problem.rule for problem in report.problems)})
    index = {slug: number for number, slug in enumerate(slugs)}
    prefix = inside_repository(report.workspace.root)
    run = {
        "tool": {
            "driver": {
                "name": "dossier",
                "semanticVersion": __version__,
                "rules": [_descriptor(slug, known.get(slug)) for slug in slugs],
            }
        },
        "invocations": [{"executionSuccessful": True, "exitCode": 0 if report.ok(strict) else 1}],
        "columnKind": "unicodeCodePoints",
        "results": [
            _result(problem, index[problem.rule], prefix, fingerprint)
            for problem, fingerprint in zip(report.problems, _fingerprints(report), strict=True)
        ],
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return plain_text(json.dumps(log, indent=2, ensure_ascii=False, allow_nan=False))


def _descriptor(slug: str, rule: Rule | None) -> dict[str, Any]:
    described: dict[str, Any] = {"id": slug}
    if rule is not None:
        described["shortDescription"] = {"text": rule.because}
        described["help"] = {"text": rule.fix}
        described["defaultConfiguration"] = {"level": _LEVELS[rule.severity]}
    described["properties"] = {"tags": [slug.partition("/")[0]]} | ({"code": rule.code} if rule else {})
    return described


def _result(problem: Problem, index: int, prefix: str, fingerprint: str) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": problem.rule,
        "ruleIndex": index,
        "level": _LEVELS[problem.severity],
        "message": {"text": f"{problem.message} Fix: {problem.fix}"},
        "locations": [_location(problem, prefix)],
        "partialFingerprints": {FINGERPRINT: fingerprint},
    }
    if problem.excuse == WAIVED:
        result["suppressions"] = [{"kind": "external", "status": "accepted"}]
    return result


def _location(problem: Problem, prefix: str) -> dict[str, Any]:
    return {
        "physicalLocation": {
            "artifactLocation": {
                "uri": quote(f"{prefix}{problem.path}", safe="/", errors="surrogateescape"),
                "uriBaseId": "%SRCROOT%",
            },
            "region": {"startLine": problem.line, "startColumn": problem.column},
        }
    }


def _fingerprints(report: Report) -> list[str]:
    """What stays the same while a problem moves through its file: rule, file, scope, its line and words.

    Numbers of lines in a message do not count; equal ones are told apart by their order.
    """
    sources = Sources(report.workspace.root)
    seen: Counter[str] = Counter()
    found = []
    for problem in report.problems:
        whole = (problem.line, problem.column) == (1, 1)  # about the file, whatever its first line is
        line = "" if whole else sources.line(problem.path, problem.line).strip()
        message = re.sub(r"\bline [0-9,]+", "line", problem.message)
        scope = problem.scope
        parts = [problem.rule, problem.path, scope.kind, scope.dossier, scope.name, line, message]
        key = "\0".join(parts)
        parts.append(str(seen[key]))
        seen[key] += 1
        raw = "\0".join(parts).encode("utf-8", "backslashreplace")
        found.append(hashlib.sha256(raw).hexdigest()[:32])
    return found
