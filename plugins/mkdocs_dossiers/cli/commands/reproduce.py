"""``dossier reproduce``: measure a dossier again by its recipe."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mkdocs_dossiers.cli.place import (
    CannotRun,
    clone_option,
    clones_of,
    reference_of,
    root_option,
    workspace_root,
)

if TYPE_CHECKING:
    from mkdocs_dossiers.model.dossier import Dossier
    from mkdocs_dossiers.model.reference import Reference
    from mkdocs_dossiers.reproduce.plan import Plan
    from mkdocs_dossiers.reproduce.run import Measured


@click.command(
    epilog="Examples:\n\n\b\n  dossier reproduce order-gateway@2026.11.1\n"
    "  dossier reproduce order-gateway@2026.11.1/ack-p99 --who 'Platform team'\n"
    "  dossier reproduce order-gateway@2026.11.1 --dry-run > again.sh && less again.sh && bash again.sh"
)
@click.argument("ref", metavar="REF")
@click.option(
    "--dry-run", is_flag=True, help="Print a shell script that does the same without this software."
)
@click.option("--yes", is_flag=True, help="Do not ask. Only for recipes you have read.")
@click.option(
    "--who", "names", multiple=True, metavar="NAME", help="Who measures. Default: your name, as git knows it."
)
@click.option(
    "--level",
    type=click.Choice(["reproduced", "replicated"]),
    default="reproduced",
    help="With the dossier's recipe (the default), or with artefacts of your own.",
)
@click.option("--note", help="What a reader of the reproduction must know.")
@click.option(
    "--folder",
    type=click.Path(path_type=Path),
    help="A new folder to run in, which is kept. Default: a temporary one, kept only when something fails.",
)
@click.option(
    "--sandbox",
    type=click.Choice(["auto", "yes", "no"]),
    default="auto",
    help="Run it in a bubblewrap sandbox: where that is possible (the default), always, or never.",
)
@click.option("--network/--no-network", default=True, help="Whether the sandbox reaches the network.")
@click.option(
    "--pass",
    "passed",
    multiple=True,
    metavar="VARIABLE",
    help="A variable of yours that the recipe may see, such as SSL_CERT_FILE. It sees PATH, LANG and TERM, and a HOME "
    "and TMPDIR of its own.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help="How to print what came out.",
)
@root_option
@clone_option
def command(
    ref: str,
    dry_run: bool,
    yes: bool,
    names: tuple[str, ...],
    level: str,
    note: str | None,
    folder: Path | None,
    sandbox: str,
    network: bool,
    passed: tuple[str, ...],
    form: str,
    root: Path | None,
    clones: tuple[str, ...],
) -> None:
    """Measure a dossier again: show its recipe, ask, run it, and compare.

    REF is a dossier, or one of its claims for the steps it needs. The recipe runs in a fresh clone at the measured
    commit. What it measured is written to reproductions/ beside the dossier; commit it, whatever came out: a claim that
    was not reproduced is a result. It never runs without being asked for on a terminal, or by --yes.

    Exits with 0 when it was measured again, with 1 when the recipe failed or the gate finds the reproduction at fault,
    and with 2 when it could not start.
    """
    from mkdocs_dossiers.reproduce.plan import CannotReproduce, plan_of

    place = workspace_root(root)
    dossier, claim = _dossier(place, reference_of(ref, place))
    try:
        plan = plan_of(place.resolve(), dossier, claim, clones_of(clones))
    except CannotReproduce as error:
        raise CannotRun(str(error)) from None
    if dry_run:
        from mkdocs_dossiers.cli.writing import to_stdout
        from mkdocs_dossiers.reproduce.script import script

        to_stdout(script(plan), machine=True)
        return
    if not yes and not sys.stdin.isatty():
        raise CannotRun(
            "This runs commands that the dossier's authors wrote, so it asks first, and there is no terminal to ask "
            "on. Read them with --dry-run, then say --yes."
        )
    by = names or _own_name(place)
    with _work(folder) as work:
        again = _agreed(plan, work, by, sandbox, network, passed, yes)
        measured = _run(plan, work, again, network, passed)
        for sentence in (*measured.remarks, *measured.meanwhile):
            click.echo(f"Note: {sentence}", err=True)
        written = _written(place, plan, work, measured, by, level, note, again)
    if folder is None:
        import shutil

        shutil.rmtree(work, ignore_errors=True)
    _tell(place, dossier.reference, written, clones_of(clones), form)


def _dossier(place: Path, reference: Reference) -> tuple[Dossier, str | None]:
    from mkdocs_dossiers.audit.named import meant
    from mkdocs_dossiers.read.tree import FOLDER, read_workspace

    if reference.version is None:
        raise click.UsageError("Name a dossier such as order-gateway@2026.11, or one of its claims.")
    workspace, _ = read_workspace(place.resolve(), only=[reference.project])
    known = {str(each.reference): each for each in workspace.dossiers}
    name = f"{reference.project}@{reference.version}"
    if name not in known:
        if (place / FOLDER / reference.project / reference.version).is_dir():
            raise CannotRun(f"{name} cannot be read. What is wrong with it, `dossier check {name}` says.")
        raise CannotRun(f"There is no {name}.{meant(name, known)}")
    claims = known[name].claims
    if reference.claim is not None and reference.claim not in claims:
        raise CannotRun(f"There is no {reference}.{meant(reference.claim, claims)}")
    return known[name], reference.claim


def _own_name(place: Path) -> tuple[str, ...]:
    """Who runs it, as git knows them."""
    from git import Git, GitCommandError

    try:
        name = str(Git(str(place)).config("user.name")).strip()
    except GitCommandError:
        name = ""
    if not name:
        raise click.UsageError("Say who measures: --who 'Your name or team'. The name is published.")
    return (name[:120],)


@contextmanager
def _work(folder: Path | None) -> Iterator[Path]:
    """The folder to run in: new, and named when something fails."""
    import shutil
    import tempfile

    from mkdocs_dossiers.author.store import StoreError
    from mkdocs_dossiers.model.printable import printable
    from mkdocs_dossiers.reproduce.plan import CannotReproduce, NotMeasured
    from mkdocs_dossiers.reproduce.run import RecipeFailed

    try:
        if folder is not None:
            folder.mkdir(parents=True)
        work = (folder or Path(tempfile.mkdtemp(prefix="dossier-again-"))).resolve()
    except OSError as error:
        raise CannotRun(
            f"{folder} cannot be made: {error.strerror}. Name a folder that is not there yet."
        ) from None
    try:
        yield work
    except NotMeasured as error:
        click.echo(printable(f"Error: {error} What there is lies in {work}"), err=True)
        interrupted = isinstance(error, RecipeFailed) and error.ran.interrupted is not None
        raise click.exceptions.Exit(130 if interrupted else 1) from None
    except CannotReproduce as error:
        raise CannotRun(printable(f"{error} What there is lies in {work}")) from None
    except StoreError as error:
        raise CannotRun(printable(f"{error.message} {error.fix} What was measured lies in {work}")) from None
    except KeyboardInterrupt:
        click.echo(printable(f"What there is lies in {work}"), err=True)
        raise
    except (click.ClickException, click.Abort):
        shutil.rmtree(work, ignore_errors=True)
        raise


def _agreed(
    plan: Plan,
    work: Path,
    by: tuple[str, ...],
    sandbox: str,
    network: bool,
    passed: tuple[str, ...],
    yes: bool,
) -> bool:
    """Show the plan and ask; whether it runs in a sandbox."""
    from mkdocs_dossiers.cli.output.plan_text import render
    from mkdocs_dossiers.model.reproduction import FOLDER
    from mkdocs_dossiers.reproduce import sandbox as box
    from mkdocs_dossiers.reproduce.surroundings import NoSuchVariable, surroundings

    if sandbox == "no" and not network:
        raise click.UsageError("--no-network is for the sandbox: leave --sandbox no out.")
    why = box.trouble(work) if sandbox != "no" else "it was not asked for"
    if why is not None and (sandbox == "yes" or not network):
        raise CannotRun(f"There can be no sandbox here: {why}.")
    try:
        variables = sorted(surroundings(work, passed))
    except NoSuchVariable as error:
        raise click.UsageError(str(error)) from None
    how = box.SAYS if why is None else box.SAYS_NOT
    if why is None and not network:
        how += ", and no network"
    elif why is not None and sandbox == "auto":
        how += f" ({why})"
    target = f"{plan.dossier.path}/{FOLDER}/, by {', '.join(by)}"
    click.echo(render(plan, work, target, how, variables), err=True)
    if not yes and not click.confirm("Run this?", err=True):
        raise CannotRun("Nothing was run.")
    return why is None


def _run(plan: Plan, work: Path, sandboxed: bool, network: bool, passed: tuple[str, ...]) -> Measured:
    import codecs

    from mkdocs_dossiers.model.printable import printable
    from mkdocs_dossiers.reproduce.run import measure

    decoder = codecs.getincrementaldecoder("utf-8")("replace")

    def show(chunk: bytes) -> None:
        click.echo(printable(decoder.decode(chunk), keep="\n\r\t"), err=True, nl=False)

    return measure(plan, work, sandboxed=sandboxed, network=network, passed=passed, show=show)


def _written(
    place: Path,
    plan: Plan,
    work: Path,
    measured: Measured,
    by: tuple[str, ...],
    level: str,
    note: str | None,
    sandboxed: bool,
) -> str:
    """Write the reproduction beside its dossier, all or nothing; the name of its folder."""
    from datetime import UTC, datetime

    from mkdocs_dossiers.author.store import opened
    from mkdocs_dossiers.model.reproduction import FOLDER
    from mkdocs_dossiers.reproduce.written import Who, changes, folder_name

    said = [
        *([note] if note else []),
        *(["Run in a bubblewrap sandbox."] if sandboxed else []),
        *measured.remarks,
    ]
    taken = plan.dossier.folder / FOLDER
    names = [entry.name for entry in taken.iterdir()] if taken.is_dir() else []
    name = folder_name(by, datetime.now(UTC), names)
    who = Who(by, level, " ".join(said)[:4000] or None)
    files = changes(plan, work, who, name, measured.environment, measured.ended)
    with opened(place) as store:
        for text in store.found:
            click.echo(text, err=True)
        store.write(files)
    return name


def _tell(place: Path, reference: Reference, name: str, clones: dict[str, Path], form: str) -> None:
    """What became of each claim, and what the gate says of the reproduction."""
    from dataclasses import replace

    from mkdocs_dossiers.audit.difference import difference, reproduction_side, version_side
    from mkdocs_dossiers.check.gate import run_gate
    from mkdocs_dossiers.check.profile import Profile
    from mkdocs_dossiers.cli.output.report_text import render as problems
    from mkdocs_dossiers.cli.writing import to_stdout
    from mkdocs_dossiers.model.problem import Severity

    report = run_gate(place, only=[reference], clones=clones, profile=Profile.DRAFT)
    dossier = report.dossier(reference)
    again = next(entry for entry in dossier.reproductions if entry.name == name)
    found = difference(version_side(report, dossier), reproduction_side(report, dossier, again))
    path = again.evidence.path
    to_stdout(_json(path, found) if form == "json" else _text(found), machine=form == "json")
    own = [
        problem
        for problem in report.problems
        if problem.scope.dossier == str(again.evidence.reference)
        or (problem.scope.kind == "reproduction" and problem.scope.name == name)
    ]
    mine = replace(report, problems=tuple(each for each in own if each.severity is not Severity.INFO))
    if mine.problems:
        click.echo(problems(mine, strict=False), err=True)
    click.echo(f"Written to {path}. Keep it with: git add -f -- {path} && git commit", err=True)
    if not mine.ok():
        raise click.exceptions.Exit(1)


def _json(path: str, found: dict[str, Any]) -> str:
    import json

    whole = {"schema": 1, "reproduction": path, **found}
    return json.dumps(whole, indent=2, ensure_ascii=False, allow_nan=False)


def _text(found: dict[str, Any]) -> str:
    from collections import Counter

    from mkdocs_dossiers.cli.output.difference_text import render

    words = Counter(claim["after"]["verdict"] for claim in found["claims"] if claim["after"])
    missing = sum(claim["after"] is None for claim in found["claims"])
    said = [f"{count:,} {word}" for word, count in words.items()]
    said += [f"{missing:,} not measured again"] if missing else []
    return f"{render({'dossiers': [found], 'added': [], 'gone': []})}\n\nClaims: {', '.join(said)}."
