"""Sign-offs as pages show them: who has seen what, how closely, and what their word is worth today.

A signature that is not right is nobody's word: what it is under is not shown, only counted, and the gate's page says
why.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from mkdocs_dossiers.model.attestation import ENDING, SIGNATURE, SignOff, Standing
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.pages.page import Asset
from mkdocs_dossiers.pages.view import ClaimRow, View

SHOWN = frozenset({Standing.VALID, Standing.VOID, Standing.EXPIRED, Standing.UNVERIFIED})
"""Those with a name under them: the signature is a known key's, or could not be looked at."""


@dataclass(frozen=True, slots=True)
class Signed:
    """A sign-off with the address of what it is about, of its document and of its signature."""

    entry: SignOff
    address: str
    about: str
    document: str
    signature: str


@dataclass(frozen=True, slots=True)
class Seen:
    """Sign-offs, newest first. ``hidden`` counts those that do not count; ``whose`` says whose keys did.

    ``fetched`` says that they came with a project of another repository.
    """

    entries: tuple[Signed, ...]
    hidden: int
    whose: str
    fetched: bool = False


def seen(view: View, dossier: Dossier, row: ClaimRow | None = None) -> Seen:
    """The sign-offs on a dossier and its claims; with a claim, those on it and on its dossier as a whole."""
    rows = [row] if row is not None else view.claims(dossier)
    found = [(entry, "") for entry in view.sign_offs(dossier.reference)]
    found += [(entry, each.claim.id) for each in rows for entry in view.sign_offs(each.reference)]
    shown = [_signed(view, dossier, entry, claim) for entry, claim in found if entry.standing in SHOWN]
    newest = sorted(shown, key=_newest, reverse=True)
    return Seen(
        tuple(newest), len(found) - len(shown), whose(view), dossier.reference.project in view.origins
    )


def levels(view: View, dossier: Dossier) -> dict[str, int]:
    """How many valid sign-offs there are on a dossier and its claims, by level."""
    return dict(
        Counter(each.entry.attestation.level for each in seen(view, dossier).entries if each.entry.valid)
    )


def whose(view: View) -> str:
    """Whose keys counted, in a sentence; empty where nothing was signed."""
    signers = view.report.signers
    if signers is None:
        return ""
    if signers.base:
        return f"The keys that count are those in {signers.path} of {signers.base}, before this change."
    return f"The keys that count are those in {signers.path}: whoever can change that file can vouch for anybody."


def _newest(each: Signed) -> tuple[str, str]:
    return each.entry.attestation.date, each.entry.attestation.name


def _signed(view: View, dossier: Dossier, entry: SignOff, claim: str) -> Signed:
    name, project = entry.attestation.name, dossier.reference.project
    reference = entry.attestation.reference
    return Signed(
        entry,
        view.addresses.claim(reference) if claim and reference else view.addresses.dossier(dossier.reference),
        claim or "the whole dossier",
        view.addresses.attestation(project, f"{name}{ENDING}"),
        view.addresses.attestation(project, f"{name}{ENDING}{SIGNATURE}"),
    )


def signed_files(view: View, dossier: Dossier) -> list[Asset]:
    """The documents that are shown and their signatures, byte for byte."""
    found = []
    for each in seen(view, dossier).entries:
        found.append(Asset(each.document, content=each.entry.attestation.raw))
        found.append(Asset(each.signature, content=each.entry.attestation.signature))
    return found


def signed_json(entries: Iterable[Signed], to: Callable[[str], str]) -> list[dict[str, object]]:
    """Sign-offs for other programs; ``to`` makes links of addresses."""
    return [
        {
            "of": each.entry.attestation.of,
            "level": each.entry.attestation.level,
            "by": each.entry.attestation.by,
            "signer": each.entry.attestation.signer,
            "key": each.entry.key,
            "date": each.entry.attestation.date,
            "checked": list(each.entry.attestation.checked),
            "digest": each.entry.attestation.digest,
            "reproduction": each.entry.attestation.reproduction or None,
            "note": each.entry.attestation.note or None,
            "standing": each.entry.standing.value,
            "reason": each.entry.reason,
            "document": to(each.document),
            "signature": to(each.signature),
        }
        for each in entries
    ]
