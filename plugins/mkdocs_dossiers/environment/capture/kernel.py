"""The kernel: release, build, command line and the settings that move performance."""

from __future__ import annotations

import re
from pathlib import Path

from mkdocs_dossiers.environment.capture.files import ROOT, line
from mkdocs_dossiers.environment.capture.reading import (
    Known,
    Reading,
    Readings,
    UnreadableError,
    tried,
)
from mkdocs_dossiers.environment.privacy.boot_parameters import publishable

_RELEASE = "/proc/sys/kernel/osrelease"
_ASLR = "/proc/sys/kernel/randomize_va_space"

SYSCTLS = (
    "fs.aio-max-nr",
    "fs.file-max",
    "kernel.nmi_watchdog",
    "kernel.numa_balancing",
    "kernel.perf_event_max_sample_rate",
    "kernel.perf_event_paranoid",
    "kernel.sched_autogroup_enabled",
    "kernel.sched_rt_runtime_us",
    "kernel.threads-max",
    "kernel.timer_migration",
    "net.core.busy_poll",
    "net.core.busy_read",
    "net.core.default_qdisc",
    "net.core.netdev_budget",
    "net.core.netdev_max_backlog",
    "net.core.rmem_default",
    "net.core.rmem_max",
    "net.core.somaxconn",
    "net.core.wmem_default",
    "net.core.wmem_max",
    "net.ipv4.ip_local_port_range",
    "net.ipv4.tcp_congestion_control",
    "net.ipv4.tcp_max_syn_backlog",
    "net.ipv4.tcp_rmem",
    "net.ipv4.tcp_tw_reuse",
    "net.ipv4.tcp_wmem",
    "vm.dirty_background_ratio",
    "vm.dirty_expire_centisecs",
    "vm.dirty_ratio",
    "vm.max_map_count",
    "vm.nr_hugepages",
    "vm.overcommit_memory",
    "vm.swappiness",
    "vm.vfs_cache_pressure",
    "vm.zone_reclaim_mode",
)
"""None of these can hold a name, an address or a secret."""


def read(root: Path = ROOT) -> Readings:
    """The section ``kernel``."""
    return {
        "release": tried(lambda: Known(line(root, _RELEASE), _RELEASE), _RELEASE),
        "major": tried(lambda: _major(root), _RELEASE),
        "build": tried(lambda: _build(root), "/proc/version"),
        "command_line": tried(
            lambda: Known(publishable(line(root, "/proc/cmdline")), "/proc/cmdline"), "/proc/cmdline"
        ),
        "aslr": tried(lambda: Known(line(root, _ASLR), _ASLR), _ASLR),
        "sysctls": tried(lambda: _sysctls(root), "/proc/sys"),
    }


def _major(root: Path) -> Reading:
    """Linux numbers its feature releases with two numbers: 6.1 and 6.2 differ as much as 5.19 and 6.0."""
    found = re.match(r"\d+\.\d+", line(root, _RELEASE))
    if found is None:
        raise UnreadableError("it does not start with a version", _RELEASE)
    return Known(f"Linux {found.group()}", _RELEASE)


def _build(root: Path) -> Reading:
    """Without the release, which has its field, and without ``(user@host)``, which is nobody's business."""
    found = re.match(r"Linux version \S+ \([^()\s]*@[^()\s]*\) \((.*)\) (#.*)$", line(root, "/proc/version"))
    if found is None:
        raise UnreadableError("not written the way Linux writes it", "/proc/version")
    compiler, build = found.groups()
    return Known(f"{build} ({compiler})", "/proc/version")


def _sysctls(root: Path) -> Reading:
    found: dict[str, str] = {}
    for name in SYSCTLS:
        try:
            found[name] = " ".join(line(root, "/proc/sys/" + name.replace(".", "/")).split())
        except UnreadableError:
            continue  # which settings exist depends on how the kernel was built
    if not found:
        raise UnreadableError("this kernel or container does not offer it", "/proc/sys")
    return Known(found, "/proc/sys")
