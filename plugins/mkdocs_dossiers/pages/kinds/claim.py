"""A claim's page: what is claimed, what the data say, and the whole way down to the raw bytes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from mkdocs_dossiers.check.captured import differing
from mkdocs_dossiers.check.expiry import replaced_by, valid_until
from mkdocs_dossiers.check.record import record_of
from mkdocs_dossiers.environment.document import summary
from mkdocs_dossiers.measure.format import loop_of
from mkdocs_dossiers.model.dossier import Dataset, Dossier, Form, Project
from mkdocs_dossiers.model.measurement import Measurement, RawFile
from mkdocs_dossiers.model.reference import Reference
from mkdocs_dossiers.pages.address import page_link
from mkdocs_dossiers.pages.kinds.dossier import commit_of
from mkdocs_dossiers.pages.page import Page
from mkdocs_dossiers.pages.pictures import samples_chart, versions_chart
from mkdocs_dossiers.pages.view import ClaimRow, View
from mkdocs_dossiers.pages.writer import write

_FORMS: Mapping[Form, Callable[[ClaimRow], str]] = {
    Form.RATIO: lambda row: f", as the ratio of {row.claim.of} to {row.claim.to}",
    Form.DIFFERENCE: lambda row: f", as the difference of {row.claim.of} and {row.claim.to}",
    Form.GEOMETRIC_MEAN: lambda row: (
        f", as the geometric mean over every series of {row.claim.of}"
        + (f" divided by the same of {row.claim.to}" if row.claim.to else "")
    ),
    Form.SCALING: lambda row: (
        f", and its {row.claim.scaling.fit} over {row.claim.scaling.over}" if row.claim.scaling else ""
    ),
}
"""What the statistic is of, in words, where it is of more than one series."""


def claim(view: View, project: Project, subject: Dossier, row: ClaimRow) -> Page:
    """One claim with its evidence."""
    addresses, reference = view.addresses, subject.reference
    address = addresses.claim(row.reference)
    history = [(entry, addresses.claim(entry.reference)) for entry in view.history(project, row.claim.id)]
    chain = []
    for name in row.claim.datasets:
        dataset, raw = subject.datasets[name], view.raw(subject, name)
        assert raw is not None  # noqa: S101 - a judged claim has its raw files
        environment = subject.environments[dataset.environment]
        chain.append(
            {
                "dataset": dataset,
                "raw": raw,
                "address": addresses.dataset(reference, name),
                "download": addresses.raw(reference, dataset.file),
                "environment": summary(dict(environment.data)),
                "environment_address": addresses.environment(reference, dataset.environment),
            }
        )
    links = [(entry, page_link(target, address)) for entry, target in history]
    return write(
        "claim",
        address,
        f"{row.claim.says} ({project.title} {subject.version})",
        {
            "row": row,
            "claim": row.claim,
            "measured": row.judgement.measurement,
            "chart": samples_chart(row.claim, row.judgement),
            "over_versions": versions_chart(row.claim, links, project.annotations),
            "history": history,
            "chain": chain,
            "commit": commit_of(view, subject),
            "waivers": view.waived(subject, row.claim),
            "rule": addresses.rule,
            "record": record_of(subject, project),
            "until": valid_until(subject, row.claim),
            "expired": view.expired(row),
            "again": _again(view, project, row),
            "open_questions": _not_established(row, chain),
            "differing": differing(subject, row.claim),
            "form": _FORMS[claim_form](row) if (claim_form := row.claim.form) in _FORMS else "",
            "files": {subject.datasets[name].file for name in row.claim.datasets},
            "dossier": subject,
            "project": project,
            "home": addresses.home,
            "project_address": addresses.project(project.name),
            "dossier_address": addresses.dossier(reference),
            "verdicts": addresses.verdicts,
        },
    )


def _again(view: View, project: Project, row: ClaimRow) -> tuple[Dossier, str] | None:
    """The next version that makes the claim, and the address it has there."""
    later = replaced_by(project, row.dossier, row.claim.id)
    if later is None or not any(entry.claim.id == row.claim.id for entry in view.claims(later)):
        return None
    target = Reference(later.reference.project, later.version, row.claim.id)
    return later, view.addresses.claim(target)


def _closed(dataset: Dataset, raw: RawFile) -> bool:
    """Whether the load was closed: the author's word, or else the file's, or what the tool is known to do."""
    return (dataset.load or loop_of(raw.format, raw.facts)) == "closed"


def _runs(row: ClaimRow, chain: list[dict[str, Any]]) -> int:
    """In how many runs the samples behind a claim were taken: the fewest of any series with its metric."""
    return min(
        (
            series.runs
            for link in chain
            for series in link["raw"].series
            if series.kind == "sample" and series.metric == row.claim.metric
        ),
        default=1,
    )


def _not_established(row: ClaimRow, chain: list[dict[str, Any]]) -> list[str]:
    """What this evidence does not show, in sentences."""
    measured: Measurement = row.judgement.measurement
    where = "one machine" if len({str(link["environment"]) for link in chain}) == 1 else "the machines above"
    found = [
        f"Other machines: everything was measured on {where}, and nothing here says how another one does.",
        "Other loads, settings and versions than those of the commands above.",
    ]
    if measured.interval:
        runs = _runs(row, chain)
        found.append(
            "The interval takes the samples as independent. Samples of one run often are not, and "
            + (
                "one run does not show how runs differ from each other."
                if runs == 1
                else f"these are of {runs:,} runs, which the interval does not tell apart."
            )
        )
    else:
        found.append("The next run: without an interval this is a fact about the recorded run only.")
    if row.claim.statistic.startswith("p") or row.claim.statistic == "median":
        found.append(
            f"The tail beyond the {row.claim.statistic}: the slowest samples may be of any size; "
            "the chart counts those it does not draw."
        )
    if any(_closed(link["dataset"], link["raw"]) for link in chain):
        found.append(
            "What clients see that do not wait for each other: under a closed load, a slow answer delays the "
            "next request, so few requests meet a slow moment (coordinated omission)."
        )
    return found
