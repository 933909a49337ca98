"""What a damage may touch: one published dossier in the copy."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any, TypeVar

from mutation.place import FOLDER, Place
from mutation.raw import Runs, Samples, Table, runs_of
from mutation.yaml_text import Pointer, YamlText

PUBLISHED = "published.yaml"
T = TypeVar("T")


class Nothing(Exception):  # noqa: N818 - said of the target
    """There is nothing in this dossier that this kind of damage could touch."""


class Target:
    """A dossier by its folder below ``dossiers/``, such as ``order-gateway/2026.11``."""

    def __init__(self, place: Place, name: str) -> None:
        self.place, self.name = place, name
        self.folder = place.root / FOLDER / name
        self.project = self.folder.parent
        self.document = self.folder / "dossier.yaml"
        self.yaml = YamlText(self.document.read_text())
        self.record = self.project / PUBLISHED
        self.data = self.yaml.data

    @property
    def claims(self) -> dict[str, dict[str, Any]]:
        """The claims as written, all values texts."""
        return dict(self.data["claims"])

    @property
    def datasets(self) -> dict[str, dict[str, Any]]:
        """The datasets as written."""
        return dict(self.data["data"])

    def others(self) -> list[str]:
        """The names of the other dossiers of the project."""
        found = sorted(file.parent.name for file in self.project.glob("*/dossier.yaml"))
        return [name for name in found if name != self.folder.name]

    def claim(self, chance: Random, *keys: str) -> str:
        """A claim that has all these keys."""
        return some(
            chance, [name for name, claim in self.claims.items() if all(key in claim for key in keys)]
        )

    def file(self, dataset: str) -> Path:
        """A dataset's raw file."""
        return self.folder / str(self.datasets[dataset]["file"])

    def rewrite(self, text: str) -> None:
        """Write dossier.yaml anew."""
        if text == self.yaml.text:
            raise Nothing
        self.document.write_text(text)

    def set(self, *pointer: str | int, to: str) -> str:
        """Replace a value of dossier.yaml; says what was replaced by what."""
        old = self.yaml.source(*pointer)
        if old == to:
            raise Nothing
        self.rewrite(self.yaml.replaced(pointer, to))
        return f"{dotted(pointer)}: {shortly(old)} -> {shortly(to)}"

    def samples(self, chance: Random) -> tuple[str, Samples]:
        """The samples of a dataset a claim rests on, with its name."""
        found = [
            (dataset, claim["metric"])
            for claim in self.claims.values()
            for dataset in _datasets(claim)
            if dataset in self.datasets
        ]
        chance.shuffle(found)
        for dataset, metric in found:
            samples = self._samples(chance, dataset, str(metric))
            if samples is not None and len(samples.rows) > 4:
                return dataset, samples
        raise Nothing

    def _samples(self, chance: Random, dataset: str, metric: str) -> Samples | None:
        file, columns = self.file(dataset), self.datasets[dataset].get("columns")
        if file.suffix == ".csv" and isinstance(columns, dict):
            entry = columns["metrics"].get(metric)
            column = entry["column"] if isinstance(entry, dict) else None
            return Table(file, column, columns.get("series")) if column else None
        runs = runs_of(file)
        return chance.choice(runs) if runs else None

    def table(self, chance: Random, with_series: bool = False) -> tuple[str, Table]:
        """As :meth:`samples`, for CSV files; ``with_series`` for those that name series."""
        for _ in range(20):
            dataset, samples = self.samples(chance)
            if isinstance(samples, Table) and (samples.series is not None or not with_series):
                return dataset, samples
        raise Nothing

    def runs(self, chance: Random) -> tuple[str, Runs]:
        """As :meth:`samples`, for files that keep a summary too."""
        for _ in range(20):
            dataset, samples = self.samples(chance)
            if isinstance(samples, Runs):
                return dataset, samples
        raise Nothing

    def environment(self, chance: Random) -> Path:
        """The document of one of the environments."""
        return some(chance, sorted(self.folder.glob("environments/*.json")))

    def hashed(self, dataset: str) -> None:
        """Declare the digest a dataset's file has now."""
        text = YamlText(self.document.read_text())
        if self.file(dataset).is_file():
            digest = hashlib.sha256(self.file(dataset).read_bytes()).hexdigest()
            self.document.write_text(text.replaced(("data", dataset, "sha256"), digest))

    def swap(self, one: Path, other: Path) -> None:
        """Let two files change their names."""
        beside = one.with_name("swapped.tmp")
        shutil.move(one, beside)
        shutil.move(other, one)
        shutil.move(beside, other)


def _datasets(claim: dict[str, Any]) -> list[str]:
    texts = [claim.get("of")]
    for form in ("ratio", "difference", "geometric-mean", "scaling"):
        if isinstance(claim.get(form), dict):
            texts += [claim[form].get("of"), claim[form].get("to")]
    return [text.partition("/")[0] for text in texts if isinstance(text, str)]


def some(chance: Random, choices: Sequence[T]) -> T:
    """One of these. Raises :class:`Nothing` when there is none."""
    if not choices:
        raise Nothing
    return chance.choice(choices)


def dotted(pointer: Pointer) -> str:
    """A pointer as people write it."""
    return ".".join(map(str, pointer))


def shortly(text: str, width: int = 60) -> str:
    """A text in one line, cut."""
    line = " ".join(text.split())
    return line if len(line) <= width else f"{line[: width - 1]}…"


def other_digit(chance: Random, text: str, first: bool = False) -> str:
    """A text with one of its digits replaced by another; a leading one does not become 0."""
    places = [index for index, letter in enumerate(text) if letter in "0123456789"]
    place = places[0] if first and places else some(chance, places)
    leading = not text[:place].strip("<>= 0.") and place == places[0]
    choices = [digit for digit in "0123456789" if digit != text[place] and not (leading and digit == "0")]
    return text[:place] + chance.choice(choices) + text[place + 1 :]
