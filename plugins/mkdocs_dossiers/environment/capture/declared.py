"""What only people or the launching runner know, handed over in ``DOSSIER_…`` variables."""

from __future__ import annotations

from collections.abc import Mapping

from mkdocs_dossiers.environment.capture.reading import Known, NotAvailable, Reading


def declared(environ: Mapping[str, str], variable: str, why_not_readable: str) -> Reading:
    """The variable's value, or the reason together with how to declare it."""
    value = environ.get(variable, "").strip()
    source = f"environment variable {variable}"
    return (
        Known(value, source)
        if value
        else NotAvailable(f"{why_not_readable}, and it was not declared", source)
    )
