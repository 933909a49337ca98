"""What `dossier reproduce` is about to do, for a person who has to agree."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from mkdocs_dossiers.cli.output.tree import Node
from mkdocs_dossiers.cli.output.tree import render as tree
from mkdocs_dossiers.reproduce.plan import Plan
from mkdocs_dossiers.reproduce.script import heading


def render(plan: Plan, work: Path, target: str, how: str, variables: list[str]) -> str:
    """Every command, where it runs, what it needs, how long it takes, and what will be written."""
    title = f"Measure {plan.dossier.reference} again"
    lead = "The commands below were written by the authors of the dossier. Read them: they will run as you."
    return tree(title, lead, list(_nodes(plan, work, target, how, variables)))


def _nodes(plan: Plan, work: Path, target: str, how: str, variables: list[str]) -> Iterator[Node]:
    yield Node("commit", plan.commit, below=(Node("from", plan.source),))
    yield Node("runs in", f"{work}, {how}")
    yield Node("variables", ", ".join(variables))
    yield from (Node("needs", need) for need in plan.dossier.recipe.needs)
    left = plan.minutes
    for planned in plan.steps:
        lines = planned.step.run.rstrip("\n").split("\n")
        gives = (Node("gives", planned.step.gives),) if planned.step.gives else ()
        kept = (f"$ {lines[0]}", *(f"  {line}" for line in lines[1:]))
        yield Node("step", f"{planned.number}: {heading(planned, left)}", kept, gives)
        left -= planned.step.minutes or 0.0
    for name in plan.left:
        yield Node("not again", f"{name}: no step gives its file", colour="yellow")
    yield Node(
        "takes", f"about {plan.minutes:g} min, by the authors' estimate" if plan.minutes else "unknown"
    )
    yield Node("writes", target)
