"""What a claim's page needs for checking the claim in the reader's browser, and for showing it elsewhere."""

from __future__ import annotations

from dataclasses import dataclass

from mkdocs_dossiers.model.digits import limit
from mkdocs_dossiers.model.dossier import Dossier, Form
from mkdocs_dossiers.pages.badge import FILE as BADGE
from mkdocs_dossiers.pages.badge import label, snippet
from mkdocs_dossiers.pages.claim_json import FILE, read_here
from mkdocs_dossiers.pages.view import ClaimRow, View
from mkdocs_dossiers.pages.written import printed


@dataclass(frozen=True, slots=True)
class Recompute:
    """Addresses, what is printed, and what the browser cannot do. ``reach`` is a sentence about the latter."""

    twin: str
    badge: str
    label: str
    snippet: str
    printed: dict[str, str]
    size: int
    reach: str


HERE = "This page reads the raw file by itself, so every step from the bytes to the verdict is checked."


def recompute(view: View, subject: Dossier, row: ClaimRow) -> Recompute:
    """The parts of one claim."""
    claim, measured = row.claim, row.judgement.measurement
    files = [(subject.datasets[name], view.raw(subject, name)) for name in claim.datasets]
    read = [(dataset, raw) for dataset, raw in files if raw is not None]
    if claim.form in (Form.GEOMETRIC_MEAN, Form.SCALING):
        reach = "The raw files are checked byte for byte. A number made of many series is not computed again here."
    elif any(side.stated for side in measured.chosen):
        reach = "The raw file is checked byte for byte. The tool kept no samples, so there is nothing to compute again."
    elif all(read_here(dataset, raw) for dataset, raw in read):
        reach = HERE
    elif measured.kept is not None:
        reach = (
            "This page cannot read this format, so it starts from the samples that were published beside the claim: "
            "that they are what the raw file holds is not checked here."
        )
    else:
        reach = (
            "The raw file is checked byte for byte. This page cannot read this format, and there are too many samples "
            "to publish them beside the claim, so the number is not computed again here."
        )
    return Recompute(
        twin=view.addresses.beside(row.reference, FILE),
        badge=view.addresses.beside(row.reference, BADGE),
        label=label(row),
        snippet=snippet(row, f"{view.addresses.folder(row.reference)}/claims/{row.reference.claim}/"),
        printed=printed(measured, limit(claim.holds)),
        size=sum(raw.size for _, raw in read),
        reach=reach,
    )
