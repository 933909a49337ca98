"""What is installed: Python packages, system packages, lock files, and the variables that steer them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from importlib import metadata
from os import environ as process_environment
from pathlib import Path

from mkdocs_dossiers.environment.capture.programs import Runner, run_program
from mkdocs_dossiers.environment.capture.reading import (
    Known,
    NotApplicable,
    NotAvailable,
    Reading,
    Readings,
    UnreadableError,
    tried,
)
from mkdocs_dossiers.environment.privacy.variables import publishable

_MANAGERS = {
    "dpkg": ("dpkg-query", "-W", "-f", "${Package}:${Architecture} ${Version}\n"),
    "rpm": ("rpm", "-qa", "--qf", "%{NAME}.%{ARCH} %{EVR}\n"),
    "apk": ("apk", "list", "--installed"),
    "pacman": ("pacman", "-Q"),
}
LOCKS = (
    "requirements.lock",
    "requirements.txt",
    "pylock.toml",
    "uv.lock",
    "poetry.lock",
    "pdm.lock",
    "Pipfile.lock",
    "conda-lock.yml",
    "package-lock.json",
    "yarn.lock",
    "pnpm-lock.yaml",
    "bun.lock",
    "Cargo.lock",
    "go.sum",
    "Gemfile.lock",
    "composer.lock",
    "gradle.lockfile",
    "packages.lock.json",
    "flake.lock",
    "MODULE.bazel.lock",
)
_PUBLIC_VERSION = re.compile(r"\d[\w.!+-]*")
_LEFT_OUT = NotAvailable("left out on request", "capture without packages")


def read(
    run: Runner = run_program,
    environ: Mapping[str, str] = process_environment,
    project: Path = Path(),
    *,
    packages: bool = True,
) -> Readings:
    """The section ``software``; the project is the folder whose lock files count."""
    return {
        "packages": tried(_packages, "importlib.metadata") if packages else _LEFT_OUT,
        "system_packages": tried(lambda: _system_packages(run), "dpkg-query -W") if packages else _LEFT_OUT,
        "locks": tried(lambda: _locks(project), "the current folder"),
        "variables": _variables(environ),
    }


def _packages() -> Reading:
    """The first of two distributions with one name is the one that is imported."""
    found: dict[str, str] = {}
    for distribution in metadata.distributions():
        about = distribution.metadata
        if "Name" not in about or "Version" not in about:
            continue  # what an interrupted installation left behind
        name, version = about["Name"], about["Version"]
        if _PUBLIC_VERSION.fullmatch(version):
            found.setdefault(re.sub(r"[-_.]+", "-", name).lower(), version)
    if not found:
        raise UnreadableError("the interpreter sees no distribution", "importlib.metadata")
    return Known(dict(sorted(found.items())), "importlib.metadata")


def _system_packages(run: Runner) -> Reading:
    for manager, command in _MANAGERS.items():
        answer = run(command)
        rows = sorted(row.strip() for row in answer.out.splitlines() if row.strip())
        if answer.status == 0 and rows:
            digest = hashlib.sha256("\n".join(rows).encode()).hexdigest()
            return Known({"manager": manager, "count": str(len(rows)), "sha256": digest}, command[0])
    raise UnreadableError(f"none of {', '.join(_MANAGERS)} answers", "dpkg-query -W")


def _locks(project: Path) -> Reading:
    found = {name: _sha256(project / name) for name in LOCKS if (project / name).is_file()}
    return (
        Known(found, "the current folder") if found else NotApplicable("the current folder has no lock file")
    )


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _variables(environ: Mapping[str, str]) -> Reading:
    found = publishable(environ)
    return Known(found, "environment") if found else NotApplicable("no variable of the allow-list is set")
