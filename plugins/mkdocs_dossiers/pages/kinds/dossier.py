"""A dossier's page: its claims, where they come from, and how to measure them again."""

from __future__ import annotations

from collections import Counter

from mkdocs_dossiers.check.record import record_of
from mkdocs_dossiers.check.repository import trouble
from mkdocs_dossiers.environment.advisories import advisories
from mkdocs_dossiers.environment.document import fingerprint, summary
from mkdocs_dossiers.model.dossier import Dossier, Project
from mkdocs_dossiers.pages.address import is_commit
from mkdocs_dossiers.pages.dossier_json import DOCUMENT
from mkdocs_dossiers.pages.page import Page
from mkdocs_dossiers.pages.signed import seen
from mkdocs_dossiers.pages.since import since
from mkdocs_dossiers.pages.view import View
from mkdocs_dossiers.pages.writer import write
from mkdocs_dossiers.read.folder_digest import COMMAND


def dossier(view: View, project: Project, subject: Dossier) -> Page:
    """One version's evidence."""
    addresses, reference = view.addresses, subject.reference
    shown = view.dossiers(project)
    position = shown.index(subject)
    claims = [(row, addresses.claim(row.reference)) for row in view.claims(subject)]
    datasets = [
        {
            "dataset": dataset,
            "raw": raw,
            "address": addresses.dataset(reference, dataset.name),
            "claims": len(view.resting_on(subject, dataset.name)),
        }
        for dataset, raw in view.datasets(subject)
    ]
    environments = [
        {
            "name": environment.name,
            "summary": summary(environment.data),
            "fingerprint": fingerprint(environment.data),
            "address": addresses.environment(reference, environment.name),
            "advisories": advisories(dict(environment.data)),
        }
        for environment in view.environments(subject)
    ]
    return write(
        "dossier",
        addresses.dossier(reference),
        f"{project.title} {subject.version}: {subject.title}",
        {
            "dossier": subject,
            "project": project,
            "claims": claims,
            "waivers": view.waived(subject),
            "rule": addresses.rule,
            "rejected": view.rejected(subject),
            "datasets": datasets,
            "environments": environments,
            "commit": commit_of(view, subject),
            "since": since(view, project, subject),
            "printed": addresses.printed(reference),
            "record": record_of(subject, project),
            "stale": [pair for pair in claims if view.expired(pair[0]) is not None],
            "digest_command": COMMAND,
            "reproductions": [
                (
                    found,
                    addresses.reproduction(reference, found.name),
                    Counter(
                        entry.word
                        for row, _ in claims
                        for entry in view.remeasured(row)
                        if entry.reproduction is found
                    ),
                )
                for found in view.reproductions(subject)
            ],
            "seen": seen(view, subject),
            "unshown": len(subject.reproductions) - len(view.reproductions(subject)),
            "unproven": sum(view.reproduced(row) is None for row, _ in claims),
            "twin": addresses.twin(reference),
            "archive": addresses.archive(reference),
            "document": addresses.raw(reference, DOCUMENT),
            "home": addresses.home,
            "project_address": addresses.project(project.name),
            "gate": addresses.gate,
            "older": (shown[position - 1], addresses.dossier(shown[position - 1].reference))
            if position
            else None,
            "newer": (shown[position + 1], addresses.dossier(shown[position + 1].reference))
            if position + 1 < len(shown)
            else None,
        },
    )


def commit_of(view: View, subject: Dossier) -> dict[str, object]:
    """What is known of the measured commit."""
    declared = subject.subject
    history = view.report.history_of(subject)
    found = history.commit(declared.commit) if declared is not None and history is not None else None
    other = history.stand_in(declared.commit, declared.tree) if declared and history else None
    shown = declared is not None and trouble(declared.repository) is None
    return {
        "subject": declared,
        "found": found,
        "other": other,
        "origin": view.origins.get(subject.reference.project),
        "repository": declared.repository if shown and declared else "an address that is refused",
        "address": view.addresses.commit(subject.reference.project, declared.commit)
        if declared is not None and is_commit(declared.commit)
        else None,
    }
