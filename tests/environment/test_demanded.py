"""Everything that a measurement's environment is asked for has a place: in the capture, a run's record or the dossier.

The rows are the union of what SPEC, MLPerf, LDBC, Phoronix, pyperf and benchexec demand or recommend. References such
as ``cpu.model`` are fields of the capture, ``run:steal`` is watched during a run, and ``dossier:…`` and ``document:…``
are pointers into the schemas of a dossier and of an environment.
"""

from __future__ import annotations

from typing import Any

import pytest

from mkdocs_dossiers.check.shape import schema_of
from mkdocs_dossiers.environment.fields import FIELDS
from mkdocs_dossiers.environment.run.observed import OBSERVED

MANDATORY: dict[str, str] = {
    "processor model": "cpu.model cpu.vendor cpu.signature",
    "topology": "cpu.sockets cpu.cores cpu.threads cpu.online",
    "CPUs allowed": "cpu.allowed run:allowed",
    "nominal and highest clock": "cpu.nominal_clock cpu.max_clock",
    "caches": "cpu.caches",
    "microcode": "cpu.microcode",
    "governor and limits": "frequency.governor frequency.driver frequency.energy_preference frequency.lowest "
    "frequency.highest run:governor run:energy_preference run:lowest run:highest",
    "turbo": "frequency.turbo run:turbo",
    "SMT": "cpu.smt run:smt",
    "NUMA nodes": "memory.numa_nodes",
    "memory": "memory.total memory.size",
    "huge pages": "memory.huge_pages memory.huge_pages_defrag run:huge_pages",
    "kernel": "kernel.release kernel.major kernel.build",
    "kernel command line": "kernel.command_line",
    "mitigations": "cpu.mitigations",
    "operating system": "system.os",
    "clock": "clock.source clock.timer clock.resolution run:clock_source",
    "load before and after": "load.average_1m load.average_5m load.average_15m load.runnable load.pressure run:load "
    "run:cpu_pressure run:memory_pressure run:io_pressure",
    "steal and other work in the run": "load.cpu_steal load.cpu_busy run:steal run:other_cpu_time run:own_cpu_time",
    "throttling during the run": "power.throttle_events run:throttle_events",
    "virtualisation": "virtualisation.hypervisor",
    "container and image": "virtualisation.container virtualisation.image_digest",
    "control group limits": "limits.cpus limits.memory limits.cpu_set limits.throttled_periods run:throttled_periods "
    "run:throttled_time",
    "cloud": "virtualisation.cloud_provider virtualisation.cloud_region virtualisation.instance_type",
    "storage": "storage.device storage.device_model storage.filesystem storage.mount_options storage.scheduler "
    "storage.rotational storage.work_filesystem",
    "GPU": "gpu.model gpu.count gpu.memory gpu.driver gpu.runtime gpu.firmware gpu.max_clock gpu.power_limit gpu.ecc "
    "gpu.mig gpu.persistence",
    "compiler and flags": "toolchain.compiler toolchain.flags",
    "language runtime": "runtime.name runtime.major runtime.build runtime.build_flags",
    "libc and allocator": "runtime.libc runtime.allocator runtime.preload",
    "dependencies": "software.packages software.system_packages software.locks",
    "environment variables": "software.variables",
    "limits, niceness, scheduling class": "limits.ulimits limits.nice limits.scheduler",
    "services and other tenants": "system.service_state system.runlevel system.tenancy",
    "command, start and end": "dossier:dataset/command dossier:dataset/measured document:run/started "
    "document:run/ended document:run/seconds",
    "host and boot": "identity.machine identity.boot",
    "capture tool": "document:captured/tool document:captured/tool_sha256",
    "git": "dossier:checkout/commit dossier:checkout/tree dossier:checkout/dirty",
}
RECOMMENDED: dict[str, str] = {
    "NUMA balancing and policy": "memory.numa_balancing memory.numa_policy",
    "memory modules": "memory.modules",
    "swap": "memory.swap memory.swappiness memory.swapped_in memory.swapped_out run:swapped_in run:swapped_out "
    "run:swap_used",
    "isolated CPUs": "cpu.isolated cpu.nohz_full",
    "idle driver": "cpu.idle_driver cpu.idle_governor",
    "ASLR": "kernel.aslr",
    "network time": "clock.synchronised run:clock_moved",
    "temperature": "power.temperatures run:temperature",
    "power": "power.profile power.mains run:profile run:mains",
    "board and firmware": "system.vendor system.product system.board system.firmware system.firmware_date",
    "network": "network.interfaces",
    "GPU topology": "gpu.topology gpu.link",
    "kernel settings": "kernel.sysctls",
}


def in_schema(kind: str, pointer: str) -> bool:
    """Whether a schema has a property, by the definition or section and its name."""
    schema: Any = schema_of(kind)
    if kind == "dossier":
        part, name = pointer.split("/")
        return name in schema["$defs"][part]["properties"]
    if pointer.startswith("run/"):
        run = schema["properties"]["runs"]["additionalProperties"]
        return pointer.removeprefix("run/") in run["required"]
    section, name = pointer.split("/")
    return name in schema["properties"][section]["required"]


@pytest.mark.parametrize("row", [*MANDATORY, *RECOMMENDED])
def test_each_row_has_a_place(row: str) -> None:
    fields = {field.reference: field for field in FIELDS}
    watched = {observed.name for observed in OBSERVED}
    for place in (MANDATORY | RECOMMENDED)[row].split():
        kind, colon, name = place.partition(":")
        if not colon:
            assert place in fields, place
            assert fields[place].mandatory or row in RECOMMENDED, place
        elif kind == "run":
            assert name in watched, place
        else:
            assert in_schema("dossier" if kind == "dossier" else "environment", name), place


def test_nothing_is_captured_that_no_row_asks_for_without_being_known() -> None:
    asked = {place for places in (MANDATORY | RECOMMENDED).values() for place in places.split()}
    more = {field.reference for field in FIELDS} - asked
    assert more == {
        "cpu.architecture",
        "cpu.current_clock",
        "gpu.max_memory_clock",
        "runtime.jvm_flags",
        "runtime.others",
        "system.os_major",
        "toolchain.others",
    }
