"""Runs a command an author asked for: live output, wall time, how it ended, and nothing left running.

The command gets a process group of its own, so that an interruption reaches all of it, and is asked of us only: Ctrl-C
is passed on, a second one asks to terminate, a third one kills. What it leaves behind when it ends, in its group or
as a daemon, is ended too. When this process is killed, the kernel kills the command.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import selectors
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType
from typing import IO

from mkdocs_dossiers.author.refusal import Refusal

KEPT = 64 * 1024
"""Bytes of the output that are kept, the last ones."""
GRACE = 3.0
"""Seconds that processes have to end when they are asked to."""
_CHUNK = 64 * 1024
_SUBREAPER, _DEATH_SIGNAL = 36, 1
"""prctl(2): adopt orphans of our children; be sent a signal when the parent dies."""


class CannotStart(Refusal):
    """A command that does not start."""

    code = 2


@dataclass(frozen=True, slots=True)
class Ran:
    """How a command went. Moments are in UTC; ``user`` and ``system`` are processor seconds of it and the children it
    waited for, ``peak`` the largest resident size of one of them in bytes.

    ``code`` is the exit code, None when a signal (``signal``, its number) ended it. ``interrupted`` is the signal this
    process got meanwhile, such as SIGINT; ``expired`` says that the time limit was over; ``left`` is how many
    processes were still running when it had ended. ``tail`` is the end of what it wrote.
    """

    command: tuple[str, ...]
    started: datetime
    ended: datetime
    seconds: float
    code: int | None
    signal: int | None
    interrupted: int | None
    expired: bool
    user: float
    system: float
    peak: int
    left: int
    tail: bytes

    @property
    def fine(self) -> bool:
        """Whether it ended by itself, with exit code 0."""
        return self.code == 0 and self.interrupted is None and not self.expired

    @property
    def ending(self) -> str:
        """How it ended, in words: ``exit code 3``, ``signal SIGSEGV``."""
        if self.expired:
            return "the time limit was over"
        if self.interrupted is not None:
            return f"interrupted by {_name(self.interrupted)}"
        return f"exit code {self.code}" if self.signal is None else f"signal {_name(self.signal)}"


def run_command(
    command: Sequence[str],
    folder: Path,
    *,
    show: Callable[[bytes], None] | None = None,
    stdout: IO[bytes] | None = None,
    environ: Mapping[str, str] | None = None,
    limit: float | None = None,
) -> Ran:
    """Run an argument list in a folder, without a shell, and wait for it.

    ``show`` gets what it writes while it writes; by default it goes to our standard error. With ``stdout``, its
    standard output goes into that file too. ``limit`` is how many seconds it may take. Our own standard input is
    passed on unless it is a terminal. Raises :class:`CannotStart`; and what ``show`` and ``stdout`` raise, when the
    command has been ended.
    """
    read, write = os.pipe()
    out_read, out_write = os.pipe() if stdout is not None else (-1, write)
    ends = {write, out_write}
    try:
        with _adopting():
            before = _children()
            started, clock = datetime.now(UTC), time.monotonic()
            pipes = {read: None} | ({out_read: stdout} if stdout is not None else {})
            run = _Run(pipes, show or _to_stderr)
            with run.passing_signals_on():
                try:
                    run.begin(_start(command, folder, environ, out_write, write))
                    for end in ends:
                        os.close(end)
                    ends = set()
                    run.wait(clock + limit if limit is not None else None)
                    seconds, ended = time.monotonic() - clock, datetime.now(UTC)
                    left = run.end_the_rest(before)
                except BaseException:  # such as a full disk under its output
                    run.kill(before)
                    raise
                run.drain()
    finally:
        for end in {*ends, read, *([out_read] if out_read >= 0 else [])}:
            os.close(end)
    code = run.code
    return Ran(
        tuple(command),
        started,
        ended,
        seconds,
        code if code >= 0 else None,
        -code if code < 0 else None,
        run.interrupted,
        run.expired,
        *run.usage,
        left,
        bytes(run.tail),
    )


def _start(
    command: Sequence[str], folder: Path, environ: Mapping[str, str] | None, stdout: int, stderr: int
) -> subprocess.Popen[bytes]:
    own, library = os.getpid(), _libc()

    def die_with_us() -> None:
        if library is not None:
            library.prctl(_DEATH_SIGNAL, signal.SIGKILL)
            if os.getppid() != own:
                os._exit(127)

    try:
        return subprocess.Popen(
            list(command),
            cwd=folder,
            env=dict(environ) if environ is not None else None,
            stdin=subprocess.DEVNULL if sys.stdin is None or sys.stdin.isatty() else None,
            stdout=stdout,
            stderr=stderr,
            process_group=0,
            preexec_fn=die_with_us,  # noqa: PLW1509 - it calls the kernel only, through a library that is loaded
        )
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        why = error.strerror if isinstance(error, OSError) else str(error)
        program = command[0] if command else ""
        if isinstance(error, FileNotFoundError) and folder.is_dir():
            raise CannotStart(
                f"There is no program {program[:200]!r}.", "Install it, or write the path that leads to it."
            ) from None
        raise CannotStart(
            f"{program[:200]!r} does not start: {why}.", "Try it without us in the same folder."
        ) from None


class _Run:
    """A command that runs: its output, its end, and what is passed on to it."""

    def __init__(self, pipes: Mapping[int, IO[bytes] | None], show: Callable[[bytes], None]) -> None:
        self.process: subprocess.Popen[bytes] | None = None
        self.pipes, self.show = dict(pipes), show
        self.code = 0
        self.tail = bytearray()
        self.interrupted: int | None = None
        self.expired = False
        self.asked = 0
        self.usage: tuple[float, float, int] = (0.0, 0.0, 0)
        for pipe in self.pipes:
            os.set_blocking(pipe, False)

    @contextlib.contextmanager
    def passing_signals_on(self) -> Iterator[None]:
        """While it runs, what would end us ends it first. Only the main thread can arrange that."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        caught = [
            each
            for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
            if signal.getsignal(each) is not signal.SIG_IGN  # as under nohup
        ]
        before = {each: signal.signal(each, self.interrupt) for each in caught}
        try:
            yield
        finally:
            for each, handler in before.items():
                signal.signal(each, handler)

    def interrupt(self, number: int, frame: FrameType | None) -> None:  # noqa: ARG002
        """Pass a signal on, each time a stronger one."""
        self.interrupted = self.interrupted or number
        self.asked += 1
        stronger = {1: signal.Signals(number), 2: signal.SIGTERM}
        self.signal_group(stronger.get(self.asked, signal.SIGKILL))

    def begin(self, process: subprocess.Popen[bytes]) -> None:
        """Know the process; what came before it was known is passed on now."""
        self.process = process
        if self.interrupted is not None:
            self.signal_group(self.interrupted)

    @property
    def pid(self) -> int:
        """The process, and its group; 0 before it is known."""
        return self.process.pid if self.process is not None else 0

    def signal_group(self, number: int) -> None:
        if self.pid:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.pid, number)

    def wait(self, until: float | None) -> None:
        """Show what it writes until it has ended."""
        with selectors.DefaultSelector() as selector, _exit_of(self.pid) as exit_:
            for pipe in self.pipes:
                selector.register(pipe, selectors.EVENT_READ)
            if exit_ is not None:
                selector.register(exit_, selectors.EVENT_READ)
            step = 0.02 if exit_ is None else 1.0
            while not self.ended():
                left = step if until is None else max(0.0, min(step, until - time.monotonic()))
                for key, _ in selector.select(left):
                    if key.fd in self.pipes and not self.read(key.fd):
                        selector.unregister(key.fd)
                if until is not None and time.monotonic() >= until:
                    self.expired = True
                    self.signal_group(signal.SIGTERM if not self.asked else signal.SIGKILL)
                    self.asked, until = self.asked + 1, time.monotonic() + GRACE

    def ended(self) -> bool:
        """Whether it has ended; then its exit code and usage are known."""
        pid, status, usage = os.wait4(self.pid, os.WNOHANG)
        if pid == 0:
            return False
        self.code = os.waitstatus_to_exitcode(status)
        if self.process is not None:
            self.process.returncode = self.code
        self.usage = (usage.ru_utime, usage.ru_stime, usage.ru_maxrss * 1024)
        return True

    def read(self, pipe: int) -> bool:
        """Take what a pipe holds; whether more can come."""
        try:
            chunk = os.read(pipe, _CHUNK)
        except BlockingIOError:
            return True
        if not chunk:
            return False
        file = self.pipes[pipe]
        if file is not None:
            file.write(chunk)
        self.show(chunk)
        self.tail += chunk
        del self.tail[:-KEPT]
        return True

    def drain(self) -> None:
        """Take what it wrote last."""
        for pipe in self.pipes:
            before = None
            while before != len(self.tail) or len(self.tail) == KEPT:
                before = len(self.tail)
                try:
                    if not _readable(pipe) or not self.read(pipe):
                        break
                except OSError:
                    break

    def end_the_rest(self, before: frozenset[int]) -> int:
        """End what it left running, asking first; how many processes that were."""
        left = self.rest(before)
        if not left:
            return 0
        for number in (signal.SIGTERM, signal.SIGKILL):
            self.signal_group(number)
            for pid in self.rest(before):
                with contextlib.suppress(ProcessLookupError, PermissionError):
                    os.kill(pid, number)
            until = time.monotonic() + GRACE
            while self.rest(before) and time.monotonic() < until:
                time.sleep(0.02)
        return len(left)

    def kill(self, before: frozenset[int]) -> None:
        """End all of it at once."""
        if self.process is not None:
            self.signal_group(signal.SIGKILL)
            self.process.wait()
            self.end_the_rest(before)

    def rest(self, before: frozenset[int]) -> frozenset[int]:
        """The processes of its group, and those we have been made the parent of, that still run."""
        found = set()
        for pid in _children() - before:
            with contextlib.suppress(ChildProcessError):
                if os.waitpid(pid, os.WNOHANG)[0] == 0:
                    found.add(pid)
        return frozenset(found | _group(self.pid))


def _readable(pipe: int) -> bool:
    """Whether a pipe holds something, or is closed."""
    with selectors.DefaultSelector() as selector:
        selector.register(pipe, selectors.EVENT_READ)
        return bool(selector.select(0))


@contextlib.contextmanager
def _exit_of(pid: int) -> Iterator[int | None]:
    """A descriptor that can be read when a process ends; None where the kernel has none."""
    try:
        descriptor = os.pidfd_open(pid)
    except (OSError, AttributeError):
        yield None
        return
    try:
        yield descriptor
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def _adopting() -> Iterator[None]:
    """Be made the parent of daemons our children leave, so that they can be found and ended."""
    library = _libc()
    if library is not None:
        library.prctl(_SUBREAPER, 1, 0, 0, 0)
    try:
        yield
    finally:
        if library is not None:
            library.prctl(_SUBREAPER, 0, 0, 0, 0)


def _libc() -> ctypes.CDLL | None:
    library = ctypes.CDLL(None) if sys.platform == "linux" else None
    return library if hasattr(library, "prctl") else None


def _children() -> frozenset[int]:
    """The processes whose parent this one is."""
    return frozenset(pid for pid, parent, _ in _processes() if parent == os.getpid())


def _group(group: int) -> frozenset[int]:
    return frozenset(pid for pid, _, found in _processes() if found == group)


def _processes() -> Iterator[tuple[int, int, int]]:
    """Every process with its parent and group; zombies left out. Nothing where the kernel does not say."""
    for place in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, parent, group = place.read_text(errors="replace").rpartition(")")[2].split()[:3]
        except (OSError, ValueError):
            continue
        if state not in "ZX":
            yield int(place.parent.name), int(parent), int(group)


def _name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return str(number)


def _to_stderr(chunk: bytes) -> None:
    if sys.stderr is not None:
        stream = getattr(sys.stderr, "buffer", None)
        with contextlib.suppress(OSError, ValueError):
            if stream is not None:
                stream.write(chunk)
                stream.flush()
            else:
                sys.stderr.write(chunk.decode(errors="replace"))
