"""The gate's report as a comment for a pull request: what it does to the claims, and what is wrong."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from mkdocs_dossiers.check.changes import Change, Changes, State
from mkdocs_dossiers.check.gate import Report, rejected_claims
from mkdocs_dossiers.cli.output.comment import encoded, inline, link, verbatim
from mkdocs_dossiers.cli.output.listing import capped, inside_repository, many, rest, total
from mkdocs_dossiers.cli.output.report_text import measured
from mkdocs_dossiers.model.dossier import Dossier
from mkdocs_dossiers.model.measurement import Verdict
from mkdocs_dossiers.model.problem import Problem, Severity

LONGEST = 65_000
"""Characters of the whole comment; GitHub takes 65,536."""
MOST = 20
"""Problems shown of one rule."""
_DIGEST = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_RESERVE = 400
"""Characters kept for saying what was cut."""


@dataclass(frozen=True, slots=True)
class _Section:
    """A heading, the lines that always follow it, and rows that may be cut."""

    heading: str
    opening: tuple[str, ...]
    rows: tuple[str, ...]
    closing: tuple[str, ...] = ()


def render(report: Report, strict: bool, changes: Changes | None = None, link_base: str = "") -> str:
    """The comment. ``changes`` is what the branch does to the claims; None where there is no base.

    ``link_base`` comes before the paths of files in links: ``https://github.com/owner/name/blob/<commit>``.
    """
    where = _Links(report, link_base)
    head = [
        f"## Performance dossiers: {'ok' if report.ok(strict) else 'failed'}",
        "",
        f"{inline(total(report))}.",
        "",
        _verdict_counts(report),
    ]
    for name in changes.unreadable if changes is not None else ():
        head += ["", f"{inline(name)} cannot be read as it was: all of its claims count as added."]
    sections = [*_changes(changes, where), _problems(report, where)]
    if changes is None:
        sections.insert(0, _verdicts(report, where))
    return _fitted(head, [section for section in sections if section.rows])


class _Links:
    """Where claims and problems are, as addresses."""

    def __init__(self, report: Report, base: str) -> None:
        self._prefix = f"{base}/" if base else ""
        self._inside = encoded(inside_repository(report.workspace.root))
        self._dossiers = {str(dossier.reference): dossier for dossier in report.workspace.dossiers}

    def line(self, path: str, line: int) -> str:
        return f"{self._prefix}{self._inside}{encoded(path)}#L{line}"

    def claim(self, state: State) -> str:
        """A claim's reference, linked to its place where it is still there."""
        dossier: Dossier | None = self._dossiers.get(f"{state.reference.project}@{state.reference.version}")
        name = state.reference.claim or ""
        if dossier is None or name not in dossier.document.section("claims"):
            return inline(str(state.reference))
        place = dossier.document.key_at("claims", name)
        return link(str(state.reference), self.line(dossier.document.path, place.line))


def _verdict_counts(report: Report) -> str:
    found = Counter(judgement.verdict for judgement in report.judgements.values())
    parts = [f"**{found[verdict]:,}** {verdict.value}" for verdict in Verdict]
    rejected = sum(len(rejected_claims(each, report.problems)) for each in report.workspace.dossiers)
    parts += [f"**{rejected:,}** rejected"] if rejected else []
    return f"Verdicts: {', '.join(parts)}."


def _changes(changes: Changes | None, where: _Links) -> list[_Section]:
    if changes is None:
        return []
    table = ("| Claim | Before | Now | Why |", "| --- | --- | --- | --- |")
    listed = ("| Claim | Sentence | Verdict |", "| --- | --- | --- |")
    same = [change for change in changes.changed if not change.moved]
    return [
        _Section("Verdicts that moved", table, tuple(_moved(change, where) for change in changes.moved)),
        _Section("Claims added", listed, tuple(_state(state, where) for state in changes.added)),
        _Section(
            "Claims changed",
            ("| Claim | What | Before | Now |", "| --- | --- | --- | --- |"),
            tuple(row for change in (*changes.moved, *same) for row in _differences(change, where)),
        ),
        _Section("Claims removed", listed, tuple(_state(state, where) for state in changes.removed)),
    ]


def _moved(change: Change, where: _Links) -> str:
    before, now = _verdict(change.before), _verdict(change.after)
    return f"| {where.claim(change.after)} | {before} | {now} | {inline(change.after.reason)} |"


def _state(state: State, where: _Links) -> str:
    return f"| {where.claim(state)} | {inline(state.says)} | {_verdict(state)} |"


def _verdict(state: State) -> str:
    if state.judgement is None:
        return state.verdict
    return f"{state.verdict}: {inline(measured(state.judgement))}"


def _differences(change: Change, where: _Links) -> Iterable[str]:
    for each in change.differences:
        values = [
            _value(text, alike=_begin_alike(each.before, each.after)) for text in (each.before, each.after)
        ]
        yield f"| {where.claim(change.after)} | {inline(each.key)} | {values[0]} | {values[1]} |"


def _begin_alike(before: str | None, after: str | None) -> bool:
    return before is not None and after is not None and before[:12] == after[:12]


def _value(text: str | None, alike: bool = False) -> str:
    """One side of a difference; digests by their beginning, as git does, unless both begin ``alike``."""
    if text is None:
        return ""
    return inline(f"{text[:12]}…" if _DIGEST.fullmatch(text) and not alike else text, 160)


def _verdicts(report: Report, where: _Links) -> _Section:
    rows = []
    for reference, judgement in sorted(report.judgements.items()):
        state = State(reference, report.claim(reference).says, judgement, judgement.reason)
        rows.append(_state(state, where))
    return _Section("Claims", ("| Claim | Sentence | Verdict |", "| --- | --- | --- |"), tuple(rows))


def _problems(report: Report, where: _Links) -> _Section:
    order = list(Severity)
    shown, more = capped(sorted(report.problems, key=lambda each: order.index(each.severity)), MOST)
    rows = tuple(_problem(problem, where) for problem in shown)
    return _Section(
        "Problems", (), rows, tuple(f"- {inline(rest(rule, count))}" for rule, count in more.items())
    )


def _problem(problem: Problem, where: _Links) -> str:
    place = link(f"{problem.path}:{problem.line}", where.line(problem.path, problem.line))
    return (
        f"- **{problem.severity.value}** {place} ({inline(problem.rule)}): {inline(problem.message)} "
        f"Fix: {verbatim(problem.fix)}"
    )


def _fitted(head: list[str], sections: list[_Section]) -> str:
    """Everything that fits. Each section gets its share of the room; what is cut is counted."""
    room = LONGEST - _RESERVE * (len(sections) + 1) - sum(len(line) + 1 for line in head)
    lines = list(head)
    for number, section in enumerate(sections):
        share = room // (len(sections) - number)
        kept: list[str] = []
        used = len(section.heading) + sum(len(line) + 1 for line in (*section.opening, *section.closing)) + 8
        for row in section.rows:
            used += len(row) + 1
            if used > share:
                break
            kept.append(row)
        cut = len(section.rows) - len(kept)
        said = f"{many(cut, 'more row')} did not fit here; `dossier check --format json` lists everything."
        written = ["", f"### {section.heading}", "", *section.opening, *kept, *section.closing]
        written += ["", said] if cut else []
        lines += written
        room -= sum(len(line) + 1 for line in written)
    text = "\n".join(lines)
    if len(text) > LONGEST:
        text = f"{text[: LONGEST - _RESERVE].rpartition(chr(10))[0]}\n\nThe rest did not fit here."
    return text
