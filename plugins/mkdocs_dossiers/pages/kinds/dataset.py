"""A dataset's page: the raw file, what is in it, and what rests on it."""

from __future__ import annotations

from mkdocs_dossiers.environment.document import summary
from mkdocs_dossiers.measure.format import formats, loop_of
from mkdocs_dossiers.model.dossier import Dataset, Dossier, Project
from mkdocs_dossiers.model.measurement import RawFile
from mkdocs_dossiers.pages.charted import charted
from mkdocs_dossiers.pages.kinds.dossier import commit_of
from mkdocs_dossiers.pages.page import Page
from mkdocs_dossiers.pages.pictures import dataset_charts
from mkdocs_dossiers.pages.resting import LISTED, falling
from mkdocs_dossiers.pages.view import View
from mkdocs_dossiers.pages.writer import write
from mkdocs_dossiers.read.elsewhere import how_to_copy, is_away

SAID = {
    "tool": "Tool",
    "date": "Date",
    "commit": "Commit",
    "dirty": "Files changed since that commit",
    "cpu": "Processor",
    "threads": "Logical processors",
    "loop": "Load",
    "failed": "Operations that failed",
}
"""What a raw file may say of itself, but for the name of the host, which is nobody's business."""


def dataset(view: View, project: Project, dossier: Dossier, subject: Dataset, raw: RawFile) -> Page:
    """One raw file."""
    addresses, reference = view.addresses, dossier.reference
    environment = dossier.environments[subject.environment]
    format_ = formats()[raw.format or "csv"]
    rows = view.resting_on(dossier, subject.name)
    address = addresses.dataset(reference, subject.name)
    charts = charted(address, [chart for one in raw.drawn for chart in dataset_charts(one)])
    return write(
        "dataset",
        address,
        f"Dataset {subject.name} of {project.title} {dossier.version}",
        {
            "dataset": subject,
            "raw": raw,
            "away": is_away(dossier.folder, subject),
            "copy": f"{how_to_copy(subject)}\n" if is_away(dossier.folder, subject) else "",
            "shown": raw.series[:LISTED],
            "format": format_,
            "tool_address": addresses.tool(format_.name),
            "load": subject.load or loop_of(raw.format, raw.facts),
            "said": [(title, raw.facts[key]) for key, title in SAID.items() if key in raw.facts],
            "commit": commit_of(view, dossier),
            "falls": falling(view, rows),
            "many": len(rows),
            "claim_address": addresses.claim,
            "sql": format_.sql(subject.path, raw.size, subject.columns, subject.name),
            "step": dossier.recipe.step_for(subject.file),
            "download": addresses.raw(reference, subject.file),
            "environment": summary(environment.data),
            "environment_address": addresses.environment(reference, subject.environment),
            "dossier": dossier,
            "project": project,
            "home": addresses.home,
            "project_address": addresses.project(project.name),
            "dossier_address": addresses.dossier(reference),
            "charts": charts,
            "no_chart": "",
        },
        files=charts.files,
    )
