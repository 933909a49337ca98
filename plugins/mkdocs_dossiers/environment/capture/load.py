"""What else the machine is doing: load, pressure, time in use and time stolen."""

from __future__ import annotations

import os
from pathlib import Path

from mkdocs_dossiers.environment.capture.files import ROOT, line
from mkdocs_dossiers.environment.capture.reading import Known, Reading, Readings, UnreadableError, tried

_LOAD = "/proc/loadavg"
_STAT = "/proc/stat"
_PRESSURE = "/proc/pressure"


def read(root: Path = ROOT) -> Readings:
    """The section ``load``."""
    return {
        "average_1m": tried(lambda: _average(root, 0), _LOAD),
        "average_5m": tried(lambda: _average(root, 1), _LOAD),
        "average_15m": tried(lambda: _average(root, 2), _LOAD),
        "runnable": tried(lambda: Known(int(_loadavg(root)[3].partition("/")[0]), _LOAD), _LOAD),
        "pressure": tried(lambda: _pressure(root), _PRESSURE),
        "cpu_busy": tried(lambda: _seconds(root, ("user", "nice", "system", "irq", "softirq")), _STAT),
        "cpu_steal": tried(lambda: _seconds(root, ("steal",)), _STAT),
    }


def _loadavg(root: Path) -> list[str]:
    return line(root, _LOAD).split()


def _average(root: Path, column: int) -> Reading:
    return Known(float(_loadavg(root)[column]), _LOAD)


def _pressure(root: Path) -> Reading:
    found: dict[str, str] = {}
    for name in ("cpu", "memory", "io"):
        try:
            found[name] = line(root, f"{_PRESSURE}/{name}").splitlines()[0]
        except UnreadableError as problem:
            missing = problem
    if not found:
        raise missing
    return Known(found, _PRESSURE)


def _seconds(root: Path, kinds: tuple[str, ...]) -> Reading:
    """Seconds over all CPUs. Columns of proc_stat(5); guest time is already part of user and nice."""
    columns = ("user", "nice", "system", "idle", "iowait", "irq", "softirq", "steal")
    first = line(root, _STAT).splitlines()[0].split()
    if first[0] != "cpu" or len(first) <= len(columns):
        raise UnreadableError("not written the way Linux writes it", _STAT)
    ticks = dict(zip(columns, map(int, first[1:]), strict=False))
    return Known(sum(ticks[kind] for kind in kinds) / os.sysconf("SC_CLK_TCK"), _STAT)
