"""HdrHistogram interval logs: the histograms in them decoded to a CSV file, which SQL reads.

Each interval of a log holds a histogram in HdrHistogram's V2 encoding, compressed with zlib and written in base64:
a header (cookie, length, offset, significant digits, lowest and highest value, ratio), then the counts as ZigZag
LEB128 numbers, where -n stands for n counts of zero. Source: AbstractHistogram.encodeIntoByteBuffer and
ZigZagEncoding in github.com/HdrHistogram/HdrHistogram.

``python -m mkdocs_dossiers.measure.histogram_log FILE`` prints the same CSV.
"""

from __future__ import annotations

import base64
import binascii
import re
import struct
import sys
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from mkdocs_dossiers.measure.format import FormatError

COLUMNS = "interval,tag,max,value,count"
LARGEST = 16 * 1024**2
"""Bytes one decoded histogram may have; five digits over all 64 bits need less than half of it."""
GROWTH, SLACK = 100, 64 * 1024
"""How many times larger than its compressed bytes a histogram may be, and what it may have in any case."""
COUNTS = 8 * 1024**2
COUNTS_PER_CHARACTER = 4
"""Bytes of counts a whole log may have: 8 MiB, and four for each of its characters; an ordinary interval has 1 kB."""
_V2, _V2_COMPRESSED = 0x1C849303, 0x1C849304
_LINE = re.compile(r"(?:Tag=([^,]*),)?([\d.]+),([\d.]+),([\d.]+),([A-Za-z0-9+/=]+)")
_HEADER = struct.Struct(">iiiiqqd")
_FIX = "Measure again, and commit what the tool wrote."


def decoded(lines: Iterable[str]) -> Iterator[str]:
    """The CSV lines of a log: one per interval and bucket that is not empty, or one for an empty interval.

    ``value`` is the largest recorded value that falls into the bucket, in the unit that was recorded; ``max`` is
    the interval's own, divided by the writer's ratio. Raises :class:`FormatError` for a log that is not whole.
    """
    yield COLUMNS
    interval = spent = 0
    for line in lines:
        text = line.strip()
        spent -= COUNTS_PER_CHARACTER * len(text)
        if not text or text.startswith(("#", '"StartTimestamp"')):
            continue
        match = _LINE.fullmatch(text)
        if match is None:
            raise FormatError(f"An interval of the log is cut short: number {interval + 1}.", _FIX)
        interval += 1
        tag = (match[1] or "").replace('"', '""')
        try:
            data = unpacked(base64.b64decode(match[5], validate=True))
            spent += len(data)
            if spent > COUNTS:
                raise FormatError(
                    f"The log unpacks to far more than it holds, from interval {interval} on.", _FIX
                )
            counts: list[tuple[float | str, int]] = list(buckets(data))
        except (binascii.Error, zlib.error, struct.error, ValueError) as error:
            raise FormatError(
                f"The histogram of interval {interval} cannot be decoded: {error}.", _FIX
            ) from None
        for value, count in counts or [("", 0)]:
            yield f'{interval},"{tag}",{match[4]},{value},{count}'


def unpacked(payload: bytes) -> bytes:
    """A compressed V2 histogram without its compression. Raises as :func:`buckets` does, and :class:`zlib.error`."""
    cookie, length = struct.unpack_from(">ii", payload)
    if cookie & ~0xF0 != _V2_COMPRESSED or length != len(payload) - 8:
        raise ValueError("it is no whole compressed histogram of version 2")
    stream = zlib.decompressobj()
    data = stream.decompress(payload[8:], min(LARGEST, GROWTH * len(payload) + SLACK))
    if not stream.eof:
        raise ValueError("it is too large, or not whole")
    return data


def buckets(data: bytes) -> Iterator[tuple[float, int]]:
    """The largest value and the count of every bucket that is not empty, of a V2 histogram.

    Raises :class:`ValueError` and :class:`struct.error` for what is none.
    """
    cookie, length, offset, digits, lowest, _, ratio = _HEADER.unpack_from(data)
    if cookie & ~0xF0 != _V2 or length != len(data) - _HEADER.size or offset != 0:
        raise ValueError("it is no whole histogram of version 2")
    if not (0 <= digits <= 5 and lowest >= 1 and 0 < ratio < 2**63):
        raise ValueError("its header makes no sense")
    index = 0
    for number in _zigzag(data[_HEADER.size :]):
        if number < 0:
            index -= number
        else:
            if number:
                yield _largest(index, digits, lowest) * ratio, number
            index += 1
        if index > 64 * 10**6:
            raise ValueError("it has too many buckets")


def _zigzag(data: bytes) -> Iterator[int]:
    """Numbers in ZigZag LEB128 of at most nine bytes, the last of which has eight bits."""
    place = 0
    while place < len(data):
        number = shift = 0
        while True:
            byte = data[place]
            place += 1
            number |= (byte if shift == 56 else byte & 0x7F) << shift
            if byte < 0x80 or shift == 56:
                break
            shift += 7
            if place == len(data):
                raise ValueError("its last count is not whole")
        yield (number >> 1) ^ -(number & 1)


def _largest(index: int, digits: int, lowest: int) -> int:
    """The largest value of a bucket (highestEquivalentValue of valueFromIndex)."""
    magnitude = (2 * int(10**digits) - 1).bit_length()
    half = magnitude - 1
    unit = lowest.bit_length() - 1
    bucket, part = (index >> half) - 1, (index & ((1 << half) - 1)) + (1 << half)
    if bucket < 0:
        bucket, part = 0, part - (1 << half)
    if bucket > 64:
        raise ValueError("it has a value beyond 64 bits")
    return ((part + 1) << (bucket + unit)) - 1


if __name__ == "__main__":
    for row in decoded(Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()):
        print(row)  # noqa: T201 - it is what the program is for
