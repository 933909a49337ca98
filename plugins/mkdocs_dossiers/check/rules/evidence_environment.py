"""Every dataset names a captured environment."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from mkdocs_dossiers.check.ahead import is_ahead
from mkdocs_dossiers.check.captured import environment_scope
from mkdocs_dossiers.check.example import Example, Replace
from mkdocs_dossiers.check.profile import ERROR
from mkdocs_dossiers.check.record import listed
from mkdocs_dossiers.check.restoring import restoring
from mkdocs_dossiers.check.rule import Context, Rule, Stage, dataset_scope, resting_on
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem

RULE = Rule(
    code="E04",
    slug="evidence/environment",
    stage=Stage.DECLARED,
    severities=ERROR,
    because="The same program is fast on one machine and slow on another.",
    fix="Capture the machine with dossier capture, and name the file under environment.",
    sources=(
        "E01",
        "SPEC CPU2017 4.4",
    ),
    waivable=False,
    example=Example(red=(Replace("    environment: host\n", ""),)),
)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:
    """Look for each dataset's environment, and once for each file that is named."""
    document = dossier.document
    missing: dict[str, list[str]] = {}
    for name, section in document.section("data").items():
        if not isinstance(section, dict) or is_ahead(dossier, name):
            continue
        environment = section.get("environment")
        if environment is None:
            yield RULE.problem(
                document,
                document.key_at("data", name),
                f"The dataset {name} names no environment.{resting_on(dossier, name)}",
                _named(dossier),
                dataset_scope(dossier, name),
            )
        elif isinstance(environment, str) and environment not in dossier.environments:
            missing.setdefault(environment, []).append(name)
    for environment, names in missing.items():
        others = f" The datasets {listed(names)} were measured there." if len(names) > 1 else ""
        yield RULE.problem(
            document,
            document.at("data", names[0], "environment"),
            f"There is no environments/{environment}.json that can be read."
            f"{others or resting_on(dossier, names[0])}",
            _advice(dossier, environment, context),
            environment_scope(dossier, environment) if len(names) > 1 else dataset_scope(dossier, names[0]),
        )


def _named(dossier: Dossier) -> str:
    known = sorted(dossier.environments)
    if known:
        return f"Add environment: {known[0]}" + (
            "." if len(known) == 1 else f", or whichever of {listed(known)} it is."
        )
    return "Capture the machine with `dossier capture > environments/NAME.json`, and add environment: NAME."


def _advice(dossier: Dossier, environment: str, context: Context) -> str:
    """Restore what git has; a machine captured today is not the one that was measured."""
    path = f"{dossier.path}/environments/{environment}.json"
    place = context.workspace.root / path
    if place.exists():
        return f"Mend {path}; what is wrong in it is said there."
    fix = restoring(context, path)
    if fix is not None:
        return fix
    there = sorted(file.stem for file in place.parent.glob("*.json"))
    near = difflib.get_close_matches(environment, there, 1)
    if near:
        return f"Did you mean {near[0]!r}?"
    return (
        f"Write what `dossier capture` printed before the measurement to {path}. If nothing was captured then, "
        "capture now and measure again: another day's description is that of another machine."
    )
