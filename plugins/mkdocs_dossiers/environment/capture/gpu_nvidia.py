"""NVIDIA GPUs, as nvidia-smi describes them; UUIDs, serials and bus addresses are never asked for."""

from __future__ import annotations

import csv
import re
from pathlib import Path

from mkdocs_dossiers.environment.capture.files import line
from mkdocs_dossiers.environment.capture.programs import Runner, output
from mkdocs_dossiers.environment.capture.reading import (
    Known,
    NotAvailable,
    Reading,
    Readings,
    UnreadableError,
    first_of,
    tried,
)

DRIVER = "/proc/driver/nvidia/version"
QUERY = {
    "model": "name",
    "memory": "memory.total",
    "driver": "driver_version",
    "firmware": "vbios_version",
    "max_clock": "clocks.max.sm",
    "max_memory_clock": "clocks.max.memory",
    "power_limit": "power.limit",
    "ecc": "ecc.mode.current",
    "mig": "mig.mode.current",
    "persistence": "persistence_mode",
    "link_generation": "pcie.link.gen.max",
    "link_width": "pcie.link.width.current",
}
"""Field, or part of one, to the name ``nvidia-smi --help-query-gpu`` gives it."""

_SOURCE = "nvidia-smi --query-gpu"
_UNTOLD = re.compile(r"(?i)^(|\[?(n/a|not supported|unknown error|insufficient permissions|gpu is lost).*)$")
_ESCAPES = re.compile(r"\x1b\[[0-9;]*m")


def read(root: Path, run: Runner) -> Readings:
    """The readings of every NVIDIA GPU; `UnreadableError` if nvidia-smi shows none."""
    columns = _query(run)
    readings: Readings = {name: _told(columns, name) for name in columns if not name.startswith("link_")}
    readings["count"] = Known(len(columns["model"]), _SOURCE)
    readings["driver"] = first_of(lambda: _driver(columns), lambda: _loaded(root), source=_SOURCE)
    readings["runtime"] = first_of(
        lambda: _cuda(output(run, "nvidia-smi", "--version"), "nvidia-smi --version"),
        lambda: _cuda(output(run, "nvidia-smi"), "nvidia-smi"),
        source="nvidia-smi --version",
    )
    readings["link"] = tried(lambda: _link(columns), _SOURCE)
    readings["topology"] = tried(lambda: _topology(run), "nvidia-smi topo -m")
    return readings


def _query(run: Runner) -> dict[str, list[str]]:
    """Field to one text per GPU. One name the driver is too old for fails the whole query, so ask again."""
    asked = dict(QUERY)
    while asked:
        try:
            written = output(
                run, "nvidia-smi", f"--query-gpu={','.join(asked.values())}", "--format=csv,noheader,nounits"
            )
        except UnreadableError as problem:
            unfit = re.search(r'Field "([\w.]+)" is not a valid field', problem.reason)
            rest = {name: query for name, query in asked.items() if unfit and query != unfit.group(1)}
            if not unfit or len(rest) == len(asked):
                raise UnreadableError(problem.reason, _SOURCE) from None
            asked = rest
            continue
        rows = [row for row in csv.reader(written.splitlines(), skipinitialspace=True) if row]
        if any(len(row) != len(asked) for row in rows):
            raise UnreadableError("its answer has another form", _SOURCE)
        told = {name: [row[at].strip() for row in rows] for at, name in enumerate(asked)}
        return {name: told.get(name, [""] * len(rows)) for name in QUERY}
    raise UnreadableError("it knows none of the fields asked for", _SOURCE)


def _told(columns: dict[str, list[str]], name: str) -> Reading:
    """One text per GPU; a GPU that does not tell among others that do has ``not told``."""
    if all(_UNTOLD.match(value) for value in columns[name]):
        return NotAvailable("the GPU or its driver does not tell", f"{_SOURCE}={QUERY[name]}")
    told = ["not told" if _UNTOLD.match(value) else value for value in columns[name]]
    return Known(told, f"{_SOURCE}={QUERY[name]}")


def _driver(columns: dict[str, list[str]]) -> Reading:
    if _UNTOLD.match(columns["driver"][0]):
        raise UnreadableError("the driver does not tell", _SOURCE)
    return Known(columns["driver"][0], f"{_SOURCE}={QUERY['driver']}")


def _loaded(root: Path) -> Reading:
    found = re.search(r"Kernel Module.*?\s(\d+\.\d[\d.]*)\s", line(root, DRIVER))
    if found is None:
        raise UnreadableError("it names no version", DRIVER)
    return Known(found.group(1), DRIVER)


def _cuda(written: str, source: str) -> Reading:
    """Drivers from 610 on write ``CUDA UMD Version``."""
    found = re.search(r"CUDA (?:UMD )?Version\s*:\s*(\d+\.\d+)", written)
    if found is None:
        raise UnreadableError("it names no CUDA version", source)
    return Known(f"CUDA {found.group(1)}", source)


def _link(columns: dict[str, list[str]]) -> Reading:
    pairs = list(zip(columns["link_generation"], columns["link_width"], strict=True))
    if all(_UNTOLD.match(generation) or _UNTOLD.match(width) for generation, width in pairs):
        raise UnreadableError("the GPU or its driver does not tell", _SOURCE)
    return Known([f"PCIe {generation} x{width}" for generation, width in pairs], _SOURCE)


def _topology(run: Runner) -> Reading:
    """The GPUs' rows of the matrix; the header underlines with terminal escapes."""
    written = _ESCAPES.sub("", output(run, "nvidia-smi", "topo", "-m"))
    rows = [" ".join(row.split()) for row in written.splitlines() if re.match(r"GPU\d+\s(.*\s)?X\s", row)]
    if not rows:
        raise UnreadableError("it prints no matrix", "nvidia-smi topo -m")
    return Known(rows, "nvidia-smi topo -m")
