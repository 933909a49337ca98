"""The gate's report as JSON: the contract other programs rely on."""

from __future__ import annotations

import json

from mkdocs_dossiers.check.gate import Report
from mkdocs_dossiers.model.printable import plain_text


def render(report: Report, strict: bool) -> str:
    """``ok``, ``counts``, ``problems`` and ``verdicts``, in a stable order."""
    verdicts = []
    for reference, judgement in sorted(report.judgements.items()):
        measured = judgement.measurement
        verdicts.append(
            {
                "claim": str(reference),
                "verdict": judgement.verdict.value,
                "statistic": report.claim(reference).statistic,
                "value": measured.value,
                "low": measured.low,
                "high": measured.high,
                "unit": measured.unit,
                "n": measured.n,
            }
        )
    return plain_text(
        json.dumps(
            {
                "ok": report.ok(strict),
                "counts": dict(report.counts),
                "problems": [problem.as_json() for problem in report.problems],
                "verdicts": verdicts,
            },
            indent=2,
            ensure_ascii=False,
            allow_nan=False,
        )
    )
