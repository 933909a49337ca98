"""Clock frequency: who sets it, between which limits, and whether turbo is allowed."""

from __future__ import annotations

from pathlib import Path

from mkdocs_dossiers.environment.capture.cpu import FOLDER, NO_CPUFREQ
from mkdocs_dossiers.environment.capture.cpulists import spread
from mkdocs_dossiers.environment.capture.files import ROOT, entries, exists, integer, line
from mkdocs_dossiers.environment.capture.reading import (
    Known,
    Reading,
    Readings,
    UnreadableError,
    first_of,
    tried,
)


def read(root: Path = ROOT) -> Readings:
    """The section ``frequency``."""
    return {
        "driver": tried(lambda: _driver(root), FOLDER),
        "governor": tried(lambda: _over_cpus(root, "scaling_governor"), FOLDER),
        "energy_preference": tried(lambda: _over_cpus(root, "energy_performance_preference"), FOLDER),
        "lowest": tried(lambda: _over_cpus(root, "scaling_min_freq", khz=True), FOLDER),
        "highest": tried(lambda: _over_cpus(root, "scaling_max_freq", khz=True), FOLDER),
        "turbo": first_of(lambda: _intel_turbo(root), lambda: _boost(root), source=FOLDER),
    }


def _over_cpus(root: Path, name: str, *, khz: bool = False) -> Reading:
    """The setting of every CPU that has one; frequencies come in kHz and leave in MHz."""
    source = f"{FOLDER}/cpu*/cpufreq/{name}"
    scaled = [cpu for cpu in entries(root, FOLDER, "cpu[0-9]*") if exists(root, f"{FOLDER}/{cpu}/cpufreq")]
    if not scaled:
        raise UnreadableError(NO_CPUFREQ, source)
    values: dict[int, str] = {}
    for cpu in scaled:
        path = f"{FOLDER}/{cpu}/cpufreq/{name}"
        values[int(cpu.removeprefix("cpu"))] = f"{integer(root, path) / 1000:g}" if khz else line(root, path)
    return Known(spread(values), source)


def _driver(root: Path) -> Reading:
    reading = _over_cpus(root, "scaling_driver")
    if not isinstance(reading, Known):
        return reading
    for family in ("intel_pstate", "amd_pstate"):
        path = f"{FOLDER}/{family}/status"
        # The folder exists also where another driver won, with the status "off".
        if exists(root, path) and (mode := line(root, path)) != "off":
            return Known(f"{reading.value} ({mode})", reading.source)
    return reading


def _intel_turbo(root: Path) -> Reading:
    path = f"{FOLDER}/intel_pstate/no_turbo"
    if not exists(root, path):
        raise UnreadableError(NO_CPUFREQ, path)
    return Known("off" if integer(root, path) else "on", path)


def _boost(root: Path) -> Reading:
    path = f"{FOLDER}/cpufreq/boost"
    return Known("on" if integer(root, path) else "off", path)
