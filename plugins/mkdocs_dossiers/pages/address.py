"""Where each thing is on the site. Addresses never change: other pages, and other sites, link to them."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass

from mkdocs_dossiers.model.reference import Reference

SERVED_AS_DATA = frozenset(".csv .gz .json .log .parquet .tsv .txt .zip .zst".split())
"""Endings no browser runs and no site generator turns into a page.

Servers know a media type for each, or its bytes are no text; for others, as `.out`, a server may send none,
and a browser then guesses from bytes that strangers wrote.
"""

COMMITS, ATTESTATIONS, REPRODUCTIONS = "commits", "attestations", "reproductions"
"""Folders of a project, and of a dossier, that the site needs."""
_COMMIT = re.compile(r"[0-9a-f]{40}")


def is_commit(text: str) -> bool:
    """Whether a text is a commit's full id, and so may become part of an address."""
    return _COMMIT.fullmatch(text) is not None


@dataclass(frozen=True, slots=True)
class Addresses:
    """Addresses below ``prefix``, a folder of the site (empty for its root)."""

    prefix: str = ""

    def _at(self, path: str) -> str:
        return f"{self.prefix}/{path}" if self.prefix else path

    @property
    def home(self) -> str:
        """The list of projects."""
        return self._at("index.md")

    @property
    def gate(self) -> str:
        """What the gate found."""
        return self._at("gate.md")

    @property
    def sources(self) -> str:
        """Where the gate's rules come from."""
        return self._at("gate/sources.md")

    def tool(self, format_: str) -> str:
        """What was measured with the tools that write a format."""
        return self._at(f"formats/{format_}.md")

    def rule(self, slug: str) -> str:
        """A rule of the gate."""
        return self._at(f"gate/rules/{slug}.md")

    @property
    def formats(self) -> str:
        """The raw output that can be read."""
        return self._at("formats.md")

    @property
    def verdicts(self) -> str:
        """How verdicts are made."""
        return self._at("verdicts.md")

    @property
    def data(self) -> str:
        """The whole site for other programs."""
        return self._at("dossiers.json")

    def project(self, name: str) -> str:
        """A project."""
        return self._at(f"{name}/index.md")

    def reported(self, project: str) -> str:
        """What reports say about a project."""
        return self._at(f"{project}/reported.md")

    def compare(self, project: str) -> str:
        """Any two versions of a project."""
        return self._at(f"{project}/compare.md")

    def compare_data(self, project: str) -> str:
        """What the page for comparing computes with."""
        return self._at(f"{project}/compare.json")

    def commit(self, project: str, sha: str) -> str:
        """A measured commit, and what rests on it."""
        return self._at(f"{project}/{COMMITS}/{sha}.md")

    def folder(self, dossier: Reference) -> str:
        """The folder of a dossier; below it the site mirrors the repository."""
        return self._at(f"{dossier.project}/{dossier.version}")

    def dossier(self, reference: Reference) -> str:
        """A dossier."""
        return f"{self.folder(reference)}/index.md"

    def printed(self, reference: Reference) -> str:
        """Everything of a dossier on one page."""
        return f"{self.folder(reference)}/print.md"

    def reproduction(self, dossier: Reference, name: str) -> str:
        """Somebody else's measurement of a dossier's claims."""
        return f"{self.folder(dossier)}/{REPRODUCTIONS}/{name}.md"

    def reproduced_file(self, dossier: Reference, name: str, file: str) -> str:
        """A raw file or captured document of a reproduction."""
        return self.raw(dossier, f"{REPRODUCTIONS}/{name}/{file}")

    def claim(self, reference: Reference) -> str:
        """A claim."""
        return f"{self.folder(reference)}/claims/{reference.claim}.md"

    def dataset(self, dossier: Reference, name: str) -> str:
        """A dataset."""
        return f"{self.folder(dossier)}/datasets/{name}.md"

    def environment(self, dossier: Reference, name: str) -> str:
        """An environment."""
        return f"{self.folder(dossier)}/environments/{name}.md"

    def beside(self, claim: Reference, file: str) -> str:
        """A file that belongs to a claim's page: ``claim.json``, ``badge.svg``, ``samples.json``."""
        return f"{self.folder(claim)}/claims/{claim.claim}/{file}"

    def twin(self, dossier: Reference) -> str:
        """A dossier for other programs."""
        return f"{self.folder(dossier)}/dossier.json"

    def archive(self, dossier: Reference) -> str:
        """A dossier as one file."""
        return f"{self.folder(dossier)}/{dossier.project}-{dossier.version}.zip"

    def described(self, project: str) -> str:
        """A project's own document, ``project.yaml``."""
        return self._at(f"{project}/project.yaml.txt")

    def attestation(self, project: str, file: str) -> str:
        """A sign-off of a project, or its signature."""
        return self._at(f"{project}/{ATTESTATIONS}/{file}.txt")

    def raw(self, dossier: Reference, file: str) -> str:
        """A raw file (``data/name``) or captured document (``environments/name.json``).

        A file whose ending a browser might run gets ``.txt`` added: its bytes come from strangers.
        """
        ending = posixpath.splitext(file)[1].lower()
        return f"{self.folder(dossier)}/{file}{'' if ending in SERVED_AS_DATA else '.txt'}"


def relative(target: str, page: str) -> str:
    """The link from one address to another, as Markdown files link to each other."""
    return posixpath.relpath(target, posixpath.dirname(page) or ".")


def page_link(target: str, page: str) -> str:
    """A link between published pages, for where Markdown does not make it: folders instead of files."""
    here = page.removesuffix(".md") + "/index.md" if not page.endswith("/index.md") else page
    if not target.endswith(".md"):
        return relative(target, here)
    link = relative(target.removesuffix(".md"), here)
    return link.removesuffix("index") if link.endswith("/index") else f"{link}/"
