"""Memory: size, NUMA nodes, huge pages and swap."""

from __future__ import annotations

import re
from pathlib import Path

from mkdocs_dossiers.environment.capture import memory_modules
from mkdocs_dossiers.environment.capture.files import ROOT, chosen, entries, integer, line, text
from mkdocs_dossiers.environment.capture.reading import (
    Known,
    NotApplicable,
    Reading,
    Readings,
    UnreadableError,
    tried,
)

_HUGE_PAGES = "/sys/kernel/mm/transparent_hugepage"
_NODES = "/sys/devices/system/node"
_BALANCING = "/proc/sys/kernel/numa_balancing"
_SWAPPINESS = "/proc/sys/vm/swappiness"


def read(root: Path = ROOT) -> Readings:
    """The section ``memory``."""
    return {
        "total": tried(lambda: Known(_total(root), "/proc/meminfo"), "/proc/meminfo"),
        "size": tried(lambda: Known(_gib(_total(root)), "/proc/meminfo"), "/proc/meminfo"),
        "numa_nodes": tried(lambda: _nodes(root), _NODES),
        "numa_balancing": tried(lambda: Known(line(root, _BALANCING), _BALANCING), _BALANCING),
        "numa_policy": tried(lambda: _policies(root), "/proc/self/numa_maps"),
        "modules": tried(lambda: memory_modules.installed(root), memory_modules.TABLE),
        "huge_pages": tried(lambda: _huge_pages(root, "enabled"), _HUGE_PAGES),
        "huge_pages_defrag": tried(lambda: _huge_pages(root, "defrag"), _HUGE_PAGES),
        "swap": tried(lambda: _swap(root), "/proc/swaps"),
        "swappiness": tried(lambda: Known(integer(root, _SWAPPINESS), _SWAPPINESS), _SWAPPINESS),
        "swapped_in": tried(lambda: _counted(root, "pswpin"), "/proc/vmstat"),
        "swapped_out": tried(lambda: _counted(root, "pswpout"), "/proc/vmstat"),
    }


def _total(root: Path) -> int:
    """Bytes; the kernel writes ``kB`` and means KiB (proc_meminfo(5))."""
    found = re.search(r"^MemTotal:\s*(\d+) kB", text(root, "/proc/meminfo"), re.MULTILINE)
    if found is None:
        raise UnreadableError("it has no line 'MemTotal'", "/proc/meminfo")
    return int(found.group(1)) * 1024


def _gib(size: int) -> int | float:
    """Rounded down, to tenths below 4 GiB.

    Down, because the kernel keeps half a GiB of the usual 16: rounding to the nearest would be a coin toss.
    """
    return size >> 30 if size >= 4 << 30 else size * 10 // (1 << 30) / 10


def _nodes(root: Path) -> Reading:
    nodes: dict[str, str] = {}
    for node in entries(root, _NODES, "node[0-9]*"):
        total = re.search(r"MemTotal:\s*(\d+) kB", text(root, f"{_NODES}/{node}/meminfo"))
        parts = [
            f"CPUs {text(root, f'{_NODES}/{node}/cpulist') or '-'}",
            f"{int(total.group(1)) // 1024} MiB" if total else "memory not told",
            f"distances {line(root, f'{_NODES}/{node}/distance')}",
        ]
        nodes[node] = ", ".join(parts)
    if not nodes:
        raise UnreadableError("the kernel describes no memory nodes", _NODES)
    return Known(nodes, _NODES)


def _policies(root: Path) -> Reading:
    rows = line(root, "/proc/self/numa_maps").splitlines()
    return Known(sorted({row.split()[1] for row in rows}), "/proc/self/numa_maps")


def _huge_pages(root: Path, name: str) -> Reading:
    return Known(chosen(root, f"{_HUGE_PAGES}/{name}"), f"{_HUGE_PAGES}/{name}")


def _swap(root: Path) -> Reading:
    """Kind, size and priority; the device or file name is left out, it may carry the host's name."""
    areas = []
    for row in line(root, "/proc/swaps").splitlines()[1:]:
        _, kind, size, _, priority = row.rsplit(maxsplit=4)
        areas.append(f"{kind}, {int(size)} KiB, priority {int(priority)}")
    return Known(areas, "/proc/swaps") if areas else NotApplicable("no swap is in use")


def _counted(root: Path, name: str) -> Reading:
    found = re.search(rf"^{name} (\d+)$", text(root, "/proc/vmstat"), re.MULTILINE)
    if found is None:
        raise UnreadableError(f"it has no line {name!r}", "/proc/vmstat")
    return Known(int(found.group(1)), "/proc/vmstat")
