"""Commands that are run: how they ended, what they said, and that nothing of them stays."""

from __future__ import annotations

import io
import os
import signal
import sys
import threading
import time
from pathlib import Path

import pytest

from mkdocs_dossiers.author.run import KEPT, CannotStart, Ran, run_command

PYTHON = sys.executable


def ran(script: str, folder: Path, **options: object) -> tuple[Ran, bytes]:
    shown = bytearray()
    found = run_command(["sh", "-c", script], folder, show=shown.extend, **options)  # type: ignore[arg-type]
    return found, bytes(shown)


def running(marker: str) -> list[str]:
    found = []
    for place in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if marker.encode() in place.read_bytes():
                found.append(place.parent.name)
        except OSError:
            continue
    return found


def test_output_is_shown_and_kept_and_the_end_is_told(tmp_path: Path) -> None:
    found, shown = ran("echo one; echo two >&2; pwd; exit 3", tmp_path)
    assert shown == found.tail == f"one\ntwo\n{tmp_path}\n".encode()
    assert (found.code, found.signal, found.fine, found.ending) == (3, None, False, "exit code 3")
    assert found.started <= found.ended
    assert 0 < found.seconds < 5
    assert found.peak > 100_000
    assert found.left == 0


def test_arguments_reach_the_program_as_they_are(tmp_path: Path) -> None:
    found = run_command(["printf", "%s|", "a b", "$HOME", "-n", "*"], tmp_path, show=lambda _: None)
    assert found.tail == b"a b|$HOME|-n|*|"
    assert found.fine


def test_standard_output_goes_into_a_file_and_messages_do_not(tmp_path: Path) -> None:
    file = io.BytesIO()
    found, shown = ran("echo data; echo message >&2", tmp_path, stdout=file)
    assert file.getvalue() == b"data\n"
    assert sorted(shown.splitlines()) == [b"data", b"message"]
    assert found.fine


def test_only_the_end_of_long_output_is_kept_but_all_of_it_is_stored(tmp_path: Path) -> None:
    file = io.BytesIO()
    found, _ = ran("head -c 3000000 /dev/zero | tr '\\0' x; echo end", tmp_path, stdout=file)
    assert len(file.getvalue()) == 3_000_004
    assert len(found.tail) == KEPT
    assert found.tail.endswith(b"xend\n")


def test_a_signal_is_named(tmp_path: Path) -> None:
    found, _ = ran("kill -SEGV $$", tmp_path)
    assert (found.code, found.signal, found.ending) == (None, signal.SIGSEGV, "signal SIGSEGV")


@pytest.mark.parametrize("command", [["no-such-program-here"], ["/etc"], ["a\0b"], [""]])
def test_a_program_that_does_not_start_is_refused(command: list[str], tmp_path: Path) -> None:
    with pytest.raises(CannotStart) as refused:
        run_command(command, tmp_path)
    assert refused.value.fix


def test_what_it_leaves_running_is_ended(tmp_path: Path) -> None:
    marker = f"3{os.getpid()}7"
    began = time.monotonic()
    found, _ = ran(f"sleep {marker} & setsid sleep {marker} & sleep 0.2; echo done", tmp_path)
    assert found.left == 2
    assert found.tail == b"done\n"
    assert running(marker) == []
    assert time.monotonic() - began < 3


def test_an_interruption_is_passed_on_and_waited_for(tmp_path: Path) -> None:
    script = "trap 'echo cleaned; exit 5' INT; echo ready; while :; do sleep 0.05; done"
    seen = threading.Event()

    def press() -> None:
        seen.wait(5)
        os.kill(os.getpid(), signal.SIGINT)

    threading.Thread(target=press, daemon=True).start()
    shown = bytearray()

    def show(chunk: bytes) -> None:
        shown.extend(chunk)
        seen.set()

    found = run_command(["sh", "-c", script], tmp_path, show=show)
    assert (found.code, found.interrupted, found.fine) == (5, signal.SIGINT, False)
    assert b"cleaned" in shown
    assert found.ending == "interrupted by SIGINT"


def test_who_does_not_listen_is_killed_at_the_third_time(tmp_path: Path) -> None:
    marker = f"4{os.getpid()}9"

    def press() -> None:
        for _ in range(3):
            time.sleep(0.2)
            os.kill(os.getpid(), signal.SIGINT)

    threading.Thread(target=press, daemon=True).start()
    found, _ = ran(f"trap '' INT TERM; while :; do sleep 0.05; done # {marker}", tmp_path)
    assert found.signal == signal.SIGKILL
    assert running(marker) == []


def test_the_time_limit_ends_it(tmp_path: Path) -> None:
    found, _ = ran("sleep 20", tmp_path, limit=0.2)
    assert found.expired
    assert not found.fine
    assert found.seconds < 3


def test_it_dies_with_us(tmp_path: Path) -> None:
    import subprocess

    marker = f"5{os.getpid()}3"
    code = (
        "import sys; from pathlib import Path; from mkdocs_dossiers.author.run import run_command; "
        f"run_command(['sleep', '{marker}'], Path())"
    )
    with subprocess.Popen([PYTHON, "-c", code], cwd=tmp_path) as process:
        until = time.monotonic() + 10
        while len(running(marker)) < 2 and time.monotonic() < until:
            time.sleep(0.02)
        assert len(running(marker)) == 2
        process.kill()
    until = time.monotonic() + 5
    while running(marker) and time.monotonic() < until:
        time.sleep(0.02)
    assert running(marker) == []


def test_a_full_disk_under_its_output_ends_it(tmp_path: Path) -> None:
    class Full(io.BytesIO):
        def write(self, data: object) -> int:
            raise OSError(28, "No space left on device")

    marker = f"6{os.getpid()}1"
    with pytest.raises(OSError, match="No space"):
        ran(f"echo x; sleep {marker}", tmp_path, stdout=Full())
    assert running(marker) == []


def test_an_interruption_while_it_starts_reaches_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from mkdocs_dossiers.author import run

    start = run._start

    def interrupted(*arguments: object) -> object:
        process = start(*arguments)  # type: ignore[arg-type]
        os.kill(os.getpid(), signal.SIGINT)
        return process

    monkeypatch.setattr(run, "_start", interrupted)
    marker = f"7{os.getpid()}2"
    began = time.monotonic()
    found, _ = ran(f"exec sleep {marker}", tmp_path)
    assert (found.interrupted, found.signal) == (signal.SIGINT, signal.SIGINT)
    assert time.monotonic() - began < 5
    assert running(marker) == []
