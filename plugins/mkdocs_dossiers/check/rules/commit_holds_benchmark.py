"""The measured commit holds the source files that a dataset's command names."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import PurePosixPath

from mkdocs_dossiers.check.example import Example, with_dataset
from mkdocs_dossiers.check.profile import ADVICE
from mkdocs_dossiers.check.rule import Context, Rule, Stage, dataset_scope, resting_on
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem

_RUNS = '{"results": [{"command": "sort", "times": [0.11, 0.12, 0.13, 0.14, 0.15, 0.16]}]}\n'

RULE = Rule(
    code="C13",
    slug="commit/holds-benchmark",
    stage=Stage.DECLARED,
    severities=ADVICE,
    because="A benchmark that the measured commit never contained was not run at that commit, or came from elsewhere.",
    fix="Name the commit that holds the benchmark, or say under note where the file comes from, by its name.",
    sources=("G04",),
    example=Example(
        red=with_dataset("runs", "sort.json", _RUNS, "hyperfine --export-json sort.json 'python sort.py'"),
        green=with_dataset("runs", "sort.json", _RUNS, "hyperfine --export-json sort.json 'python bench.py'"),
    ),
)

_SOURCE = re.compile(
    r"[\w.+-]+\.(?:py|js|mjs|cjs|ts|sh|bash|rb|pl|lua|go|rs|java|kt|scala|c|cc|cpp|cs|php|ex|exs|r|jl|jmx|nim|zig)",
    re.IGNORECASE,
)
"""Names of source files; what tools write has other endings."""
_SHOWN = 3


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:
    """Look up the names of source files among the words of each command, wherever in the commit they are.

    Folders are not compared: commands are run from anywhere. Absolute paths lie outside of the repository.
    """
    subject = dossier.subject
    history = context.histories.of(subject.repository) if subject is not None else None
    if subject is None or history is None:
        return
    commit = history.commit(subject.commit) or history.stand_in(subject.commit, subject.tree)
    for name, dataset in dossier.datasets.items() if commit is not None else ():
        wanted = _sources(dataset.command)
        held = history.names(commit.id) if wanted and commit is not None else None
        if held is None:
            continue
        names = {file: PurePosixPath(file).name for file in wanted}
        missing = [
            file for file, base in names.items() if base not in held and base not in (dataset.note or "")
        ]
        if missing:
            many = len(missing) > 1
            yield RULE.problem(
                dossier.document,
                dossier.document.at("data", name, "command"),
                f"The command of the dataset {name} names {', '.join(missing[:_SHOWN])}, and the measured commit "
                f"{subject.commit[:12]} holds no file{'s' if many else ''} of {'these names' if many else 'this name'}."
                f"{resting_on(dossier, name)}",
                "Name the commit that holds it, or say under note where the file comes from, by its name.",
                dataset_scope(dossier, name),
            )


def _sources(command: str) -> list[str]:
    """The words of a command that name source files, each once."""
    try:
        words = shlex.split(command, comments=False)
    except ValueError:
        return []
    parts = (part.partition("::")[0] for word in words for part in word.split())
    found = dict.fromkeys(part for part in parts if not part.startswith(("/", "~", "-")))
    return [
        word
        for word in found
        if _SOURCE.fullmatch(PurePosixPath(word).name) and "://" not in word and "$" not in word
    ]
