"""Where a project comes from that lies in another repository."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Origin:
    """A repository, as the site's owner wrote its address; the tag or commit that was asked for; its commit."""

    repository: str
    ref: str
    commit: str


@dataclass(frozen=True, slots=True)
class Source:
    """What a site wants of another repository: projects at a pinned ref, a tag or a commit of 40 digits."""

    repository: str
    ref: str
    projects: tuple[str, ...]
