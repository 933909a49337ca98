"""What verifying a site found, for people and for programs."""

from __future__ import annotations

import json

import click

from mkdocs_dossiers.model.printable import printable
from mkdocs_dossiers.verify.finding import Verification

COUNTED = ("dossiers", "claims", "files", "pages")


def as_json(found: Verification) -> str:
    """The contract: ``ok``, ``counts``, and ``problems`` with the address, the reference and a sentence."""
    document = {
        "ok": found.ok,
        "counts": {name: found.counts[name] for name in COUNTED},
        "problems": [
            {"address": entry.address, "about": entry.about, "message": entry.message}
            for entry in found.findings
        ],
    }
    return json.dumps(document, indent=2, ensure_ascii=False)


def as_text(found: Verification) -> str:
    """Each difference with where it is, then the result in a sentence."""
    lines = []
    for entry in found.findings:
        lines.append(click.style(printable(entry.address), bold=True))
        about = f" ({printable(entry.about)})" if entry.about else ""
        lines.append(f"  {printable(entry.message)}{about}")
    looked = (
        f"{found.counts['claims']:,} claims of {found.counts['dossiers']:,} dossiers recomputed from "
        f"{found.counts['files']:,} files and held against {found.counts['pages']:,} pages"
    )
    if found.ok:
        return click.style(f"Everything is as printed: {looked}.", fg="green")
    many = len(found.findings)
    result = f"{many:,} {'thing is' if many == 1 else 'things are'} not as printed: {looked}."
    return "\n".join([*lines, "", click.style(result, fg="red", bold=True)])
