"""The samples of a raw file, to change them as somebody would who knows the format."""

from __future__ import annotations

import json
import math
import statistics
from abc import ABC, abstractmethod
from pathlib import Path
from typing import Any


class Samples(ABC):
    """The samples of one file, as rows in its order."""

    rows: list[Any]

    @abstractmethod
    def get(self, row: Any) -> float:
        """A sample's value."""

    @abstractmethod
    def put(self, row: Any, value: float) -> Any:
        """The row with another value, written as the tool writes numbers."""

    @abstractmethod
    def save(self) -> None:
        """Write the file."""

    def at(self, index: int, value: float) -> None:
        """Set one value."""
        self.rows[index] = self.put(self.rows[index], value)


class Table(Samples):
    """A CSV file with a header. ``column`` is the one with the values, ``series`` the one that names series."""

    def __init__(self, file: Path, column: str, series: str | None = None) -> None:
        self.file = file
        self.header, *lines = file.read_text().splitlines()
        self.names = self.header.split(",")
        self.column = self.names.index(column)
        self.series = self.names.index(series) if series is not None else None
        self.rows: list[list[str]] = [line.split(",") for line in lines]

    def get(self, row: list[str]) -> float:
        return float(row[self.column])

    def put(self, row: list[str], value: float) -> list[str]:
        places = len(row[self.column].partition(".")[2])
        return [*row[: self.column], f"{value:.{places}f}", *row[self.column + 1 :]]

    def save(self) -> None:
        lines = (",".join(row) for row in self.rows)
        self.file.write_text("\n".join([",".join(self.names), *lines]) + "\n")


class Runs(Samples):
    """One benchmark of a JSON file that keeps its samples in a list beside a summary."""

    def __init__(self, file: Path, indent: int, data: Any, summary: dict[str, Any], key: str) -> None:
        self.file, self._indent, self._data, self.summary, self._key = file, indent, data, summary, key
        self.rows: list[float] = list(summary[key])

    def get(self, row: float) -> float:
        return row

    def put(self, row: float, value: float) -> float:  # noqa: ARG002 - rows of this kind are values
        return value

    def save(self) -> None:
        self.summary[self._key] = self.rows
        for beside in ("exit_codes", "memory_usage_byte"):
            if isinstance(self.summary.get(beside), list):
                self.summary[beside] = (self.summary[beside] * 2)[: len(self.rows)]
        self.write()

    def write(self) -> None:
        """Write the document as it stands."""
        self.file.write_text(json.dumps(self._data, indent=self._indent) + "\n")

    def remake(self) -> None:
        """Make the summary again that the tool itself would have written."""
        values = [value for value in self.rows if math.isfinite(value)]
        if len(values) < 2:
            return
        low, middle, high = _quartiles(values)
        mean, total, deviation = math.fsum(values) / len(values), math.fsum(values), statistics.stdev(values)
        made = {
            "min": min(values), "max": max(values), "mean": mean, "stddev": deviation, "median": middle,
            "q1": low, "q3": high, "iqr": high - low, "rounds": len(values), "total": total,
            "ops": 1 / mean if mean else 0.0,
        }  # fmt: skip
        self.summary.update({key: value for key, value in made.items() if key in self.summary})
        self.write()


def _quartiles(values: list[float]) -> tuple[float, float, float]:
    """Quartiles as pytest-benchmark makes them: medians of the halves."""
    ordered = sorted(values)
    half = len(ordered) // 2
    upper = ordered[half:] if len(ordered) % 2 == 0 else ordered[half + 1 :]
    return (
        statistics.median(ordered[:half] or ordered),
        statistics.median(ordered),
        statistics.median(upper or ordered),
    )


def runs_of(file: Path) -> list[Runs]:
    """The benchmarks of a file of pytest-benchmark or hyperfine; none for another."""
    try:
        text = file.read_text()
        data = json.loads(text)
    except ValueError:
        return []
    indent = len(text.split("\n", 2)[1]) - len(text.split("\n", 2)[1].lstrip()) if "\n" in text else 2
    if not isinstance(data, dict):
        return []
    if isinstance(data.get("benchmarks"), list) and "commit_info" in data:
        found = [(entry["stats"], "data") for entry in data["benchmarks"] if entry["stats"].get("data")]
    elif isinstance(data.get("results"), list):
        found = [(entry, "times") for entry in data["results"] if entry.get("times")]
    else:
        found = []
    return [Runs(file, indent, data, summary, key) for summary, key in found]
