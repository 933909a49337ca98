"""A reproduction's page: who measured a dossier again, on what, and what became of each claim."""

from __future__ import annotations

from mkdocs_dossiers.environment.comparison import fingerprint
from mkdocs_dossiers.environment.document import summary
from mkdocs_dossiers.model.dossier import Dossier, Project
from mkdocs_dossiers.model.reproduction import Reproduction
from mkdocs_dossiers.pages.again import differences
from mkdocs_dossiers.pages.kinds.dossier import commit_of
from mkdocs_dossiers.pages.page import Page
from mkdocs_dossiers.pages.view import View
from mkdocs_dossiers.pages.writer import write


def reproduction(view: View, project: Project, dossier: Dossier, subject: Reproduction) -> Page:
    """One measurement by somebody else."""
    addresses, reference, evidence = view.addresses, dossier.reference, subject.evidence
    material, benign = differences(dossier, subject, evidence.datasets)
    return write(
        "reproduction",
        addresses.reproduction(reference, subject.name),
        f"{project.title} {dossier.version}, measured again: {subject.name}",
        {
            "subject": subject,
            "waivers": view.waived_again(dossier, subject.name),
            "rule": addresses.rule,
            "rows": [
                (row, addresses.claim(row.reference), entry)
                for row in view.claims(dossier)
                for entry in view.remeasured(row)
                if entry.reproduction is subject
            ],
            "commit": commit_of(view, evidence),
            "same_commit": dossier.subject is not None
            and evidence.subject is not None
            and dossier.subject.commit == evidence.subject.commit,
            "datasets": [
                {
                    "dataset": dataset,
                    "raw": raw,
                    "address": addresses.dataset(reference, dataset.name),
                    "download": addresses.reproduced_file(reference, subject.name, dataset.file),
                }
                for dataset, raw in view.datasets(evidence)
            ],
            "environments": [
                {
                    "name": environment.name,
                    "summary": summary(environment.data),
                    "fingerprint": fingerprint(environment.data),
                    "download": addresses.reproduced_file(
                        reference, subject.name, f"environments/{environment.name}.json"
                    ),
                }
                for environment in view.environments(evidence)
            ],
            "material": material,
            "benign": benign,
            "dossier": dossier,
            "project": project,
            "home": addresses.home,
            "project_address": addresses.project(project.name),
            "dossier_address": addresses.dossier(reference),
        },
    )
