"""The faults: each part yields what was not as it has to be, and counts what it did."""

from __future__ import annotations

import itertools
import os
import random
import shutil
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from faulting.desk import NAMES, Desk, make, running

COMPLETE = {"record": ("run-0:", 0), "add": ("added-0:", 0), "publish": ("status: published", 0)}


def state(desk: Desk, name: str, before: dict[str, bytes]) -> str:
    """``old``, ``new``, ``old and more`` (files that nothing names yet), or what is wrong."""
    now = desk.evidence()
    if now == before:
        return "old"
    document = "dossiers/sums/1.0/dossier.yaml"
    if name == "publish":
        record = "dossiers/sums/published.yaml"
        changed = {path for path in {*now, *before} if now.get(path) != before.get(path)}
        if changed == {document, record}:
            return "new"
        return "between" if changed == {document} else f"broken: {sorted(changed)}"
    if now[document] == before[document]:
        same = all(now.get(path) == before[path] for path in before)
        return "old and more" if same else "between"
    text = now[document].decode()
    return "new" if COMPLETE[name][0] in text and "file: data/" in text else "broken: the document"


def kills(folder: Path, count: int, chance: random.Random, say: Counter[str]) -> Iterator[str]:
    """Kill each command in turn: half of the time anywhere, half of the time while it writes."""
    template = make(folder / "kills")
    lasts = {name: _lasts(template, folder, name) for name in NAMES}
    for number, name in zip(range(count), itertools.cycle(NAMES)):
        desk = _copy(template, folder / f"kill-{number}")
        before = desk.evidence()
        process = subprocess.Popen(
            desk.command(name), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        if number % 2:
            _when_it_writes(desk, process)
            time.sleep(chance.random() * 0.04)
        else:
            time.sleep(chance.random() * lasts[name])
        process.send_signal(signal.SIGKILL)
        process.wait()
        killed = state(desk, name, before)
        say[f"{name}: {killed}"] += 1
        say[f"{name}: journal left"] += (desk.root / ".git/dossier/journal.json").exists()
        if killed.startswith("broken"):
            yield f"kill {number} of {name}: {killed}"
        again = desk.run(name)
        told = "interrupted" in again.stderr
        say[f"{name}: the next run said so"] += told
        expected = killed == "new" and name != "publish"
        fine = again.returncode == (1 if expected and "already" in again.stderr else 0)
        if not fine or state(desk, name, before) != "new" or desk.left():
            yield (
                f"kill {number} of {name}, {killed}: the next run ended with {again.returncode}, left {desk.left()}, "
                f"state {state(desk, name, before)}: {again.stderr[-300:]}"
            )
        if running(desk.root):
            yield f"kill {number} of {name}: still running: {running(desk.root)}"
        shutil.rmtree(desk.root)


def _copy(template: Desk, root: Path) -> Desk:
    shutil.copytree(template.root, root)
    return Desk(root)


def _lasts(template: Desk, folder: Path, name: str) -> float:
    """Seconds a command takes that nobody interrupts."""
    desk = _copy(template, folder / f"whole-{name}")
    start = time.monotonic()
    done = desk.run(name)
    if done.returncode:
        raise RuntimeError(f"{name} does not work here: {done.stderr}")
    return time.monotonic() - start


def _when_it_writes(desk: Desk, process: subprocess.Popen[bytes]) -> None:
    """Wait until files are being prepared, or the command has ended."""
    staged = desk.root / ".git/dossier/staged"
    while process.poll() is None and not staged.exists():
        time.sleep(0.0002)


def disk(folder: Path, say: Counter[str]) -> Iterator[str]:
    """Fill a small disk up to different amounts of room, and write to it."""
    place = folder / "disk"
    with mounted(place, "size=4m,nr_inodes=600") as there:
        if not there:
            say["not tried: mounting is not allowed"] += 1
            return
        desk = make(place / "work")
        raw = desk.raw(0, 400_000)
        for name in ("add", "record", "publish"):
            for room in range(0, 480, 24 if name == "add" else 60):
                before = desk.evidence()
                _fill(place, room)
                done = subprocess.run(desk.command(name), capture_output=True, text=True, check=False)
                found = state(desk, name, before)
                say[f"{name}: {'refused' if done.returncode else 'done'}, {found}"] += 1
                if found != ("new" if done.returncode == 0 else "old"):
                    said = f"ended with {done.returncode}, state {found}: {done.stderr[-300:]}"
                    yield f"{name} with {room} KiB left: {said}"
                if done.returncode and ("Traceback" in done.stderr or "fix:" not in done.stderr):
                    yield f"{name} with {room} KiB left: {done.stderr[-400:]}"
                (place / "filler").unlink()
                if done.returncode == 0:
                    shutil.rmtree(place / "work")
                    desk = make(place / "work")
                    raw = desk.raw(0, 400_000)
        raw.unlink()


def _fill(place: Path, room: int) -> None:
    """Leave so many KiB."""
    found = os.statvfs(place)
    size = found.f_bavail * found.f_frsize - room * 1024
    with (place / "filler").open("wb") as stream:
        stream.write(b"x" * max(0, size))


@contextmanager
def mounted(place: Path, options: str) -> Iterator[bool]:
    """A file system in memory of its own; False where that is not allowed."""
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(place)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        yield False
        return
    try:
        yield True
    finally:
        subprocess.run(["umount", "-l", str(place)], check=False)


def read_only(folder: Path, say: Counter[str]) -> Iterator[str]:
    """Close folders, as another user where we are root; then make the whole disk read-only."""
    template = make(folder / "closed")
    drop = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] if os.getuid() == 0 else []
    for name, closed in itertools.product(NAMES, ("dossiers/sums/1.0", "dossiers/sums", ".git", ".")):
        desk = _copy(template, folder / f"closed-{name}-{closed.replace('/', '-')}")
        raw = desk.raw()
        raw.chmod(0o666)
        for place in [desk.root, *desk.root.rglob("*")]:
            everybody = 0o777 if place.is_dir() else 0o666
            place.chmod(everybody & 0o555 if closed == "." or place == desk.root / closed else everybody)
        before = desk.evidence()
        trust = {"GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "safe.directory", "GIT_CONFIG_VALUE_0": "*"}
        done = subprocess.run(
            [*drop, *desk.command(name)],
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, **trust, "HOME": "/"},
        )
        found = state(desk, name, before)
        say[f"{name}: {'refused' if done.returncode else 'done elsewhere'}, {found}"] += 1
        if found != ("new" if done.returncode == 0 else "old"):
            yield f"{name}, {closed} closed: ended with {done.returncode}, state {found}: {done.stderr[-300:]}"
        if done.returncode and ("Traceback" in done.stderr or "fix:" not in done.stderr):
            yield f"{name}, {closed} closed: {done.stderr[-500:]}"
    place = folder / "frozen"
    with mounted(place, "size=4m") as there:
        if there:
            desk = make(place / "work")
            desk.raw()
            before = desk.evidence()
            subprocess.run(["mount", "-o", "remount,ro", str(place)], check=True)
            for name in ("add", "publish"):
                done = desk.run(name)
                say[f"{name} on a read-only disk: {'refused' if done.returncode else 'done'}"] += 1
                if done.returncode == 0 or desk.evidence() != before or "fix:" not in done.stderr:
                    yield f"{name} on a read-only disk: {done.stderr[-300:]}"


def writers(folder: Path, say: Counter[str], many: int = 8) -> Iterator[str]:
    """Let many commands write to one dossier at once."""
    desk = make(folder / "writers")
    commands = [desk.command("add", number) for number in range(many)] + [desk.command("record", many)]
    commands.append(desk.command("add", 0))
    processes = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for command in commands
    ]
    ends = [(process, process.communicate()[1]) for process in processes]
    text = (desk.folder / "dossier.yaml").read_text()
    refused = [said for process, said in ends if process.returncode]
    say["written"] += sum(process.returncode == 0 for process, _ in ends)
    say["refused"] += len(refused)
    for number in range(many):
        if text.count(f"  added-{number}:") != 1:
            yield f"added-{number} stands {text.count(f'  added-{number}:')} times in the document"
    if text.count(f"  run-{many}:") != 1:
        yield "the recorded dataset is not in the document"
    if len(refused) != 1 or "already" not in refused[0]:
        yield f"one was to be refused, and were: {refused}"
    files = {file.name for file in (desk.folder / "data").iterdir()}
    if len(files) != many + 2 or desk.left():
        yield f"files {sorted(files)}, left {desk.left()}"
