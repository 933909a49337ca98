"""What measuring a dossier again would do: which steps, of which commit, what they give and how long they take."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from mkdocs_dossiers.fetch.configured import refusal
from mkdocs_dossiers.model.dossier import Dossier, Step
from mkdocs_dossiers.read.history import History


class CannotReproduce(Exception):  # noqa: N818 - said of the dossier
    """A dossier that cannot be measured again here; the message says why, and what to do."""


class NotMeasured(CannotReproduce):
    """A recipe ran, and what it left is no measurement."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A step as it will be run. ``number`` counts the steps of the recipe, from 1."""

    number: int
    step: Step


@dataclass(frozen=True, slots=True)
class Plan:
    """What will be run. ``source`` is the folder or address the measured ``commit`` is cloned from.

    ``datasets`` maps the datasets that will be measured again to their files; ``left`` names those that no step
    gives.
    """

    dossier: Dossier
    source: str
    commit: str
    steps: tuple[Planned, ...]
    datasets: Mapping[str, str]
    left: tuple[str, ...]

    @property
    def minutes(self) -> float:
        """The author's estimate of all steps together; those without one count nothing."""
        return sum(planned.step.minutes or 0.0 for planned in self.steps)

    @property
    def local(self) -> bool:
        """Whether the commit is in a repository of this machine."""
        return Path(self.source).is_absolute()


def plan_of(root: Path, dossier: Dossier, claim: str | None, clones: Mapping[str, Path]) -> Plan:
    """The plan for a dossier, or for what one of its claims rests on. Raises :class:`CannotReproduce`.

    Steps that give no file prepare the others, and are always run.
    """
    if dossier.subject is None:
        raise CannotReproduce(f"{dossier.reference} names no measured commit, so nothing can be checked out.")
    if not dossier.recipe.steps:
        raise CannotReproduce(f"{dossier.reference} has no recipe, so there is nothing to run.")
    wanted = dossier.claims[claim].datasets if claim is not None else tuple(dossier.datasets)
    files = {name: dossier.datasets[name].file for name in wanted if name in dossier.datasets}
    given = {step.gives for step in dossier.recipe.steps}
    left = tuple(name for name, file in files.items() if file not in given)
    datasets = {name: file for name, file in files.items() if file in given}
    if not datasets:
        raise CannotReproduce(
            f"No step of the recipe of {dossier.reference} gives a file that was asked for."
        )
    steps = tuple(
        Planned(number, step)
        for number, step in enumerate(dossier.recipe.steps, start=1)
        if step.gives is None or step.gives in datasets.values()
    )
    for planned in steps:
        readable(planned)
    source, commit = _source(root, dossier, clones)
    return Plan(dossier, source, commit, steps, datasets, left)


def readable(planned: Planned) -> None:
    """Refuse what a person who reads it would not see."""
    for text in (planned.step.run, planned.step.does):
        for char in text:
            if not char.isprintable() and char not in "\n\t":
                raise CannotReproduce(
                    f"Step {planned.number} holds the character U+{ord(char):04X}, which can hide what a step does "
                    "from who reads it. It is not run; ask the authors to remove the character."
                )


def _source(root: Path, dossier: Dossier, clones: Mapping[str, Path]) -> tuple[str, str]:
    """Where to clone from, and the commit there: another one with the same content where the first is gone."""
    subject = dossier.subject
    assert subject is not None  # noqa: S101 - the caller looked
    folder = root if subject.repository == "." else clones.get(subject.repository)
    if folder is None:
        refused = refusal(subject.repository)
        if refused is not None or not subject.repository.startswith(("https:", "ssh:", "git@")):
            raise CannotReproduce(
                f"The measured repository {subject.repository[:80]!r} cannot be cloned from here. Clone it, and "
                "name the clone with --clone URL=FOLDER."
            )
        return subject.repository, subject.commit
    history = History(folder)
    commit = history.commit(subject.commit) or history.stand_in(subject.commit, subject.tree)
    if commit is None:
        hint = " This clone is shallow: git fetch --unshallow." if history.shallow else ""
        raise CannotReproduce(
            f"The measured commit {subject.commit[:12]} is not in {folder}, nor is another one with its content.{hint}"
        )
    return str(folder.resolve()), commit.id
