"""What rests on a raw file, a machine or a commit, as a tree for people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mkdocs_dossiers.cli.output.trace_text import COLOURS, digest_node
from mkdocs_dossiers.cli.output.tree import Node
from mkdocs_dossiers.cli.output.tree import render as tree

_TITLES = {"file": "Raw file", "environment": "Environment", "commit": "Commit"}


def render(found: dict[str, Any]) -> str:
    """From the thing asked for up to the claims that would fall with it."""
    asked = found["commit"]["id"] if found["kind"] == "commit" else found["asked"]
    return tree(f"{_TITLES[found['kind']]} {asked}", _sentence(found), list(_nodes(found)))


def _sentence(found: dict[str, Any]) -> str:
    claims, sets = len(found["claims"]), len(found["datasets"])
    alone = sum(not claim["left"] for claim in found["claims"])
    said = f"{_many(claims, 'claim')} and {_many(len(found['reproductions']), 'reproduction')} rest on it"
    if found["kind"] != "file":
        said += f", by {_many(sets, 'raw file')}"
    if not claims:
        return f"{said}."
    if not alone:
        return f"{said}. Without it, all of these claims would still be made by another version."
    those = "none" if alone == claims else f"{claims - alone:,}"
    return f"{said}. Without it, {those} of these claims would still be made by another version."


def _many(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def _nodes(found: dict[str, Any]) -> Iterator[Node]:
    for machine in found.get("environments", ()):
        mark = f"fingerprint {machine['fingerprint']}"
        yield Node(
            "environment",
            f"{machine['evidence']}#{machine['name']}",
            (mark,),
            (Node("is", machine["summary"]),),
        )
    if found["kind"] == "commit":
        yield _commit(found["commit"])
    for dataset in found["datasets"]:
        below = (Node("file", dataset["file"]), digest_node(dataset))
        yield Node("dataset", f"{dataset['evidence']}#{dataset['name']}", below=below)
    yield from (_claim(claim) for claim in found["claims"])
    for entry in found["reproductions"]:
        said = tuple(Node(each["word"], each["claim"]) for each in entry["claims"])
        yield Node("reproduction", f"{entry['dossier']}, {entry['name']}", below=said)


def _commit(commit: dict[str, Any]) -> Node:
    if not commit["verified"]:
        return Node("commit", "not verified here: it is in no repository at hand", colour="yellow")
    reached = f", part of {commit['reached_from']}" if commit["reached_from"] else ""
    return Node("commit", f"“{commit['subject']}”, {commit['date']}{reached}")


def _claim(claim: dict[str, Any]) -> Node:
    left = ", ".join(f"{other['claim']} ({other['verdict']})" for other in claim["left"])
    return Node(
        "claim",
        claim["claim"],
        below=(
            Node(
                claim["verdict"],
                claim["reason"],
                colour=COLOURS[claim["verdict"]],
            ),
            Node("elsewhere", left or "nothing: no other version makes it on other evidence"),
        ),
    )
