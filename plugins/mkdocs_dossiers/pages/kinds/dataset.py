"""A dataset's page: the raw file, what is in it, and what rests on it."""

from __future__ import annotations

from mkdocs_dossiers.environment.document import summary
from mkdocs_dossiers.measure.format import formats
from mkdocs_dossiers.model.dossier import Dataset, Dossier, Project
from mkdocs_dossiers.model.measurement import RawFile
from mkdocs_dossiers.pages.page import Page
from mkdocs_dossiers.pages.view import View
from mkdocs_dossiers.pages.writer import write


def dataset(view: View, project: Project, dossier: Dossier, subject: Dataset, raw: RawFile) -> Page:
    """One raw file."""
    addresses, reference = view.addresses, dossier.reference
    environment = dossier.environments[subject.environment]
    return write(
        "dataset",
        addresses.dataset(reference, subject.name),
        f"Dataset {subject.name} of {project.title} {dossier.version}",
        {
            "dataset": subject,
            "raw": raw,
            "format": formats()[raw.format or "csv"],
            "claims": [
                (row, addresses.claim(row.reference)) for row in view.resting_on(dossier, subject.name)
            ],
            "step": dossier.recipe.step_for(subject.file),
            "download": addresses.raw(reference, subject.file),
            "environment": summary(dict(environment.data)),
            "environment_address": addresses.environment(reference, subject.environment),
            "dossier": dossier,
            "project": project,
            "home": addresses.home,
            "project_address": addresses.project(project.name),
            "dossier_address": addresses.dossier(reference),
        },
    )
