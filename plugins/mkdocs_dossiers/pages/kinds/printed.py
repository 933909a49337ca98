"""Everything of a dossier on one page: to read from top to bottom, to print, to file."""

from __future__ import annotations

from mkdocs_dossiers.check.record import record_of
from mkdocs_dossiers.environment.comparison import fingerprint
from mkdocs_dossiers.environment.document import summary
from mkdocs_dossiers.model.dossier import Dossier, Project
from mkdocs_dossiers.pages.established import established, not_established
from mkdocs_dossiers.pages.kinds.dossier import commit_of
from mkdocs_dossiers.pages.link import chain
from mkdocs_dossiers.pages.page import Page
from mkdocs_dossiers.pages.signed import seen
from mkdocs_dossiers.pages.since import since
from mkdocs_dossiers.pages.view import View
from mkdocs_dossiers.pages.why import why
from mkdocs_dossiers.pages.writer import write


def printed(view: View, project: Project, subject: Dossier) -> Page:
    """One version's evidence, whole."""
    addresses, reference = view.addresses, subject.reference
    commit = commit_of(view, subject)
    verified = commit["found"] is not None or commit["other"] is not None
    claims = []
    for row in view.claims(subject):
        rests = chain(view, subject, row)
        claims.append(
            {
                "row": row,
                "address": addresses.claim(row.reference),
                "why": why(row),
                "chain": rests,
                "established": established(rests, verified=verified, remeasured=view.confirmed(row)),
                "not_established": not_established(rests, verified=verified, remeasured=view.confirmed(row)),
                "others": view.remeasured(row),
            }
        )
    return write(
        "printed",
        addresses.printed(reference),
        f"{project.title} {subject.version} on one page",
        {
            "dossier": subject,
            "project": project,
            "claims": claims,
            "rejected": view.rejected(subject),
            "waivers": view.waived(subject),
            "rule": addresses.rule,
            "commit": commit,
            "since": since(view, project, subject),
            "record": record_of(subject, project),
            "seen": seen(view, subject),
            "gate": addresses.gate,
            "datasets": [
                (dataset, raw, addresses.dataset(reference, dataset.name))
                for dataset, raw in view.datasets(subject)
            ],
            "environments": [
                {
                    "name": environment.name,
                    "summary": summary(environment.data),
                    "fingerprint": fingerprint(environment.data),
                    "address": addresses.environment(reference, environment.name),
                }
                for environment in view.environments(subject)
            ],
            "home": addresses.home,
            "project_address": addresses.project(project.name),
            "dossier_address": addresses.dossier(reference),
        },
        search=False,  # it would be found for everything its dossier's pages are found for
    )
