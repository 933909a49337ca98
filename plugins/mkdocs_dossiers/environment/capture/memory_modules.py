"""Memory modules out of the firmware's table.

System Management BIOS (SMBIOS) Reference Specification, DSP0134 3.7: structure headers in 6.1.2, Memory
Device (type 17) in 7.18. Read here rather than through dmidecode, which prints serial numbers too.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

from mkdocs_dossiers.environment.capture.files import below
from mkdocs_dossiers.environment.capture.reading import Known, Reading, UnreadableError

TABLE = "/sys/firmware/dmi/tables/DMI"
_MEMORY_DEVICE = 17
_END_OF_TABLE = 127
_KINDS = {
    0x18: "DDR3",
    0x1A: "DDR4",
    0x1D: "LPDDR3",
    0x1E: "LPDDR4",
    0x20: "HBM",
    0x21: "HBM2",
    0x22: "DDR5",
    0x23: "LPDDR5",
    0x24: "HBM3",
}
"""Table 78, the types in use."""


def installed(root: Path) -> Reading:
    """One line per module that is plugged in."""
    try:
        table = below(root, TABLE).read_bytes()
    except PermissionError:
        raise UnreadableError("only root may read the firmware's table", TABLE) from None
    except OSError:
        raise UnreadableError("the firmware offers no DMI table, as is usual in containers", TABLE) from None
    modules = [module for data, strings in _devices(table) if (module := _described(data, strings))]
    if not modules:
        raise UnreadableError("the firmware's table lists no memory module", TABLE)
    return Known(modules, TABLE)


def _devices(table: bytes) -> Iterator[tuple[bytes, list[str]]]:
    """The formatted area and the strings of each memory device."""
    at = 0
    while at + 4 <= len(table):
        kind, length = table[at], table[at + 1]
        strings_at = at + length
        end = table.find(b"\0\0", strings_at)
        if length < 4 or end < 0 or kind == _END_OF_TABLE:
            return
        if kind == _MEMORY_DEVICE:
            strings = table[strings_at:end].decode("latin-1").split("\0")
            yield table[at:strings_at], strings
        at = end + 2


def _described(data: bytes, strings: list[str]) -> str | None:
    """``DIMM_A1: 32768 MiB DDR4 at 3200 MT/s``, or None for an empty slot."""
    (size,) = struct.unpack_from("<H", data, 0x0C)
    if size in (0, 0xFFFF):
        return None
    if size == 0x7FFF:  # too large for 15 bits: the extended field has it, in MiB
        mebibytes = struct.unpack_from("<I", data, 0x1C)[0] & 0x7FFFFFFF
    elif size & 0x8000:  # the top bit says KiB
        mebibytes = (size & 0x7FFF) // 1024
    else:
        mebibytes = size
    slot = strings[data[0x10] - 1].strip() if 0 < data[0x10] <= len(strings) else "slot not named"
    kind = _KINDS.get(data[0x12], f"type 0x{data[0x12]:02x}")
    speed = _speed(data)
    return f"{slot}: {mebibytes} MiB {kind}" + (f" at {speed} MT/s" if speed else "")


def _speed(data: bytes) -> int:
    """The configured speed, or the rated one where firmware before SMBIOS 2.7 has no other; 0 untold."""
    for offset in (0x20, 0x15):
        if len(data) >= offset + 2:
            speed: int = struct.unpack_from("<H", data, offset)[0]
            if speed not in (0, 0xFFFF):
                return speed
    return 0
