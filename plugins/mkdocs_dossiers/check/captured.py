"""Findings about environment documents: where in them a field stands, and what rests on them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from mkdocs_dossiers.check.rule import Rule
from mkdocs_dossiers.environment.comparison import Difference, compare
from mkdocs_dossiers.model.dossier import Claim, Dossier, Environment
from mkdocs_dossiers.model.problem import Problem, Scope


def environment_scope(dossier: Dossier, name: str) -> Scope:
    """A problem that takes down every claim measured in an environment."""
    return Scope("environment", str(dossier.reference), name)


def each_environment(
    rule: Rule,
    dossier: Dossier,
    look: Callable[[Mapping[str, Any]], Iterable[tuple[str, str]]],
    fix: str,
) -> Iterator[Problem]:
    """What looking at each document finds: references of fields, or paths with slashes, each with a sentence."""
    for name, environment in dossier.environments.items():
        for reference, message in look(environment.data):
            path = reference.split("/") if "/" in reference else ["fields", *reference.split(".")]
            place = environment.document.at(*path) if reference else None
            yield rule.problem(
                environment.document,
                place or environment.document.key_at("fields"),
                message,
                fix,
                environment_scope(dossier, name),
            )


def sides(dossier: Dossier, claim: Claim) -> tuple[Environment, Environment] | None:
    """The environments of what a claim compares; None where it compares nothing, or one is not there."""
    names = [dossier.datasets[name].environment for name in claim.datasets if name in dossier.datasets]
    if claim.to is None or len(names) != len(claim.datasets):
        return None
    found = [dossier.environments.get(name) for name in names]
    first, last = found[0], found[-1]
    return (first, last) if first is not None and last is not None else None


def differing(dossier: Dossier, claim: Claim) -> tuple[Difference, ...]:
    """In what the environments of a comparison differ that changes results; nothing where it compares nothing."""
    found = sides(dossier, claim)
    if found is None or found[0].name == found[1].name:
        return ()
    return compare(found[0].data, found[1].data).material
