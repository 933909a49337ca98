"""Sign-offs in the gate: their signatures verified, what they saw held against what stands there, and what is left.

They hold no claim up and take none down: each is shown beside what it is about, with what it is worth.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

from mkdocs_dossiers.measure.job import Examined
from mkdocs_dossiers.model.attestation import Attestation, Signers, SignOff, Standing, Verified
from mkdocs_dossiers.model.dossier import Dossier, Project, Workspace
from mkdocs_dossiers.model.problem import Problem, Severity
from mkdocs_dossiers.model.reference import Reference
from mkdocs_dossiers.model.reproduction import Reproduction
from mkdocs_dossiers.read.claim_digest import claim_digest
from mkdocs_dossiers.read.folder_digest import folder_digest
from mkdocs_dossiers.read.signature import verify


def signatures(workspace: Workspace, signers: Signers, today: date) -> dict[str, Verified]:
    """What each signature is worth, by the path of its document."""
    return {
        each.path: verify(each.raw, each.signature, each.signer, each.date, signers, today)
        if each.signature is not None
        else Verified(Standing.BAD, each.trouble)
        for project in workspace.projects
        for each in project.attestations
    }


def subject_of(attestation: Attestation, project: Project) -> Dossier | None:
    """The dossier it is about; None where there is none, or where it names a claim that is not there."""
    found = next((each for each in project.dossiers if each.reference == attestation.dossier), None)
    reference = attestation.reference
    if found is None or reference is None:
        return None
    return found if reference.claim is None or reference.claim in found.document.section("claims") else None


def reproduction_of(attestation: Attestation, dossier: Dossier) -> Reproduction | None:
    """The reproduction it rests on, where it is there."""
    return next((each for each in dossier.reproductions if each.name == attestation.reproduction), None)


def digest_seen(dossier: Dossier, claim: str | None, examined: Examined | None = None) -> str:
    """The digest of what stands there now: of a dossier's folder, or of everything a claim rests on."""
    known = _known(dossier, examined)
    return claim_digest(dossier, claim, known) if claim is not None else folder_digest(dossier.folder, known)


def reproduction_digest(folder: Path, known: Mapping[str, str] | None = None) -> str:
    """The digest of a reproduction's folder, made as that of a dossier's."""
    return folder_digest(folder, known)


def voids(workspace: Workspace, examined: Mapping[str, Examined]) -> dict[str, str]:
    """Why what a sign-off saw is not what stands there, by the path of its document; the others are left out."""
    found = {}
    digests: dict[str, str] = {}
    for project in workspace.projects:
        for each in project.attestations:
            dossier = subject_of(each, project)
            if dossier is not None and (why := _void(each, dossier, project, examined, digests)) is not None:
                found[each.path] = why
    return found


def _void(
    attestation: Attestation,
    dossier: Dossier,
    project: Project,
    examined: Mapping[str, Examined],
    digests: dict[str, str],
) -> str | None:
    if attestation.of not in digests:
        claim = attestation.reference.claim if attestation.reference else None
        digests[attestation.of] = digest_seen(dossier, claim, examined.get(str(dossier.reference)))
    now = digests[attestation.of]
    if now != attestation.digest:
        told = _corrected(attestation, project, dossier)
        was = attestation.digest[:12]
        return f"What stands there is not what was seen: its digest is {now[:12]}, and was {was}.{told}"
    again = reproduction_of(attestation, dossier)
    if again is None:
        return None
    folder, name = again.evidence.folder, str(again.evidence.reference)
    if name not in digests:
        digests[name] = reproduction_digest(folder, _known(again.evidence, examined.get(name)))
    now = digests[name]
    if now != attestation.reproduction_digest:
        was = attestation.reproduction_digest[:12]
        return (
            f"The reproduction {again.name} is not as it was seen: its digest is {now[:12]}, and was {was}."
        )
    return None


def _corrected(attestation: Attestation, project: Project, dossier: Dossier) -> str:
    """The erratum that came after a sign-off on a dossier, in a sentence."""
    record = project.published.records.get(dossier.version) if project.published is not None else None
    for erratum in record.errata if record is not None else ():
        if erratum.was == attestation.digest:
            says = erratum.says.strip().rstrip(".")
            return f" It was corrected after the sign-off, on {erratum.date}: {says}."
    return ""


def _known(dossier: Dossier, examined: Examined | None) -> dict[str, str]:
    files = examined.files.items() if examined is not None else ()
    return {dossier.datasets[name].file: raw.sha256 for name, raw in files if name in dossier.datasets}


def sign_offs(
    workspace: Workspace,
    verified: Mapping[str, Verified],
    void: Mapping[str, str],
    problems: Iterable[Problem],
) -> dict[Reference, tuple[SignOff, ...]]:
    """Every sign-off on something that is there, newest first, by the dossier or claim it is about."""
    refused = dict(_refused(problems))
    found: dict[Reference, list[SignOff]] = {}
    for project in workspace.projects:
        for each in project.attestations:
            if each.reference is not None and subject_of(each, project) is not None:
                entry = _sign_off(each, verified[each.path], void.get(each.path), refused.get(each.path))
                found.setdefault(each.reference, []).append(entry)
    return {
        reference: tuple(
            sorted(entries, key=lambda entry: (entry.attestation.date, entry.attestation.name), reverse=True)
        )
        for reference, entries in found.items()
    }


def _sign_off(attestation: Attestation, verified: Verified, void: str | None, refused: str | None) -> SignOff:
    """What it is worth: a signature that is not right comes first, for nothing else is anybody's word then."""
    if verified.standing not in (Standing.VALID, Standing.UNVERIFIED, Standing.EXPIRED):
        return SignOff(attestation, verified.standing, verified.reason, verified.key)
    if refused is not None:
        return SignOff(attestation, Standing.REFUSED, refused, verified.key)
    if void is not None:
        return SignOff(attestation, Standing.VOID, void, verified.key)
    return SignOff(attestation, verified.standing, verified.reason, verified.key)


_REFUSE = ("shape/attestation", "attestation/party", "attestation/reproduction")


def _refused(problems: Iterable[Problem]) -> Iterator[tuple[str, str]]:
    """What the rules that refuse a sign-off for what it says have found, by the path of its document."""
    for problem in problems:
        if problem.rule in _REFUSE and problem.severity is Severity.ERROR:
            yield problem.path, problem.message
