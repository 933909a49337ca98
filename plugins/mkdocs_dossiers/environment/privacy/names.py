"""The names that must not leave the machine: its own, its user's, and where that user lives."""

from __future__ import annotations

import os
import re
import socket
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from mkdocs_dossiers.environment.capture.files import ROOT, text
from mkdocs_dossiers.environment.capture.reading import UnreadableError

_NOBODYS = frozenset((
    "root", "user", "users", "admin", "administrator", "ubuntu", "debian", "fedora", "centos", "rocky",
    "alpine", "arch", "linux", "vagrant", "docker", "podman", "container", "runner", "builder", "build",
    "ci", "jenkins", "gitlab-runner", "ec2-user", "azureuser", "opc", "cloud-user", "nobody", "daemon",
    "app", "node", "python", "java", "go", "rust", "conda", "jovyan", "vscode", "codespace", "gitpod",
    "host", "hostname", "localhost", "localhost.localdomain", "localdomain", "vm", "guest", "server",
    "machine", "sandbox", "test", "bench", "benchmark", "kernel", "net", "core", "fs", "none", "(none)",
    "null", "unknown", "default", "performance", "powersave",
))  # fmt: skip
"""Names so common that they tell nobody apart; replacing them would only garble the document."""


_SHARED = frozenset(
    ("", "/usr", "/bin", "/sbin", "/usr/sbin", "/var", "/nonexistent", "/dev/null", "/home", "/proc", "/sys")
)
"""Folders that are some account's home and yet nobody's."""


@dataclass(frozen=True)
class Names:
    """What `scrub` takes out wherever it occurs."""

    hosts: frozenset[str]
    users: frozenset[str]
    homes: frozenset[str]
    serials: frozenset[str] = frozenset()


def names_of(root: Path = ROOT, environ: Mapping[str, str] = os.environ) -> Names:
    """The names that files, the environment and the system give for this machine and user."""
    hosts = {socket.gethostname(), *_set(environ, "HOSTNAME", "HOST", "COMPUTERNAME")}
    for path in ("/etc/hostname", "/proc/sys/kernel/hostname", "/proc/sys/kernel/domainname"):
        try:
            hosts.update(text(root, path).split()[:1])
        except UnreadableError:
            continue
    users = {*_set(environ, "USER", "LOGNAME", "USERNAME", "SUDO_USER", "DOAS_USER")}
    homes = {*_set(environ, "HOME", "USERPROFILE")}
    try:
        import pwd  # not on Windows, where a site may still be built

        account = pwd.getpwuid(os.getuid())
    except (ImportError, KeyError):
        pass  # a container may run under a number that no account has
    else:
        users.add(account.pw_name)
        homes.add(account.pw_dir)
    hosts |= {host.partition(".")[0] for host in hosts}
    return Names(_telling(hosts), _telling(users), _folders(homes), _serials(root))


def _set(environ: Mapping[str, str], *variables: str) -> list[str]:
    return [value for name in variables if (value := environ.get(name, "").strip())]


def _telling(names: Iterable[str]) -> frozenset[str]:
    """Without those that tell nobody apart: common ones, single letters, short numbers."""
    return frozenset(name for name in names if tells_somebody(name))


def tells_somebody(name: str) -> bool:
    """Whether a name tells a person or a machine apart from others."""
    return len(name) > 1 and name.lower() not in _NOBODYS and not (name.isdigit() and len(name) < 4)


def _serials(root: Path) -> frozenset[str]:
    """Serial numbers and hardware addresses: nothing records them, but some name may repeat one."""
    found: set[str] = set()
    for pattern in ("sys/class/dmi/id/*_serial", "sys/block/*/device/serial", "sys/class/net/*/address"):
        for place in root.glob(pattern):
            try:
                serial = text(root, place.relative_to(root).as_posix())
            except UnreadableError:
                continue
            if re.fullmatch(r"(?=.*[\d:])[\w.:/+-]{6,64}", serial) and set(serial) - set("0:.-x"):
                found |= {serial, serial.replace(":", ""), serial.replace(":", "-")}
    return frozenset(found)


def _folders(homes: Iterable[str]) -> frozenset[str]:
    """Homes worth replacing: some accounts live in ``/`` or ``/usr``, which is nobody's home."""
    paths = {home.rstrip("/") for home in homes if home.startswith("/")}
    return frozenset(path for path in paths if path not in _SHARED)
