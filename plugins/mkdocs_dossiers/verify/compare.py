"""What a site says of two versions side by side: in tables, and in the data a browser compares with."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from mkdocs_dossiers.model.reference import Reference
from mkdocs_dossiers.pages.address import Addresses
from mkdocs_dossiers.verify.claim import same
from mkdocs_dossiers.verify.document import loaded
from mkdocs_dossiers.verify.place import Missing, Place
from mkdocs_dossiers.verify.printed import Row

AT = Addresses()
CHANGE = "Change"
"""A table with a column of this name holds two versions side by side, each in a column of its name."""
Told = Mapping[str, Mapping[str, str]]


def side_by_side(row: Row, claim: Mapping[str, str], told: Told) -> Iterator[tuple[str, str]]:
    """The claims whose numbers a row of such a table prints otherwise, with a sentence.

    ``claim`` is the one the row links to.
    """
    reference = Reference.parse(claim["claim"])
    if CHANGE not in row.columns or reference is None or reference.claim is None:
        return
    for version, text in row.columns.items():
        other = Reference.parse(f"{reference.project}@{version}/{reference.claim}")
        wanted = told.get(AT.claim(other).removesuffix(".md")) if other is not None else None
        if wanted is not None and text != (right := f"{wanted['value']} {wanted['interval']}"):
            yield wanted["claim"], f"It prints {text[:80]!r} for {version}; recomputed it is {right!r}."


def compare_differs(place: Place, project: str, told: Told) -> Iterator[tuple[str, str, str]]:
    """What the data of the page for comparing say of claims otherwise: address, sentence, claim."""
    address = AT.compare_data(project)
    try:
        document = loaded(place, address)
    except Missing as error:
        yield address, str(error), ""
        return
    known = {entry["claim"]: entry for entry in told.values()}
    try:
        for version in document["versions"]:
            for entry in version["claims"]:
                yield from _differs(address, project, str(version["version"]), entry, known)
    except (KeyError, TypeError, AttributeError):
        yield address, "It is not what this software writes.", ""


def _differs(
    address: str, project: str, version: str, entry: Mapping[str, Any], known: Told
) -> Iterator[tuple[str, str, str]]:
    name = f"{project}@{version}/{entry['id']}"
    wanted = known.get(name)
    if wanted is None:
        yield address, f"It holds a claim {name[:120]!r} that could not be recomputed.", ""
        return
    said = [entry["value"], entry["low"], entry["high"], entry["unit"]]
    exactly = json.loads(wanted["exactly"])
    shown = [" ".join(str(text).split()) for text in entry["shown"]]
    if not all(same(one, other) for one, other in zip(said, exactly, strict=True)):
        yield address, f"It holds {str(said)[:120]}; recomputed it is {exactly}.", name
    elif shown != [" ".join(wanted[key].split()) for key in ("value", "interval")]:
        yield address, f"It prints {str(shown)[:120]}; that is not what was recomputed.", name
