"""Any two versions of a project: the newest two as a plain table, and the data from which a browser compares others."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from itertools import permutations
from typing import Any

from mkdocs_dossiers.audit.versus import environments, upper_is_claimed
from mkdocs_dossiers.environment.comparison import told
from mkdocs_dossiers.environment.document import summary
from mkdocs_dossiers.environment.fields import FIELDS
from mkdocs_dossiers.measure.statement import ONE
from mkdocs_dossiers.measure.units import UnitError, factor, readable
from mkdocs_dossiers.model.annotation import Annotation
from mkdocs_dossiers.model.dossier import Dossier, Environment, Project
from mkdocs_dossiers.model.reference import version_key
from mkdocs_dossiers.pages.address import page_link
from mkdocs_dossiers.pages.comparing import comparable_series, versions
from mkdocs_dossiers.pages.page import Asset, Page
from mkdocs_dossiers.pages.view import ClaimRow, View
from mkdocs_dossiers.pages.writer import figure, span, write

MOST_VERSIONS = 40
"""The newest so many versions can be compared."""
MOST_UNITS = 40
"""Units of a project that are converted into each other."""
MOST_ROWS = 4_000
"""Claims and series of all versions together; older versions are left out beyond."""


def compare(view: View, project: Project) -> Page:
    """The newest version against the one before; a browser lets the reader choose others."""
    dossiers = view.dossiers(project)
    return write(
        "compare",
        view.addresses.compare(project.name),
        f"Compare versions of {project.title}",
        {
            "project": project,
            "step": versions(view, project, dossiers[-2], dossiers[-1]) if len(dossiers) > 1 else None,
            "fields": len(FIELDS),
            "claim_address": lambda row: view.addresses.claim(row.reference),
            "data": page_link(
                view.addresses.compare_data(project.name), view.addresses.compare(project.name)
            ),
            "home": view.addresses.home,
            "verdicts": view.addresses.verdicts,
            "project_address": view.addresses.project(project.name),
        },
        search=False,
        contents=False,
    )


def compare_data(view: View, project: Project) -> Asset:
    """Statistics with their intervals, and what every environment holds; bounded per version."""
    dossiers = _kept(view, project)
    shown = [_version(view, dossier) for dossier in dossiers]
    content = {
        "schema": 1,
        "project": project.title,
        "versions": shown,
        "units": _units(
            [item["unit"] for entry in shown for item in entry["claims"] + entry["series"]], project
        ),
        "annotations": [
            {"number": entry.number, "first": first, "kind": entry.kind, "says": entry.says}
            for entry in project.annotations
            if (first := _first(dossiers, entry)) is not None
        ],
        "fields": [{"title": field.title, "material": field.material} for field in FIELDS],
    }
    text = json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return Asset(view.addresses.compare_data(project.name), content=text.encode("utf-8", "backslashreplace"))


def _units(units: Iterable[str], project: Project) -> dict[str, dict[str, list[int]]]:
    """By what a number in one unit is multiplied and divided to be in another, for each pair that is compared."""
    found: dict[str, dict[str, list[int]]] = {}
    distinct = sorted(set(units))[:MOST_UNITS]
    for one, other in permutations(distinct, 2):
        try:
            by = factor(one, other, project.counts)
        except UnitError:
            continue
        found.setdefault(one, {})[other] = [by.top, by.bottom]
    return found


def _kept(view: View, project: Project) -> tuple[Dossier, ...]:
    """The newest versions, at least two, whose claims and series are few enough for one file."""
    dossiers = view.dossiers(project)[-MOST_VERSIONS:]
    left = MOST_ROWS
    for place, dossier in reversed(list(enumerate(dossiers))):
        left -= len(view.claims(dossier)) + len(comparable_series(view, dossier))
        if left < 0 and len(dossiers) - place > 2:
            return dossiers[place + 1 :]
    return dossiers


def _first(dossiers: Sequence[Dossier], entry: Annotation) -> str | None:
    """The oldest version that was measured after an annotation; None where there is none yet."""
    own = version_key(entry.version)
    return next((dossier.version for dossier in dossiers if version_key(dossier.version) >= own), None)


def _version(view: View, dossier: Dossier) -> dict[str, Any]:
    page = view.addresses.compare(dossier.reference.project)
    return {
        "version": dossier.version,
        "title": dossier.title,
        "date": dossier.date,
        "draft": dossier.draft,
        "commit": dossier.subject.commit if dossier.subject else "",
        "page": page_link(view.addresses.dossier(dossier.reference), page),
        "claims": [_claim(view, row, page) for row in view.claims(dossier)],
        "series": _series(view, dossier),
        "environments": [_environment(found) for found in view.environments(dossier)],
    }


def _claim(view: View, row: ClaimRow, page: str) -> dict[str, Any]:
    found, claim = row.judgement.measurement, row.claim
    return {
        "id": claim.id,
        "says": claim.says,
        "page": page_link(view.addresses.claim(row.reference), page),
        "what": [claim.metric, claim.statistic, claim.form.value, str(claim.within or "")],
        "limit": claim.holds.written,
        "less": upper_is_claimed(row),
        "value": found.value,
        "low": found.low,
        "high": found.high,
        "interval": found.interval,
        "unit": found.unit,
        "confidence": claim.confidence,
        "shown": [figure(found), span(found)],
        "environments": [environment.name for environment in environments(row)],
        "evidence": [row.dossier.datasets[name].sha256[:16] for name in claim.datasets],
    }


def _series(view: View, dossier: Dossier) -> list[dict[str, Any]]:
    """The medians of series of samples, with their intervals, each with a unit in which it reads well."""
    found = []
    for (dataset, name, metric), (series, source, digest) in comparable_series(view, dossier).items():
        own = series.unit or ""
        unit = readable(own, series.median or 0.0)
        by = factor(own, unit) if own != unit else ONE
        found.append(
            {
                "dataset": dataset,
                "series": name,
                "metric": metric,
                "unit": own,
                "readable": [unit, by.top, by.bottom],
                "n": series.n,
                "value": series.median,
                "low": series.median_low,
                "high": series.median_high,
                "environment": source.environment,
                "evidence": digest[:16],
            }
        )
    return found


def _environment(environment: Environment) -> dict[str, Any]:
    document: Mapping[str, Any] = dict(environment.data)
    return {
        "name": environment.name,
        "summary": summary(dict(document)),
        "values": [told(document, field) for field in FIELDS],
    }
