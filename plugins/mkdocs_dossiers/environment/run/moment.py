"""One moment of a machine: everything that is watched, read from files only, in a few milliseconds."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from mkdocs_dossiers.environment.capture import cpu, frequency, limits, load, memory, power
from mkdocs_dossiers.environment.capture.files import ROOT, entries, exists, integer, line, text
from mkdocs_dossiers.environment.capture.reading import Known, Reading, Readings, UnreadableError, tried

_PRESSURE = "/proc/pressure"
_VMSTAT = "/proc/vmstat"
_MEMINFO = "/proc/meminfo"
_CLOCK_SOURCE = "/sys/devices/system/clocksource/clocksource0/current_clocksource"


@dataclass(frozen=True)
class Moment:
    """What was read, when, by the time of day (UTC) and by a clock that nobody sets (seconds)."""

    at: datetime
    clock: float
    cpus: int
    readings: Readings


def moment(root: Path = ROOT) -> Moment:
    """Read everything that is watched, now. Never fails: what cannot be read says why."""
    settings, heat = frequency.read(root), power.read(root)
    busy = load.read(root)
    used = memory.read(root)
    readings: Readings = {
        "cpu_time": busy["cpu_busy"],
        "own_cpu_time": tried(_own, "getrusage"),
        "steal": busy["cpu_steal"],
        "cpu_pressure": tried(lambda: _pressure(root, "cpu"), f"{_PRESSURE}/cpu"),
        "memory_pressure": tried(lambda: _pressure(root, "memory"), f"{_PRESSURE}/memory"),
        "io_pressure": tried(lambda: _pressure(root, "io"), f"{_PRESSURE}/io"),
        "swapped_in": used["swapped_in"],
        "swapped_out": used["swapped_out"],
        "major_faults": tried(lambda: _counted(root, "pgmajfault"), _VMSTAT),
        "killed": tried(lambda: _counted(root, "oom_kill"), _VMSTAT),
        "throttle_events": heat["throttle_events"],
        "throttled_periods": limits.throttled_periods(root),
        "throttled_time": limits.throttled_time(root),
        "suspended": tried(_suspended, "clock_gettime"),
        "clock_moved": tried(_clock_moved, "clock_gettime"),
        "load": busy["average_1m"],
        "memory_available": tried(lambda: _mebibytes(root, "MemAvailable"), _MEMINFO),
        "swap_used": tried(lambda: _swap_used(root), _MEMINFO),
        "temperature": _hottest(heat["temperatures"]),
        "slowest_clock": tried(lambda: _clock(root, min), cpu.CPUINFO),
        "fastest_clock": tried(lambda: _clock(root, max), cpu.CPUINFO),
        **{name: settings[name] for name in ("governor", "energy_preference", "lowest", "highest", "turbo")},
        "smt": tried(lambda: _line(root, f"{cpu.FOLDER}/smt/control"), f"{cpu.FOLDER}/smt/control"),
        "online": tried(lambda: _line(root, f"{cpu.FOLDER}/online"), f"{cpu.FOLDER}/online"),
        "allowed": tried(lambda: cpu.allowed(root), "/proc/self/status"),
        "huge_pages": used["huge_pages"],
        "clock_source": tried(lambda: _line(root, _CLOCK_SOURCE), _CLOCK_SOURCE),
        "profile": heat["profile"],
        "mains": _in_words(heat["mains"]),
    }
    return Moment(datetime.now(UTC), time.monotonic(), os.cpu_count() or 1, readings)


def _line(root: Path, path: str) -> Reading:
    return Known(line(root, path), path)


def _own() -> Reading:
    """Of this process, and of its children that have ended and were waited for (times(2))."""
    spent = os.times()
    total = spent.user + spent.system + spent.children_user + spent.children_system
    return Known(round(total, 3), "getrusage")


def _pressure(root: Path, name: str) -> Reading:
    """Seconds; the kernel counts microseconds (Documentation/accounting/psi.rst)."""
    path = f"{_PRESSURE}/{name}"
    found = re.search(r"^some .*\btotal=(\d+)", line(root, path), re.MULTILINE)
    if found is None:
        raise UnreadableError("it has no line 'some'", path)
    return Known(int(found[1]) / 1e6, path)


def _counted(root: Path, name: str) -> Reading:
    found = re.search(rf"^{name} (\d+)$", text(root, _VMSTAT), re.MULTILINE)
    if found is None:
        raise UnreadableError(f"it has no line {name!r}", _VMSTAT)
    return Known(int(found[1]), _VMSTAT)


def _kib(root: Path, name: str) -> int:
    """The kernel writes ``kB`` and means KiB (proc_meminfo(5))."""
    found = re.search(rf"^{name}:\s*(\d+) kB", text(root, _MEMINFO), re.MULTILINE)
    if found is None:
        raise UnreadableError(f"it has no line {name!r}", _MEMINFO)
    return int(found[1])


def _mebibytes(root: Path, name: str) -> Reading:
    return Known(round(_kib(root, name) / 1024, 1), _MEMINFO)


def _swap_used(root: Path) -> Reading:
    return Known(round((_kib(root, "SwapTotal") - _kib(root, "SwapFree")) / 1024, 1), _MEMINFO)


def _hottest(temperatures: Reading) -> Reading:
    if not isinstance(temperatures, Known) or not isinstance(temperatures.value, dict):
        return temperatures
    return Known(max(map(float, temperatures.value.values())), temperatures.source)


def _in_words(flag: Reading) -> Reading:
    return Known("yes" if flag.value else "no", flag.source) if isinstance(flag, Known) else flag


def _clock(root: Path, chosen: Callable[[list[float]], float]) -> Reading:
    """MHz. The kernel's own reading of each CPU where there is one, else what /proc/cpuinfo says."""
    source = f"{cpu.FOLDER}/cpu*/cpufreq/scaling_cur_freq"
    paths = [
        f"{cpu.FOLDER}/{name}/cpufreq/scaling_cur_freq" for name in entries(root, cpu.FOLDER, "cpu[0-9]*")
    ]
    rates = [integer(root, path) / 1000 for path in paths if exists(root, path)]
    if not rates:
        source = cpu.CPUINFO
        rates = [float(rate) for rate in re.findall(r"(?m)^cpu MHz\s*:\s*([\d.]+)$", text(root, source))]
    if not rates:
        raise UnreadableError("it tells no clock", source)
    return Known(round(chosen(rates), 1), source)


def _suspended() -> Reading:
    """CLOCK_BOOTTIME goes on while the machine sleeps, CLOCK_MONOTONIC does not (clock_gettime(2))."""
    asleep = time.clock_gettime(time.CLOCK_BOOTTIME) - time.clock_gettime(time.CLOCK_MONOTONIC)
    return Known(asleep, "CLOCK_BOOTTIME less CLOCK_MONOTONIC")


def _clock_moved() -> Reading:
    """The time of day against CLOCK_BOOTTIME, so that time suspended does not look like a clock that was set."""
    apart = time.clock_gettime(time.CLOCK_REALTIME) - time.clock_gettime(time.CLOCK_BOOTTIME)
    return Known(apart, "CLOCK_REALTIME less CLOCK_BOOTTIME")
