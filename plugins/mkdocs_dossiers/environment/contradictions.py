"""What cannot both be true of one machine."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from mkdocs_dossiers.environment.values import cpus, number, text, texts

_GIB = 1 << 30


def contradictions(document: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Fields by reference, each with a sentence about what it contradicts."""
    yield from _topology(document)
    yield from _threads_share(document)
    yield from _memory(document)
    yield from _gpus(document)
    yield from _names(document)
    machine = text(document, "identity.machine")
    if machine is not None and document.get("machine") not in (None, machine):
        yield "identity.machine", f"identity.machine is {machine[:40]}, but machine says another one."


def _topology(document: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    sockets, cores, threads = (number(document, f"cpu.{name}") for name in ("sockets", "cores", "threads"))
    if cores is not None and threads is not None and threads < cores:
        yield (
            "cpu.threads",
            f"There are {threads:g} threads on {cores:g} cores; every core runs at least one.",
        )
    if sockets is not None and cores is not None and cores < sockets:
        yield "cpu.cores", f"There are {cores:g} cores in {sockets:g} sockets; each holds at least one."
    online, allowed = (cpus(text(document, f"cpu.{name}")) for name in ("online", "allowed"))
    if threads is not None and online is not None and online != threads:
        yield "cpu.online", f"{online} CPUs are online, but there are {threads:g} threads."
    if online is not None and allowed is not None and allowed > online:
        yield "cpu.allowed", f"{allowed} CPUs are allowed, but {online} are online."


def _threads_share(document: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    smt = text(document, "cpu.smt")
    cores, threads = number(document, "cpu.cores"), number(document, "cpu.threads")
    if smt is None or cores is None or threads is None or threads < cores:
        return
    if smt == "on" and threads == cores:
        yield "cpu.smt", f"SMT is on, but {threads:g} threads run on as many cores."
    if smt != "on" and threads > cores:
        yield "cpu.smt", f"SMT is {smt[:40]}, but {threads:g} threads run on {cores:g} cores."


def _memory(document: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    total, size = number(document, "memory.total"), number(document, "memory.size")
    if total is not None and size is not None and not size - 0.01 <= total / _GIB < size + 1.01:
        yield "memory.size", f"memory.size is {size:g} GiB, but memory.total is {total / _GIB:.1f} GiB."


def _gpus(document: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    count, models = number(document, "gpu.count"), texts(document, "gpu.model")
    if count is not None and models is not None and len(models) != count:
        yield "gpu.model", f"{len(models)} GPU models are named, but there are {count:g} GPUs."
    memory = texts(document, "gpu.memory")
    if count is not None and memory is not None and len(memory) != count:
        yield "gpu.memory", f"The memory of {len(memory)} GPUs is named, but there are {count:g} GPUs."


def _names(document: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    release, major = text(document, "kernel.release"), text(document, "kernel.major")
    if not _begins(release, major):
        yield (
            "kernel.major",
            f"kernel.major is {(major or '')[:40]!r}, but the release is {(release or '')[:40]}.",
        )
    name, series = text(document, "runtime.name"), text(document, "runtime.major")
    told = re.fullmatch(r"(\S+) (\d\S*).*", name) if name is not None else None
    if told is not None and series is not None and not _one_runtime(told[1], told[2], series):
        yield (
            "runtime.major",
            f"runtime.major is {series[:40]!r}, but the runtime is {(name or '')[:40]}.",
        )


def _one_runtime(name: str, release: str, series: str) -> bool:
    return series.split()[:1] == [name] and _begins(release, series)


def _begins(release: str | None, series: str | None) -> bool:
    """Whether ``6.1.0-28`` is of the series ``Linux 6.1``; true where that cannot be told."""
    numbers = re.search(r" (\d+\.\d+)(?:\s|$)", series) if series is not None else None
    if numbers is None or release is None or not re.match(r"\d+\.\d+", release):
        return True
    return re.match(rf"{re.escape(numbers[1])}(?!\d)", release) is not None
