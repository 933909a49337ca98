"""Compilers, and the flags the measured build was compiled with."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Mapping
from os import environ as process_environment
from pathlib import Path

from mkdocs_dossiers.environment.capture.programs import Runner, first_line, run_program, version_line
from mkdocs_dossiers.environment.capture.reading import Known, Reading, Readings, UnreadableError, tried
from mkdocs_dossiers.environment.privacy.build_flags import publishable

_C_COMPILER = re.compile(r"(?:[\w]+(?:-[\w]+)*-)?(?:gcc|clang|cc|icx|icc|nvc)(?:-[\d.]+)?")
"""Names a C compiler goes by, with target and version around it; nothing else is started for CC."""

_OTHERS = {
    "g++": ("g++", "--version"),
    "clang": ("clang", "--version"),
    "rustc": ("rustc", "--version"),
    "go": ("go", "version"),
    "nvcc": ("nvcc", "--version"),
}
_DATABASES = ("compile_commands.json", "build/compile_commands.json")
_DATABASE_LIMIT = 64 << 20
_FLAG_VARIABLES = ("CPPFLAGS", "CFLAGS", "CXXFLAGS", "LDFLAGS", "RUSTFLAGS", "GOFLAGS")


def read(
    run: Runner = run_program,
    environ: Mapping[str, str] = process_environment,
    project: Path = Path(),
) -> Readings:
    """The section ``toolchain``; the project is the folder whose build is measured."""
    return {
        "compiler": tried(lambda: _c_compiler(run, environ), "gcc --version"),
        "flags": tried(lambda: _flags(environ, project), _DATABASES[0]),
        "others": tried(lambda: _others(run), "--version"),
    }


def _c_compiler(run: Runner, environ: Mapping[str, str]) -> Reading:
    """CC's choice, else gcc, else clang. The name goes first in the line whatever the link was called."""
    wanted = [word for word in environ.get("CC", "").split() if _C_COMPILER.fullmatch(Path(word).name)]
    missing: UnreadableError | None = None
    for program in [*wanted[-1:], "gcc", "clang"]:
        try:
            version = first_line(run, program, "--version")
        except UnreadableError as problem:
            missing = missing or problem
            continue
        # GCC starts the line with the name it was called by: cc and x86_64-linux-gnu-gcc-12 are gcc too.
        line = re.sub(r"^(?:\S*g)?cc(?:-[\d.]+)? (?=\()", "gcc ", version)
        return Known(line, f"{Path(program).name} --version")
    if missing is None:
        raise UnreadableError("no C compiler is installed", "gcc --version")
    raise UnreadableError(missing.reason, Path(missing.source.split()[0]).name + " --version")


def _flags(environ: Mapping[str, str], project: Path) -> Reading:
    for name in _DATABASES:
        path = project / name
        if path.is_file() and path.stat().st_size <= _DATABASE_LIMIT:
            flags = [flag for entry in json.loads(path.read_bytes()) for flag in _arguments(entry)]
            return Known(publishable(flags), name)
    set_here = [name for name in _FLAG_VARIABLES if environ.get(name, "").strip()]
    if set_here:
        flags = [flag for name in set_here for flag in shlex.split(environ[name])]
        return Known(publishable(flags), ", ".join(set_here))
    raise UnreadableError(
        "the build left no compile_commands.json and no flag variable is set", ", ".join(_DATABASES)
    )


def _arguments(entry: Mapping[str, object]) -> list[str]:
    """One compilation's words: a database has a list or a command line (Clang's JSON format)."""
    arguments = entry.get("arguments")
    if isinstance(arguments, list):
        return [str(word) for word in arguments]
    return shlex.split(str(entry.get("command", "")))


def _others(run: Runner) -> Reading:
    found: dict[str, str] = {}
    for name, command in _OTHERS.items():
        try:
            found[name] = version_line(run, *command)
        except UnreadableError:
            continue
    if not found:
        raise UnreadableError(f"none of {', '.join(_OTHERS)} is installed", "--version")
    return Known(found, "--version")
