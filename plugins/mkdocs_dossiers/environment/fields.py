"""The catalogue: every field of an environment document, in the order it is shown."""

from __future__ import annotations

from dataclasses import dataclass

from mkdocs_dossiers.environment.catalogue import circumstances, hardware, software
from mkdocs_dossiers.environment.field import Field

FIELDS: tuple[Field, ...] = hardware.FIELDS + software.FIELDS + circumstances.FIELDS
"""All of them; a field's place is shown, its name is the contract."""


@dataclass(frozen=True)
class Section:
    """A group of fields, read by the file of the same name in ``capture``."""

    name: str
    title: str
    description: str
    source: str
    """Where most of it is read from."""


SECTIONS = (
    Section(
        "cpu", "Processor", "Model, topology, clocks, caches, microcode and mitigations.", "/proc/cpuinfo"
    ),
    Section(
        "frequency", "Clock frequency", "Who sets it and within which limits.", "/sys/devices/system/cpu"
    ),
    Section("memory", "Memory", "Size, nodes, modules, huge pages and swap.", "/proc/meminfo"),
    Section("power", "Power and heat", "Throttling, temperatures, profile, mains.", "/sys/class/thermal"),
    Section("storage", "Storage", "File system and device under the data folder.", "/proc/self/mountinfo"),
    Section("network", "Network", "Interfaces with hardware behind them.", "/sys/class/net"),
    Section("gpu", "GPU", "Models, memory, driver, clocks, limits and modes.", "nvidia-smi --query-gpu"),
    Section("kernel", "Kernel", "Release, build, command line and settings.", "/proc/sys/kernel/osrelease"),
    Section("system", "System", "Distribution, firmware, services, tenancy.", "/etc/os-release"),
    Section("clock", "Clock", "What tells the time, and how finely.", "/sys/devices/system/clocksource"),
    Section("toolchain", "Toolchain", "Compilers and the flags in use.", "gcc --version"),
    Section("runtime", "Language runtime", "Python, other runtimes, C library, allocator.", "sys.version"),
    Section("software", "Software", "Packages, lock files, environment variables.", "importlib.metadata"),
    Section("load", "Load", "What else the machine was doing.", "/proc/loadavg"),
    Section(
        "virtualisation", "Virtualisation", "Virtual machine, container, cloud.", "systemd-detect-virt --vm"
    ),
    Section("limits", "Limits", "Control groups, resource limits, scheduling class.", "/sys/fs/cgroup"),
    Section("identity", "Identity", "Which machine and which boot, as pseudonyms.", "/etc/machine-id"),
)
"""Each section, in the order it is shown."""


def fields_of(section: str) -> tuple[Field, ...]:
    """The fields of one section, in order."""
    return tuple(field for field in FIELDS if field.section == section)


def material_fields() -> tuple[Field, ...]:
    """The fields that change results, and therefore make up the fingerprint."""
    return tuple(field for field in FIELDS if field.material)
