"""One mutation as it looks to the gate: the reports before and after."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeAlias

from mkdocs_dossiers.check.gate import Report
from mkdocs_dossiers.model.problem import Severity
from mkdocs_dossiers.pages.address import Addresses
from mkdocs_dossiers.pages.page import Asset
from mkdocs_dossiers.pages.site import build_site
from mkdocs_dossiers.pages.view import View
from mutation.effort import Effort

Kind: TypeAlias = tuple[str, Severity, str]
"""A finding without its words: rule, severity, and what it is about."""


@dataclass(frozen=True)
class Sound:
    """The dossiers before the damage: report, pages, and the bytes of documents by path."""

    report: Report
    pages: Mapping[str, bytes]
    documents: Mapping[str, bytes]

    @cached_property
    def findings(self) -> Counter[Kind]:
        """What the gate says of them anyway."""
        return findings(self.report)


@dataclass(frozen=True)
class Case:
    """``dossier`` is the damaged one, ``root`` the folder that holds ``dossiers/``; ``report`` is of a gate without
    base.
    """

    sound: Sound
    report: Report
    root: Path
    dossier: str
    effort: Effort

    @property
    def reference(self) -> str:
        """The damaged dossier's reference."""
        return self.dossier.replace("/", "@", 1)

    def document(self) -> tuple[bytes, bytes]:
        """dossier.yaml before and after."""
        path = f"dossiers/{self.dossier}/dossier.yaml"
        file = self.root / path
        return self.sound.documents[path], file.read_bytes() if file.is_file() else b""

    @cached_property
    def same_measurements(self) -> bool:
        """Whether every claim has the verdict, value and interval it had."""
        return _measured(self.sound.report) == _measured(self.report)

    @cached_property
    def same_pages(self) -> bool:
        """Whether every page and picture is the same, but for the digests of raw files."""
        return self.same_measurements and self._without_digests(pages(self.report)) == self.sound.pages

    def _without_digests(self, made: Mapping[str, bytes]) -> dict[str, bytes]:
        was, now = _digests(self.sound.report), _digests(self.report)
        pairs = [(now[key], was[key]) for key in now if key in was and now[key] != was[key]]
        found = dict(made)
        for new, old in pairs:
            for length in (64, 16, 12, 10, 8, 7):
                pattern = re.compile(rb"(?<![0-9a-f])" + new[:length].encode() + rb"(?![0-9a-f])")
                found = {name: pattern.sub(old[:length].encode(), text) for name, text in found.items()}
        return found


def findings(report: Report) -> Counter[Kind]:
    """Errors and warnings, counted without their words and places."""
    return Counter(
        (problem.rule, problem.severity, f"{problem.scope.kind} {problem.scope.dossier} {problem.scope.name}")
        for problem in report.problems
        if problem.severity is not Severity.INFO
    )


def new_rules(sound: Sound, report: Report) -> tuple[str, ...]:
    """The rules that say more than they said of the sound dossiers; those with errors first."""
    more = findings(report) - sound.findings
    order = sorted(
        more, key=lambda kind: (kind[1] is not Severity.ERROR, kind[0].startswith("coverage/"), kind[0])
    )
    return tuple(dict.fromkeys(kind[0] for kind in order))


def pages(report: Report) -> dict[str, bytes]:
    """Every page and made file by address."""
    site = build_site(View(report, Addresses(), drafts=True), "Dossiers")
    found = {page.address: page.markdown.encode() for page in site.pages}
    return found | {asset.address: _content(asset) for asset in site.assets}


def _content(asset: Asset) -> bytes:
    """What was made; files that are published unchanged are told by their names."""
    return asset.content if asset.content is not None else b""


def _measured(report: Report) -> dict[str, tuple[object, ...]]:
    return {
        str(reference): (
            found.verdict,
            found.measurement.value,
            found.measurement.low,
            found.measurement.high,
        )
        for reference, found in report.judgements.items()
    }


def _digests(report: Report) -> dict[tuple[str, str], str]:
    return {
        (str(dossier.reference), name): dataset.sha256
        for dossier in report.workspace.dossiers
        for name, dataset in dossier.datasets.items()
    }
