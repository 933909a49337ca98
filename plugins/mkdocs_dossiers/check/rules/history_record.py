"""A record fits the versions there are, and each erratum follows from the one before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from mkdocs_dossiers.check.example import PUBLISHED, Example, Replace
from mkdocs_dossiers.check.profile import ERROR
from mkdocs_dossiers.check.record import erratum_line, folder_of
from mkdocs_dossiers.check.rule import Context, Rule, Stage
from mkdocs_dossiers.model.day import day
from mkdocs_dossiers.model.dossier import Project
from mkdocs_dossiers.model.problem import Problem, Scope
from mkdocs_dossiers.model.published import Published, Record
from mkdocs_dossiers.model.reference import Reference
from mkdocs_dossiers.read.folder_digest import NOTHING

RULE = Rule(
    code="H06",
    slug="history/record",
    stage=Stage.PROJECT,
    severities=ERROR,
    because="A record that contradicts itself, or the dossiers, is no proof of either.",
    fix="Correct published.yaml; keep the record of a version that had to be removed, with an erratum.",
    sources=("R04", "G07"),
    waivable=False,
    example=Example(red=(Replace("date: 2026-11-21", "date: 2026-11-20", PUBLISHED),)),
)


def check(project: Project, context: Context) -> Iterator[Problem]:
    """Look at each version's record."""
    published = project.published
    if published is None:
        return
    for version, record in published.records.items():
        for key, message, fix in _faults(record, project, context):
            yield RULE.problem(
                published.document,
                published.document.at("versions", version, *([key] if key else [])),
                f"The record of {version}: {message}.",
                fix,
                Scope("project", project.name),
                rejects=False,
            )
    yield from _twice(project, published)


def _faults(record: Record, project: Project, context: Context) -> Iterator[tuple[str, str, str]]:
    """The key, what is wrong, and what to do."""
    workspace = context.workspace
    dossier = next((found for found in project.dossiers if found.version == record.version), None)
    named = Reference.parse(f"{project.name}@{record.version}") is not None
    folder = folder_of(workspace.root, workspace.folder, project.name, record.version)
    if not (named and folder.is_dir()) and record.digest != NOTHING:
        yield (
            "",
            "there is no such version",
            (
                f"Restore its folder. Or write digest: {NOTHING}, which is that of nothing, and add to errata: "
                f"{erratum_line(record.digest, context.today)}"
            ),
        )
    if dossier is not None and record.ruleset != dossier.ruleset:
        yield (
            "rules",
            f"it says ruleset {record.ruleset}, and the dossier follows {dossier.ruleset}",
            f"Write rules: {dossier.ruleset}.",
        )
    if dossier is not None and dossier.draft and not record.errata:
        yield (
            "",
            "it was published, and the dossier calls itself a draft",
            f"Write status: published into {dossier.path}/dossier.yaml; what was published stays so.",
        )
    finished = day(dossier.date) if dossier is not None else None
    yield from _dates(record, finished, context.today)
    if any(_SLOT.fullmatch(erratum.says.strip()) for erratum in record.errata):
        yield "errata", "an erratum still is the placeholder", "Say what was wrong, and what is right."
    digests = [*(erratum.was for erratum in record.errata), record.digest]
    if len(set(digests)) < len(digests):
        yield (
            "errata",
            "a digest stands in it twice",
            "Let each erratum name the digest before its change, and digest the one after the last.",
        )


_SLOT = re.compile(r"<[^<>]*>")


def _dates(record: Record, finished: date | None, today: date) -> Iterator[tuple[str, str, str]]:
    texts = [record.date, *(erratum.date for erratum in record.errata)]
    days = [day(text) for text in texts]
    for index, (text, found) in enumerate(zip(texts, days, strict=True)):
        key = "errata" if index else "date"
        if found is None:
            yield key, f"{text} is no day", "Correct it."
        elif found > today + timedelta(days=1):
            yield key, f"{found} is in the future", f"Write {today}."
    if finished is not None and days[0] is not None and days[0] < finished:
        yield "date", f"{days[0]} is before the dossier was finished, on {finished}", f"Write {finished}."
    for one, other in pairwise(days):
        if one is not None and other is not None and other < one:
            yield "errata", f"{other} comes after {one}", "Put the oldest erratum first."


def _twice(project: Project, published: Published) -> Iterator[Problem]:
    """Two versions with the same files."""
    seen: dict[str, str] = {NOTHING: ""}
    for version, record in published.records.items():
        other = seen.setdefault(record.digest, version)
        if other and other != version:
            yield RULE.problem(
                published.document,
                published.document.at("versions", version, "digest"),
                f"The record of {version} has the digest of {other}.",
                "Paste the line the gate prints.",
                Scope("project", project.name),
                rejects=False,
            )
