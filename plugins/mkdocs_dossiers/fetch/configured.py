"""The sources a site's owner names, in the options of the plugin in ``mkdocs.yml``."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from mkdocs_dossiers.check.repository import trouble
from mkdocs_dossiers.model.origin import Source
from mkdocs_dossiers.model.reference import ID
from mkdocs_dossiers.read.lock import Lock

MOST = 200
"""Sources a site may have."""
INHERITED = 10
"""Files deep that settings may be inherited."""
_KEYS = {"repository", "ref", "projects"}
_REF = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/+-]{0,199}")
_SAFE = re.compile(r"https://|ssh://|[A-Za-z0-9_][A-Za-z0-9_.-]*@[^/]+:")
_SECRET = "holds a user name, password or token"  # noqa: S105 - words of a message


class SourceError(Exception):
    """A source that is refused; the message says which, why, and what to write."""


def sources_of(configured: object) -> tuple[Source, ...]:
    """The option ``sources`` as it was written. Raises :class:`SourceError`."""
    if configured is None:
        return ()
    if not isinstance(configured, list) or len(configured) > MOST:
        raise SourceError(f"sources is no list of at most {MOST} entries.")
    found = tuple(_source(entry, number) for number, entry in enumerate(configured, 1))
    taken: dict[str, str] = {}
    for source in found:
        for name in source.projects:
            if name in taken:
                raise SourceError(
                    f"Two projects are called {name}: one from {taken[name]}, one from {source.repository}."
                )
            taken[name] = source.repository
    return found


def _source(entry: object, number: int) -> Source:
    where = f"The source no. {number}"
    if not isinstance(entry, dict) or set(entry) != _KEYS:
        raise SourceError(f"{where} is not {{repository: …, ref: …, projects: […]}}.")
    repository, ref, projects = entry["repository"], entry["ref"], entry["projects"]
    if not isinstance(repository, str) or not isinstance(ref, str):
        raise SourceError(f"{where}: repository and ref are texts. Put them in quotes.")
    refused = refusal(repository)
    if refused is not None:
        raise SourceError(f"{where}: {refused}")
    if not _REF.fullmatch(ref) or ".." in ref or ref.endswith((".lock", "/", ".")):
        raise SourceError(f"{where}: {ref[:80]!r} is neither a tag nor a commit of 40 digits.")
    if not isinstance(projects, list) or not projects or not all(_is_name(name) for name in projects):
        raise SourceError(f"{where}: projects is a list of names of projects, as [order-gateway].")
    return Source(repository, ref, tuple(projects))


def _is_name(name: Any) -> bool:
    return isinstance(name, str) and re.fullmatch(ID, name) is not None


def refusal(repository: str) -> str | None:
    """Why an address is refused; None for https, ssh, ``git@host:path`` and folders of this machine.

    git can be made to run programs by an address; no other than these reaches it.
    """
    if not repository or repository.startswith("-") or not repository.isprintable() or "::" in repository:
        return f"{repository[:80]!r} is no address of a repository: git would take it for something else."
    if _SAFE.match(repository):
        found = trouble(repository)
        return found[0] if found is not None else None
    if ":" in repository or repository.startswith("~"):
        shown = "An address" if "@" in repository else repr(repository[:80])
        return f"{shown} is refused. Write https://…, ssh://…, git@host:path, or the path of a folder."
    return None


def is_local(repository: str) -> bool:
    """Whether an address that is not refused is a folder of this machine."""
    return _SAFE.match(repository) is None


def configured_in(file: Path) -> tuple[Source, ...]:
    """The sources named in a ``mkdocs.yml``. Raises :class:`SourceError`."""
    return sources_of(options_in(file).get("sources"))


def options_in(file: Path) -> Mapping[str, Any]:
    """The options of the plugin in a ``mkdocs.yml``. Raises :class:`SourceError`.

    As MkDocs does it, ``INHERIT`` names a file whose settings these are laid over, and ``!ENV`` takes a value from the
    environment.
    """
    plugins = _settings(file, INHERITED).get("plugins")
    entries = (
        [{name: options} for name, options in plugins.items()] if isinstance(plugins, dict) else plugins or []
    )
    for entry in entries if isinstance(entries, list) else []:
        if isinstance(entry, dict) and isinstance(entry.get("dossiers"), dict):
            options: dict[str, Any] = entry["dossiers"]
            return options
    return {}


def _settings(file: Path, deep: int) -> dict[str, Any]:
    """The settings of a file over those it inherits, at most so many files deep."""
    try:
        found = yaml.load(file.read_text(encoding="utf-8"), _Loader)  # noqa: S506 - builds plain data only
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise SourceError(f"{file.name} cannot be read: {str(error)[:300]}") from None
    settings = found if isinstance(found, dict) else {}
    parent = settings.pop("INHERIT", None)
    if not isinstance(parent, str):
        return settings
    if deep == 0:
        raise SourceError(f"{file.name} inherits from more than {INHERITED} files, or from itself.")
    return _over(_settings(file.parent / parent, deep - 1), settings)


def _over(below: dict[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """Settings laid over others: mappings are merged, everything else is replaced."""
    merged = dict(below)
    for key, value in above.items():
        known = merged.get(key)
        both = isinstance(known, dict) and isinstance(value, dict)
        merged[key] = _over(known, value) if both else value  # type: ignore[arg-type]
    return merged


class _Loader(yaml.SafeLoader):
    """Plain data; of MkDocs' own tags only ``!ENV`` stands for something."""


def _variable(loader: _Loader, node: yaml.Node) -> Any:
    """The first variable of the names that is set; else the last entry of a list, its default."""
    names = node.value if isinstance(node, yaml.SequenceNode) else [node]
    default = loader.construct_object(names[-1]) if len(names) > 1 else None
    for name in names[:-1] if len(names) > 1 else names:
        text = os.environ.get(str(name.value))
        if text is not None:
            kind = loader.resolve(yaml.ScalarNode, text, (True, False))  # type: ignore[no-untyped-call]
            return loader.construct_object(yaml.ScalarNode(kind, text))
    return default


_Loader.add_multi_constructor("", lambda *_: None)
_Loader.add_constructor("!ENV", _variable)


def unlocked(sources: Sequence[Source], lock: Lock) -> str | None:
    """How the lock differs from what is configured, in a sentence; None when it does not."""
    for source in sources:
        locked = lock.of(source.repository, source.ref)
        if locked is None or set(locked.projects) != set(source.projects):
            return f"dossiers.lock does not hold {', '.join(source.projects)} of {source.repository} at {source.ref}."
    wanted = {(source.repository, source.ref) for source in sources}
    for locked in lock.sources:
        if (locked.origin.repository, locked.origin.ref) not in wanted:
            return f"dossiers.lock holds {locked.origin.repository} at {locked.origin.ref}, and sources does not."
    return None
