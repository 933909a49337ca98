"""One home page over many sites, made of the ``dossiers.json`` of each: what they hold, and what no gate alone sees.

A gate sees the dossiers of its own site. Over several, a project may be there twice, and one raw file may stand for
measurements of different commits; both are said here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mkdocs_dossiers.model.reference import version_key
from mkdocs_dossiers.pages.page import Page, Site
from mkdocs_dossiers.pages.writer import VERDICT_WORDS, write
from mkdocs_dossiers.verify.document import document
from mkdocs_dossiers.verify.place import INDEX, Missing, NotASite, opened

URL = re.compile(r"https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?(/[A-Za-z0-9._~-]+)*/")
"""The address of a site: where its dossiers.json is."""
LISTED = 200
"""Clashes that the page lists; the others are counted."""


class OverviewError(Exception):
    """A site that cannot be listed; the message says which, and why."""


@dataclass(frozen=True, slots=True)
class Row:
    """A project of a site: its newest version, and how many claims of that have each verdict."""

    site: str
    name: str
    title: str
    owner: str
    version: str
    date: str
    claims: int
    verdicts: Mapping[str, int]

    @property
    def address(self) -> str:
        """The project's page."""
        return f"{self.site}{self.name}/"


@dataclass(slots=True)
class Overview:
    """What the sites hold. ``clashes`` are sentences."""

    rows: list[Row] = field(default_factory=list)
    clashes: list[str] = field(default_factory=list)
    versions: int = 0
    claims: int = 0


def overview(sites: Sequence[tuple[str, Path]]) -> Overview:
    """Read the sites, each an address and a folder or ZIP file. Raises :class:`OverviewError`."""
    found, homes, commits = Overview(), {}, {}  # type: ignore[var-annotated]
    for url, path in sites:
        for project in _projects(url, path):
            name = str(project["name"])
            if name in homes:
                found.clashes.append(f"The project {name} is on {homes[name]} and on {url}.")
            homes.setdefault(name, url)
            found.versions += len(project["versions"])
            found.claims += sum(len(version["claims"]) for version in project["versions"])
            found.clashes += _reused(project, commits)
            if project["versions"]:
                found.rows.append(_row(url, project))
    found.rows.sort(key=lambda row: (row.title.casefold(), row.name, row.site))
    found.clashes.sort()
    return found


def _projects(url: str, path: Path) -> list[dict[str, Any]]:
    try:
        with opened(path) as place:
            projects: list[dict[str, Any]] = document(place, INDEX, "site")["projects"]
    except (Missing, NotASite, OSError) as error:
        raise OverviewError(f"{url}: {INDEX} in {path} cannot be used. {error}") from None
    else:
        return projects


def _reused(project: Mapping[str, Any], commits: dict[str, tuple[str | None, str]]) -> Iterator[str]:
    """Raw files that other dossiers present as measurements of another commit."""
    for version in project["versions"]:
        for dataset in version["datasets"]:
            commit, reference = commits.setdefault(
                str(dataset["sha256"]), (version["commit"], str(version["reference"]))
            )
            if commit != version["commit"]:
                yield (
                    f"{version['reference']} and {reference} measured different commits, and have the same raw file "
                    f"{str(dataset['sha256'])[:12]}."
                )


def _row(url: str, project: Mapping[str, Any]) -> Row:
    newest = max(project["versions"], key=lambda version: version_key(_version(version)))
    verdicts = Counter(str(claim["verdict"]) for claim in newest["claims"])
    return Row(
        url,
        str(project["name"]),
        str(project["title"]),
        str(project["owner"]),
        _version(newest),
        str(newest["date"]),
        len(newest["claims"]),
        verdicts,
    )


def _version(version: Mapping[str, Any]) -> str:
    return str(version["reference"]).partition("@")[2]


def overview_site(found: Overview, sites: Sequence[tuple[str, Path]], title: str) -> Site:
    """The home page."""
    page: Page = write(
        "sites",
        "index.md",
        title,
        {
            "found": found,
            "sites": [url for url, _ in sites],
            "words": [verdict.value for verdict in VERDICT_WORDS],
            "clashes": found.clashes[:LISTED],
            "more": max(0, len(found.clashes) - LISTED),
        },
    )
    return Site((page,), ())
