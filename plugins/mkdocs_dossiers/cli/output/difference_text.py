"""A difference as trees for people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mkdocs_dossiers.cli.output.difference_words import change, commits, figure, moved, summed
from mkdocs_dossiers.cli.output.trace_text import COLOURS
from mkdocs_dossiers.cli.output.tree import Node
from mkdocs_dossiers.cli.output.tree import render as tree

_COLOURS = COLOURS | {
    "reproduced": "green",
    "replicated": "green",
    "repeated": "green",
    "not reproduced": "red",
    "not replicated": "red",
    "not repeated": "red",
    "cannot tell": "yellow",
}
MOST_FILES = 10
"""Changed files that are shown; the other formats list more."""
MOST_FIELDS = 12
"""Fields named that differ and change no result."""


def render(found: dict[str, Any]) -> str:
    """Every dossier that differs, then those that are on one side only."""
    parts = [
        tree(f"{entry['before']} → {entry['after']}", summed(entry), list(_nodes(entry)))
        for entry in found["dossiers"]
    ]
    parts += [_only(entry, "only after") for entry in found["added"]]
    parts += [_only(entry, "only before") for entry in found["gone"]]
    return "\n\n".join(parts) or f"No dossier differs between {found['before']} and {found['after']}."


def _only(entry: dict[str, Any], where: str) -> str:
    claims = [
        Node(claim["claim"], f"{claim['verdict']}: {claim['says']}", colour=COLOURS.get(claim["verdict"]))
        for claim in entry["claims"]
    ]
    return tree(
        entry["dossier"], f"{where}, with {len(claims):,} claim{'' if len(claims) == 1 else 's'}", claims
    )


def _nodes(found: dict[str, Any]) -> Iterator[Node]:
    files = found["commit"]["files"] or []
    shown = tuple(Node(each["what"], each["path"]) for each in files[:MOST_FILES])
    more = len(files) + found["commit"]["more"] - len(shown)
    if more:
        shown += (Node(f"and {more:,} more"),)
    yield Node("commit", commits(found["commit"]), below=shown)
    yield from (Node("annotation", f"{each['number']}: {each['says']}") for each in found["crossed"])
    yield from (_claim(claim) for claim in found["claims"] if claim["what"] != "same")
    same = [claim["claim"] for claim in found["claims"] if claim["what"] == "same"]
    if same:
        yield Node("same", ", ".join(same))
    yield from (_environment(pair) for pair in found["environments"])
    for entry in found["data"]:
        below = tuple(Node(each["key"], change(each)) for each in entry["changed"])
        yield Node("dataset", f"{entry['dataset']}: {entry['what']}", below=below)
    yield from (Node(entry["key"], change(entry)) for entry in found["recipe"])


def _claim(claim: dict[str, Any]) -> Node:
    before, after, movement = claim["before"], claim["after"], claim["movement"]
    below = []
    if before is not None:
        below.append(Node("before", figure(before), colour=_COLOURS.get(before["verdict"])))
    if after is not None:
        below.append(Node("after", figure(after), colour=_COLOURS.get(after["verdict"])))
    if movement is not None:
        below.append(Node("change", moved(movement)))
    if claim["differing"]:
        below.append(Node("mind", f"another {', '.join(claim['differing'])}, which changes results"))
    below += [Node(each["key"], change(each)) for each in claim["changed"]]
    return Node("claim", f"{claim['claim']}: {claim['what']}", below=tuple(below))


def _environment(pair: dict[str, Any]) -> Node:
    names = pair["before"] if pair["before"] == pair["after"] else f"{pair['before']} → {pair['after']}"
    if not pair["material"] and not pair["benign"]:
        return Node("environment", f"{names}: the same")
    below = [Node(each["title"], change(each), colour="yellow") for each in pair["material"]]
    if pair["benign"]:
        titles = [each["title"] for each in pair["benign"]]
        more = f" and {len(titles) - MOST_FIELDS:,} more" if len(titles) > MOST_FIELDS else ""
        below.append(Node("harmless", f"{'; '.join(titles[:MOST_FIELDS])}{more}"))
    count = len(pair["material"])
    said = (
        f"{count:,} difference{' that changes' if count == 1 else 's that change'} results"
        if count
        else "nothing that changes results differs"
    )
    return Node("environment", f"{names}: {said}", below=tuple(below))
