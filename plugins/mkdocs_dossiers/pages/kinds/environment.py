"""An environment's page: every captured field, and what was measured there."""

from __future__ import annotations

from collections.abc import Mapping

from mkdocs_dossiers.environment.advisories import advisories
from mkdocs_dossiers.environment.document import summary
from mkdocs_dossiers.environment.fields import SECTIONS, fields_of
from mkdocs_dossiers.environment.run.observed import OBSERVED
from mkdocs_dossiers.environment.run.remarks import entry_in, remarks, runs_of
from mkdocs_dossiers.model.dossier import Dossier, Environment, Project
from mkdocs_dossiers.pages.page import Page
from mkdocs_dossiers.pages.resting import LISTED, on_machine
from mkdocs_dossiers.pages.view import View
from mkdocs_dossiers.pages.writer import write


def environment(view: View, project: Project, dossier: Dossier, subject: Environment) -> Page:
    """One machine and its software, as captured."""
    addresses, reference = view.addresses, dossier.reference
    document = dict(subject.data)
    mark = view.resting.marks[str(reference), subject.name]
    same = view.resting.machines[mark]
    datasets = [
        (dataset, addresses.dataset(reference, dataset.name), view.resting_on(dossier, dataset.name))
        for dataset, _ in view.datasets(dossier)
        if dataset.environment == subject.name
    ]
    elsewhere = [
        (
            other.dossier,
            other.environment.name,
            addresses.environment(other.dossier.reference, other.environment.name),
        )
        for other in same
        if (other.dossier.reference, other.environment.name) != (reference, subject.name)
    ]
    return write(
        "environment",
        addresses.environment(reference, subject.name),
        f"Environment {subject.name} of {project.title} {dossier.version}",
        {
            "environment": subject,
            "summary": summary(document),
            "fingerprint": mark,
            "captured": document.get("captured", {}),
            "machine": document.get("machine"),
            "advisories": advisories(document),
            "sections": _sections(document),
            "runs": [_run(name, run) for name, run in runs_of(document).items()],
            "datasets": datasets,
            "elsewhere": elsewhere[:LISTED],
            "again": [
                (entry, addresses.reproduction(entry.dossier.reference, entry.reproduction.name))
                for entry in view.resting.again_on.get(mark, ())[:LISTED]
            ],
            "same": len(elsewhere),
            "falls": on_machine(view, mark).falls,
            "many": view.resting.claims[mark],
            "claim_address": addresses.claim,
            "download": addresses.raw(reference, f"environments/{subject.name}.json"),
            "dossier": dossier,
            "project": project,
            "home": addresses.home,
            "project_address": addresses.project(project.name),
            "dossier_address": addresses.dossier(reference),
        },
    )


def beside(view: View, dossier: Dossier, subject: Environment) -> str:
    """What its page says that is of other projects, in a text of no form."""
    return on_machine(view, view.resting.marks[str(dossier.reference), subject.name]).said


def _sections(document: dict[str, object]) -> list[dict[str, object]]:
    captured = document.get("fields")
    fields = captured if isinstance(captured, dict) else {}
    found: list[dict[str, object]] = []
    for section in SECTIONS:
        entries = fields.get(section.name)
        known, unknown = [], []
        for field in fields_of(section.name):
            entry = entries.get(field.name, {}) if isinstance(entries, dict) else {}
            if "value" in entry:
                known.append(
                    {"field": field, "value": _shown(entry["value"]), "source": entry.get("source", "")}
                )
            else:
                unknown.append({"field": field, "reason": entry.get("reason", "not captured")})
        found.append({"title": section.title, "known": known, "unknown": unknown})
    return found


def _run(dataset: str, record: Mapping[str, object]) -> dict[str, object]:
    """What the machine did while a dataset was measured."""
    known, unknown = [], []
    for observed in OBSERVED:
        entry = entry_in(record, observed.name)
        if "change" in entry or "before" in entry:
            known.append({"observed": observed, "entry": entry})
        else:
            unknown.append({"observed": observed, "reason": entry.get("reason", "not recorded")})
    remarked = dict(remarks(record, ""))
    return {"dataset": dataset, "record": record, "known": known, "unknown": unknown, "remarked": remarked}


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "none"
    if isinstance(value, dict):
        return "; ".join(f"{key} {entry}" for key, entry in value.items()) or "none"
    if isinstance(value, int) and abs(value) >= 10_000:
        return f"{value:,}"
    return str(value)
