"""Runs a plan in a place of its own, and describes the machine before and after."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from mkdocs_dossiers.author.run import CannotStart, Ran, run_command
from mkdocs_dossiers.environment.document import capture, compare
from mkdocs_dossiers.environment.run.record import RUNS
from mkdocs_dossiers.environment.run.remarks import remarks
from mkdocs_dossiers.reproduce.clone import prepare
from mkdocs_dossiers.reproduce.plan import CannotReproduce, NotMeasured, Plan
from mkdocs_dossiers.reproduce.sandbox import wrapped
from mkdocs_dossiers.reproduce.script import LOG, OUT, script
from mkdocs_dossiers.reproduce.surroundings import surroundings
from mkdocs_dossiers.reproduce.watch import Watch

SCRIPT = "run.sh"


class RecipeFailed(NotMeasured):
    """The recipe did not come to its end; ``ran`` says how it went."""

    def __init__(self, message: str, ran: Ran) -> None:
        super().__init__(message)
        self.ran = ran


@dataclass(frozen=True)
class Measured:
    """What a run brought: the machine as it was, and when each dataset's step ended."""

    environment: Mapping[str, Any]
    ended: Mapping[str, datetime]
    remarks: tuple[str, ...]
    """What changed on the machine meanwhile that changes results."""
    meanwhile: tuple[str, ...] = ()
    """What the machine did while each dataset was measured that it should not do."""


def measure(
    plan: Plan,
    work: Path,
    *,
    sandboxed: bool,
    network: bool = True,
    passed: Sequence[str] = (),
    show: Callable[[bytes], None],
) -> Measured:
    """Run every step of a plan in the empty folder ``work``. Raises :class:`CannotReproduce`.

    ``show`` gets what the steps write. ``passed`` are variables the steps may see besides the usual ones.
    """
    show(f"\n== A fresh clone at {plan.commit[:12]}, and a description of this machine\n".encode())
    prepare(plan, work)
    file = work / SCRIPT
    file.write_text(script(plan), encoding="utf-8")
    environ = surroundings(work, passed)
    salt = plan.dossier.reference.project
    before = capture(work / OUT, salt=salt, environ=environ)
    watch = Watch(work / LOG, show)
    command = ["bash", str(file), str(work)]
    try:
        ran = run_command(
            wrapped(command, work, network) if sandboxed else command, work, show=watch, environ=environ
        )
    except CannotStart as error:
        raise CannotReproduce(f"{error.message} {error.fix}") from None
    watch.look()
    if not ran.fine:
        raise RecipeFailed(f"The recipe did not come to its end: {ran.ending}.", ran)
    after = capture(
        work / OUT, salt=salt, environ=environ, packages=False
    )  # only what changes results is compared
    steps = {planned.step.gives: planned.number for planned in plan.steps if planned.step.gives}
    numbers = {name: steps[file] for name, file in plan.datasets.items()}
    runs = {name: watch.record(number) for name, number in numbers.items()}
    kept = {name: record for name, record in runs.items() if record is not None}
    return Measured(
        {**before, RUNS: kept} if kept else before,
        {name: watch.ended[number] for name, number in numbers.items() if number in watch.ended},
        tuple(
            f"{difference.field.title} was {difference.a} before and {difference.b} after the run."
            for difference in compare(before, after).material
        ),
        tuple(f"{name}: {sentence}" for name, record in kept.items() for _, sentence in remarks(record)),
    )
