"""Entries are kept whole or not at all, and never become something else."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest

from mkdocs_dossiers.cache import store
from mkdocs_dossiers.cache.place import usual_cache
from mkdocs_dossiers.cache.store import DAY, FILE, Cache, Unreadable

NAMES = [bytes([number]) * 32 for number in range(20)]


def test_what_is_put_is_got(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "new" / "folder")
    assert cache.get(NAMES) == {}
    cache.put({NAMES[0]: b"one", NAMES[1]: b""})
    assert cache.get(NAMES) == {NAMES[0]: b"one", NAMES[1]: b""}
    assert Cache(cache.folder).get(NAMES[:1]) == {NAMES[0]: b"one"}
    assert cache.summary().entries == 2


def test_more_names_than_one_question_takes(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    many = {number.to_bytes(32, "big"): str(number).encode() for number in range(1_300)}
    cache.put(many)
    assert cache.get(many) == many


def sealed(cache: Cache, name: bytes) -> bytes:
    with closing(sqlite3.connect(cache.file)) as connection:
        [(content,)] = connection.execute("SELECT content FROM entries WHERE name = ?", [name])
    return bytes(content)


def change(cache: Cache, name: bytes, content: object) -> None:
    with closing(sqlite3.connect(cache.file)) as connection, connection:
        assert (
            connection.execute("UPDATE entries SET content = ? WHERE name = ?", (content, name)).rowcount == 1
        )


def test_a_changed_entry_is_none(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put({NAMES[0]: b"supported", NAMES[1]: b"other", NAMES[2]: b"third"})
    change(cache, NAMES[0], sealed(cache, NAMES[0]).replace(b"supp", b"SUPP"))
    change(cache, NAMES[2], "a text")
    assert cache.get(NAMES) == {NAMES[1]: b"other"}


def test_an_entry_under_another_name_is_none(tmp_path: Path) -> None:
    """Somebody gives the result of a claim that holds to one that does not."""
    cache = Cache(tmp_path)
    cache.put({NAMES[0]: b"supported", NAMES[1]: b"refuted"})
    change(cache, NAMES[1], sealed(cache, NAMES[0]))
    assert cache.get(NAMES) == {NAMES[0]: b"supported"}


def test_who_has_not_the_key_cannot_add_an_entry(tmp_path: Path) -> None:
    Cache(tmp_path).put({NAMES[0]: b"poison"})
    Cache(tmp_path, b"wrong").put({NAMES[1]: b"poison"})
    keeper = Cache(tmp_path, b"secret")
    assert keeper.get(NAMES) == {}
    keeper.put({NAMES[0]: b"sound"})
    assert keeper.get(NAMES) == {NAMES[0]: b"sound"}


@pytest.mark.parametrize("content", [b"", b"no database", os.urandom(4096), "a folder", "a dangling link"])
def test_a_broken_file_does_not_stop_anybody(tmp_path: Path, content: bytes | str) -> None:
    cache = Cache(tmp_path)
    if content == "a folder":
        cache.file.mkdir()
    elif content == "a dangling link":
        cache.file.symlink_to(tmp_path / "nowhere" / "at all")
    else:
        assert isinstance(content, bytes)
        cache.file.write_bytes(content)
    assert cache.get(NAMES) == {}
    cache.put({NAMES[0]: b"one"})
    assert cache.get(NAMES) == ({} if isinstance(content, str) else {NAMES[0]: b"one"})


def test_what_cannot_be_read_is_said(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.file.write_bytes(b"no database at all, and long enough to be looked at" * 20)
    with pytest.raises(Unreadable):
        cache.summary()
    with pytest.raises(Unreadable):
        cache.prune(0)


def test_it_stays_within_its_limit_and_keeps_what_was_used_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = Cache(tmp_path, limit=10_000)
    for day, name in enumerate(NAMES[:8], start=20_000):
        monkeypatch.setattr(store, "_today", lambda day=day: day * DAY)
        cache.put({name: b"x" * 1_000})
    monkeypatch.setattr(store, "_today", lambda: 30_000 * DAY)
    assert set(cache.get(NAMES[:1])) == {NAMES[0]}, "used again, and the newest now"
    cache.put(dict.fromkeys(NAMES[10:14], b"y" * 1000))
    kept = set(cache.get(NAMES))
    assert NAMES[0] in kept
    assert NAMES[1] not in kept
    assert set(NAMES[10:14]) <= kept
    assert cache.summary().size <= 10_000


def test_pruning_makes_the_file_smaller(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put({name: os.urandom(50_000) for name in NAMES})
    before = cache.file.stat().st_size
    assert cache.prune(120_000) == 18
    assert cache.summary().entries == 2
    assert cache.file.stat().st_size < before / 4
    assert cache.prune(120_000) == 0


def test_a_folder_that_cannot_be_written_is_no_cache(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    cache = Cache(tmp_path / "file" / "below")
    cache.put({NAMES[0]: b"one"})
    assert cache.get(NAMES) == {}


def test_several_writers_lose_nothing(tmp_path: Path) -> None:
    def write(some: list[bytes]) -> None:
        for name in some:
            Cache(tmp_path).put({name: name * 100})

    writers = [threading.Thread(target=write, args=(NAMES[start::4],)) for start in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert Cache(tmp_path).get(NAMES) == {name: name * 100 for name in NAMES}


WRITER = """
import sys
from pathlib import Path
from mkdocs_dossiers.cache.store import Cache
cache = Cache(Path(sys.argv[1]))
number = 0
print("ready", flush=True)
while True:
    number += 1
    cache.put({bytes([number % 7, part]) * 16: bytes([number % 251]) * 40_000 for part in range(20)})
"""


def test_a_writer_that_is_killed_leaves_whole_entries(tmp_path: Path) -> None:
    for moment in (0.0, 0.02, 0.05):
        with subprocess.Popen(
            [sys.executable, "-c", WRITER, str(tmp_path)], stdout=subprocess.PIPE
        ) as writer:
            assert writer.stdout is not None
            writer.stdout.readline()
            time.sleep(moment)
            writer.kill()
        cache = Cache(tmp_path)
        for group in range(7):
            found = cache.get(bytes([group, part]) * 16 for part in range(20))
            assert len(found) in (0, 20), "all of what is put together, or nothing"
            assert len(set(found.values())) <= 1
        cache.put({b"n" * 32: b"still works"})
        assert cache.get([b"n" * 32])[b"n" * 32] == b"still works"


def test_where_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOSSIER_CACHE", "off")
    assert usual_cache() is None
    monkeypatch.setenv("DOSSIER_CACHE", str(tmp_path))
    cache = usual_cache()
    assert cache is not None
    assert cache.file == tmp_path / FILE
    monkeypatch.delenv("DOSSIER_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    cache = usual_cache()
    assert cache is not None
    assert cache.folder == tmp_path / "xdg" / "mkdocs-dossiers"
