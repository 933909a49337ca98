"""An annotation names a version of the project."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.example import PROJECT, Example, Replace
from mkdocs_dossiers.check.profile import ERROR
from mkdocs_dossiers.check.rule import Context, Rule, Stage
from mkdocs_dossiers.model.dossier import Project
from mkdocs_dossiers.model.problem import Problem, Scope

_OWNER = "owner: The demo team\n"
_NOTE = 'annotations:\n  - {{version: "{}", kind: infrastructure, says: The machine was replaced.}}\n'

RULE = Rule(
    code="H16",
    slug="history/annotation",
    stage=Stage.PROJECT,
    severities=ERROR,
    because="No statistic crosses an annotation; one of a version that is not there keeps nothing apart.",
    fix="Name the first version that was measured after what happened.",
    sources=("G07",),
    waivable=False,
    example=Example(
        red=(Replace(_OWNER, _OWNER + _NOTE.format("1.7"), PROJECT),),
        green=(Replace(_OWNER, _OWNER + _NOTE.format("1.0"), PROJECT),),
    ),
)


def check(project: Project, context: Context) -> Iterator[Problem]:
    """Look each annotation's version up among the project's folders."""
    document = project.document
    entries = document.find("annotations") if document is not None else None
    if document is None or not isinstance(entries, list):
        return
    place = context.workspace.root / project.path
    known = {dossier.version for dossier in project.dossiers}
    known |= {entry.name for entry in place.iterdir() if entry.is_dir()} if place.is_dir() else set()
    for index, entry in enumerate(entries):
        version = entry.get("version") if isinstance(entry, dict) else None
        if isinstance(version, str) and version not in known:
            versions = ", ".join(dossier.version for dossier in project.sorted()[-5:]) or "none"
            yield RULE.problem(
                document,
                document.at("annotations", index, "version"),
                f"The annotation is of version {version!r}, which is not there.",
                f"Name the first version that was measured after what happened; the newest are {versions}.",
                Scope("project", project.name),
                rejects=False,
            )
