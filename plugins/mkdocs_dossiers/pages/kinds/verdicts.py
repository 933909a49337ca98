"""How verdicts are made: the statistics, in words, with their sources and an example from the site's own data."""

from __future__ import annotations

from mkdocs_dossiers.measure.interval import samples_for_quantile
from mkdocs_dossiers.pages.page import Page
from mkdocs_dossiers.pages.view import ClaimRow, View
from mkdocs_dossiers.pages.worked import examples
from mkdocs_dossiers.pages.writer import write


def verdicts(view: View) -> Page:
    """The explanation every verdict links to."""
    family = _largest_family(view)
    return write(
        "verdicts",
        view.addresses.verdicts,
        "How verdicts are made",
        {
            "home": view.addresses.home,
            "examples": examples(view),
            "family": family,
            "family_share": f"1/{len(family)}" if family else "",
            "again": [
                (row, view.addresses.claim(row.reference), entries[0])
                for _, dossier in view.shown
                for row in view.claims(dossier)
                if (entries := view.remeasured(row))
            ],
            "needed": [
                (name, samples_for_quantile(q, 0.95, upper=True), samples_for_quantile(q, 0.99, upper=True))
                for name, q in (("median", 0.5), ("p90", 0.9), ("p95", 0.95), ("p99", 0.99), ("p99.9", 0.999))
            ],
        },
        navigation=True,
    )


def _largest_family(view: View) -> list[ClaimRow]:
    """The comparisons of the dossier that makes most of them; none where no dossier makes more than one."""
    families = [
        [row for row in view.claims(dossier) if row.claim.compares] for _, dossier in reversed(view.shown)
    ]
    largest = max(families, key=len, default=[])
    return largest if len(largest) > 1 else []
