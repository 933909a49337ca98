"""Damage to bytes, to text and to structure; every choice comes from the chance given."""

from __future__ import annotations

import copy
import gzip
import io
import json
import zipfile
from random import Random
from typing import Any

TOKENS = (
    b"\0", b"\xff", b"\xef\xbb\xbf", b"\r\n", b"\xe2\x80\xae", b"'", b'"', b"`", b"|", b";", b"--", b"{{ 7*7 }}",
    b"<script>", b"{% raw %}", b"[]", b"{}", b"null", b"NaN", b"-Infinity", b"1e999", b"-1e999", b"-0", b"0", b"1e-320",
    b"9223372036854775808", b"18446744073709551616", b"99999999999999999999999999999999999999", b"2026-02-30", b"%s",
    b"\\",
    b"\\u0000", b"\\ud800", b"../", b"/dev/zero", b"&a ", b"*a ", b"<<: ", b"!!python/object ", b"---\n", b"\t", b",",
    b"\n", b"ext::sh", b"--upload-pack=x", b"$1", b"'; DROP TABLE load; --",
)  # fmt: skip
VALUES: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 1e308, -1e308, 5e-324, 2**63, 2**64, 10**40, "", " ", "x", "NaN", "1e999", "\x00",
    "\u202e",
    "'; DROP TABLE load; --", "{{ 7 * 7 }}", "<script>", "../../x", "-x", [], {}, [[]], {"": ""}, [None], [0] * 50,
    "9" * 400, "<= 3 ms", ">= 0", "p99.9999999999", "2026-13-01", "0" * 40, "demo@1.0", "data/load.csv", ".", "s*s/ms",
)  # fmt: skip


def bytes_changed(raw: bytes, chance: Random) -> bytes:
    """Up to four cuts, repetitions, swaps and insertions."""
    found = bytearray(raw)
    for _ in range(chance.randint(1, 4)):
        start = chance.randrange(len(found) + 1)
        end = min(len(found), start + chance.choice((0, 1, 1, 4, 20, 200)))
        kind = chance.randrange(6)
        if kind == 0:
            del found[start:end]
        elif kind == 1:
            found[start:start] = chance.choice(TOKENS)
        elif kind == 2:
            found[start:end] = chance.choice(TOKENS)
        elif kind == 3:
            found[start:start] = found[start:end] * chance.choice((1, 2, 50))
        elif kind == 4 and start < len(found):
            found[start] = chance.randrange(256)
        elif chance.random() < 0.2:
            del found[start:]
    return bytes(found)


def words_changed(raw: bytes, chance: Random) -> bytes:
    """Numbers and words of a few lines replaced, or lines swapped, dropped and repeated."""
    lines = raw.split(b"\n")
    for _ in range(chance.randint(1, 3)):
        place = chance.randrange(len(lines))
        kind = chance.randrange(5)
        if kind == 0:
            lines.insert(chance.randrange(len(lines)), lines[place])
        elif kind == 1 and len(lines) > 1:
            del lines[place]
        else:
            parts = lines[place].split(chance.choice((b",", b" ", b":", b"\t", b'"')))
            parts[chance.randrange(len(parts))] = chance.choice(TOKENS)
            lines[place] = chance.choice((b",", b" ", b":", b'"')).join(parts)
    return b"\n".join(lines)


def structure_changed(data: Any, chance: Random, times: int = 3) -> Any:
    """A few values of a document replaced, dropped, renamed, repeated or moved."""
    found = copy.deepcopy(data)
    for _ in range(chance.randint(1, times)):
        holders = list(_holders(found))
        if not holders:
            return copy.deepcopy(chance.choice(VALUES))
        holder = chance.choice(holders)
        key = chance.choice(list(holder) if isinstance(holder, dict) else range(len(holder)))
        kind = chance.randrange(6)
        if kind == 0:
            del holder[key]
        elif kind == 1 and isinstance(holder, dict):
            holder[str(chance.choice(VALUES))[:40]] = holder.pop(key)
        elif kind == 2:
            other = chance.choice(holders)
            holder[key] = copy.deepcopy(
                chance.choice(list(other.values() if isinstance(other, dict) else other))
            )
        elif kind == 3 and isinstance(holder, list):
            holder.extend(copy.deepcopy(holder[:20]))
        elif kind == 4:
            holder[key] = [holder[key]]
        else:
            holder[key] = copy.deepcopy(chance.choice(VALUES))
    return found


def _holders(value: Any) -> list[Any]:
    """Every mapping and list that is not empty, the outermost first."""
    found, waiting = [], [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict | list) and one:
            found.append(one)
            waiting.extend(one.values() if isinstance(one, dict) else one[:200])
    return found


def _archive_changed(raw: bytes, chance: Random) -> bytes:
    """A ZIP archive, one of its files damaged."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        target = chance.randrange(len(before.infolist()))
        for number, entry in enumerate(before.infolist()):
            content = before.read(entry)
            after.writestr(entry, changed(content, chance) if number == target and content else content)
    return out.getvalue()


def changed(raw: bytes, chance: Random) -> bytes:
    """Raw bytes with damage of any kind, mostly inside of compressed ones; JSON stays JSON in half of the cases."""
    if raw.startswith(b"\x1f\x8b") and chance.random() < 0.9:
        return gzip.compress(changed(gzip.decompress(raw), chance), mtime=0)
    if raw.startswith(b"PK") and chance.random() < 0.7:
        return _archive_changed(raw, chance)
    if raw.lstrip()[:1] in (b"{", b"[") and chance.random() < 0.5:
        try:
            lines = raw.splitlines()
            if len(lines) > 1 and lines[0].rstrip().endswith(b"}") and lines[0].startswith(b"{"):
                place = chance.randrange(len(lines))
                lines[place] = json.dumps(structure_changed(json.loads(lines[place]), chance)).encode()
                return b"\n".join(lines) + b"\n"
            return json.dumps(structure_changed(json.loads(raw), chance)).encode()
        except ValueError:
            pass
    return chance.choice((bytes_changed, words_changed))(raw, chance)
