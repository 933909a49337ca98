"""Verifying a site: every dossier on its own, from its published files to what the pages print."""

from __future__ import annotations

import hashlib
import json
import os
import posixpath
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from mkdocs_dossiers.judge.verdict import judge
from mkdocs_dossiers.measure.depth import Depth
from mkdocs_dossiers.measure.job import Examined, Job, examine
from mkdocs_dossiers.model.dossier import Dossier, Project
from mkdocs_dossiers.model.measurement import Judgement
from mkdocs_dossiers.model.problem import Refused
from mkdocs_dossiers.model.reference import Reference
from mkdocs_dossiers.pages.address import Addresses
from mkdocs_dossiers.pages.badge import FILE as BADGE
from mkdocs_dossiers.pages.claim_json import FILE as CLAIM
from mkdocs_dossiers.pages.claim_json import SAMPLES
from mkdocs_dossiers.pages.dossier_json import DOCUMENT
from mkdocs_dossiers.read.attestation import LARGEST as LARGEST_SIGN_OFF
from mkdocs_dossiers.read.claim_digest import claim_digest
from mkdocs_dossiers.read.folder_digest import digest_of_lines, file_digests
from mkdocs_dossiers.read.tree import FOLDER, read_workspace
from mkdocs_dossiers.read.yaml_document import read_yaml_bytes
from mkdocs_dossiers.verify.archive import archive_differs
from mkdocs_dossiers.verify.claim import badge_differs, differing, expected, same, samples_differ
from mkdocs_dossiers.verify.compare import compare_differs, side_by_side
from mkdocs_dossiers.verify.document import document
from mkdocs_dossiers.verify.finding import Verification
from mkdocs_dossiers.verify.place import INDEX, Missing, NotASite, Place, opened
from mkdocs_dossiers.verify.printed import Printed, difference, differences, printed_on, target

LARGEST_PAGE, LARGEST_DOCUMENT, LARGEST_RAW = 32 * 1024**2, 16 * 1024**2, 256 * 1024**3
"""Bytes of a page, of a document an author wrote, of a raw file."""
FOLDERS = ("data", "environments")
"""Folders of a dossier whose files a site has."""
AT = Addresses()
"""Addresses below the site's index."""
Progress = Callable[[int, int], None]


def verify(path: Path, progress: Progress | None = None) -> Verification:
    """Verify the site at ``path``, a folder or a ZIP file. Raises :class:`NotASite` when there is none."""
    found = Verification()
    with opened(path) as place:
        try:
            index = document(place, INDEX, "site")
        except Missing as error:
            raise NotASite(f"{INDEX} cannot be used. {error}") from None
        versions = [(project, version) for project in index["projects"] for version in project["versions"]]
        told: dict[str, dict[str, str]] = {}
        for done, (project, version) in enumerate(versions, start=1):
            told |= _Dossier(place, found, project["name"], version).verify()
            if progress is not None:
                progress(done, len(versions))
        for address in _overviews(index):
            _tables(place, found, address, told)
        for project in index["projects"]:
            for address, message, about in compare_differs(place, str(project["name"]), told):
                found.add(about, address, message)
    if not found.counts["claims"] and not found.findings:
        found.add("", INDEX, "The site shows no claim, so there is nothing to verify.")
    found.findings.sort()
    return found


def _overviews(index: Mapping[str, Any]) -> list[str]:
    names = [str(project["name"]) for project in index["projects"]]
    return [AT.home, *(AT.project(name) for name in names), *(AT.compare(name) for name in names)]


def _page(place: Place, markdown: str) -> tuple[str, Printed]:
    """The page a Markdown file became, with its address. Raises :class:`Missing`."""
    plain = markdown.removesuffix(".md")
    folder = f"{plain.removesuffix('index')}index.html" if plain.endswith("index") else f"{plain}/index.html"
    address = folder if place.has(folder) else f"{plain}.html"
    content = place.read(address, LARGEST_PAGE)
    return address, printed_on(content.decode("utf-8", "replace"))


def _tables(place: Place, found: Verification, markdown: str, told: Mapping[str, Mapping[str, str]]) -> None:
    """Hold every row of a page that is about a claim against the claim. ``told`` is by the claims' addresses."""
    try:
        address, page = _page(place, markdown)
    except Missing as error:
        found.add("", markdown, str(error))
        return
    found.counts["pages"] += 1
    _rows(found, address, page, told)


def _rows(found: Verification, address: str, page: Printed, told: Mapping[str, Mapping[str, str]]) -> None:
    for row in page.rows:
        claims = [led for link in row.links if (led := target(link, address)) in told]
        for claim in claims[:1]:
            for name, text in row.cells.items():
                if message := difference(name, text, told[claim]):
                    found.add(told[claim]["claim"], address, message)
            for about, message in side_by_side(row, told[claim], told):
                found.add(about, address, message)
    for link, text, verdict in page.links:
        wanted = told.get(target(link, address))
        if wanted is None or not text[:1].isdigit() or text in (wanted["says"], wanted["version"]):
            continue
        for name, printed in (("value", text), ("verdict", verdict)):
            if printed and (message := difference(name, printed, wanted)):
                found.add(wanted["claim"], address, message)


class _Dossier:
    """One dossier of a site being verified."""

    def __init__(self, place: Place, found: Verification, project: str, listed: Mapping[str, Any]) -> None:
        self.place, self.found, self.listed = place, found, listed
        self.name = str(listed["reference"])
        self.project = project

    def wrong(self, address: str, message: str, about: str = "") -> None:
        self.found.add(about or self.name, address, message)

    def verify(self) -> dict[str, dict[str, str]]:
        """What pages have to print of each claim, by the claims' addresses."""
        reference = Reference.parse(self.name)
        if (
            reference is None
            or reference.version is None
            or reference.claim
            or reference.project != self.project
        ):
            self.wrong(INDEX, f"{self.name[:80]!r} cannot be a version of {self.project[:80]!r}.")
            return {}
        self.found.counts["dossiers"] += 1
        address = AT.twin(reference)
        try:
            twin = document(self.place, address, "site-dossier")
        except Missing as error:
            self.wrong(address, str(error))
            return {}
        if twin["dossier"] != self.name:
            self.wrong(address, f"It is about {twin['dossier'][:80]!r}, not {self.name!r}.")
            return {}
        with tempfile.TemporaryDirectory(prefix="dossier-") as folder:
            self._fetch(Path(folder), reference, twin)
            return self._measure(Path(folder), reference, twin)

    def _fetch(self, root: Path, reference: Reference, twin: Mapping[str, Any]) -> None:
        """Copy the dossier's files as they lie in a repository, and hash them on the way."""
        home = root / FOLDER / reference.project
        described = AT.described(reference.project)
        self._copy(described, home / "project.yaml", LARGEST_DOCUMENT)
        copied_before: set[str] = set()
        for entry in twin["files"]:
            path = str(entry["path"])
            parts = path.split("/")
            if path in copied_before:
                self.wrong(AT.raw(reference, path), "It is listed twice.")
                continue
            copied_before.add(path)
            if (
                not ((len(parts) == 2 and parts[0] in FOLDERS) or path == DOCUMENT)
                or any(part in ("", ".", "..") for part in parts)
                or not path.isprintable()
            ):
                self.wrong(AT.twin(reference), f"It names a file {path[:80]!r}, which no dossier has.")
                continue
            address = AT.raw(reference, path)
            most = min(int(entry["size"]), LARGEST_RAW)
            copied = self._copy(address, home / str(reference.version) / path, most)
            if copied is not None and copied != (entry["sha256"], entry["size"]):
                self.wrong(
                    address,
                    f"Its bytes are not those that were published: {copied[1]:,} with the SHA-256 {copied[0]}; "
                    f"published were {entry['size']:,} with {entry['sha256']}.",
                )

    def _copy(self, address: str, file: Path, most: int) -> tuple[str, int] | None:
        try:
            copied = self.place.copy(address, file, most)
        except Missing as error:
            self.wrong(address, str(error))
            return None
        self.found.counts["files"] += 1
        return copied

    def _measure(
        self, root: Path, reference: Reference, twin: Mapping[str, Any]
    ) -> dict[str, dict[str, str]]:
        workspace, problems = read_workspace(root)
        project = next(iter(workspace.projects), None)
        dossier = next(iter(project.dossiers), None) if project is not None else None
        for problem in problems:
            self.wrong(f"{reference.project}/{reference.version}", f"{problem.path}: {problem.message}")
        if project is None or dossier is None:
            return {}
        shown = {str(entry["claim"]): entry for entry in twin["claims"]}
        self._complete(dossier, twin, shown)
        self._sealed(dossier, twin)
        examined = examine(_job(project, dossier, twin))
        self._files(dossier, examined, twin)
        told: dict[str, dict[str, str]] = {}
        for claim in dossier.claims.values():
            if str(claim.reference) not in shown:
                continue
            self.found.counts["claims"] += 1
            measured = examined.measurements.get(claim.id)
            if measured is None:
                failure = examined.claim_failures.get(claim.id)
                why = failure.message if failure is not None else "Its raw files are not what they should be."
                self.wrong(
                    AT.beside(claim.reference, CLAIM), f"It cannot be recomputed. {why}", str(claim.reference)
                )
                continue
            judgement = judge(claim, measured)
            address = AT.claim(claim.reference).removesuffix(".md")
            told[address] = {
                "claim": str(claim.reference),
                "version": dossier.version,
                "says": " ".join(claim.says.split()),
                **expected(claim, judgement),
                "exactly": json.dumps([measured.value, measured.low, measured.high, measured.unit]),
            }
            self._claim(dossier, claim.id, judgement, shown[str(claim.reference)])
        self._pages(dossier, told)
        self._archive(root / "archive.zip", reference, twin)
        return told

    def _archive(self, file: Path, reference: Reference, twin: Mapping[str, Any]) -> None:
        """The archive holds the same files."""
        address = AT.archive(reference)
        held = {str(entry["path"]): (str(entry["sha256"]), int(entry["size"])) for entry in twin["files"]}
        for entry in twin["claims"]:
            found = Reference.parse(str(entry["claim"]))
            if found is not None and found.claim is not None:
                with suppress(Missing):
                    content = self.place.read(AT.beside(found, CLAIM), LARGEST_DOCUMENT)
                    path = f"claims/{found.claim}/{CLAIM}"
                    held[path] = (hashlib.sha256(content).hexdigest(), len(content))
        most = 2 * sum(size for _, size in held.values()) + LARGEST_DOCUMENT
        if self._copy(address, file, most) is not None:
            for message in archive_differs(file, held):
                self.wrong(address, message)

    def _sealed(self, dossier: Dossier, twin: Mapping[str, Any]) -> None:
        """The folder has the digest under which it was published, and the one that sign-offs saw.

        Files that are not on the site count with the digest that ``dossier.json`` gives. Raw files that are kept
        elsewhere are not in the folder; dossier.yaml, which is, has their digests.
        """
        address = AT.twin(dossier.reference)
        away = {str(entry["path"]) for entry in twin["files"] if "url" in entry}
        away &= {dataset.file for dataset in dossier.datasets.values() if dataset.url is not None}
        there = {path: sha256 for path, sha256 in file_digests(dossier.folder) if path not in away}
        lines = there | {str(entry["path"]): str(entry["sha256"]) for entry in twin["others"]}
        found = digest_of_lines(sorted(lines.items(), key=lambda line: os.fsencode(line[0])))
        record = twin["published"]
        if record is not None and record["digest"] != found:
            self.wrong(
                address,
                f"Its files have the digest {found}; published was {record['digest']}.",
            )
        for entry in twin["sign_offs"]:
            self._signed(dossier, entry, found)

    def _signed(self, dossier: Dossier, entry: Mapping[str, Any], whole: str) -> None:
        """A sign-off says what its signed document says, and is void where it saw something else."""
        of, address = Reference.parse(str(entry["of"])), AT.twin(dossier.reference)
        if of is None or Reference(of.project, of.version) != dossier.reference:
            self.wrong(address, f"A sign-off on {entry['of'][:120]!r} is no sign-off on this dossier.")
            return
        place = posixpath.normpath(posixpath.join(AT.folder(dossier.reference), str(entry["document"])))
        try:
            signed = read_yaml_bytes(self.place.read(place, LARGEST_SIGN_OFF), place)
        except (Missing, Refused) as error:
            self.wrong(place, str(error))
            return
        for key in ("of", "level", "by", "signer", "date", "digest", "checked"):
            if signed.find(key) != entry[key]:
                self.wrong(place, f"Signed was another {key} than dossier.json gives.")
        now = claim_digest(dossier, of.claim) if of.claim is not None else whole
        if (now != entry["digest"]) != (entry["standing"] == "void") and not entry["reproduction"]:
            worth = "not void" if now != entry["digest"] else "void"
            self.wrong(address, f"The sign-off of {entry['by'][:80]} is called {worth}; the digest is {now}.")

    def _complete(
        self, dossier: Dossier, twin: Mapping[str, Any], shown: Mapping[str, Mapping[str, Any]]
    ) -> None:
        """Every declared claim is shown or named as rejected, and the three lists agree."""
        address = AT.twin(dossier.reference)
        rejected = set(map(str, twin["rejected"]))
        for claim in dossier.claims.values():
            name = str(claim.reference)
            if (name in shown) == (claim.id in rejected):
                self.wrong(
                    address,
                    f"dossier.yaml makes the claim {claim.id}, which is neither shown nor rejected."
                    if name not in shown
                    else f"The claim {claim.id} is shown, and called rejected.",
                    name,
                )
        listed = {str(entry["claim"]) for entry in self.listed["claims"]}
        for name in sorted(set(shown) ^ listed):
            self.wrong(address, f"{name[:120]} is in only one of {INDEX} and dossier.json.")
        declared = {str(claim.reference) for claim in dossier.claims.values()}
        for name in sorted(set(shown) - declared):
            self.wrong(address, f"dossier.yaml does not make the claim {name[:120]}.")

    def _files(self, dossier: Dossier, examined: Examined, twin: Mapping[str, Any]) -> None:
        """The raw files are what dossier.yaml declares."""
        published = {str(entry["path"]) for entry in twin["files"]}
        for name, dataset in dossier.datasets.items():
            address = AT.raw(dossier.reference, dataset.file)
            if dataset.file not in published:
                continue
            if name in examined.file_failures:
                self.wrong(address, examined.file_failures[name].message)
            elif name in examined.files and examined.files[name].sha256 != dataset.sha256:
                self.wrong(
                    address,
                    f"dossier.yaml declares the SHA-256 {dataset.sha256}, the file has {examined.files[name].sha256}.",
                )

    def _claim(self, dossier: Dossier, name: str, judgement: Judgement, entry: Mapping[str, Any]) -> None:
        claim = dossier.claims[name]
        about = str(claim.reference)
        listed = next((one for one in self.listed["claims"] if one["claim"] == about), None)
        measured = judgement.measurement
        if entry["verdict"] != judgement.verdict.value or entry["says"] != claim.says:
            self.wrong(AT.twin(dossier.reference), f"It tells the claim {name} otherwise than it is.", about)
        wanted = {
            "verdict": judgement.verdict.value,
            "value": measured.value,
            "low": measured.low,
            "high": measured.high,
            "n": measured.n,
            "unit": measured.unit,
            "statistic": claim.statistic,
            "says": claim.says,
            "holds": claim.holds.written,
        }
        for key, value in wanted.items():
            if listed is not None and not same(listed[key], value):
                self.wrong(
                    INDEX, f"It says {key} of {name} is {str(listed[key])[:80]!r}; it is {value!r}.", about
                )
        self._twin(dossier, name, judgement)

    def _twin(self, dossier: Dossier, name: str, judgement: Judgement) -> None:
        claim = dossier.claims[name]
        about, address = str(claim.reference), AT.beside(claim.reference, CLAIM)
        try:
            twin = document(self.place, address, "site-claim")
        except Missing as error:
            self.wrong(address, str(error), about)
        else:
            for message in differing(twin, claim, judgement):
                self.wrong(address, message, about)
            declared = {dossier.datasets[data].file: dossier.datasets[data].sha256 for data in claim.datasets}
            if {data["path"]: data["sha256"] for data in twin["data"]} != declared:
                self.wrong(address, "It names other raw files than dossier.yaml.", about)
            self._samples(twin, AT.beside(claim.reference, SAMPLES), judgement, about)
        badge = AT.beside(claim.reference, BADGE)
        try:
            text = self.place.read(badge, LARGEST_DOCUMENT).decode("utf-8", "replace")
        except Missing as error:
            self.wrong(badge, str(error), about)
        else:
            if badge_differs(text, dossier, claim, judgement):
                self.wrong(badge, "The badge says something else than the claim.", about)

    def _samples(self, twin: Mapping[str, Any], address: str, judgement: Judgement, about: str) -> None:
        if (twin["samples"] is None) != (judgement.measurement.kept is None):
            self.wrong(address, "The published samples are not those of the claim.", about)
        elif twin["samples"] is not None:
            try:
                content = self.place.read(address, LARGEST_DOCUMENT)
            except Missing as error:
                self.wrong(address, str(error), about)
                return
            if message := samples_differ(content, twin["samples"], judgement):
                self.wrong(address, message, about)

    def _pages(self, dossier: Dossier, told: Mapping[str, Mapping[str, str]]) -> None:
        """The dossier's page and its claims' pages print what was recomputed."""
        _tables(self.place, self.found, AT.dossier(dossier.reference), told)
        for place, wanted in told.items():
            try:
                address, page = _page(self.place, f"{place}.md")
            except Missing as error:
                self.wrong(place, str(error), wanted["claim"])
                continue
            self.found.counts["pages"] += 1
            for message in differences(page, wanted):
                self.wrong(address, message, wanted["claim"])
            if page.panel.get("claim") not in (None, wanted["claim"]):
                self.wrong(address, f"It is the page of {page.panel['claim'][:120]!r}.", wanted["claim"])
            _rows(self.found, address, page, told)


def _job(project: Project, dossier: Dossier, twin: Mapping[str, Any]) -> Job:
    """What was measured for the site: comparisons are one family, also those that were rejected later."""
    together = set(map(str, twin["measured"]))
    claims = tuple(
        claim
        for claim in dossier.claims.values()
        if claim.id in together and all(name in dossier.datasets for name in claim.datasets)
    )
    return Job(
        str(dossier.reference),
        dossier.folder,
        tuple(dossier.datasets.values()),
        claims,
        project.counts,
        depth=Depth.PAGES,
    )
