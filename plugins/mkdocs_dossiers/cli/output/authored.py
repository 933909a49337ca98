"""What the author's commands say: what would be done, what was done, and what to do next."""

from __future__ import annotations

import contextlib
import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mkdocs_dossiers.author.lock import said
from mkdocs_dossiers.author.refusal import Refusal
from mkdocs_dossiers.model.printable import printable

if TYPE_CHECKING:
    from mkdocs_dossiers.author.add import Added
    from mkdocs_dossiers.author.dataset import Written
    from mkdocs_dossiers.author.outputs import Output
    from mkdocs_dossiers.author.publish import Outcome
    from mkdocs_dossiers.author.record import Plan, Recorded

_SERIES = 5
"""Series that are named."""


@contextlib.contextmanager
def refusing() -> Iterator[None]:
    """Say what is refused, or what the system does not allow, and end with the exit code of that."""
    try:
        yield
    except Refusal as refusal:
        for sentence in refusal.found:
            say(sentence)
        _say_refused(refusal)
        raise click.exceptions.Exit(refusal.code) from None
    except BrokenPipeError:
        raise
    except OSError as error:
        trouble = said(error, Path.cwd())
        _say_refused(trouble)
        raise click.exceptions.Exit(trouble.code) from None


def _say_refused(refusal: Refusal) -> None:
    word = click.style("error", fg="red", bold=True)
    click.echo(f"{word}: {printable(refusal.message)}\n  fix: {printable(refusal.fix, chr(10))}", err=True)


def show_plan(plan: Plan) -> None:
    """What ``dossier record --dry-run`` says."""
    request, state = plan.request, plan.state
    say(f"Would run in {request.folder}:")
    say(f"  {shlex.join(request.command)}")
    dirty = "; not committed: " + ", ".join(state.checkout.dirty[:5]) if state.checkout.dirty else ", clean"
    say(f"at commit {state.checkout.commit} of {state.top}{dirty}")
    wanted = {None: "the file it writes", "-": "what it prints"}.get(request.output, str(request.output))
    say(f"and store {wanted} as the dataset {request.name} of {request.reference}. Nothing was done.")


def show_recorded(recorded: Recorded, root: Path) -> None:
    """What was measured, what is remarkable about it, and what to do next."""
    for sentence in recorded.found:
        say(sentence)
    ran, chosen = recorded.ran, recorded.environment
    say(
        f"Measured in {ran.seconds:.1f} s ({ran.user + ran.system:.1f} s of processor time, at most "
        f"{ran.peak / 2**20:,.0f} MiB)."
    )
    if ran.left:
        say(f"It left {ran.left} process{'' if ran.left == 1 else 'es'} running, which were ended.")
    for remark in recorded.remarks:
        say(f"note: {remark}")
    show_written(recorded.written, recorded.output)
    say(f"  environment {chosen.name}: {'captured now' if chosen.new else 'the one there was'}")
    show_next(recorded.written, recorded.output, root)


def show_written(written: Written, output: Output) -> None:
    """A dataset that is in place."""
    raw = output.raw
    say(f"Dataset {written.dataset}: {written.file}, {raw.size:,} bytes of {raw.format}")
    say(f"  SHA-256 {raw.sha256}")
    table = all(series.name == output.file.stem for series in raw.series)
    names = [
        f"{written.dataset if table else f'{written.dataset}/{series.name}'} ({series.metric}"
        f"{f' in {series.unit}' if series.unit else ''}, n = {series.n or 0:,})"
        for series in raw.series
    ]
    more = f" and {len(names) - _SERIES} more" if len(names) > _SERIES else ""
    say(f"  series {', '.join(names[:_SERIES])}{more}")
    for path in written.removed:
        say(f"  removed {path}, which nothing names any more")


def show_next(written: Written, output: Output, root: Path) -> None:
    """What to do after a dataset came in."""
    if output.raw.facts.get("host"):
        say("note: the file names this machine; where that may be published, write discloses: [host name].")
    say(f"Written: {', '.join(written.files)}", to_stdout=True)
    if output.file.exists() and not output.file.is_relative_to(root / "dossiers"):
        say(f"{output.file.name} itself was left where it is.")
    if written.added:
        say("The recipe got a step that gives it: complete it, if the command alone is not enough.")
    if written.step is not None:
        say(f"Next: the recipe needs a step that gives it, under reproduce: steps:\n  {written.step}")
    else:
        say("Next: dossier check judges the claims on it; dossier claim proposes some.")


def show_added(added: Sequence[Added], found: Sequence[str], root: Path) -> None:
    """What was taken in, and what is left to do."""
    for sentence in found:
        say(sentence)
    for each in added:
        show_written(each.written, each.output)
        for remark in each.remarks:
            say(f"note: {remark}")
        for missing in each.missing:
            say(f"to do: {missing}")
        show_next(each.written, each.output, root)


def show_outcome(outcome: Outcome, strict: bool, dry_run: bool) -> bool:
    """What ``dossier publish`` did; whether all is fine."""
    from mkdocs_dossiers.cli.output.report_text import render

    for sentence in outcome.found:
        say(sentence)
    if outcome.report is not None:
        click.echo(render(outcome.report, strict))
    fine = outcome.report is None or outcome.report.ok(strict)
    if not fine:
        say(f"{outcome.reference} was not published: the gate refuses it. Nothing was written.")
        return False
    if dry_run and outcome.digest is None:
        say(f"{outcome.reference} can be published. Nothing was written.")
        return True
    if outcome.already:
        say(
            f"{outcome.reference} is published already, and as it was then. Nothing was written.",
            to_stdout=True,
        )
    else:
        say(f"Published: {outcome.reference}, digest {outcome.digest}", to_stdout=True)
    for path in outcome.unusual:
        say(f"note: {path} is no part of a dossier, and is sealed with it.")
    say("Commit it, if that is not done:")
    say(f"  git add --force -- {' '.join(map(shlex.quote, outcome.commit))}")
    say(f"  git commit -m {shlex.quote(f'Publish {outcome.reference}')}")
    return True


def say(text: str, to_stdout: bool = False) -> None:
    """One line for people: on standard error, but for results."""
    click.echo(printable(text, "\n"), err=not to_stdout)
