"""Storage: file system, options and block device under the data folder and under the current one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from mkdocs_dossiers.environment.capture.files import ROOT, below, entries, exists, integer, line
from mkdocs_dossiers.environment.capture.reading import (
    Known,
    Reading,
    Readings,
    UnreadableError,
    tried,
)
from mkdocs_dossiers.environment.privacy.mount_options import publishable

_MOUNTS = "/proc/self/mountinfo"
_DEVICES = "/sys/dev/block"
_BLOCK = "/sys/block"


@dataclass(frozen=True)
class _Mount:
    """One line of mountinfo; the mount's place and source stay out of the document."""

    number: str
    """Major and minor device number, such as ``254:0``."""
    place: str
    kind: str
    options: tuple[str, ...]


def read(data_folder: Path, root: Path = ROOT) -> Readings:
    """The section ``storage``, of the file system that holds the data folder."""
    return {
        "filesystem": tried(lambda: Known(_mount_of(root, data_folder).kind, _MOUNTS), _MOUNTS),
        "mount_options": tried(
            lambda: Known(publishable(_mount_of(root, data_folder).options), _MOUNTS), _MOUNTS
        ),
        "device": tried(lambda: _device(root, data_folder), _DEVICES),
        "device_model": tried(lambda: _model(root, data_folder), _BLOCK),
        "rotational": tried(lambda: _rotational(root, data_folder), _BLOCK),
        "scheduler": tried(lambda: _scheduler(root, data_folder), _BLOCK),
        "work_filesystem": tried(lambda: _work(root), _MOUNTS),
    }


def _mount_of(root: Path, folder: Path) -> _Mount:
    """The mount with the longest place above the folder; of two at one place the later covers the earlier."""
    at = folder.resolve()
    best: _Mount | None = None
    for row in line(root, _MOUNTS).splitlines():
        before, _, after = row.partition(" - ")
        columns, (kind, _, *more) = before.split(), after.split()
        place = re.sub(r"\\([0-7]{3})", lambda code: chr(int(code.group(1), 8)), columns[4])
        if at.is_relative_to(place) and (best is None or len(place) >= len(best.place)):
            options = [*columns[5].split(","), *(more[0].split(",") if more else ())]
            best = _Mount(columns[2], place, kind, tuple(dict.fromkeys(options)))
    if best is None:
        raise UnreadableError("no mount holds the folder", _MOUNTS)
    return best


def _disk(root: Path, folder: Path) -> str:
    """The kernel's name of the whole block device, such as ``vda`` or ``dm-0``."""
    mount = _mount_of(root, folder)
    path = f"{_DEVICES}/{mount.number}"
    try:
        target = below(root, path).readlink()
    except OSError:
        raise UnreadableError(f"{mount.kind} has no block device of its own here", path) from None
    name = target.name
    # A partition lies in its disk's folder: …/block/vda/vda1.
    parent = target.parent.name
    return parent if parent != "block" and exists(root, f"{_BLOCK}/{parent}") else name


def _physical(root: Path, disk: str) -> list[str]:
    """The disks below a mapped or striped device, or the disk itself."""
    below_it = entries(root, f"{_BLOCK}/{disk}/slaves")
    if not below_it:
        return [disk]
    found: list[str] = []
    for name in below_it:
        # A slave may be a partition, which only its disk's folder holds.
        owner = next(
            (d for d in entries(root, _BLOCK) if exists(root, f"{_BLOCK}/{d}/{name}/partition")), name
        )
        found.extend(_physical(root, owner))
    return list(dict.fromkeys(found))


def _device(root: Path, folder: Path) -> Reading:
    disk = _disk(root, folder)
    physical = _physical(root, disk)
    return Known(disk if physical == [disk] else f"{disk} on {', '.join(physical)}", f"{_BLOCK}/{disk}")


def _model(root: Path, folder: Path) -> Reading:
    disks = _physical(root, _disk(root, folder))
    models = [line(root, f"{_BLOCK}/{disk}/device/model") for disk in disks]
    return Known(", ".join(dict.fromkeys(models)), f"{_BLOCK}/{disks[0]}/device/model")


def _rotational(root: Path, folder: Path) -> Reading:
    path = f"{_BLOCK}/{_physical(root, _disk(root, folder))[0]}/queue/rotational"
    return Known(integer(root, path) == 1, path)


def _scheduler(root: Path, folder: Path) -> Reading:
    path = f"{_BLOCK}/{_physical(root, _disk(root, folder))[0]}/queue/scheduler"
    words = line(root, path).split()
    offered = [word.strip("[]") for word in words]
    selected = next((word.strip("[]") for word in words if word.startswith("[")), offered[0])
    return Known(f"{selected} (of {', '.join(offered)})", path)


def _work(root: Path) -> Reading:
    here = Path.cwd()
    kind = _mount_of(root, here).kind
    try:
        return Known(f"{kind} on {_disk(root, here)}", _MOUNTS)
    except UnreadableError:
        return Known(f"{kind}, no block device", _MOUNTS)
