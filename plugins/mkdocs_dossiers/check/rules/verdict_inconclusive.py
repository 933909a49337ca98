"""No published claim is left open by its own data."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_dossiers.check.example import Example, Replace
from mkdocs_dossiers.check.found import verdicts
from mkdocs_dossiers.check.profile import WARNING
from mkdocs_dossiers.check.rule import Context, Rule, Stage
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.measurement import Verdict
from mkdocs_dossiers.model.problem import Problem

RULE = Rule(
    code="V02",
    slug="verdict/inconclusive",
    stage=Stage.JUDGED,
    severities=WARNING,
    because="A value on the right side of the limit by chance is not yet a result.",
    fix="Measure more samples, or claim a limit the whole interval keeps.",
    sources=(
        "T01",
        "T05",
    ),
    example=Example(
        red=(
            Replace(
                "    of: tool/test_sort\n    statistic: median\n",
                "    of: tool/test_sort\n    statistic: p99\n",
            ),
            Replace("at most 5 µs at the median", "at most 8 µs at p99"),
            Replace("holds: <= 5 us", "holds: <= 8 us"),
        )
    ),
)


def check(dossier: Dossier, context: Context) -> Iterator[Problem]:
    """Report the claims whose verdict is this one."""
    return verdicts(
        RULE,
        dossier,
        context,
        Verdict.INCONCLUSIVE,
        "Measure more samples, or claim a limit the whole interval keeps.",
    )
