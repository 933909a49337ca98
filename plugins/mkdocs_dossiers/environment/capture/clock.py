"""The clock: what the kernel reads, how fine it is, and whether network time keeps it."""

from __future__ import annotations

import time
from pathlib import Path

from mkdocs_dossiers.environment.capture.files import ROOT, line
from mkdocs_dossiers.environment.capture.programs import Runner, output, run_program
from mkdocs_dossiers.environment.capture.reading import (
    Known,
    Reading,
    Readings,
    UnreadableError,
    first_of,
    tried,
)

_SOURCE = "/sys/devices/system/clocksource/clocksource0/current_clocksource"
_TIMER = "time.get_clock_info('perf_counter')"


def read(root: Path = ROOT, run: Runner = run_program) -> Readings:
    """The section ``clock``."""
    counter = time.get_clock_info("perf_counter")
    return {
        "source": tried(lambda: Known(line(root, _SOURCE), _SOURCE), _SOURCE),
        "timer": Known(counter.implementation, _TIMER),
        "resolution": Known(round(counter.resolution * 1e9, 3), _TIMER),
        "synchronised": first_of(lambda: _timedatectl(run), lambda: _chrony(run), source="timedatectl"),
    }


def _timedatectl(run: Runner) -> Reading:
    command = ("timedatectl", "show", "-p", "NTPSynchronized", "--value")
    return Known({"yes": True, "no": False}[output(run, *command)], " ".join(command))


def _chrony(run: Runner) -> Reading:
    """Field 14 of the machine-readable report is the leap status (chronyc(1), ``-c``)."""
    command = ("chronyc", "-c", "tracking")
    columns = output(run, *command).split(",")
    if len(columns) != 14:
        raise UnreadableError("its report has another form", " ".join(command))
    return Known(columns[13] != "Not synchronised", " ".join(command))
