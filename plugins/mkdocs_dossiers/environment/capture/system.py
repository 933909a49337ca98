"""The system: distribution, firmware, services."""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping
from os import environ as process_environment
from pathlib import Path

from mkdocs_dossiers.environment.capture.declared import declared
from mkdocs_dossiers.environment.capture.files import ROOT, exists, line, text
from mkdocs_dossiers.environment.capture.programs import Runner, output, run_program
from mkdocs_dossiers.environment.capture.reading import (
    Known,
    Reading,
    Readings,
    UnreadableError,
    first_of,
    tried,
)

DMI = "/sys/class/dmi/id"
_OS_RELEASE = ("/etc/os-release", "/usr/lib/os-release")
_NO_FIRMWARE = "the firmware offers no DMI table, as is usual in containers and small virtual machines"
_UNFILLED = re.compile(
    r"(?i)^(to be filled.*|default string|system (product )?name|not specified|o\.?e\.?m\.?|x+|0+)$"
)
"""What makers leave in the table when they fill in nothing."""


def read(
    root: Path = ROOT, run: Runner = run_program, environ: Mapping[str, str] = process_environment
) -> Readings:
    """The section ``system``."""
    return {
        "os": tried(lambda: _os(root), _OS_RELEASE[0]),
        "os_major": tried(lambda: _os_major(root), _OS_RELEASE[0]),
        "vendor": tried(lambda: firmware(root, "sys_vendor"), DMI),
        "product": first_of(lambda: firmware(root, "product_name"), lambda: _device_tree(root), source=DMI),
        "board": tried(lambda: firmware(root, "board_name"), DMI),
        "firmware": tried(lambda: firmware(root, "bios_version"), DMI),
        "firmware_date": tried(lambda: firmware(root, "bios_date"), DMI),
        "service_state": tried(lambda: _service_state(run), "systemctl"),
        "runlevel": tried(lambda: _runlevel(run), "who -r"),
        "tenancy": declared(environ, "DOSSIER_TENANCY", "no program can tell who else used the machine"),
    }


def firmware(root: Path, name: str) -> Reading:
    """One entry of the firmware's table; never one of its serial numbers or UUIDs."""
    path = f"{DMI}/{name}"
    if not exists(root, DMI):
        raise UnreadableError(_NO_FIRMWARE, path)
    value = " ".join(line(root, path).split())
    if _UNFILLED.match(value):
        raise UnreadableError("the maker left it unfilled", path)
    return Known(value, path)


def _device_tree(root: Path) -> Reading:
    """Where ARM boards and POWER have the machine's name."""
    path = "/proc/device-tree/model"
    return Known(line(root, path).rstrip("\0"), path)


def _os_release(root: Path) -> tuple[dict[str, str], str]:
    """Keys and values, by the quoting rules of os-release(5), and the file they came from."""
    path = next((path for path in _OS_RELEASE if exists(root, path)), _OS_RELEASE[0])
    found: dict[str, str] = {}
    for row in text(root, path).splitlines():
        key, equals, value = row.partition("=")
        if equals and not row.startswith("#"):
            found[key.strip()] = " ".join(shlex.split(value))
    return found, path


def _os(root: Path) -> Reading:
    found, path = _os_release(root)
    return Known(found.get("PRETTY_NAME") or found["NAME"], path)


def _os_major(root: Path) -> Reading:
    """The release without a third number: ``Debian 12``, ``Ubuntu 24.04``, ``Alpine Linux 3.20``."""
    found, path = _os_release(root)
    name = found["NAME"].removesuffix(" GNU/Linux")
    version = ".".join(found.get("VERSION_ID", "").split(".")[:2])
    rolling = found.get("BUILD_ID", "").strip() == "rolling" or not version
    return Known(f"{name} rolling" if rolling else f"{name} {version}", path)


def _service_state(run: Runner) -> Reading:
    """The exit status repeats the word in another form, so only a missing word is a failure."""
    command = ("systemctl", "is-system-running")
    answer = run(command)
    word = answer.out.strip()
    if not re.fullmatch(r"initializing|starting|running|degraded|maintenance|stopping", word):
        raise UnreadableError(answer.why or "systemd does not run this system", " ".join(command))
    return Known(word, " ".join(command))


def _runlevel(run: Runner) -> Reading:
    found = re.search(r"run-level (\S+)", output(run, "who", "-r"))
    if found is None:
        raise UnreadableError("it names no run level", "who -r")
    return Known(found.group(1), "who -r")
