"""Two moments held against each other: what a run's record says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from mkdocs_dossiers.environment.capture.files import ROOT
from mkdocs_dossiers.environment.capture.reading import Known, NotApplicable, Reading
from mkdocs_dossiers.environment.privacy.scrub import scrubbed
from mkdocs_dossiers.environment.run.moment import Moment, moment
from mkdocs_dossiers.environment.run.observed import OBSERVED, Observed

RUNS = "runs"
"""Where an environment document holds the records, by dataset."""
_DIGITS = 6
"""Decimals of a second: what the kernel counts in."""


@dataclass
class Around:
    """The moments before and after a run; ``after`` is None until it has ended."""

    before: Moment
    after: Moment | None = None

    @property
    def record(self) -> dict[str, Any]:
        """What happened in between. Raises `ValueError` while it is still running."""
        if self.after is None:
            raise ValueError("the run has not ended")
        return between(self.before, self.after)


@contextmanager
def around(root: Path = ROOT) -> Iterator[Around]:
    """Take a moment now, and another when the block ends, however it ends.

    Children that the block starts must be waited for in it, or their CPU time counts as that of others.
    """
    found = Around(moment(root))
    try:
        yield found
    finally:
        found.after = moment(root)


def between(before: Moment, after: Moment) -> dict[str, Any]:
    """The record of a run, as ``schema/environment.schema.json`` describes it."""
    return {
        "started": _time(before.at),
        "ended": _time(after.at),
        "seconds": round(after.clock - before.clock, 3),
        "cpus": after.cpus,
        "changes": {
            observed.name: _change(observed, _of(before, observed.name), _of(after, observed.name))
            for observed in OBSERVED
        },
    }


def with_run(document: Mapping[str, Any], dataset: str, record: Mapping[str, Any]) -> dict[str, Any]:
    """An environment document with the record of one more run, or of one measured again."""
    return {**document, RUNS: {**document.get(RUNS, {}), dataset: dict(record)}}


def _time(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def _of(taken: Moment, name: str) -> Reading:
    """A reading; what others used is all less the run's own, and cannot be known without either."""
    if name != "other_cpu_time":
        return taken.readings[name]
    every, own = taken.readings["cpu_time"], taken.readings["own_cpu_time"]
    if not isinstance(every, Known):
        return every
    if not isinstance(own, Known):
        return own
    return Known(_number(every) - _number(own), f"{every.source} less {own.source}")


def _change(observed: Observed, before: Reading, after: Reading) -> dict[str, Any]:
    for reading in (before, after):
        if isinstance(reading, NotApplicable):
            return {"status": "not_applicable", "reason": reading.reason}
        if not isinstance(reading, Known):
            return {"status": "not_available", "reason": reading.reason, "source": reading.source}
    assert isinstance(before, Known)  # noqa: S101 - told apart above; this tells the type checker
    assert isinstance(after, Known)  # noqa: S101
    unit = {"unit": observed.unit} if observed.unit else {}
    if observed.kind == "counter":
        grown = round(_number(after) - _number(before), _DIGITS) + 0  # no minus zero
        if observed.name == "other_cpu_time":
            grown = max(grown, 0.0)  # the two are counted in steps of different size
        return {"change": grown, **unit, "source": after.source}
    if observed.kind == "setting":
        return {"before": _words(before), "after": _words(after), "source": after.source}
    return {"before": _number(before), "after": _number(after), **unit, "source": after.source}


def _words(known: Known) -> str:
    """A setting as the rest of the document would hold it: without addresses and characters that deceive."""
    return scrubbed(str(known.value), lambda text: text) or "nothing"


def _number(known: Known) -> float | int:
    if isinstance(known.value, bool) or not isinstance(known.value, int | float):
        raise TypeError(f"{known.source} holds no number")
    return known.value
