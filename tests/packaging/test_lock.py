"""requirements.lock: complete, pinned and hashed, and silent about where packages were fetched from."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
# One entry: the line that names a package, and its indented lines.
ENTRIES = re.findall(r"^\S[^\n]*(?:\n[ \t][^\n]*)*", LOCK, re.MULTILINE)
LOCKED = [Requirement(entry.partition("\\")[0].strip()) for entry in ENTRIES]


def direct() -> list[Requirement]:
    document = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    lists = (
        document["project"]["dependencies"],
        document["dependency-groups"]["dev"],
        document["build-system"]["requires"],
    )
    return [Requirement(text) for texts in lists for text in texts]


def test_names_no_place_packages_come_from() -> None:
    assert "://" not in LOCK
    assert not re.search(r"^\s*-(?!-hash=sha256:)", LOCK, re.MULTILINE)
    assert not re.search(r"(^|\s)[.~]?/|\s@\s", LOCK)


def test_every_entry_is_pinned_and_hashed() -> None:
    assert len(ENTRIES) > 20
    for entry, requirement in zip(ENTRIES, LOCKED, strict=True):
        assert re.fullmatch(r"==[^*,]+", str(requirement.specifier)), requirement
        assert re.search(r"--hash=sha256:[0-9a-f]{64}\b", entry), requirement


def test_covers_every_direct_dependency_on_every_supported_python() -> None:
    for version in ("3.11.0", "3.11.9", "3.12.0", "3.13.0"):
        environment = {
            **{name: str(value) for name, value in default_environment().items()},
            "python_version": version.rpartition(".")[0],
            "python_full_version": version,
        }
        locked = {
            canonicalize_name(each.name): str(each.specifier).removeprefix("==")
            for each in LOCKED
            if each.marker is None or each.marker.evaluate(environment)
        }
        for wanted in direct():
            assert canonicalize_name(wanted.name) in locked, f"{wanted} on Python {version}"
            assert wanted.specifier.contains(locked[canonicalize_name(wanted.name)]), f"{wanted}"
