"""One process that damages a copy again and again, and asks the gate each time."""

from __future__ import annotations

import tempfile
import traceback
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from random import Random

from mkdocs_dossiers.cache.store import Cache
from mkdocs_dossiers.check import gate as gate_module
from mkdocs_dossiers.check import rule as rule_module
from mkdocs_dossiers.check.gate import Report, run_gate
from mkdocs_dossiers.measure.depth import Depth
from mkdocs_dossiers.model.problem import Problem
from mkdocs_dossiers.read.base import Base, base_of
from mutation.case import Case, Sound, new_rules, pages
from mutation.damage import Damage, damages
from mutation.effort import Effort
from mutation.forger import forge
from mutation.place import FOLDER, Place
from mutation.proof import shows_the_same
from mutation.result import Fate, Outcome, Result
from mutation.target import Nothing, Target

TRIES = 12
"""How often another dossier or kind is tried where there is nothing to damage."""


class Differs(Exception):  # noqa: N818 - said of two reports
    """The short way and the gate itself do not say the same."""


@dataclass(frozen=True, slots=True)
class Order:
    """Which mutations a worker makes. ``only`` names kinds, empty for all; ``without`` rules that look away.

    Every ``verify``-th mutation is checked again without any short cut; 0 for none.
    """

    seed: int
    only: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    verify: int = 50


class Worker:
    """A copy of the repository at ``source``, and what the gate says of it while it is sound."""

    def __init__(self, source: Path, order: Order) -> None:
        self.order = order
        self._stack = ExitStack()
        folder = self._stack.enter_context(
            tempfile.TemporaryDirectory(prefix="mutate-", ignore_cleanup_errors=True)
        )
        _without(order.without)
        self.place = Place(source, Path(folder).resolve() / "copy")
        self.memory = Cache(Path(folder) / "measured")
        self.today = date.fromisoformat(self.place.day)
        report = self._gate()
        root = self.place.root
        documents = {
            file.relative_to(root).as_posix(): file.read_bytes() for file in root.glob(f"{FOLDER}/*/*/*.yaml")
        }
        self.sound = Sound(report, {}, documents)
        self.dossiers = [
            f"{dossier.reference.project}/{dossier.version}"
            for dossier in report.workspace.dossiers
            if not dossier.draft
        ]
        self._base = self._written_out()

    def close(self) -> None:
        """Remove the copy."""
        self._stack.close()

    def _written_out(self) -> Base:
        """The sound dossiers as a base, written out once: every project is touched while it is read."""
        for project in self.sound.report.workspace.projects:
            (self.place.root / project.path / "touched").write_text("")
        base = self._stack.enter_context(base_of(self.place.root, self.place.base))
        self.place.restore()
        return base

    def run(self, number: int) -> Outcome | None:
        """The mutation with this number; None where nothing could be damaged."""
        names = [name for name in damages() if not self.order.only or name in self.order.only]
        Random(self.order.seed).shuffle(names)
        for attempt in range(TRIES):
            chance = Random(f"{self.order.seed}/{number}/{attempt}")
            shift = 0 if attempt < TRIES // 2 else chance.randrange(len(names))
            name = names[(number + shift) % len(names)]
            damage = damages()[name]
            dossier, effort = chance.choice(self.dossiers), chance.choice(damage.efforts)
            try:
                target = Target(self.place, dossier)
                what = damage.apply(target, chance)
                forge(target, effort, damage.summary)
                if not self.place.changed():
                    raise Nothing
                return self._ask(number, name, damage, effort, dossier, what)
            except Nothing:
                continue
            finally:
                self.place.restore()
        return None

    def _ask(
        self, number: int, name: str, damage: Damage, effort: Effort, dossier: str, what: str
    ) -> Outcome:
        changed = self.place.changed()
        reports: list[Report] = []
        fresh = self._result(self._gate, reports)
        base = self._result(lambda: self._gate(self._against(changed)), [])
        if fresh.fate is Fate.SURVIVED:
            fresh = self._excused(
                Case(self._with_pages(), reports[0], self.place.root, dossier, effort), damage
            )
        if base.fate is Fate.SURVIVED and fresh.fate is Fate.HARMLESS:
            base = fresh
        elif base.fate is Fate.SURVIVED and reports:
            case = Case(self._with_pages(), reports[0], self.place.root, dossier, effort)
            base = _proven(case, damage) or base
        if (
            self.order.verify
            and number % self.order.verify == 0
            and Fate.CRASHED not in (fresh.fate, base.fate)
        ):
            self._verify(reports[0], changed)
        outcome = Outcome(number, name, effort.value, dossier, what, fresh, base)
        return outcome if fresh.fate is base.fate is Fate.CAUGHT else replace(outcome, diff=self.place.diff())

    def _result(self, gate: Callable[[], Report], reports: list[Report]) -> Result:
        try:
            report = gate()
        except Exception:  # noqa: BLE001 - whatever it is, it is what we look for
            return Result(Fate.CRASHED, (), traceback.format_exc(limit=-4))
        reports.append(report)
        rules = new_rules(self.sound, report)
        return Result(Fate.CAUGHT, rules) if rules else Result(Fate.SURVIVED)

    def _excused(self, case: Case, damage: Damage) -> Result:
        if (proven := _proven(case, damage)) is not None:
            return proven
        if damage.beyond is not None and (case.effort is Effort.FORGED or damage.forges):
            return Result(Fate.BEYOND, (), damage.beyond)
        return Result(Fate.SURVIVED)

    def _with_pages(self) -> Sound:
        if not self.sound.pages:
            self.sound = replace(self.sound, pages=pages(self.sound.report))
        return self.sound

    def _gate(self, base: Base | None = None) -> Report:
        return run_gate(self.place.root, cache=self.memory, today=self.today, base=base, depth=Depth.PAGES)

    def _against(self, changed: frozenset[str]) -> Base:
        """The base, as it is when these paths differ. What was read of it is shared: it is always the same."""
        base = replace(self._base, changed=changed)
        vars(base)["_read"] = self._base._read  # noqa: SLF001
        return base

    def _verify(self, report: Report, changed: frozenset[str]) -> None:
        """Ask the gate once more without memory, and git for the base: nothing may be otherwise."""
        plain = run_gate(self.place.root, today=self.today, depth=Depth.PAGES)
        with base_of(self.place.root, self.place.base) as real:
            based = run_gate(self.place.root, today=self.today, depth=Depth.PAGES, base=real)
            if real.changed != changed:
                raise Differs(f"{sorted(real.changed ^ changed)} differ by one account only.")
        pairs = ((report, plain), (self._gate(self._against(changed)), based))
        for short, whole in pairs:
            if _said(short) != _said(whole):
                raise Differs(f"{sorted(map(str, _said(short) ^ _said(whole)))[:4]}")


def _said(report: Report) -> set[Problem]:
    return set(report.problems)


def _proven(case: Case, damage: Damage) -> Result | None:
    """Proofs of this kind of damage first, then the one that holds for all."""
    for proof in (*damage.harmless, shows_the_same):
        why = proof(case)
        if why is not None:
            return Result(Fate.HARMLESS, (), why)
    return None


def _without(slugs: tuple[str, ...]) -> None:
    """Let these rules look away, to see what would survive without them."""
    if not slugs:
        return
    kept = tuple(
        replace(duty, check=None) if duty.rule.slug in slugs else duty for duty in rule_module.duties()
    )
    vars(gate_module)["duties"] = lambda: kept
