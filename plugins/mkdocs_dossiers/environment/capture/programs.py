"""Asking a fixed program for what no file tells; it can be missing, fail or hang, and nothing breaks."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from mkdocs_dossiers.environment.capture.reading import UnreadableError

_SECONDS = 10.0
"""Longest wait for one program; nvidia-smi without persistence mode takes several seconds."""

_SETTINGS = {
    "LC_ALL": "C",
    "LANGUAGE": "C",
    "RUSTUP_AUTO_INSTALL": "0",  # asking rustc for its version must not download a toolchain
    "GOTOOLCHAIN": "local",  # nor must asking go
}


@dataclass(frozen=True)
class Answer:
    """What a program wrote, and its exit status; a status of None means it gave no answer, `why`."""

    status: int | None
    out: str = ""
    err: str = ""
    why: str = ""


Runner = Callable[[Sequence[str]], Answer]
"""Runs a command; tests put recorded answers here."""


def run_program(command: Sequence[str]) -> Answer:
    """Run a command without shell or input, and wait for at most ten seconds."""
    program = shutil.which(command[0])
    if program is None:
        return Answer(None, why=f"{Path(command[0]).name} is not installed")
    try:
        process = subprocess.Popen(
            [program, *command[1:]],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, **_SETTINGS},
            encoding="utf-8",
            errors="replace",
            start_new_session=True,
        )
    except OSError as problem:
        return Answer(None, why=f"{Path(program).name} does not start: {problem.strerror}")
    with process:
        try:
            out, err = process.communicate(timeout=_SECONDS)
        except subprocess.TimeoutExpired:
            # The whole group: a grandchild that holds the pipe open would make the wait endless.
            os.killpg(process.pid, signal.SIGKILL)
            return Answer(None, why=f"{Path(program).name} did not answer within {_SECONDS:g} s")
    return Answer(process.returncode, out, err)


def output(run: Runner, *command: str) -> str:
    """What the program wrote, which must be something, with exit status 0."""
    answer = run(command)
    said = " ".join(command)
    if answer.status is None:
        raise UnreadableError(answer.why, said)
    if answer.status != 0:
        told = (answer.err or answer.out).strip().splitlines()
        raise UnreadableError(f"exit status {answer.status}" + (f": {told[0]}" if told else ""), said)
    if not answer.out.strip():
        raise UnreadableError("it printed nothing", said)
    return answer.out.strip()


def first_line(run: Runner, *command: str) -> str:
    """The first line the program wrote: where compilers put their version."""
    return output(run, *command).splitlines()[0].strip()


def version_line(run: Runner, *command: str) -> str:
    """The first line with a version in it: nvcc greets before it comes to that."""
    lines = output(run, *command).splitlines()
    return next((line.strip() for line in lines if re.search(r"\d\.\d", line)), lines[0].strip())
