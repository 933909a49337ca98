"""A difference as Markdown, for a comment or a page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mkdocs_dossiers.cli.output.comment import inline
from mkdocs_dossiers.cli.output.difference_words import commits, figure, moved, summed


def render(found: dict[str, Any]) -> str:
    """One section for each dossier that differs."""
    lines = [f"## {inline(found['before'])} → {inline(found['after'])}"]
    for entry in found["dossiers"]:
        lines += ["", *_dossier(entry, alone=len(found["dossiers"]) == 1)]
    for where in ("added", "gone"):
        for entry in found[where]:
            lines += ["", f"### {inline(entry['dossier'])}: {where}", ""]
            lines += [
                f"- **{inline(claim['claim'])}** ({claim['verdict']}): {inline(claim['says'])}"
                for claim in entry["claims"]
            ]
    if len(lines) == 1:
        lines += ["", "No dossier differs."]
    return "\n".join(lines)


def _dossier(found: dict[str, Any], alone: bool) -> Iterator[str]:
    if not alone:
        yield f"### {inline(found['before'])} → {inline(found['after'])}"
        yield ""
    yield summed(found)
    yield ""
    yield f"Measured commit: {inline(commits(found['commit']))}."
    for each in found["crossed"]:
        yield ""
        yield f"Annotation {each['number']}: {inline(each['says'])}"
    if found["claims"]:
        yield from _table(
            ("Claim", "", "Before", "After", "Change"),
            [
                (
                    claim["claim"],
                    claim["what"],
                    figure(claim["before"]) if claim["before"] else "",
                    figure(claim["after"]) if claim["after"] else "",
                    moved(claim["movement"]) if claim["movement"] else "",
                )
                for claim in found["claims"]
            ],
        )
    for what, rows in _changes(found):
        yield from _table((what, "Before", "After"), rows)


def _changes(found: dict[str, Any]) -> Iterator[tuple[str, list[tuple[str, ...]]]]:
    """Tables of what was declared otherwise: claims, environments, data, recipe."""
    yield (
        "Claim",
        [
            (f"{claim['claim']}: {each['key']}", each["before"] or "", each["after"] or "")
            for claim in found["claims"]
            for each in claim["changed"]
        ],
    )
    for weight, title in (
        ("material", "Environment, what changes results"),
        ("benign", "Environment, what does not"),
    ):
        yield (
            title,
            [
                (f"{pair['after']}: {each['title']}", each["before"], each["after"])
                for pair in found["environments"]
                for each in pair[weight]
            ],
        )
    yield (
        "Data",
        [
            (f"{entry['dataset']}: {each['key']}", each["before"] or "", each["after"] or "")
            for entry in found["data"]
            for each in entry["changed"]
        ],
    )
    yield "Recipe", [(each["key"], each["before"] or "", each["after"] or "") for each in found["recipe"]]


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> Iterator[str]:
    if rows:
        yield ""
        yield f"| {' | '.join(head)} |"
        yield f"|{' --- |' * len(head)}"
        yield from (f"| {' | '.join(inline(cell) for cell in row)} |" for row in rows)
