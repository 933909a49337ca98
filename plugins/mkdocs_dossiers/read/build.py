"""From documents to models. What is missing or malformed is left out; the rules say so from the document."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mkdocs_dossiers.model.document import Document
from mkdocs_dossiers.model.dossier import (
    Checkout,
    Claim,
    Column,
    Columns,
    Dataset,
    Dossier,
    Environment,
    Form,
    Recipe,
    Scaling,
    SeriesReference,
    Source,
    Step,
    Subject,
)
from mkdocs_dossiers.model.reference import ID, Reference
from mkdocs_dossiers.model.waiver import Waiver
from mkdocs_dossiers.read.assertion import parse_assertion
from mkdocs_dossiers.read.elsewhere import URL

DEFAULT_CONFIDENCE = 0.95

_ID = re.compile(ID)
_URL = re.compile(URL)
_FILE = re.compile(r"data/[0-9A-Za-z][0-9A-Za-z._+-]*")


def build_dossier(
    reference: Reference, folder: Path, path: str, document: Document, environments: Mapping[str, Environment]
) -> Dossier:
    """The dossier a document describes. ``path`` is the folder relative to the workspace root."""
    authors = document.find("authors")
    return Dossier(
        reference=reference,
        folder=folder,
        path=path,
        document=document,
        title=document.text("title") or str(reference),
        summary=document.text("summary"),
        status=document.text("status") or "draft",
        date=document.text("date") or "",
        authors=tuple(str(author) for author in authors) if isinstance(authors, list) else (),
        subject=_subject(document),
        claims={
            name: claim
            for name in document.section("claims")
            if (claim := _claim(document, reference, name)) is not None
        },
        datasets={
            name: dataset
            for name in document.section("data")
            if (dataset := _dataset(document, path, name)) is not None
        },
        environments=environments,
        recipe=_recipe(document),
        ruleset=_ruleset(document),
    )


def build_waiver(name: str, project: str, document: Document) -> Waiver:
    """The waiver a document describes, complete or not."""
    keys = ("rule", "object", "reason", "approver", "date", "expires")
    texts = {key: document.text(key) or "" for key in keys}
    return Waiver(name, project, document.path, document, **texts)


def _ruleset(document: Document) -> int:
    number = document.find("rules")
    return number if isinstance(number, int) and not isinstance(number, bool) and number >= 1 else 1


def _text(section: Mapping[str, Any], key: str) -> str | None:
    value = section.get(key)
    return value if isinstance(value, str) else None


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _subject(document: Document) -> Subject | None:
    section = document.section("subject")
    repository, commit = _text(section, "repository"), _text(section, "commit")
    if repository is None or commit is None:
        return None
    return Subject(repository, commit, _text(section, "tree"), _text(section, "tag"))


def parse_series(text: str) -> SeriesReference:
    """``dataset/series``, split at the first slash; series names may hold slashes of their own."""
    dataset, slash, series = text.partition("/")
    return SeriesReference(dataset, series if slash else None)


def _claim(document: Document, reference: Reference, name: str) -> Claim | None:
    if not _ID.fullmatch(name):
        return None
    section = document.section("claims", name)
    forms = [form for form in Form if form.value in section]
    if len(forms) != 1:
        return None
    form = forms[0]
    inner_section = section[form.value] if form is not Form.ONE else section
    if not isinstance(inner_section, dict):
        return None
    of, to = _text(inner_section, "of"), _text(inner_section, "to") if form is not Form.ONE else None
    if to is None and form in (Form.RATIO, Form.DIFFERENCE):
        return None
    scaling = _scaling(inner_section) if form is Form.SCALING else None
    if form is Form.SCALING and scaling is None:
        return None
    says, metric, statistic = (_text(section, key) for key in ("says", "metric", "statistic"))
    holds = parse_assertion(_text(section, "holds") or "")
    within = _text(section, "within")
    inner = parse_assertion(within) if within is not None else None
    confidence = section.get("confidence", DEFAULT_CONFIDENCE)
    if says is None or metric is None or statistic is None or of is None or holds is None:
        return None
    if (within is not None and inner is None) or not isinstance(confidence, float):
        return None
    return Claim(
        reference=Reference(reference.project, reference.version, name),
        says=says,
        metric=metric,
        of=parse_series(of),
        to=parse_series(to) if to is not None else None,
        statistic=statistic,
        within=inner,
        holds=holds,
        confidence=confidence,
        context=_text(section, "context"),
        form=form,
        scaling=scaling,
        valid_for=_text(section, "valid_for"),
        apart=_text(section, "apart"),
        cross_environment=_text(section, "cross_environment"),
        missed=_text(section, "missed"),
    )


def _scaling(section: Mapping[str, Any]) -> Scaling | None:
    over, fit, where = _text(section, "over"), _text(section, "fit"), section.get("where", {})
    if over is None or fit is None or not isinstance(where, dict):
        return None
    return Scaling(over, fit, {str(key): str(value) for key, value in where.items()})


def _dataset(document: Document, path: str, name: str) -> Dataset | None:
    section = document.section("data", name)
    file, sha256, environment, command = (
        _text(section, key) for key in ("file", "sha256", "environment", "command")
    )
    if file is None or sha256 is None or environment is None or command is None:
        return None
    if not _ID.fullmatch(name) or not _FILE.fullmatch(file):
        return None
    return Dataset(
        name=name,
        file=file,
        path=f"{path}/{file}",
        sha256=sha256,
        environment=environment,
        command=command,
        measured=_text(section, "measured"),
        tool=_text(section, "tool"),
        load=_text(section, "load"),
        note=_text(section, "note"),
        format=_text(section, "format"),
        unit=_text(section, "unit"),
        columns=declared_columns(document, name),
        failed=_text(section, "failed"),
        protocol={
            key: value
            for key, value in document.section("data", name, "protocol").items()
            if isinstance(value, str)
        },
        seconds=_number(document.find("data", name, "protocol", "seconds")),
        source=_source(section.get("source")),
        url=_url(section),
        size=section["size"] if _url(section) is not None else None,
    )


def _url(section: Mapping[str, Any]) -> str | None:
    """Where a raw file is kept; None where that is not said, or not completely."""
    url, size = _text(section, "url"), section.get("size")
    sound = isinstance(size, int) and not isinstance(size, bool) and size >= 0
    return url if url is not None and sound and _URL.fullmatch(url) else None


def _source(section: object) -> Source | None:
    if not isinstance(section, dict):
        return None
    before, after = (_checkout(section.get(key)) for key in ("before", "after"))
    return Source(before, after) if before is not None and after is not None else None


def _checkout(section: object) -> Checkout | None:
    if not isinstance(section, dict):
        return None
    commit, tree, dirty = _text(section, "commit"), _text(section, "tree"), section.get("dirty")
    if commit is None or tree is None or not isinstance(dirty, list):
        return None
    return Checkout(commit, tree, tuple(str(path) for path in dirty))


def declared_columns(document: Document, name: str) -> Columns | None:
    """What the columns of a dataset's plain file mean; None where nothing is declared."""
    metrics = document.section("data", name, "columns", "metrics")
    if not metrics:
        return None
    return Columns(
        series=document.text("data", name, "columns", "series"),
        metrics=tuple(
            Column(metric, str(column.get("column")), str(column.get("unit")), column.get("moments") is True)
            for metric, column in metrics.items()
            if isinstance(column, dict)
        ),
        params={
            name: column
            for name, column in document.section("data", name, "columns", "params").items()
            if isinstance(column, str)
        },
    )


def _recipe(document: Document) -> Recipe:
    needs = document.find("reproduce", "needs")
    steps = document.find("reproduce", "steps")
    return Recipe(
        needs=tuple(str(need) for need in needs) if isinstance(needs, list) else (),
        steps=tuple(
            Step(
                does=_text(step, "does") or "",
                run=_text(step, "run") or "",
                gives=_text(step, "gives"),
                minutes=float(minutes) if isinstance(minutes := step.get("minutes"), int | float) else None,
            )
            for step in (steps if isinstance(steps, list) else [])
            if isinstance(step, dict)
        ),
    )
