"""A rule's page: what it asks for, why, how to mend a finding, and an example of each kind."""

from __future__ import annotations

from mkdocs_dossiers.check.profile import Profile
from mkdocs_dossiers.check.rule import Rule
from mkdocs_dossiers.check.ruleset import RULESETS
from mkdocs_dossiers.check.sources import topics
from mkdocs_dossiers.pages.page import Page
from mkdocs_dossiers.pages.pair import sides
from mkdocs_dossiers.pages.view import View
from mkdocs_dossiers.pages.writer import write


def rule(view: View, subject: Rule) -> Page:
    """One rule of the catalogue."""
    red, green = sides(subject.example)
    lines = {line.id: line for topic in topics() for line in topic.lines}
    return write(
        "rule",
        view.addresses.rule(subject.slug),
        f"{subject.code} {subject.slug}",
        {
            "rule": subject,
            "severities": {profile: subject.severities.of(profile).value for profile in Profile},
            "lines": [lines[source] for source in subject.sources if source in lines],
            "others": [source for source in subject.sources if source not in lines],
            "out": RULESETS.get(subject.since),
            "red": red,
            "green": green,
            "home": view.addresses.home,
            "gate": view.addresses.gate,
            "sources": view.addresses.sources,
        },
    )
