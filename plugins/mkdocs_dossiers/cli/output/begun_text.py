"""What ``dossier new`` says: what was written, what to know, and what comes next."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.author.begin import Begun
from mkdocs_dossiers.author.schemas import COPIES
from mkdocs_dossiers.author.surroundings import Checked
from mkdocs_dossiers.model.printable import printable
from mkdocs_dossiers.model.reference import Reference

_SHOWN = 5
"""Changed paths that are named."""


def render(reference: Reference, checked: Checked, begun: Begun) -> str:
    """Some lines for people."""
    return "\n".join(printable(line) for line in _lines(reference, checked, begun))


def _lines(reference: Reference, checked: Checked, begun: Begun) -> Iterator[str]:
    for path in begun.written:
        if not path.startswith(f"{COPIES}/"):
            yield f"written: {path}"
    if any(path.startswith(f"{COPIES}/") for path in begun.written):
        yield f"written: {COPIES}/ (schemas, for your editor)"
    if begun.carried is not None:
        datasets = len(begun.carried.datasets)
        yield (
            f"From {begun.carried.of}: {_counted(begun.carried.claimed, 'claim')} with their limits; "
            f"{_counted(datasets, 'dataset')} to measure again."
        )
    if begun.unknown:
        them = "it" if len(begun.unknown) == 1 else "them"
        what = " and ".join(begun.unknown)
        yield f"Could not be found out: the project's {what}. Write {them} into project.yaml, in place of TODO."
    if checked.commit is None:
        yield "Nothing is committed yet: commit what you measure before you measure it."
    elif checked.dirty:
        more = f" and {len(checked.dirty) - _SHOWN} more" if len(checked.dirty) > _SHOWN else ""
        yield (
            f"Not as committed: {', '.join(checked.dirty[:_SHOWN])}{more}. Commit before you measure: evidence is "
            "about a commit."
        )
    yield f"Next: dossier record {reference} NAME -- COMMAND"


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
