"""What a finding weighs: by profile, by the rules the dossier was published under, and by waivers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from mkdocs_dossiers.check.profile import Profile
from mkdocs_dossiers.check.rule import Rule
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.problem import Problem, Severity
from mkdocs_dossiers.model.waiver import Waiver

WAIVED, RULESET = "waived", "ruleset"


@dataclass(frozen=True, slots=True)
class Scales:
    """``rules`` by slug, ``dossiers`` by reference, and the waivers that hold today."""

    rules: Mapping[str, Rule]
    dossiers: Mapping[str, Dossier]
    profile: Profile
    waivers: tuple[Waiver, ...] = ()

    def weigh(self, problem: Problem) -> Problem:
        """The finding with its severity; what does not fail although its rule would says why."""
        rule = self.rules.get(problem.rule)
        if rule is None:
            return problem
        dossier = self.dossiers.get(problem.scope.dossier)
        profile = self.profile.of(dossier is not None and dossier.draft)
        weighed = replace(problem, severity=rule.severities.of(profile))
        if weighed.severity is Severity.INFO:
            return weighed
        if dossier is not None and rule.since > dossier.ruleset:
            excuse = (
                f"It would fail today: this came with ruleset {rule.since}, and the dossier was published "
                f"under ruleset {dossier.ruleset}."
            )
            return _excused(weighed, RULESET, excuse)
        waiver = next((waiver for waiver in self.waivers if waiver.covers(problem)), None)
        if waiver is not None and rule.can_be_waived:
            reason = " ".join(waiver.reason.split()).rstrip(".")
            approver = " ".join(waiver.approver.split())
            excuse = f"Waived by {approver} until {waiver.expires}: {reason} ({waiver.path})."
            return _excused(weighed, WAIVED, excuse)
        return weighed

    def all(self, problems: Iterable[Problem]) -> list[Problem]:
        """Every finding with its severity."""
        return [self.weigh(problem) for problem in problems]


def _excused(problem: Problem, excuse: str, sentence: str) -> Problem:
    return replace(problem, severity=Severity.INFO, message=f"{problem.message} {sentence}", excuse=excuse)
