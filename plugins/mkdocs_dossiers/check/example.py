"""Examples: what a rule refuses, and the same dossier mended, as small edits of a sound one.

The sound dossier lies in the folder ``examples``. In its documents ``<commit>`` stands for the measured
commit, ``<tree>`` for its tree, ``<sha256 of data/tool.json>`` for the digest of that file when everything
is edited; in ``published.yaml`` and in sign-offs ``<digest of 1.0>`` for the digest of that version's folder, and in
the list of signers ``<key of Grace Reviewer>`` for a public key. Text put in by an edit may use them too. Paths are
relative to the repository's root.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib import resources
from typing import TypeAlias

from mkdocs_dossiers.check.profile import Profile

PROJECT = "dossiers/demo/project.yaml"
PUBLISHED = "dossiers/demo/published.yaml"
VERSION = "dossiers/demo/1.0"
DOSSIER = f"{VERSION}/dossier.yaml"
HOST = f"{VERSION}/environments/host.json"
RAW = f"{VERSION}/data/tool.json"

FILES = {
    PROJECT: "project.yaml",
    PUBLISHED: "published.yaml",
    DOSSIER: "dossier.yaml",
    HOST: "host.json",
    RAW: "tool.json",
}
"""The files of the sound dossier, and where each lies in the folder ``examples``."""


@lru_cache(maxsize=1)
def sound() -> dict[str, str]:
    """The text of every file of the sound dossier, by its path; not to be changed."""
    folder = resources.files("mkdocs_dossiers.check").joinpath("examples")
    return {path: folder.joinpath(name).read_text(encoding="utf-8") for path, name in FILES.items()}


@dataclass(frozen=True, slots=True)
class Replace:
    """Other text in a file; ``old`` stands in it exactly once."""

    old: str
    new: str
    file: str = DOSSIER


@dataclass(frozen=True, slots=True)
class Add:
    """A file, new or written over."""

    file: str
    text: str


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy of a file or folder, before tokens are filled in."""

    source: str
    file: str


@dataclass(frozen=True, slots=True)
class Move:
    """A file or folder under another name."""

    source: str
    file: str


@dataclass(frozen=True, slots=True)
class Remove:
    """A file or folder that is not there."""

    file: str


@dataclass(frozen=True, slots=True)
class Link:
    """A symbolic link in place of a file or folder; ``to`` is as the link holds it."""

    file: str
    to: str


@dataclass(frozen=True, slots=True)
class Git:
    """A git command, run when the measured commit is made and the dossier is not committed yet.

    ``date`` is when a commit it makes is made; when the measured one was, by default.
    """

    arguments: tuple[str, ...]
    date: str = ""


@dataclass(frozen=True, slots=True)
class Sign:
    """The signature of a document beside it, made when everything is edited by the key of Grace Reviewer."""

    document: str

    @property
    def file(self) -> str:
        """The signature."""
        return f"{self.document}.sig"


@dataclass(frozen=True, slots=True)
class WithoutProgram:
    """A machine that lacks a program."""

    name: str


Change: TypeAlias = Replace | Add | Copy | Move | Remove | Link | Git | Sign | WithoutProgram


@dataclass(frozen=True, slots=True)
class Uncommitted:
    """A change made after the last commit."""

    change: Change


@dataclass(frozen=True, slots=True)
class Signed:
    """A change made after documents were signed."""

    change: Replace


Edit: TypeAlias = Change | Uncommitted | Signed


@dataclass(frozen=True, slots=True)
class Example:
    """A pair that tests execute: with ``red`` the gate names the rule, with ``green`` it has nothing against it.

    Without ``green`` the sound dossier itself is the mended one. ``profile`` and ``today`` are those of the run;
    ``only`` the references that are asked for, ``base`` the commit that the red one is compared with.
    """

    red: tuple[Edit, ...]
    green: tuple[Edit, ...] = ()
    profile: Profile = Profile.PUBLISH
    today: date | None = None
    only: tuple[str, ...] = ()
    base: str = ""


def with_dataset(name: str, file: str, text: str | None, command: str, *more: str) -> tuple[Edit, ...]:
    """A second dataset: its raw file ``data/FILE`` with a text (None: another edit makes it), its entry
    (``more`` are further lines of it) and its step.
    """
    entry = [
        f"  {name}:",
        f"    file: data/{file}",
        f"    sha256: <sha256 of data/{file}>",
        "    environment: host",
        f"    command: {command}",
        *(f"    {line}" for line in more),
    ]
    step = f"    - {{does: Measure {name}, run: {command}, gives: data/{file}}}"
    return (
        *((Add(f"{VERSION}/data/{file}", text),) if text is not None else ()),
        Replace("claims:\n", "\n".join([*entry, "claims:\n"])),
        Replace("  steps:\n", f"  steps:\n{step}\n"),
    )


def with_claim(name: str, *lines: str) -> Edit:
    """One more claim."""
    return Replace(
        "reproduce:\n", "\n".join([f"  {name}:", *(f"    {line}" for line in lines), "reproduce:\n"])
    )


def with_version(version: str) -> tuple[Edit, ...]:
    """One more published version, like the first, on record too."""
    folder = f"{PROJECT.rpartition('/')[0]}/{version}"
    entry = f'  "{version}": {{digest: <digest of {version}>, date: 2026-11-21, rules: 1}}\n'
    return (
        Copy(VERSION, folder),
        Replace('version: "1.0"', f'version: "{version}"', f"{folder}/dossier.yaml"),
        Replace("dirty: [dossiers/demo/1.0/", f"dirty: [dossiers/demo/{version}/", f"{folder}/dossier.yaml"),
        Replace("rules: 1}\n", f"rules: 1}}\n{entry}", PUBLISHED),
    )


_DIGEST = "a" * 64


def with_reported(state: str, instead: str = "", system: str = "") -> tuple[Edit, ...]:
    """A report with one figure in a state; ``instead`` replaces its value or unit, ``system`` is what it is about."""
    parts = {"line": "line: 3", "quote": 'quote: "Sorting: 4 µs"', "value": "value: 6", "unit": "unit: µs"}
    parts |= {instead.partition(":")[0]: instead} if instead else {}
    figure = ", ".join([*parts.values(), "role: measured", state])
    about = f"    system: {system}\n" if system else ""
    head = f"schema: 1\nreports:\n  - title: A report\n    sha256: {'a' * 64}\n{about}    figures:\n"
    return (Add("dossiers/demo/reported.yaml", f"{head}      - {{{figure}}}\n"),)


WAIVER = "dossiers/demo/waivers/recipe-follows.yaml"
APPROVED = date(2026, 11, 21)
"""The day on which the waiver below was approved: ``today`` of the examples that use it."""

_WAIVER = """\
# yaml-language-server: $schema=../../../schema/waiver.schema.json
schema: 1
rule: evidence/recipe
object: demo@1.0#tool
reason: The machine was set up by hand; the recipe follows with the next version.
approver: Grace Reviewer
date: 2026-11-21
expires: 2027-02-28
"""


def with_waiver(old: str = "", new: str = "") -> tuple[Edit, ...]:
    """A dossier with a flaw, and a waiver for it in which some text is another."""
    return (
        Replace(", gives: data/tool.json", ""),
        Add(WAIVER, _WAIVER.replace(old, new, 1) if old else _WAIVER),
    )


SIGN_OFF = "dossiers/demo/attestations/2026-11-21-grace-reviewer.yaml"
SIGNERS_FILE = "dossiers/allowed_signers"
OTHER_DIGEST = "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae"

_SIGN_OFF = """\
# yaml-language-server: $schema=../../../schema/attestation.schema.json
schema: 1
of: demo@1.0
level: evaluated
by: Grace Reviewer
signer: grace@example.org
date: 2026-11-21
checked:
  - The digests of all raw files.
  - Whether the recipe measures what the claims say.
digest: <digest of 1.0>
"""


def with_attestation(old: str = "", new: str = "") -> tuple[Edit, ...]:
    """The sound dossier with a sign-off in which some text is another before it is signed."""
    return (
        Add(SIGN_OFF, _SIGN_OFF.replace(old, new, 1) if old else _SIGN_OFF),
        Add(SIGNERS_FILE, 'grace@example.org namespaces="dossier-attestation" <key of Grace Reviewer>\n'),
        Sign(SIGN_OFF),
    )
