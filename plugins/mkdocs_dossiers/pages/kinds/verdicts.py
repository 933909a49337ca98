"""How verdicts are made: the statistics, in words, with their sources."""

from __future__ import annotations

from mkdocs_dossiers.measure.interval import samples_for_quantile
from mkdocs_dossiers.pages.page import Page
from mkdocs_dossiers.pages.view import View
from mkdocs_dossiers.pages.writer import write


def verdicts(view: View) -> Page:
    """The explanation every verdict links to."""
    return write(
        "verdicts",
        view.addresses.verdicts,
        "How verdicts are made",
        {
            "home": view.addresses.home,
            "needed": [
                (name, samples_for_quantile(q, 0.95, upper=True), samples_for_quantile(q, 0.99, upper=True))
                for name, q in (("median", 0.5), ("p90", 0.9), ("p95", 0.95), ("p99", 0.99), ("p99.9", 0.999))
            ],
        },
        navigation=True,
    )
