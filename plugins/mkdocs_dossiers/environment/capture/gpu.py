"""GPUs: which maker's reader applies, and what to say where there is none."""

from __future__ import annotations

from pathlib import Path

from mkdocs_dossiers.environment.capture import gpu_amd, gpu_nvidia
from mkdocs_dossiers.environment.capture.files import ROOT, entries, exists, line
from mkdocs_dossiers.environment.capture.programs import Runner, run_program
from mkdocs_dossiers.environment.capture.reading import (
    NotApplicable,
    NotAvailable,
    Reading,
    Readings,
    UnreadableError,
)
from mkdocs_dossiers.environment.fields import fields_of

_PCI = "/sys/bus/pci/devices"
_MAKERS = {"0x10de": "NVIDIA", "0x1002": "AMD", "0x8086": "Intel"}
_GRAPHICS = ("0x0300", "0x0302", "0x0380")
"""PCI classes VGA, 3D and other display controller; a virtual machine's plain display has another maker."""


def read(root: Path = ROOT, run: Runner = run_program) -> Readings:
    """The section ``gpu``. A machine without any says so; one whose driver is silent says that instead."""
    names = [field.name for field in fields_of("gpu")]
    try:
        readings = gpu_nvidia.read(root, run)
    except UnreadableError as problem:
        if gpu_amd.cards(root):
            readings = gpu_amd.read(root)
        else:
            absent = _absent(root, problem)
            return dict.fromkeys(names, absent)
    none = NotAvailable("its driver does not tell", "/sys/class/drm")
    return {name: readings.get(name, none) for name in names}


def _absent(root: Path, problem: UnreadableError) -> Reading:
    makers = _on_bus(root)
    if makers:
        return NotAvailable(f"there is a GPU by {', '.join(makers)}, but {problem.reason}", problem.source)
    if exists(root, gpu_nvidia.DRIVER):
        return NotAvailable(problem.reason, problem.source)
    return NotApplicable(f"no GPU: {problem.reason}, no driver is loaded and none is on the PCI bus")


def _on_bus(root: Path) -> list[str]:
    found: dict[str, None] = {}
    for device in entries(root, _PCI):
        try:
            kind, maker = line(root, f"{_PCI}/{device}/class"), line(root, f"{_PCI}/{device}/vendor")
        except UnreadableError:
            continue
        if kind.startswith(_GRAPHICS) and maker in _MAKERS:
            found[_MAKERS[maker]] = None
    return list(found)
