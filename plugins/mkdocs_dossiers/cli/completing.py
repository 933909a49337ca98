"""What the shell offers after a Tab: references, projects, datasets and files, read from names and documents alone.

Nothing is measured or checked here. A document that cannot be read offers nothing, and nothing is said about it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, ClassVar

import click
from click.shell_completion import (
    BashComplete,
    CompletionItem,
    FishComplete,
    ZshComplete,
    add_completion_class,
    split_arg_string,
)

VARIABLE = "_DOSSIER_COMPLETE"
"""Set by a shell that asks for completions."""
LINE = "DOSSIER_LINE"
"""What bash has been given so far: its own words are broken at every @, = and colon."""
_MANY = 50
"""Projects from which on only their names are offered, and not each of their versions."""
_LARGEST = 2 << 20
"""Bytes of a document that is read while somebody waits for the cursor."""

Offer = Callable[[Path, click.Context, str], Iterable[str]]
"""Finds words for an incomplete one."""


class Offered(click.ParamType[str]):
    """A text, for which the shell offers words, and files where there are none and ``paths`` says so."""

    name = "text"

    def __init__(self, offer: Offer, *, paths: bool = False) -> None:
        self.offer, self.paths = offer, paths

    def shell_complete(
        self,
        ctx: click.Context,
        param: click.Parameter,  # noqa: ARG002
        incomplete: str,
    ) -> list[CompletionItem]:
        """The words that begin so."""
        from mkdocs_dossiers.model.problem import Refused
        from mkdocs_dossiers.read.tree import find_root

        try:
            root = ctx.params.get("root") or find_root(Path.cwd())
            found = sorted(set(self.offer(Path(root), ctx, incomplete))) if root is not None else []
        except (OSError, Refused, ValueError, RecursionError):
            found = []
        items = [CompletionItem(word) for word in found if word.startswith(incomplete) and word.isprintable()]
        return items or ([CompletionItem(incomplete, type="file")] if self.paths else [])


def prepare() -> None:
    """Called before the command line is, when a shell asks."""
    add_completion_class(Bash, "bash")


def attach(name: str, command: click.Command) -> click.Command:
    """The command with words to offer for its parameters."""
    for param in command.params:
        offered = _PARAMETERS.get((name, param.name or ""))
        if offered is not None:
            param.type = offered
    return command


# What is there, by name alone.


def _folders(place: Path) -> list[str]:
    return sorted(
        entry.name
        for entry in place.iterdir()
        if not entry.name.startswith(".") and not entry.is_symlink() and entry.is_dir()
    )


def _projects(root: Path, _: click.Context, __: str) -> list[str]:
    return _folders(root / "dossiers")


def _begun(root: Path, ctx: click.Context, incomplete: str) -> list[str]:
    """For a new version: what comes before its name."""
    return [f"{name}@" for name in _projects(root, ctx, incomplete)]


def _dossiers(root: Path, ctx: click.Context, incomplete: str) -> Iterator[str]:
    project, at, _ = incomplete.partition("@")
    names = [
        name for name in _projects(root, ctx, "") if (name == project if at else name.startswith(project))
    ]
    for name in names:
        if len(names) > _MANY:
            yield f"{name}@"
            continue
        yield from (f"{name}@{version}" for version in _versions(root, name))


def _versions(root: Path, project: str) -> list[str]:
    place = root / "dossiers" / project
    return [name for name in _folders(place) if os.path.lexists(place / name / "dossier.yaml")]


def _anything(root: Path, ctx: click.Context, incomplete: str) -> Iterator[str]:
    """Projects, dossiers and, once a dossier is written out, its claims."""
    dossier, slash, _ = incomplete.partition("/")
    if slash and "@" in dossier:
        yield from (f"{dossier}/{claim}" for claim in _document(root, dossier).get("claims", ()))
        return
    if "@" not in incomplete:
        yield from _projects(root, ctx, incomplete)
    found = list(_dossiers(root, ctx, incomplete))
    yield from found
    if incomplete in found:
        yield from (f"{incomplete}/{claim}" for claim in _document(root, incomplete).get("claims", ()))


# What a document says.


def _document(root: Path, dossier: str) -> Mapping[str, Any]:
    """The data of a dossier; its sections are mappings."""
    from mkdocs_dossiers.model.reference import Reference
    from mkdocs_dossiers.read.yaml_document import WORKSPACE, read_yaml

    reference = Reference.parse(dossier)
    if reference is None or reference.version is None:
        return {}
    file = root / "dossiers" / reference.project / reference.version / "dossier.yaml"
    if file.is_symlink() or not file.is_file() or file.stat().st_size > _LARGEST:
        return {}
    data = read_yaml(file, "dossier.yaml", WORKSPACE).data
    found = data if isinstance(data, dict) else {}
    return {key: found[key] for key in ("data", "claims") if isinstance(found.get(key), dict)}


def _dossier_of(ctx: click.Context) -> str:
    """The dossier that was named before; behind an option without its value, click has not read it yet."""
    named = ctx.params.get("where") or ctx.params.get("ref")
    if named is None:
        words = split_arg_string(os.environ.get(LINE) or os.environ.get("COMP_WORDS", ""))
        named = next((word for word in words if "@" in word), "")
    return str(named)


def _datasets(root: Path, ctx: click.Context, _: str) -> list[str]:
    return list(_document(root, _dossier_of(ctx)).get("data", ()))


def _series(root: Path, ctx: click.Context, _: str) -> Iterator[str]:
    """Datasets, and the series that claims name: to know the others the raw files would have to be read."""
    found = _document(root, _dossier_of(ctx))
    yield from found.get("data", ())
    for claim in found.get("claims", {}).values():
        sides = (
            [claim, *(claim.get(form) for form in ("ratio", "difference"))] if isinstance(claim, dict) else []
        )
        for side in sides:
            if isinstance(side, dict):
                yield from (side[key] for key in ("of", "to") if isinstance(side.get(key), str))


def _earlier(root: Path, ctx: click.Context, _: str) -> list[str]:
    return _versions(root, _dossier_of(ctx).partition("@")[0])


def _machines(root: Path, _: click.Context, __: str) -> Iterator[str]:
    """Names of environments, each once."""
    projects = _folders(root / "dossiers")[:_MANY]
    places = (
        root / "dossiers" / name / version / "environments"
        for name in projects
        for version in _versions(root, name)
    )
    yield from (file.stem for place in places if place.is_dir() for file in place.glob("*.json"))


def _others(root: Path, ctx: click.Context, incomplete: str) -> Iterator[str]:
    """What a dossier may be compared with: other versions of its project, and its reproductions."""
    before = str(ctx.params.get("before") or "")
    project, at, version = before.partition("@")
    if at:
        yield from (name for name in _versions(root, project) if name != version)
        place = root / "dossiers" / project / version / "reproductions"
        yield from _folders(place) if place.is_dir() and not place.is_symlink() else ()
    if "@" in incomplete:
        yield from _dossiers(root, ctx, incomplete)


_DOSSIER = Offered(_dossiers)
_PARAMETERS: Mapping[tuple[str, str], Offered] = {
    ("new", "ref"): Offered(_begun),
    ("new", "source"): Offered(_earlier),
    ("claim", "ref"): _DOSSIER,
    ("claim", "series"): Offered(_series),
    ("claim", "to"): Offered(_series),
    ("record", "where"): _DOSSIER,
    ("record", "name"): Offered(_datasets),
    ("add", "where"): _DOSSIER,
    ("publish", "where"): _DOSSIER,
    ("check", "what"): Offered(_anything, paths=True),
    ("trace", "ref"): Offered(_anything, paths=True),
    ("trace", "file"): Offered(lambda *_: (), paths=True),
    ("trace", "environment"): Offered(_machines),
    ("export", "what"): _DOSSIER,
    ("attest", "ref"): Offered(_anything),
    ("reproduce", "ref"): _DOSSIER,
    ("diff", "before"): _DOSSIER,
    ("diff", "after"): Offered(_others),
    ("capture", "project"): Offered(_projects),
}
"""What is offered, by command and parameter."""


_BASH = """\
%(complete_func)s() {
    local line=${COMP_LINE:0:COMP_POINT} breaks=${COMP_WORDBREAKS//[^@=:]/}
    local word=${line##*[[:space:]]} before= completion value
    if [[ -n $breaks && $word == *[$breaks]* ]]; then
        before=${word%%"${word##*[$breaks]}"}
    fi
    while IFS= read -r completion; do
        value=${completion#*,}
        case ${completion%%%%,*} in
            dir) compopt -o dirnames ;;
            file) compopt -o default ;;
            plain)
                [[ $value == *@ ]] && compopt -o nospace
                value=${value#"$before"}
                [[ $value == *[!A-Za-z0-9@/._:=+,-]* ]] && printf -v value %%q "$value"
                COMPREPLY+=("$value")
                ;;
        esac
    done < <(%(line)s="$line" %(complete_var)s=bash_complete "$1" 2>/dev/null)
}
complete -o nosort -F %(complete_func)s %(prog_name)s
"""


def script(shell: str, command: click.Command) -> str:
    """What a shell reads once to complete a command line; the shell is one of `SHELLS`."""
    found = {"bash": Bash, "zsh": ZshComplete, "fish": FishComplete}[shell](command, {}, "dossier", VARIABLE)
    names = {"complete_func": found.func_name, "complete_var": VARIABLE, "prog_name": "dossier", "line": LINE}
    return found.source_template % names


class Bash(BashComplete):
    """Bash breaks words at @, = and colons, and gives the pieces: here it gives the line, and gets pieces back."""

    source_template: ClassVar[str] = _BASH

    def get_completion_args(self) -> tuple[list[str], str]:
        """The words before the cursor, and the one it is in."""
        line = os.environ.get(LINE, "")
        words = split_arg_string(line)
        incomplete = words.pop() if words and not line[-1:].isspace() else ""
        return words[1:], incomplete
