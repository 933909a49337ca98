"""What differs between two measured things: two versions, one version in two commits, a dossier and its reproduction.

Everything is plain data, as JSON has it; ``docs/audit.md`` says what the keys mean.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mkdocs_dossiers.audit.trace import reasons
from mkdocs_dossiers.audit.versus import Judged, Machines, compared, machines, versus
from mkdocs_dossiers.check.changes import Difference, keys, recipe
from mkdocs_dossiers.check.gate import Report
from mkdocs_dossiers.model.annotation import Annotation, between
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.measurement import Judgement
from mkdocs_dossiers.model.reference import Reference
from mkdocs_dossiers.model.reproduction import Remeasured, Reproduction

_OF_A_RUN = ("note", "measured", "environment", "source", "failed", "discloses")
"""Keys of a dataset that belong to one run: of another they say something else, or nothing."""
LISTED = 200
"""Changed files of a commit that are listed."""


@dataclass(frozen=True)
class State:
    """A claim on one side: its sentence and limit as declared, and what became of it."""

    says: str
    holds: str
    verdict: str
    reason: str
    judgement: Judgement | None


@dataclass(frozen=True)
class Side:
    """One of the two. ``evidence`` declares datasets, environments and commit; ``claims`` are by id."""

    name: str
    dossier: Dossier
    evidence: Dossier
    claims: Mapping[str, State]
    report: Report


def version_side(report: Report, dossier: Dossier, name: str = "") -> Side:
    """A dossier as it stands."""
    found = {}
    for claim in dossier.document.section("claims"):
        reference = Reference(dossier.reference.project, dossier.reference.version, claim)
        judgement = report.judgements.get(reference)
        found[claim] = State(
            dossier.document.text("claims", claim, "says") or "",
            dossier.document.text("claims", claim, "holds") or "",
            judgement.verdict.value if judgement is not None else "rejected",
            reasons(report, reference),
            judgement,
        )
    return Side(name or str(dossier.reference), dossier, dossier, found, report)


def reproduction_side(report: Report, dossier: Dossier, again: Reproduction) -> Side:
    """What somebody else measured of a dossier; claims that were not measured again are left out."""
    found = {}
    for name, claim in dossier.claims.items():
        entry = _entry(report, claim.reference, again)
        if entry is not None:
            found[name] = State(claim.says, claim.holds.written, entry.word, entry.reason, entry.judgement)
    return Side(str(again.evidence.reference), dossier, again.evidence, found, report)


def _entry(report: Report, claim: Reference, again: Reproduction) -> Remeasured | None:
    known = report.remeasured.get(claim, ())
    return next((entry for entry in known if entry.reproduction.name == again.name), None)


def difference(before: Side, after: Side) -> dict[str, Any]:
    """What differs between two sides, claim by claim, and around them."""
    project = next(
        each for each in after.report.workspace.projects if each.name == after.dossier.reference.project
    )
    versions = before.dossier.version, after.dossier.version
    crossed = between(project.annotations, *versions) if versions[0] != versions[1] else ()
    again = after.evidence is not after.dossier
    kept = [name for name in after.claims if name in before.claims]
    pairs = [
        (one, other)
        for name in kept
        if (one := _row(before, name)) is not None and (other := _row(after, name)) is not None
    ]
    names = [*before.claims, *(name for name in after.claims if name not in before.claims)]
    return {
        "before": before.name,
        "after": after.name,
        "crossed": [{"number": entry.number, "kind": entry.kind, "says": entry.says} for entry in crossed],
        "claims": [_claim(before, after, name, project.counts, crossed) for name in names],
        "environments": [_machines(pair) for pair in machines(pairs) or _named(before, after)],
        "data": [] if _same(before, after) else list(_data(before, after, again)),
        "recipe": [] if again else [_keyed(entry) for entry in recipe(before.dossier, after.dossier)],
        "commit": _commit(before, after),
    }


def differs(found: Mapping[str, Any]) -> bool:
    """Whether there is anything to tell."""
    signs: tuple[bool, ...] = (
        any(claim["what"] != "same" for claim in found["claims"]),
        any(pair["material"] or pair["benign"] for pair in found["environments"]),
        bool(found["data"]),
        bool(found["recipe"]),
        found["commit"]["before"] != found["commit"]["after"],
    )
    return any(signs)


def _same(before: Side, after: Side) -> bool:
    return bool(before.evidence.document.find("data") == after.evidence.document.find("data"))


def _row(side: Side, name: str) -> Judged | None:
    judgement, claim = side.claims[name].judgement, side.dossier.claims.get(name)
    return Judged(side.evidence, claim, judgement) if judgement is not None and claim is not None else None


def _claim(
    before: Side, after: Side, name: str, counts: Sequence[str], crossed: Sequence[Annotation]
) -> dict[str, Any]:
    was, now = before.claims.get(name), after.claims.get(name)
    changed = []
    if was is not None and now is not None and before.dossier is not after.dossier:
        one, other = (side.dossier.document.find("claims", name) for side in (before, after))
        changed = [_keyed(entry) for entry in keys("", one, other)]
    found: dict[str, Any] = {
        "claim": name,
        "before": _state(was),
        "after": _state(now),
        "changed": changed,
        "movement": None,
        "differing": [],
    }
    if was is not None and now is not None:
        one_row, other_row = _row(before, name), _row(after, name)
        if one_row is not None and other_row is not None:
            against = versus(one_row, other_row, counts, crossed)
            found["differing"] = list(against.differing)
            found["movement"] = {
                "word": against.movement.word.value if against.movement else "not compared",
                "reason": against.movement.reason if against.movement else against.obstacle,
                "delta": against.movement.delta if against.movement else None,
                "low": against.movement.low if against.movement else None,
                "high": against.movement.high if against.movement else None,
                "unit": against.movement.unit if against.movement else None,
                "better": against.movement.better if against.movement else None,
                "confidence": against.confidence,
            }
    return {**found, "what": _what(was, now, found)}


def _what(was: State | None, now: State | None, found: Mapping[str, Any]) -> str:
    if was is None:
        return "added"
    if now is None:
        return "gone"
    values = [
        (state["value"], state["low"], state["high"], state["verdict"])
        for state in (found["before"], found["after"])
    ]
    return "changed" if found["changed"] or values[0] != values[1] else "same"


def _state(state: State | None) -> dict[str, Any] | None:
    if state is None:
        return None
    measured = state.judgement.measurement if state.judgement is not None else None
    return {
        "says": state.says,
        "holds": state.holds,
        "verdict": state.verdict,
        "reason": state.reason,
        "value": measured.value if measured is not None else None,
        "low": measured.low if measured is not None else None,
        "high": measured.high if measured is not None else None,
        "unit": measured.unit if measured is not None else None,
        "n": measured.n if measured is not None else None,
    }


def _keyed(entry: Difference) -> dict[str, Any]:
    return {"key": entry.key, "before": entry.before, "after": entry.after}


def _named(before: Side, after: Side) -> tuple[Machines, ...]:
    """Environments of one name, where no claim was measured on both sides."""
    one, other = before.evidence.environments, after.evidence.environments
    return tuple(
        Machines(one[name], other[name], compared(one[name], other[name])) for name in one if name in other
    )


def _machines(pair: Machines) -> dict[str, Any]:
    return {
        "before": pair.before.name,
        "after": pair.after.name,
        "same": pair.comparison.same,
        **{
            weight: [
                {"field": each.field.reference, "title": each.field.title, "before": each.a, "after": each.b}
                for each in listed
            ]
            for weight, listed in (
                ("material", pair.comparison.material),
                ("benign", pair.comparison.benign),
            )
        },
    }


def _data(before: Side, after: Side, again: bool) -> list[dict[str, Any]]:
    """Datasets that came, went or changed; of a reproduction, those that were measured again."""
    one, other = (side.evidence.document.section("data") for side in (before, after))
    found = []
    for name in dict.fromkeys([*one, *other]):
        if name not in other and again:
            continue
        changed = [
            _keyed(entry)
            for entry in keys("", one.get(name), other.get(name))
            if not again or entry.key not in _OF_A_RUN
        ]
        if changed:
            what = "added" if name not in one else "gone" if name not in other else "changed"
            found.append({"dataset": name, "what": what, "changed": changed})
    return found


def _commit(before: Side, after: Side) -> dict[str, Any]:
    one, other = (side.evidence.subject for side in (before, after))
    found: dict[str, Any] = {
        "before": one.commit if one is not None else None,
        "after": other.commit if other is not None else None,
        "files": None,
        "more": 0,
    }
    history = after.report.history_of(after.evidence)
    if one is not None and other is not None and one.repository == other.repository and history is not None:
        changes = history.changes(one.commit, other.commit)
        if changes is not None:
            found["files"] = [{"path": each.path, "what": each.what} for each in changes[:LISTED]]
            found["more"] = max(len(changes) - LISTED, 0)
    return found
