"""Limits on the process: control groups (versions 1 and 2), resource limits, niceness, scheduling class."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from mkdocs_dossiers.environment.capture.files import ROOT, exists, text
from mkdocs_dossiers.environment.capture.reading import (
    Known,
    NotApplicable,
    Reading,
    Readings,
    UnreadableError,
    first_of,
    tried,
)

_GROUPS = "/sys/fs/cgroup"
_UNLIMITED = 1 << 62
"""Version 1 writes a number near 2^63 for no limit."""
_SCHEDULERS = ("OTHER", "FIFO", "RR", "BATCH", "ISO", "IDLE", "DEADLINE")
"""By number, from sched(7)."""


def read(root: Path = ROOT) -> Readings:
    """The section ``limits``."""
    return {
        "cpus": tried(lambda: _cpus(root), f"{_GROUPS}/cpu.max"),
        "memory": tried(lambda: _memory(root), f"{_GROUPS}/memory.max"),
        "cpu_set": first_of(
            lambda: _cpu_set(root, "cpuset.cpus.effective"),
            lambda: _cpu_set(root, "cpuset.effective_cpus"),
            lambda: _cpu_set(root, "cpuset.cpus"),
            source=_GROUPS,
        ),
        "throttled_periods": throttled_periods(root),
        "ulimits": tried(lambda: Known(_ulimits(), "getrlimit"), "getrlimit"),
        "nice": tried(lambda: Known(os.nice(0), "nice(0)"), "nice(0)"),
        "scheduler": tried(_scheduler, "sched_getscheduler"),
    }


def _folders(root: Path, controller: str) -> Iterator[str]:
    """The process's own control group and every one above it: the tightest of them binds.

    Inside a container the path can lie outside what is mounted; then the mount's top is the own group.
    The path itself is not recorded, it can hold user numbers.
    """
    mount, path = _GROUPS, ""
    for row in text(root, "/proc/self/cgroup").splitlines():
        _, controllers, group = row.split(":", 2)
        if controllers == "" and exists(root, f"{_GROUPS}/cgroup.controllers"):
            mount, path = _GROUPS, group
        elif controller in controllers.split(","):
            mounts = (f"{_GROUPS}/{controllers}", f"{_GROUPS}/{controller}")
            mount, path = next((m for m in mounts if exists(root, m)), mounts[0]), group
            break
    parts = [part for part in path.split("/") if part]
    if ".." in parts or not exists(root, "/".join([mount, *parts])):
        parts = []
    for length in range(len(parts), -1, -1):
        yield "/".join([mount, *parts[:length]])


def _found(root: Path, controller: str, name: str) -> list[str]:
    """The file's text in every group that has it, own group first."""
    return [
        text(root, f"{folder}/{name}")
        for folder in _folders(root, controller)
        if exists(root, f"{folder}/{name}")
    ]


def _cpus(root: Path) -> Reading:
    """Quota over period, both in µs."""
    limits = [row.split() for row in _found(root, "cpu", "cpu.max")]
    source = f"{_GROUPS}/…/cpu.max"
    if not limits:
        quotas = _found(root, "cpu", "cpu.cfs_quota_us")
        limits = [list(pair) for pair in zip(quotas, _found(root, "cpu", "cpu.cfs_period_us"), strict=True)]
        source = f"{_GROUPS}/cpu/…/cpu.cfs_quota_us"
    shares = [int(quota) / int(period) for quota, period in limits if quota not in ("max", "-1")]
    if shares:
        return Known(round(min(shares), 6), source)
    return _unlimited(root, "cpu", "no control group limits the CPU time", source)


def _memory(root: Path) -> Reading:
    values, source = _found(root, "memory", "memory.max"), f"{_GROUPS}/…/memory.max"
    if not values:
        values = _found(root, "memory", "memory.limit_in_bytes")
        source = f"{_GROUPS}/memory/…/memory.limit_in_bytes"
    sizes = [int(value) for value in values if value != "max" and int(value) < _UNLIMITED]
    if sizes:
        return Known(min(sizes), source)
    return _unlimited(root, "memory", "no control group limits the memory", source)


def _unlimited(root: Path, controller: str, meaning: str, source: str) -> Reading:
    """No limit where control groups can be seen; where they cannot, nobody knows."""
    if any(exists(root, folder) for folder in _folders(root, controller)):
        return NotApplicable(meaning)
    raise UnreadableError("control groups are not mounted here", source)


def _cpu_set(root: Path, name: str) -> Reading:
    values = [value for value in _found(root, "cpuset", name) if value]
    if not values:
        raise UnreadableError("no control group names its CPUs", f"{_GROUPS}/…/{name}")
    return Known(values[0], f"{_GROUPS}/…/{name}")


def throttled_periods(root: Path) -> Reading:
    """Periods in which the CPU limit stopped the process's control group or one above it."""
    return tried(lambda: Known(_throttled(root, {"nr_throttled": 1}), f"{_GROUPS}/…/cpu.stat"), _GROUPS)


def throttled_time(root: Path) -> Reading:
    """Seconds for which threads were stopped: µs in version 2, ns in version 1."""
    units = {"throttled_usec": 1_000_000, "throttled_time": 1_000_000_000}
    return tried(lambda: Known(_throttled(root, units), f"{_GROUPS}/…/cpu.stat"), _GROUPS)


def _throttled(root: Path, units: Mapping[str, int]) -> float | int:
    """A counter of cpu.stat, added up over the process's group and those above: each counts its own limit."""
    found = [
        int(count) if units[name] == 1 else int(count) / units[name]
        for stat in _found(root, "cpu", "cpu.stat")
        for name, count in re.findall(r"(?m)^(\w+) (\d+)$", stat)
        if name in units
    ]
    if not found:
        raise UnreadableError("no control group counts them", f"{_GROUPS}/cpu.stat")
    return sum(found)


def _ulimits() -> dict[str, str]:
    import resource  # not on Windows, where a site may still be built

    def amount(limit: int) -> str:
        return "unlimited" if limit == resource.RLIM_INFINITY else str(limit)

    limits: dict[str, str] = {}
    for name in sorted(
        name for name in dir(resource) if name.startswith("RLIMIT_") and name != "RLIMIT_OFILE"
    ):
        soft, hard = resource.getrlimit(getattr(resource, name))
        limits[name.removeprefix("RLIMIT_").lower()] = f"{amount(soft)} of {amount(hard)}"
    return limits


def _scheduler() -> Reading:
    number = os.sched_getscheduler(0) & ~os.SCHED_RESET_ON_FORK
    return Known(f"SCHED_{_SCHEDULERS[number]}", "sched_getscheduler")
