"""The environment document: captured here; fingerprinted, put in one line and compared next door."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from os import environ as process_environment
from pathlib import Path
from typing import Any

from mkdocs_dossiers import __version__
from mkdocs_dossiers.environment.capture import (
    clock,
    cpu,
    frequency,
    gpu,
    identity,
    kernel,
    limits,
    load,
    memory,
    network,
    power,
    runtime,
    software,
    storage,
    system,
    toolchain,
    virtualisation,
)
from mkdocs_dossiers.environment.capture.files import ROOT
from mkdocs_dossiers.environment.capture.programs import Runner, run_program
from mkdocs_dossiers.environment.capture.reading import Known, NotAvailable, Reading, Readings
from mkdocs_dossiers.environment.comparison import Comparison, Difference, compare, fingerprint
from mkdocs_dossiers.environment.field import Field
from mkdocs_dossiers.environment.fields import FIELDS, SECTIONS, fields_of
from mkdocs_dossiers.environment.one_line import summary
from mkdocs_dossiers.environment.privacy.names import names_of
from mkdocs_dossiers.environment.privacy.scrub import scrub

__all__ = [
    "SCHEMA",
    "Comparison",
    "Difference",
    "capture",
    "compare",
    "fingerprint",
    "sources_sha256",
    "summary",
]

SCHEMA = 1
"""Version of the document's form, in `schema/environment.schema.json`."""


def capture(
    data_folder: Path,
    *,
    salt: str,
    packages: bool = True,
    root: Path = ROOT,
    run: Runner = run_program,
    environ: Mapping[str, str] = process_environment,
) -> dict[str, Any]:
    """Describe this machine, as a place to measure data that is stored in a folder.

    The salt, one per project, makes the pseudonyms of machine and boot. Build flags and lock files are
    those of the current folder. Root, runner and environment are the real ones, but in tests.
    """
    if not salt:
        raise ValueError("the salt is empty: a machine would have one pseudonym in all projects")
    readings = _readings(data_folder, salt, packages=packages, root=root, run=run, environ=environ)
    machine = readings["identity"]["machine"]
    document = {
        "schema": SCHEMA,
        "captured": {
            "at": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "tool": f"mkdocs-dossiers {__version__}",
            "tool_sha256": sources_sha256(),
        },
        "machine": machine.value if isinstance(machine, Known) else None,
        "fields": {
            section.name: {
                field.name: _entry(field, readings[section.name][field.name])
                for field in fields_of(section.name)
            }
            for section in SECTIONS
        },
    }
    versions = frozenset(field.reference for field in FIELDS if field.version)
    return scrub(document, names_of(root, environ), versions=versions)


def sources_sha256() -> str:
    """SHA-256 of this room's Python files: path from here, a zero byte and content of each, in path order."""
    here = Path(__file__).parent
    digest = hashlib.sha256()
    for path in sorted(here.rglob("*.py"), key=lambda path: path.relative_to(here).as_posix()):
        digest.update(path.relative_to(here).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _readings(
    data_folder: Path, salt: str, *, packages: bool, root: Path, run: Runner, environ: Mapping[str, str]
) -> dict[str, Readings]:
    """Load first, while this capture has not yet added to it."""
    return {
        "load": load.read(root),
        "cpu": cpu.read(root, run),
        "frequency": frequency.read(root),
        "memory": memory.read(root),
        "power": power.read(root),
        "storage": storage.read(data_folder, root),
        "network": network.read(root),
        "gpu": gpu.read(root, run),
        "kernel": kernel.read(root),
        "system": system.read(root, run, environ),
        "clock": clock.read(root, run),
        "toolchain": toolchain.read(run, environ),
        "runtime": runtime.read(root, run, environ),
        "software": software.read(run, environ, packages=packages),
        "virtualisation": virtualisation.read(root, run, environ),
        "limits": limits.read(root),
        "identity": identity.read(salt, root),
    }


def _entry(field: Field, reading: Reading) -> dict[str, Any]:
    """A reading in the document's form."""
    if isinstance(reading, Known):
        unit = {"unit": field.unit} if field.unit else {}
        return {"value": reading.value, **unit, "source": reading.source}
    if isinstance(reading, NotAvailable):
        return {"status": "not_available", "reason": reading.reason, "source": reading.source}
    return {"status": "not_applicable", "reason": reading.reason}
