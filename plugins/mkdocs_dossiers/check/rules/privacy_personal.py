"""No user's name and no home folder is published with the evidence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from mkdocs_dossiers.check.captured import environment_scope
from mkdocs_dossiers.check.example import Example, Replace
from mkdocs_dossiers.check.profile import WARNING
from mkdocs_dossiers.check.rule import Context, Rule, Stage, dataset_scope, dossier_scope
from mkdocs_dossiers.environment.privacy.names import tells_somebody
from mkdocs_dossiers.model.document import Document, Pointer
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem, Scope

RULE = Rule(
    code="P02",
    slug="privacy/personal",
    stage=Stage.MEASURED,
    severities=WARNING,
    because="Everything in a dossier is published, and a path or an account says who sat at the machine.",
    fix="Write the command as anybody would type it, with relative paths; capture the machine with dossier capture, "
    "which takes names out.",
    sources=("E07",),
    example=Example(
        red=(
            Replace(
                "    command: pytest bench.py",
                "    note: Run in /home/ada.author/bench.\n    command: pytest bench.py",
            ),
        ),
        green=(
            Replace(
                "    command: pytest bench.py", "    note: Run in $HOME/bench.\n    command: pytest bench.py"
            ),
        ),
    ),
)

_HOME = re.compile(r"(?:(?<![\w.])/(?:home|Users)/|[A-Za-z]:\\+Users\\+)([^/\\\s:;,'\"\])}<>$\[({]+)")
_ACCOUNT = re.compile(
    r"(?<![\w.+/@:-])([A-Za-z][\w.+-]*)@([A-Za-z][\w-]*(?:\.[\w-]+)*\.[A-Za-z]{2,})(?![\w/@:-]|\.\w)"
)
_TILDE = re.compile(r"(?<![\w~/.@-])~([A-Za-z_][\w.-]*)/")
_VARIABLE = re.compile(r"\b(?:USER|LOGNAME|USERNAME)=([A-Za-z_][\w.-]*)")
_MARKS = re.compile(r"[@~]|/home/|[/\\]Users[/\\]|USER|LOGNAME")
"""What stands in every text that one of the patterns finds something in."""
_HIDDEN = 3
"""Characters of a name the message shows: enough to find it, too few to publish it."""


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:
    """Look at what authors write, at what was captured, and at what raw files say about themselves."""
    document = dossier.document
    for name in document.section("data"):
        for key in ("command", "note", "tool"):
            yield from _look(document, ("data", name, key), dataset_scope(dossier, name))
    for index, _ in enumerate(dossier.recipe.steps):
        yield from _look(document, ("reproduce", "steps", index, "run"), dossier_scope(dossier))
    for name, environment in dossier.environments.items():
        scope = environment_scope(dossier, name)
        for pointer in _marked(environment.document.section("fields"), ("fields",)):
            yield from _look(environment.document, pointer, scope)
    for name, raw in context.files.items():
        for fact, said in sorted(raw.facts.items()):
            found = personal(said) if fact != "host" else None
            if found is not None:
                yield RULE.problem(
                    document,
                    document.at("data", name, "file"),
                    f"{dossier.datasets[name].file} holds, in what it says of its {fact}, {found}.",
                    "Measure again as an account, and in a folder, that names nobody.",
                    dataset_scope(dossier, name),
                )


def personal(text: str) -> str | None:
    """What in a text names a person, without the name; None where nothing does."""
    if not _MARKS.search(text):
        return None
    for pattern, what in (
        (_HOME, "somebody's home folder"),
        (_TILDE, "somebody's home folder"),
        (_VARIABLE, "a user's name"),
        (_ACCOUNT, "somebody's address"),
    ):
        for found in pattern.finditer(text):
            if tells_somebody(found[1]):
                return f"{what} ({found[1][:_HIDDEN]}…)"
    return None


def _look(document: Document, pointer: Pointer, scope: Scope) -> Iterator[Problem]:
    text = document.text(*pointer)
    found = personal(text) if text is not None else None
    if found is not None:
        named = [
            str(step) for step in pointer if isinstance(step, str) and step not in ("data", "fields", "value")
        ]
        yield RULE.problem(
            document,
            document.at(*pointer),
            f"{' '.join(named)} holds {found}.",
            "Write it with relative paths, $HOME or ~; a name in a captured document can be replaced by [user].",
            scope,
            rejects=False,
        )


def _marked(node: object, pointer: Pointer) -> list[Pointer]:
    """Where the texts of a document stand in which one of the patterns may find something, in its order."""
    items: Iterable[tuple[str | int, object]] = ()
    if isinstance(node, dict):
        items = node.items()
    elif isinstance(node, list):
        items = enumerate(node)
    found = []
    for key, item in items:
        if isinstance(item, str):
            if _MARKS.search(item):
                found.append((*pointer, key))
        elif isinstance(item, dict | list):
            found += _marked(item, (*pointer, key))
    return found
