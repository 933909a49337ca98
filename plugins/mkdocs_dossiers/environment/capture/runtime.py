"""The language runtime that captures (Python), further runtimes found, C library and allocator."""

from __future__ import annotations

import platform
import re
import shlex
import sys
import sysconfig
from collections.abc import Mapping
from os import environ as process_environment
from pathlib import Path

from mkdocs_dossiers.environment.capture.files import ROOT, text
from mkdocs_dossiers.environment.capture.programs import Runner, output, run_program
from mkdocs_dossiers.environment.capture.reading import (
    Known,
    NotApplicable,
    Reading,
    Readings,
    UnreadableError,
    tried,
)
from mkdocs_dossiers.environment.privacy.build_flags import publishable

_OTHERS = {
    "java": ("java", "-version"),
    "node": ("node", "--version"),
    "ruby": ("ruby", "--version"),
    "php": ("php", "--version"),
    "dotnet": ("dotnet", "--version"),
}
_ALLOCATORS = ("jemalloc", "tcmalloc", "mimalloc", "hoard", "snmalloc")
_MAPS = "/proc/self/maps"
_JVM_DEFAULTS = ("java", "-XX:+PrintFlagsFinal", "-version")


def read(
    root: Path = ROOT, run: Runner = run_program, environ: Mapping[str, str] = process_environment
) -> Readings:
    """The section ``runtime``."""
    implementation = platform.python_implementation()
    free_threaded = " free-threaded" if sysconfig.get_config_var("Py_GIL_DISABLED") else ""
    major = ".".join(platform.python_version_tuple()[:2])
    return {
        "name": Known(f"{implementation} {platform.python_version()}{free_threaded}", "sys.version"),
        "major": Known(f"{implementation} {major}{free_threaded}", "sys.version_info"),
        "build": tried(_build, "sys.version"),
        "build_flags": tried(_build_flags, "sysconfig"),
        "others": tried(lambda: _others(run), "--version"),
        "jvm_flags": tried(lambda: _jvm_flags(run), " ".join(_JVM_DEFAULTS)),
        "libc": tried(_libc, "platform.libc_ver"),
        "allocator": tried(lambda: _allocator(root), _MAPS),
        "preload": _preload(environ),
    }


def _build() -> Reading:
    number, date = platform.python_build()
    return Known(f"{number}, {date}, {platform.python_compiler()}", "sys.version")


def _build_flags() -> Reading:
    variables = sysconfig.get_config_vars()
    words = shlex.split(" ".join(str(variables.get(name) or "") for name in ("OPT", "CFLAGS", "PY_LDFLAGS")))
    found = publishable(words)
    if not found:
        raise UnreadableError("the runtime does not keep them", "sysconfig")
    return Known(found, "sysconfig OPT, CFLAGS, PY_LDFLAGS")


def _others(run: Runner) -> Reading:
    """Java writes its version to the error stream, after a line on the options it picked up."""
    found: dict[str, str] = {}
    for name, command in _OTHERS.items():
        answer = run(command)
        lines = [row.strip() for row in (answer.out or answer.err).splitlines() if row.strip()]
        lines = [row for row in lines if not row.startswith("Picked up ")]
        if answer.status == 0 and lines:
            found[name] = lines[0]
    if not found:
        raise UnreadableError(f"none of {', '.join(_OTHERS)} is installed", "--version")
    return Known(found, "--version")


def _jvm_flags(run: Runner) -> Reading:
    """Flags whose origin is not ``default``; texts are left out, they hold paths."""
    if run(("java", "-version")).status is None:
        return NotApplicable("java is not installed")
    row = re.compile(
        r"^\s*(?:bool|u?int\w*|size_t|double)\s+(\w+)\s+:?=\s*(\S+)\s+\{.*\}\s+\{(?!default\})", re.MULTILINE
    )
    found = row.findall(output(run, *_JVM_DEFAULTS))
    changed = sorted(f"{name}={value}" for name, value in found if name != "PrintFlagsFinal")
    if not changed:
        raise UnreadableError("it lists no flag that differs from the default", " ".join(_JVM_DEFAULTS))
    return Known(changed, " ".join(_JVM_DEFAULTS))


def _libc() -> Reading:
    name, version = platform.libc_ver()
    if name:
        return Known(f"{name} {version}".strip(), "platform.libc_ver")
    target = str(sysconfig.get_config_var("HOST_GNU_TYPE") or "")
    if target.endswith("musl"):
        return Known("musl", "sysconfig HOST_GNU_TYPE")
    raise UnreadableError(f"the runtime ({Path(sys.executable).name}) does not tell", "platform.libc_ver")


def _allocator(root: Path) -> Reading:
    """A replacement is known by the library that is mapped into the process."""
    mapped = {Path(row.split()[-1]).name for row in text(root, _MAPS).splitlines() if "/" in row}
    if not mapped:
        raise UnreadableError("it lists no mapped file", _MAPS)
    found = sorted(name for name in mapped if any(allocator in name for allocator in _ALLOCATORS))
    return Known(", ".join(found) if found else "the C library's", _MAPS)


def _preload(environ: Mapping[str, str]) -> Reading:
    libraries = [Path(name).name for name in re.split(r"[ :]+", environ.get("LD_PRELOAD", "")) if name]
    return (
        Known(libraries, "environment variable LD_PRELOAD")
        if libraries
        else NotApplicable("LD_PRELOAD is not set")
    )
