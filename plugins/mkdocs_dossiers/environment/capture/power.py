"""Power and heat: throttling, temperatures, the firmware's profile, mains or battery."""

from __future__ import annotations

from pathlib import Path

from mkdocs_dossiers.environment.capture.cpu import FOLDER
from mkdocs_dossiers.environment.capture.files import ROOT, entries, exists, integer, line
from mkdocs_dossiers.environment.capture.reading import (
    Known,
    NotApplicable,
    Reading,
    Readings,
    UnreadableError,
    tried,
)

_ZONES = "/sys/class/thermal"
_SENSORS = "/sys/class/hwmon"
_PROFILE = "/sys/firmware/acpi/platform_profile"
_SUPPLIES = "/sys/class/power_supply"


def read(root: Path = ROOT) -> Readings:
    """The section ``power``."""
    return {
        "throttle_events": tried(lambda: _throttling(root), FOLDER),
        "temperatures": tried(lambda: _temperatures(root), _ZONES),
        "profile": tried(lambda: Known(line(root, _PROFILE), _PROFILE), _PROFILE),
        "mains": tried(lambda: _mains(root), _SUPPLIES),
    }


def _throttling(root: Path) -> Reading:
    """Each core and package counted once: SMT siblings and the CPUs of a package repeat its counter."""
    source = f"{FOLDER}/cpu*/thermal_throttle"
    counts: dict[tuple[str, str], int] = {}
    for cpu in entries(root, FOLDER, "cpu[0-9]*"):
        folder = f"{FOLDER}/{cpu}/thermal_throttle"
        if not exists(root, folder):
            continue
        for name, owner in (("core", "thread_siblings_list"), ("package", "physical_package_id")):
            key = (name, line(root, f"{FOLDER}/{cpu}/topology/{owner}"))
            count = integer(root, f"{folder}/{name}_throttle_count")
            counts[key] = max(count, counts.get(key, 0))
    if not counts:
        raise UnreadableError("the processor counts none here, as is usual in virtual machines", source)
    return Known(sum(counts.values()), source)


def _temperatures(root: Path) -> Reading:
    readings: dict[str, str] = {}
    for zone in entries(root, _ZONES, "thermal_zone*"):
        _add(readings, root, f"{_ZONES}/{zone}/type", f"{_ZONES}/{zone}/temp")
    if readings:
        return Known(readings, _ZONES)
    for sensor in entries(root, _SENSORS, "hwmon*"):
        for name in entries(root, f"{_SENSORS}/{sensor}", "temp*_input"):
            _add(readings, root, f"{_SENSORS}/{sensor}/name", f"{_SENSORS}/{sensor}/{name}")
    if not readings:
        raise UnreadableError("no sensor is visible, as is usual in virtual machines", _ZONES)
    return Known(readings, _SENSORS)


def _add(readings: dict[str, str], root: Path, name_at: str, value_at: str) -> None:
    """Take one sensor; a sleeping one answers with an error and has nothing to say."""
    try:
        name, celsius = line(root, name_at), integer(root, value_at) / 1000  # the kernel writes 0.001 °C
    except UnreadableError:
        return
    key, number = name, 1
    while key in readings:
        number += 1
        key = f"{name} {number}"
    readings[key] = f"{celsius:.1f}"


def _mains(root: Path) -> Reading:
    supplies = entries(root, _SUPPLIES)
    mains = [name for name in supplies if line(root, f"{_SUPPLIES}/{name}/type") == "Mains"]
    if mains:
        on = any(integer(root, f"{_SUPPLIES}/{name}/online") for name in mains)
        return Known(on, f"{_SUPPLIES}/*/online")
    if supplies:
        raise UnreadableError("no supply calls itself mains", _SUPPLIES)
    return NotApplicable("the kernel knows no battery and no power supply")
