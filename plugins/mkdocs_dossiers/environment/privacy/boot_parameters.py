"""The kernel command line: what changes performance stays, what names a disk, a host or a secret goes."""

from __future__ import annotations

import re
import shlex

from mkdocs_dossiers.environment.privacy.credentials import REDACTED, looks_like_one, named_like_one

_KEPT = re.compile(
    r"(amd_\w+|intel_\w+|kvm\S*|mitigations|spec\w*|spectre_v2\w*|l1tf|mds|tsx\w*|srbds|retbleed|mmio_stale_data|"
    r"gather_data_sampling|isolcpus|nohz\w*|rcu_nocbs|rcu\w*\.\w+|irqaffinity|nosmt|maxcpus|nr_cpus|possible_cpus|"
    r"cpufreq\.\w+|cpuidle\.\w+|processor\.\w+|idle|cpu_init_udelay|transparent_hugepage\w*|hugepages\w*|"
    r"default_hugepagesz|numa\w*|mem|memmap|movablecore|kernelcore|iommu\S*|pcie_\w+|pci|clocksource|tsc|hpet|"
    r"preempt|sched_\w+|threadirqs|workqueue\.\w+|elevator|scsi_mod\.\w+|nvme\S*|cgroup\S*|"
    r"systemd\.unified_cgroup_hierarchy|psi|zswap\.\w+|console|loglevel|apparmor|selinux|audit|lsm|"
    r"page_reporting\.\w+|init_on_alloc|init_on_free|slub_debug|random\.trust_cpu|vsyscall|kpti|pti|swiotlb|"
    r"skew_tick|ro|rw|quiet|splash)"
)
"""Parameters of Documentation/admin-guide/kernel-parameters.txt whose values are settings, never names."""

_HARMLESS = re.compile(
    r"(?i)(0x[0-9a-f]{1,8}|\d{1,6}(\.\d+)?[kmgt]?|\d+([,-]\d+)*|on|off|yes|no|y|n|auto|force|never|always)"
)
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9_.-]{0,63}")


def publishable(command_line: str) -> str:
    """The command line with the values of unknown parameters, and arguments to init, replaced."""
    try:
        words = shlex.split(command_line)
    except ValueError:
        words = command_line.split()
    kept: list[str] = []
    for at, word in enumerate(words):
        if word == "--":
            kept.append(f"-- [{len(words) - at - 1} arguments to init]")
            break
        kept.append(_parameter(word))
    return " ".join(kept)


def _parameter(word: str) -> str:
    name, equals, value = word.partition("=")
    if not _WORD.fullmatch(name) or looks_like_one(name):
        return REDACTED
    if not equals:
        return name
    if named_like_one(name) and not _KEPT.fullmatch(name):
        return f"{name}={REDACTED}"
    if _HARMLESS.fullmatch(value) and len(value) <= 64:
        return word
    if _KEPT.fullmatch(name) and not looks_like_one(value):
        return word
    return f"{name}={REDACTED}"
