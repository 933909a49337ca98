"""Which environment document a run belongs to: one that is there already, or a new one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mkdocs_dossiers.author.draft import Draft
from mkdocs_dossiers.author.refusal import Refusal
from mkdocs_dossiers.author.store import Change, Opened
from mkdocs_dossiers.environment.comparison import Difference, compare
from mkdocs_dossiers.environment.run.record import RUNS, with_run

NAME = "bench-host"
"""What a new one is called unless the author says: a machine's own name is not published."""
_LISTED = 3


@dataclass(frozen=True, slots=True)
class Chosen:
    """The environment of a run: its name, whether it is new, and what has to be written for it."""

    name: str
    new: bool
    change: Change


def choose(
    draft: Draft,
    store: Opened,
    captured: Mapping[str, Any],
    dataset: str,
    run: Mapping[str, Any],
    wanted: str | None,
) -> Chosen:
    """The document for a machine as it was captured, with the record of a dataset's run in it.

    One that is there is used again when it is of the same machine, not restarted since, and nothing but readings of
    the moment differs. Raises :class:`Refusal` where the one the author named is another.
    """
    folder = f"{draft.dossier.path}/environments"
    known = draft.dossier.environments
    for name in [wanted] if wanted is not None else sorted(known):
        if name not in known:
            continue
        differences = _differences(known[name].data, captured)
        raw = store.read(f"{folder}/{name}.json")
        if not differences and _written(known[name].data) == raw:
            document = with_run(known[name].data, dataset, run)
            return Chosen(name, False, Change(f"{folder}/{name}.json", _written(document), raw))
        if wanted is not None:
            raise Refusal(*_other(wanted, differences))
    name = wanted or _free(set(known))
    document = with_run(captured, dataset, run)
    return Chosen(name, True, Change(f"{folder}/{name}.json", _written(document)))


def forgotten(draft: Draft, store: Opened, dataset: str, chosen: str) -> list[Change]:
    """What to write where a dataset is replaced that was measured in another environment, which others still name:
    the record of its run goes.
    """
    before = draft.dossier.datasets.get(dataset)
    known = draft.dossier.environments.get(before.environment) if before is not None else None
    if before is None or known is None or known.name == chosen:
        return []
    shared = any(
        each.environment == known.name for name, each in draft.dossier.datasets.items() if name != dataset
    )
    path = f"{draft.dossier.path}/environments/{known.name}.json"
    raw = store.read(path)
    runs = known.data.get(RUNS)
    if not shared or not isinstance(runs, dict) or dataset not in runs or _written(known.data) != raw:
        return []
    rest = {name: run for name, run in runs.items() if name != dataset}
    document = {
        **{key: value for key, value in known.data.items() if key != RUNS},
        **({RUNS: rest} if rest else {}),
    }
    return [Change(path, _written(document), raw)]


def _differences(one: Mapping[str, Any], other: Mapping[str, Any]) -> list[Difference]:
    found = compare(one, other)
    return [*found.material, *(each for each in found.benign if not each.field.momentary)]


def _other(name: str, differences: list[Difference]) -> tuple[str, str]:
    if not differences:
        return (
            f"environments/{name}.json is not as dossier capture wrote it, so this run cannot be added to it.",
            "Choose another name: --environment.",
        )
    told = "; ".join(
        f"{each.field.title}: {each.a[:60]}, and now {each.b[:60]}" for each in differences[:_LISTED]
    )
    more = f"; and {len(differences) - _LISTED} more" if len(differences) > _LISTED else ""
    return (
        f"environments/{name}.json describes another machine, or this one in another state ({told}{more}).",
        "Choose another name: --environment.",
    )


def _free(taken: set[str]) -> str:
    number = 1
    name = NAME
    while name in taken:
        number += 1
        name = f"{NAME}-{number}"
    return name


def _written(document: Mapping[str, Any]) -> bytes:
    """A document as ``dossier capture`` prints it."""
    return (json.dumps(document, indent=2, ensure_ascii=False) + "\n").encode()
