"""Virtual machine and container, as far as their guest can see."""

from __future__ import annotations

import re
from collections.abc import Mapping
from os import environ as process_environment
from pathlib import Path

from mkdocs_dossiers.environment.capture import cloud
from mkdocs_dossiers.environment.capture.cpu import CPUINFO, cpuinfo, said_by_lscpu
from mkdocs_dossiers.environment.capture.declared import declared
from mkdocs_dossiers.environment.capture.files import ROOT, exists, line, text
from mkdocs_dossiers.environment.capture.programs import Runner, run_program
from mkdocs_dossiers.environment.capture.reading import (
    Known,
    NotApplicable,
    NotAvailable,
    Reading,
    Readings,
    UnreadableError,
    first_of,
    tried,
)

_MARKERS = {"/.dockerenv": "docker", "/run/.containerenv": "podman"}
"""Files that container engines leave inside."""

_GROUPS = {
    "kubepods": "kubernetes",
    "docker": "docker",
    "libpod": "podman",
    "lxc": "lxc",
    "containerd": "containerd",
}
"""What engines call their control groups."""


def read(
    root: Path = ROOT, run: Runner = run_program, environ: Mapping[str, str] = process_environment
) -> Readings:
    """The section ``virtualisation``."""
    container = tried(lambda: _container(root, run), "/proc/self/cgroup")
    return {
        "hypervisor": first_of(
            lambda: _detected(run), lambda: _hypervisor(root, run), source="systemd-detect-virt --vm"
        ),
        "container": container,
        "image_digest": _image(environ, container),
        "cloud_provider": tried(lambda: cloud.provider(root, environ), cloud.CLOUD_INIT),
        "cloud_region": tried(lambda: cloud.region(root, environ), cloud.CLOUD_INIT),
        "instance_type": tried(lambda: cloud.instance_type(root, environ), cloud.CLOUD_INIT),
    }


def _virt(run: Runner, kind: str) -> str:
    """Systemd's word; it exits with 1 when the word is ``none``."""
    answer = run(("systemd-detect-virt", kind))
    word = answer.out.strip()
    if not re.fullmatch(r"[a-z0-9-]+", word):
        raise UnreadableError(answer.why or "it gave no answer", f"systemd-detect-virt {kind}")
    return word


def _detected(run: Runner) -> Reading:
    word = _virt(run, "--vm")
    return Known("bare metal" if word == "none" else word, "systemd-detect-virt --vm")


def _hypervisor(root: Path, run: Runner) -> Reading:
    """Without systemd: Xen names itself in /sys; others set a CPU flag on x86, and lscpu knows the name."""
    if exists(root, "/sys/hypervisor/type"):
        return Known(line(root, "/sys/hypervisor/type"), "/sys/hypervisor/type")
    flags = cpuinfo(root).get("flags")
    if flags is None:
        raise UnreadableError("it has no line 'flags'", CPUINFO)
    if "hypervisor" not in flags.split():
        return Known("bare metal", f"{CPUINFO}, flags")
    try:
        return Known(said_by_lscpu(run, "Hypervisor vendor").lower(), "lscpu -J")
    except UnreadableError:
        return Known("a hypervisor that does not name itself", f"{CPUINFO}, flags")


def _container(root: Path, run: Runner) -> Reading:
    """Files first: they answer alike for every user, which systemd's word does not."""
    for marker, engine in _MARKERS.items():
        if exists(root, marker):
            return Known(engine, marker)
    if exists(root, "/run/systemd/container"):
        return Known(line(root, "/run/systemd/container"), "/run/systemd/container")
    groups = text(root, "/proc/self/cgroup")
    for part, engine in _GROUPS.items():
        if re.search(rf"[/:]{part}(?:[-/]|\.slice|\.payload)", groups):
            return Known(engine, "/proc/self/cgroup")
    try:
        word = _virt(run, "--container")
    except UnreadableError:
        word = "none"
    if word != "none":
        return Known(word, "systemd-detect-virt --container")
    return NotApplicable("no sign of a container: no engine's file, no engine's control group")


def _image(environ: Mapping[str, str], container: Reading) -> Reading:
    if isinstance(container, NotApplicable):
        return NotApplicable("not in a container")
    reading = declared(environ, "DOSSIER_IMAGE_DIGEST", "a container cannot see the digest of its image")
    if isinstance(reading, Known) and not re.fullmatch(r"sha(256|512):[0-9a-f]{64,128}", str(reading.value)):
        return NotAvailable("it does not hold a digest such as sha256:…", reading.source)
    return reading
