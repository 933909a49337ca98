"""A claim's page: what is claimed, what the data say, and the whole way down to the raw bytes."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from mkdocs_dossiers.check.captured import differing
from mkdocs_dossiers.check.expiry import replaced_by, valid_until
from mkdocs_dossiers.check.record import record_of
from mkdocs_dossiers.model.dossier import Dossier, Form, Project
from mkdocs_dossiers.model.published import Withdrawal
from mkdocs_dossiers.model.reference import Reference
from mkdocs_dossiers.pages.address import page_link
from mkdocs_dossiers.pages.again import again
from mkdocs_dossiers.pages.charted import charted
from mkdocs_dossiers.pages.established import established, not_established
from mkdocs_dossiers.pages.kinds.dossier import commit_of
from mkdocs_dossiers.pages.link import chain
from mkdocs_dossiers.pages.page import Page
from mkdocs_dossiers.pages.pictures import claim_charts, versions_chart, why_no_chart
from mkdocs_dossiers.pages.recompute import recompute
from mkdocs_dossiers.pages.signed import seen
from mkdocs_dossiers.pages.view import ClaimRow, View
from mkdocs_dossiers.pages.why import why
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
    links = [(entry, page_link(target, address)) for entry, target in history]
    rests, commit = chain(view, subject, row), commit_of(view, subject)
    later = _later(view, project, row)
    verified = commit["found"] is not None or commit["other"] is not None
    drawn = claim_charts(row.claim, row.judgement, project.counts)
    over_versions = versions_chart(row.claim, links, project.annotations)
    charts = charted(address, [*drawn, *([over_versions] if over_versions else [])])
    return write(
        "claim",
        address,
        f"{row.claim.says} ({project.title} {subject.version})",
        {
            "row": row,
            "claim": row.claim,
            "measured": row.judgement.measurement,
            "charts": charts,
            "no_chart": why_no_chart(row.claim, row.judgement) if not drawn else "",
            "over_versions": [picture for picture in charts.pictures if picture.chart is over_versions],
            "history": history,
            "chain": rests,
            "commit": commit,
            "why": why(row),
            "waivers": view.waived(subject, row.claim),
            "rule": addresses.rule,
            "record": record_of(subject, project),
            "until": valid_until(subject, row.claim),
            "expired": view.expired(row),
            "again": later,
            "others": again(view, row),
            "seen": seen(view, subject, row),
            "gate": addresses.gate,
            "withdrawn": _withdrawn(view, project, row),
            "established": established(rests, verified=verified, remeasured=view.confirmed(row)),
            "not_established": not_established(
                rests,
                verified=verified,
                remeasured=view.confirmed(row),
                newer=later[0].version if later else None,
            ),
            "differing": differing(subject, row.claim),
            "form": _FORMS[claim_form](row) if (claim_form := row.claim.form) in _FORMS else "",
            "files": {subject.datasets[name].file for name in row.claim.datasets},
            "dossier": subject,
            "project": project,
            "machines": list(dict.fromkeys(link.environment for link in rests)),
            "here": address,
            "home": addresses.home,
            "project_address": addresses.project(project.name),
            "dossier_address": addresses.dossier(reference),
            "verdicts": addresses.verdicts,
            "recompute": recompute(view, subject, row),
        },
        files=charts.files,
    )


def _later(view: View, project: Project, row: ClaimRow) -> tuple[Dossier, str] | None:
    """The next version that makes the claim, and the address it has there."""
    later = replaced_by(project, row.dossier, row.claim.id)
    if later is None or not any(entry.claim.id == row.claim.id for entry in view.claims(later)):
        return None
    target = Reference(later.reference.project, later.version, row.claim.id)
    return later, view.addresses.claim(target)


def _withdrawn(view: View, project: Project, row: ClaimRow) -> tuple[Withdrawal, str | None] | None:
    """The withdrawal of the claim in a later version, and the address of its page where it has one."""
    records = project.published.withdrawn if project.published is not None else {}
    entry = records.get(row.claim.id)
    if entry is None:
        return None
    shown = entry in view.withdrawals(project)
    target = Reference(project.name, entry.since, entry.claim)
    return entry, view.addresses.claim(target) if shown else None
