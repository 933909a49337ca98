"""AMD GPUs, as the amdgpu driver describes them in /sys; ``unique_id`` is never read."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from mkdocs_dossiers.environment.capture.files import entries, exists, integer, line
from mkdocs_dossiers.environment.capture.reading import Known, Reading, Readings, UnreadableError, tried

_CARDS = "/sys/class/drm"
_AMD = "0x1002"
_ROCM = "/opt/rocm/.info/version"
_DRIVER = "/sys/module/amdgpu/version"


def cards(root: Path) -> list[str]:
    """The device folder of every AMD card."""
    names = (name for name in entries(root, _CARDS, "card[0-9]*") if re.fullmatch(r"card\d+", name))
    folders = [f"{_CARDS}/{name}/device" for name in names]
    return [folder for folder in folders if exists(root, folder) and _made_by_amd(root, folder)]


def read(root: Path) -> Readings:
    """What /sys tells of every AMD card."""
    found = cards(root)

    def each(tell: Callable[[str], str], name: str) -> Reading:
        source = f"{_CARDS}/card*/device/{name}"
        return tried(lambda: Known([tell(folder) for folder in found], source), source)

    return {
        "model": each(lambda folder: _model(root, folder), "product_name"),
        "count": Known(len(found), _CARDS),
        "memory": each(lambda f: str(integer(root, f"{f}/mem_info_vram_total") >> 20), "mem_info_vram_total"),
        "driver": tried(lambda: _driver(root), _DRIVER),
        "runtime": tried(lambda: Known(f"ROCm {line(root, _ROCM)}", _ROCM), _ROCM),
        "firmware": each(lambda folder: line(root, f"{folder}/vbios_version"), "vbios_version"),
        "max_clock": each(lambda folder: _highest(root, f"{folder}/pp_dpm_sclk"), "pp_dpm_sclk"),
        "max_memory_clock": each(lambda folder: _highest(root, f"{folder}/pp_dpm_mclk"), "pp_dpm_mclk"),
        "power_limit": each(lambda folder: _power_cap(root, folder), "hwmon/hwmon*/power1_cap"),
    }


def _made_by_amd(root: Path, folder: str) -> bool:
    try:
        return line(root, f"{folder}/vendor") == _AMD
    except UnreadableError:
        return False


def _model(root: Path, folder: str) -> str:
    """The name; consumer cards have none, and their PCI numbers say which card it is."""
    try:
        return line(root, f"{folder}/product_name")
    except UnreadableError:
        return f"AMD device {line(root, f'{folder}/device')}, revision {line(root, f'{folder}/revision')}"


def _driver(root: Path) -> Reading:
    """The driver out of the kernel's tree has no version of its own: the kernel's release is its version."""
    if exists(root, _DRIVER):
        return Known(line(root, _DRIVER), _DRIVER)
    return Known(f"amdgpu of {line(root, '/proc/sys/kernel/osrelease')}", "/proc/sys/kernel/osrelease")


def _highest(root: Path, path: str) -> str:
    """In MHz, of rows such as ``2: 2581Mhz *``."""
    clocks = re.findall(r":\s*(\d+)\s*MHz", line(root, path), re.IGNORECASE)
    return str(max(int(clock) for clock in clocks))


def _power_cap(root: Path, folder: str) -> str:
    """In W; the kernel writes µW."""
    sensor = entries(root, f"{folder}/hwmon", "hwmon*")[0]
    return f"{integer(root, f'{folder}/hwmon/{sensor}/power1_cap') / 1e6:.2f}"
