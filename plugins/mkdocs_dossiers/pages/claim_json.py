"""A claim for other programs: everything its page says, and all it takes to compute its number again.

Described by ``schema/site-claim.schema.json``. Links are relative to the file itself.
"""

from __future__ import annotations

import hashlib
from dataclasses import asdict

from mkdocs_dossiers.check.expiry import valid_until
from mkdocs_dossiers.measure.format import formats
from mkdocs_dossiers.measure.units import Factor, factor
from mkdocs_dossiers.model.digits import limit
from mkdocs_dossiers.model.dossier import Assertion, Dataset, Dossier, Form, Project
from mkdocs_dossiers.model.measurement import RawFile
from mkdocs_dossiers.pages.address import relative
from mkdocs_dossiers.pages.page import Asset
from mkdocs_dossiers.pages.signed import seen, signed_json
from mkdocs_dossiers.pages.view import ClaimRow, View
from mkdocs_dossiers.pages.written import as_json, printed

FILE = "claim.json"
SAMPLES = "samples.json"


def claim_json(view: View, project: Project, subject: Dossier, row: ClaimRow) -> Asset:
    """One claim, beside its page."""
    claim, measured = row.claim, row.judgement.measurement
    address = view.addresses.beside(row.reference, FILE)
    scale = _scale(row, project.counts)
    until, expired = valid_until(subject, claim), view.expired(row)
    document = {
        "schema": 1,
        "claim": str(row.reference),
        "says": claim.says,
        "page": "./",
        "dossier": relative(view.addresses.twin(subject.reference), address),
        "form": claim.form.value,
        "of": str(claim.of),
        "to": str(claim.to) if claim.to is not None else None,
        "scaling": {
            "over": claim.scaling.over,
            "fit": claim.scaling.fit,
            "where": dict(claim.scaling.where),
        }
        if claim.scaling is not None
        else None,
        "metric": claim.metric,
        "statistic": claim.statistic,
        "within": as_limit(claim.within) if claim.within is not None else None,
        "holds": as_limit(claim.holds),
        "confidence": claim.confidence,
        "context": claim.context,
        "missed": claim.missed,
        "verdict": row.judgement.verdict.value,
        "reason": row.judgement.reason,
        "value": measured.value,
        "low": measured.low,
        "high": measured.high,
        "unit": measured.unit,
        "n": measured.n,
        "interval": measured.interval,
        "interval_confidence": measured.confidence,
        "method": measured.method,
        "source": measured.source,
        "printed": printed(measured, limit(claim.holds)),
        "sides": [asdict(side) for side in measured.chosen],
        "scale": {"top": scale.top, "bottom": scale.bottom},
        "data": [_data(view, subject, address, name) for name in claim.datasets],
        "samples": {"file": SAMPLES, "sha256": hashlib.sha256(measured.kept).hexdigest()}
        if measured.kept is not None
        else None,
        "sql": measured.sql,
        "notes": list(measured.notes),
        "advice": list(measured.advice),
        "waivers": [
            {"rule": waiver.rule, "approver": waiver.approver, "expires": str(waiver.expires)}
            for waiver in view.waived(subject, claim)
        ],
        "sign_offs": signed_json(seen(view, subject, row).entries, lambda target: relative(target, address)),
        "valid_until": str(until) if until is not None else None,
        "expired": expired is not None,
        "commit": subject.subject.commit if subject.subject is not None else None,
    }
    return Asset(address, content=as_json(document))


def samples_json(view: View, row: ClaimRow) -> list[Asset]:
    """The claim's samples, where only SQL reads its raw file."""
    kept = row.judgement.measurement.kept
    return [Asset(view.addresses.beside(row.reference, SAMPLES), content=kept)] if kept is not None else []


def as_limit(assertion: Assertion) -> dict[str, str | float]:
    """A comparison with its number, its unit, and as the author wrote it."""
    return {
        "op": assertion.op,
        "number": assertion.number,
        "unit": assertion.unit,
        "written": assertion.written,
    }


def _scale(row: ClaimRow, counts: tuple[str, ...]) -> Factor:
    """From the unit of what is computed of the samples to that of the limit."""
    claim = row.claim
    chosen = row.judgement.measurement.chosen
    if claim.form in (Form.GEOMETRIC_MEAN, Form.SCALING) or not chosen:
        return Factor(1, 1)  # their own statements hold it, and only they can be run again
    unit = "x" if claim.form is Form.RATIO else chosen[0].statistic_unit
    return factor(unit, claim.holds.unit, counts)


def read_here(dataset: Dataset, raw: RawFile) -> bool:
    """Whether the reader's browser can read a raw file by itself."""
    return raw.format is not None and formats()[raw.format].independent and not dataset.file.endswith(".zst")


def _data(view: View, subject: Dossier, address: str, name: str) -> dict[str, object]:
    dataset, raw = subject.datasets[name], view.raw(subject, name)
    assert raw is not None  # noqa: S101 - a judged claim has its raw files
    columns = dataset.columns
    return {
        "name": name,
        "path": dataset.file,
        "file": relative(view.addresses.raw(subject.reference, dataset.file), address),
        "sha256": raw.sha256,
        "size": raw.size,
        "format": raw.format,
        "reader": read_here(dataset, raw),
        "columns": {
            "series": columns.series,
            "metrics": [
                {"metric": column.metric, "column": column.column, "unit": column.unit}
                for column in columns.metrics
            ],
            "params": dict(columns.params),
        }
        if columns is not None
        else None,
        "environment": relative(
            view.addresses.raw(subject.reference, f"environments/{dataset.environment}.json"), address
        ),
        "command": dataset.command,
        "tool": dataset.tool,
        "measured": dataset.measured,
    }
