"""Network interfaces with hardware behind them: driver, speed, MTU. No addresses are read."""

from __future__ import annotations

from pathlib import Path

from mkdocs_dossiers.environment.capture.files import ROOT, entries, exists, integer, link
from mkdocs_dossiers.environment.capture.reading import (
    Known,
    NotApplicable,
    Reading,
    Readings,
    UnreadableError,
    tried,
)

_FOLDER = "/sys/class/net"


def read(root: Path = ROOT) -> Readings:
    """The section ``network``."""
    return {"interfaces": tried(lambda: _interfaces(root), _FOLDER)}


def _interfaces(root: Path) -> Reading:
    if not exists(root, _FOLDER):
        raise UnreadableError("this kernel or container does not offer it", _FOLDER)
    found: dict[str, str] = {}
    for name in entries(root, _FOLDER):
        folder = f"{_FOLDER}/{name}"
        if exists(root, f"{folder}/device"):
            found[name] = (
                f"{_driver(root, folder)}, {_speed(root, folder)}, MTU {integer(root, f'{folder}/mtu')}"
            )
    if not found:
        return NotApplicable("only virtual interfaces are visible, as is usual in containers")
    return Known(found, _FOLDER)


def _driver(root: Path, folder: str) -> str:
    try:
        return link(root, f"{folder}/device/driver")
    except UnreadableError:
        return "driver not told"


def _speed(root: Path, folder: str) -> str:
    """In Mb/s; the kernel writes -1 or refuses where the link is down or has no speed."""
    try:
        speed = integer(root, f"{folder}/speed")
    except UnreadableError:
        speed = -1
    return f"{speed} Mb/s" if speed > 0 else "speed not told"
