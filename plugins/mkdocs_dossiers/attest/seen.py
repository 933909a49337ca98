"""What there is to sign: the dossier or claim, checked by the gate as it lies here, with its digest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from mkdocs_dossiers.attest.trouble import CannotSignError, NotSignedError
from mkdocs_dossiers.check.attestations import digest_seen, reproduction_digest
from mkdocs_dossiers.check.gate import Report, run_gate
from mkdocs_dossiers.check.rules.attestation_party import is_one_of
from mkdocs_dossiers.model.attestation import Level
from mkdocs_dossiers.model.dossier import Dossier, Project
from mkdocs_dossiers.model.problem import errors
from mkdocs_dossiers.model.reference import Reference
from mkdocs_dossiers.model.reproduction import Outcome, Reproduction


@dataclass(frozen=True)
class Subject:
    """A dossier or claim that nothing is against."""

    reference: Reference
    project: Project
    dossier: Dossier
    report: Report

    @property
    def digest(self) -> str:
        """Of what stands there."""
        examined = self.report.examined.get(str(self.dossier.reference))
        return digest_seen(self.dossier, self.reference.claim, examined)

    @property
    def done(self) -> tuple[str, str]:
        """What was checked just now, in words for the document."""
        words = Counter(
            found.verdict.value
            for reference, found in self.report.judgements.items()
            if self.reference.covers(reference)
        )
        counted = ", ".join(f"{many} {word}" for word, many in sorted(words.items()))
        return (
            "By dossier attest: the digests of the raw files, computed again.",
            f"By dossier attest: the verdicts, computed again from the raw files ({counted}).",
        )


def subject(
    root: Path,
    reference: Reference,
    clones: Mapping[str, Path] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Subject:
    """Look at what is to be signed. Raises :class:`NotSignedError` where the gate has something against it."""
    if reference.version is None:
        raise CannotSignError(f"Name a version or a claim, such as {reference.project}@1.0.")
    wanted = Reference(reference.project, reference.version)
    report = run_gate(root, only=[wanted], clones=clones, progress=progress)
    project = next((each for each in report.workspace.projects if each.name == reference.project), None)
    dossier = next((each for each in (project.dossiers if project else ()) if each.reference == wanted), None)
    if project is None or dossier is None:
        raise CannotSignError(
            f"There is no dossier {wanted} here, or it cannot be read: dossier check {wanted}."
        )
    if reference.claim is not None and reference.claim not in dossier.document.section("claims"):
        names = ", ".join(dossier.document.section("claims")) or "none"
        raise CannotSignError(f"{wanted} has no claim {reference.claim}. There are: {names}.")
    if project.origin is not None:
        where = project.origin.repository
        raise NotSignedError(f"{project.name} comes from {where}: sign it off there.")
    if dossier.draft:
        raise NotSignedError(
            f"{wanted} is a draft: what it says may still change. Sign it when it is published."
        )
    found = [problem for problem in errors(report.problems) if problem.scope.kind != "attestation"]
    if found:
        many = f"{len(found)} problems" if len(found) > 1 else "a problem"
        raise NotSignedError(
            f"The gate finds {many} in {wanted}; the first: {found[0].message} See all of them: dossier check {wanted}"
        )
    return Subject(reference, project, dossier, report)


def check_party(found: Subject, by: str, signer: str) -> None:
    """Raise :class:`NotSignedError` for an author or the owner."""
    if is_one_of(by, signer, [*found.dossier.authors, found.project.owner]):
        raise NotSignedError(
            f"{by} is an author of {found.dossier.reference}, or owns {found.project.name}: ask somebody else."
        )


def resting(found: Subject, level: Level, name: str | None) -> tuple[str, str] | None:
    """The reproduction a sign-off rests on, and its digest. Raises :class:`NotSignedError` where it cannot."""
    if level is Level.EVALUATED:
        if name is not None:
            raise CannotSignError("--reproduction goes with --level reproduced or replicated.")
        return None
    reproduction = _named(found, level, name)
    fallen, held = _outcomes(found, reproduction)
    if fallen or not held:
        what = f"{', '.join(fallen[:5])} did not hold" if fallen else "no claim of it held"
        raise NotSignedError(
            f"In {reproduction.name} {what}. Sign single claims that held, or the level evaluated."
        )
    examined = found.report.examined.get(str(reproduction.evidence.reference))
    known = {
        reproduction.evidence.datasets[dataset].file: raw.sha256
        for dataset, raw in (examined.files.items() if examined is not None else ())
        if dataset in reproduction.evidence.datasets
    }
    return reproduction.name, reproduction_digest(reproduction.evidence.folder, known)


def _named(found: Subject, level: Level, name: str | None) -> Reproduction:
    fitting = [each for each in found.dossier.reproductions if each.level == level.value and not each.own]
    wanted = [each for each in fitting if name in (None, each.name)]
    if len(wanted) == 1:
        return wanted[0]
    there = ", ".join(each.name for each in fitting)
    if not there:
        raise NotSignedError(
            f"Nobody but its authors has {level.value} {found.dossier.reference}: commit your measurement below "
            f"{found.dossier.path}/reproductions/ first, or sign --level evaluated."
        )
    if name is not None:
        raise NotSignedError(
            f"{found.dossier.reference} has no reproduction {name} that was {level.value}. There are: {there}."
        )
    raise CannotSignError(f"Say which measurement it rests on with --reproduction: {there}.")


def _outcomes(found: Subject, reproduction: Reproduction) -> tuple[list[str], bool]:
    """The claims that fell there, and whether any held."""
    entries = [
        entry
        for reference, all_of_it in found.report.remeasured.items()
        if found.reference.covers(reference)
        for entry in all_of_it
        if entry.reproduction.name == reproduction.name
    ]
    fallen = [entry.claim.claim or "" for entry in entries if entry.outcome is Outcome.FELL]
    return fallen, any(entry.outcome is Outcome.HELD for entry in entries)
