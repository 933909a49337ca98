"""The checkout was that of the measured commit, clean before and after the run."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.example import Example, Replace
from mkdocs_dossiers.check.profile import ERROR
from mkdocs_dossiers.check.rule import Context, Rule, Stage, dataset_scope, resting_on
from mkdocs_dossiers.model.document import Pointer
from mkdocs_dossiers.model.dossier import Checkout, Dossier, Source
from mkdocs_dossiers.model.problem import Problem
from mkdocs_dossiers.read.lock import path_at_home

RULE = Rule(
    code="C11",
    slug="commit/clean",
    stage=Stage.DECLARED,
    severities=ERROR,
    because="With files that were not committed, nobody else can have what was measured.",
    fix="Commit first, then measure in a clean checkout of that commit.",
    sources=("G01", "G02"),
    waivable=False,
    example=Example(red=(Replace("tree: <tree>, dirty: []", "tree: <tree>, dirty: [bench.py]"),)),
)

_LISTED = 5


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:
    """Hold both states against the subject and each other; the run's own outputs may lie about."""
    outputs = own_outputs(dossier)
    for name, dataset in dossier.datasets.items():
        if dataset.source is not None:
            for pointer, message, fix in _troubles(dossier, context, dataset.source, outputs):
                yield RULE.problem(
                    dossier.document,
                    dossier.document.at("data", name, "source", *pointer),
                    f"{message}{resting_on(dossier, name)}",
                    fix,
                    dataset_scope(dossier, name),
                )


def own_outputs(dossier: Dossier) -> frozenset[str]:
    """What measuring writes: the dossier's raw files, there and where a step leaves them."""
    given = {step.gives for step in dossier.recipe.steps if step.gives is not None}
    files = given | {dataset.file for dataset in dossier.datasets.values()}
    return frozenset(files | {f"{path_at_home(dossier.path)}/{file}" for file in files})


def _troubles(
    dossier: Dossier, context: Context, source: Source, outputs: frozenset[str]
) -> Iterator[tuple[Pointer, str, str]]:
    """Where, what is wrong, and how to mend it."""
    tree = _tree(dossier, context)
    for when, state in (("before", source.before), ("after", source.after)):
        commit = dossier.subject.commit if dossier.subject is not None else state.commit
        if state.commit != commit:
            message = f"The checkout was at {state.commit[:12]}… {when} the run, not at {commit[:12]}…."
            yield (when, "commit"), message, "Name the commit that was measured, or measure again."
        elif tree is not None and state.tree != tree:
            message = f"The tree was {state.tree[:12]}… {when} the run; that of the commit is {tree[:12]}…."
            yield (when, "tree"), message, "Write the tree of the commit, or measure again."
        dirty = _left(state, outputs)
        if dirty:
            message = f"{_listed(dirty)} not as committed {when} the run."
            yield (when, "dirty"), message, "Commit first, then measure in a clean checkout."
    if (source.before.commit, source.before.tree) != (source.after.commit, source.after.tree):
        message = "Another commit or tree was checked out after the run than before."
        yield ("after",), message, "Measure again, and leave the checkout alone meanwhile."


def _tree(dossier: Dossier, context: Context) -> str | None:
    """The tree that was measured: git's word, or else the author's."""
    subject = dossier.subject
    history = context.histories.of(subject.repository) if subject is not None else None
    commit = history.commit(subject.commit) if subject is not None and history is not None else None
    return commit.tree if commit is not None else subject.tree if subject is not None else None


def _left(state: Checkout, outputs: frozenset[str]) -> list[str]:
    """What was dirty and is no output of the run."""
    return sorted({path for path in state.dirty if path not in outputs})


def _listed(paths: list[str]) -> str:
    shown = ", ".join(repr(path[:120]) for path in paths[:_LISTED])
    more = f" and {len(paths) - _LISTED} more" if len(paths) > _LISTED else ""
    return f"{shown}{more} {'was' if len(paths) == 1 else 'were'}"
