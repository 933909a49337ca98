"""What a reader should know about how a run went. A record may be a stranger's: what does not fit is passed over."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from mkdocs_dossiers.environment.run.observed import OBSERVED, Observed
from mkdocs_dossiers.environment.run.record import RUNS

_OTHERS, _STOLEN = 0.05, 0.01
"""Shares of the machine's CPU time that may go to other processes, and to other guests, unsaid."""
_WAITED: Mapping[str, tuple[str, float]] = {
    "cpu_pressure": ("a CPU", 0.25),
    "memory_pressure": ("memory", 0.01),
    "io_pressure": ("I/O", 0.10),
}
"""What tasks waited for, and the share of the run in which some may have waited unsaid."""
_CLOCK = 0.1
"""Seconds by which the clock may be moved, or the machine sleep, unsaid."""
_LOADED = 0.5
"""Load per CPU at the start that may go unsaid."""


@lru_cache(maxsize=1)
def known() -> Mapping[str, Observed]:
    """What is watched, by name."""
    return {observed.name: observed for observed in OBSERVED}


def runs_of(document: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """The records of an environment document, by dataset."""
    runs = document.get(RUNS)
    return (
        {str(name): run for name, run in runs.items() if isinstance(run, Mapping)}
        if isinstance(runs, Mapping)
        else {}
    )


def remarks(record: Mapping[str, Any], when: str = "during the run") -> tuple[tuple[str, str], ...]:
    """What was not as it should be: names of what was watched, each with a sentence that says when."""
    return tuple(
        (name, says)
        for look in (_time, _waits, _pauses, _memory, _settings)
        for name, says in look(record, when)
    )


def entry_in(record: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """What a record holds of one thing; an empty entry where it holds nothing."""
    changes = record.get("changes")
    entry = changes.get(name) if isinstance(changes, Mapping) else None
    return entry if isinstance(entry, Mapping) else {}


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or abs(value) > 1e300:
        return None
    return float(value) if math.isfinite(value) else None


def _change(record: Mapping[str, Any], name: str) -> float:
    return _number(entry_in(record, name).get("change")) or 0.0


def _seconds(record: Mapping[str, Any]) -> float:
    return max(_number(record.get("seconds")) or 0.0, 0.0)


def _available(record: Mapping[str, Any]) -> float:
    """CPU time there was, in seconds over all CPUs."""
    return _seconds(record) * max(_number(record.get("cpus")) or 0.0, 0.0)


def _time(record: Mapping[str, Any], when: str) -> Iterator[tuple[str, str]]:
    every = _available(record)
    others, stolen = _change(record, "other_cpu_time"), _change(record, "steal")
    if others > _OTHERS * every > 0:
        yield (
            "other_cpu_time",
            (
                f"Other processes used {_percent(others / every)} of the machine's CPU time {when}: unless they "
                "belong to what was measured, they took it from that."
            ),
        )
    if stolen > _STOLEN * every > 0:
        yield (
            "steal",
            (
                f"The hypervisor gave {_percent(stolen / every)} of the CPU time to other guests {when}: the "
                "numbers depend on what those did."
            ),
        )
    load, cpus = _number(entry_in(record, "load").get("before")), _number(record.get("cpus"))
    if load is not None and cpus is not None and load > _LOADED * cpus > 0:
        yield (
            "load",
            (
                f"The load was {load:g} on {cpus:g} {'CPU' if cpus == 1 else 'CPUs'} {_before(when)}: the machine was "
                "not idle."
            ),
        )


def _waits(record: Mapping[str, Any], when: str) -> Iterator[tuple[str, str]]:
    seconds = _seconds(record)
    for name, (what, unsaid) in _WAITED.items():
        waited = _change(record, name)
        if waited > unsaid * seconds > 0:
            yield (
                name,
                (
                    f"Some task waited for {what} for {_percent(min(waited / seconds, 1.0))} of the time {when}, the "
                    "measured ones among them."
                ),
            )


def _pauses(record: Mapping[str, Any], when: str) -> Iterator[tuple[str, str]]:
    if (events := _change(record, "throttle_events")) > 0:
        yield (
            "throttle_events",
            (
                f"The processor slowed itself down for heat {_times(events)} {when}: what came after "
                "is slower than what came before."
            ),
        )
    if (periods := _change(record, "throttled_periods")) > 0:
        stopped = _change(record, "throttled_time")
        yield (
            "throttled_periods",
            f"The CPU limit stopped the control group {_times(periods)} {when}"
            + (f", for {stopped:.3g} s in all" if stopped > 0 else "")
            + ": each stop is a pause in somebody's latency.",
        )
    if (asleep := _change(record, "suspended")) > _CLOCK:
        yield "suspended", f"The machine was suspended for {asleep:.3g} s {when}."
    if abs(moved := _change(record, "clock_moved")) > _CLOCK:
        yield (
            "clock_moved",
            (
                f"The time of day was moved by {moved:+.3g} s {when}: a tool that measures with that clock is "
                "wrong by as much."
            ),
        )


def _memory(record: Mapping[str, Any], when: str) -> Iterator[tuple[str, str]]:
    for name, what in (("swapped_out", "written to swap"), ("swapped_in", "read back from swap")):
        if (pages := _change(record, name)) > 0:
            yield (
                name,
                (
                    f"{pages:,.0f} {'page was' if pages == 1 else 'pages were'} {what} {when}: a program that "
                    "waits for its memory is thousands of times slower."
                ),
            )
    if (killed := _change(record, "killed")) > 0:
        yield (
            "killed",
            (
                f"The kernel killed {killed:,.0f} {'process' if killed == 1 else 'processes'} for lack of "
                f"memory {when}."
            ),
        )


def _settings(record: Mapping[str, Any], when: str) -> Iterator[tuple[str, str]]:
    for name, observed in known().items():
        entry = entry_in(record, name)
        before, after = entry.get("before"), entry.get("after")
        if (
            observed.kind == "setting"
            and isinstance(before, str)
            and isinstance(after, str)
            and before != after
        ):
            yield (
                name,
                (
                    f"{observed.title} changed from {before[:80]} to {after[:80]} {when}: its samples are of two "
                    "machines."
                ),
            )


def _before(when: str) -> str:
    """When a run began, after ``during the run`` or ``while … was measured``."""
    return f"right before {when.removeprefix('during ').removeprefix('while ') or 'it'}"


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %" if share >= 0.01 else f"{100 * share:.1f} %"


def _times(count: float) -> str:
    return "once" if count == 1 else f"{count:,.0f} times"
