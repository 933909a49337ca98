"""When a dossier's data were measured, by everything that says so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from mkdocs_dossiers.check.rule import Context, dataset_scope
from mkdocs_dossiers.model.document import Document, Pointer, Position
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.moment import Moment, moment
from mkdocs_dossiers.model.problem import Scope


@dataclass(frozen=True, slots=True)
class Dated:
    """Something that says when it was made. ``what`` begins a sentence: "The dataset x was measured at"."""

    what: str
    moment: Moment
    document: Document
    pointer: Pointer
    scope: Scope

    @property
    def place(self) -> Position:
        """Where it stands; looked up when it is asked for."""
        return self.document.at(*self.pointer)


def captured(dossier: Dossier) -> Iterator[Dated]:
    """When each environment was captured."""
    for name, environment in dossier.environments.items():
        made = moment(environment.document.text("captured", "at"))
        if made is not None:
            yield Dated(
                f"The environment {name} was captured at",
                made,
                environment.document,
                ("captured", "at"),
                Scope("environment", str(dossier.reference), name),
            )


def stated(dossier: Dossier) -> Iterator[Dated]:
    """When each dataset was measured, in the author's words."""
    for name, dataset in dossier.datasets.items():
        made = moment(dataset.measured)
        if made is not None:
            yield Dated(
                f"The dataset {name} was measured at",
                made,
                dossier.document,
                ("data", name, "measured"),
                dataset_scope(dossier, name),
            )


def recorded(dossier: Dossier, context: Context) -> Iterator[Dated]:
    """When each dataset was measured, in its raw file's words."""
    for name, raw in context.files.items():
        made = moment(raw.facts.get("date"))
        if made is not None:
            yield Dated(
                f"{dossier.datasets[name].file} was measured at",
                made,
                dossier.document,
                ("data", name, "file"),
                dataset_scope(dossier, name),
            )


def measured(dossier: Dossier, context: Context) -> Iterator[Dated]:
    """All of them."""
    yield from captured(dossier)
    yield from stated(dossier)
    yield from recorded(dossier, context)


def by_dataset(dossier: Dossier, context: Context, name: str) -> Moment | None:
    """When a dataset was measured, by its author, or else by its file."""
    dataset = dossier.datasets.get(name)
    said = moment(dataset.measured) if dataset is not None else None
    raw = context.examined.files.get(name) if context.examined is not None else None
    return said or (moment(raw.facts.get("date")) if raw is not None else None)


def committed(dossier: Dossier, context: Context) -> datetime | None:
    """When the measured commit was made; None where it cannot be looked up."""
    subject = dossier.subject
    history = context.histories.of(subject.repository) if subject is not None else None
    commit = history.commit(subject.commit) if subject is not None and history is not None else None
    return commit.date if commit is not None else None
