"""Measures: runs a command, and stores what it wrote with the commit, the machine and the load it was written under."""

from __future__ import annotations

import contextlib
import math
import shlex
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath
from typing import IO, Any

from mkdocs_dossiers.author import dataset
from mkdocs_dossiers.author.checkout import State, as_data, listed, state_of
from mkdocs_dossiers.author.draft import Draft, checked_name, draft_of, free_of
from mkdocs_dossiers.author.environments import Chosen, choose, forgotten
from mkdocs_dossiers.author.outputs import Output, found_output, mark_of, named_output, seen_in
from mkdocs_dossiers.author.recipe import with_commit
from mkdocs_dossiers.author.refusal import Refusal
from mkdocs_dossiers.author.run import Ran, run_command
from mkdocs_dossiers.author.secrets import refuse_in_command, refuse_in_file
from mkdocs_dossiers.author.store import Opened, opened
from mkdocs_dossiers.check.ahead import is_ahead
from mkdocs_dossiers.model.dossier import Checkout, Columns
from mkdocs_dossiers.model.reference import Reference
from mkdocs_dossiers.read.build import declared_columns
from mkdocs_dossiers.read.history import History
from mkdocs_dossiers.read.tree import FOLDER

STDOUT = "-"
"""The output of a tool that prints its results."""
_LONGEST = 4000
"""Characters of a command, as in the schema."""


@dataclass(frozen=True, slots=True)
class Request:
    """What to measure, and how to describe it. ``output`` is None where it is looked for, "-" for what is printed."""

    root: Path
    reference: Reference
    name: str
    command: tuple[str, ...]
    folder: Path
    output: str | None = None
    environment: str | None = None
    columns: Columns | None = None
    format: str | None = None
    shown: str | None = None
    """The command as it is to be published, where it is not as it was typed."""
    extra: dict[str, str] = field(default_factory=dict)
    """Other keys of the entry: tool, load, note."""
    replace: bool = False
    dirty: bool = False
    subject: bool = False
    """Whether the commit that is checked out becomes the dossier's."""

    @property
    def typed(self) -> str:
        """The command line, as it will be published."""
        return self.shown or shlex.join(self.command)


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run is going to be, after everything that can be checked beforehand."""

    request: Request
    draft: Draft
    state: State
    found: tuple[str, ...] = ()
    """What an interrupted run had left."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """What was measured and written. ``remarks`` are what a reader should know of how the run went."""

    written: dataset.Written
    ran: Ran
    output: Output
    environment: Chosen
    remarks: tuple[str, ...]
    found: tuple[str, ...]


def planned(request: Request) -> Plan:
    """Look at everything that can be wrong before anything is run. Raises :class:`Refusal`."""
    with opened(request.root) as store:
        draft = draft_of(request.root, request.reference, store)
        checked_name(request.name, "a dataset")
        if request.environment is not None:
            checked_name(request.environment, "an environment")
        free_of(draft, request.name, request.replace)
        for path in (draft.path, f"{draft.dossier.path}/data/new", f"{draft.dossier.path}/environments/new"):
            store.writable(path)
        _check_command(request)
        if request.output is None and is_ahead(draft.dossier, request.name):
            request = replace(request, output=_planned_output(request, draft))
        state = _state(request, draft)
        request = _completed(request, draft, state)
        _check_commit(request, draft, state)
        if state.checkout.dirty and not request.dirty:
            raise Refusal(
                f"Not committed in {state.top}: {listed(state.checkout.dirty)}. Nobody else could measure that.",
                "Commit first, then measure; or measure in a clean clone. An earlier output may lie about where "
                "--output names it. --dirty records it all the same, with the list, and the gate refuses it.",
            )
        _try_to_write(request, draft, state)
        return Plan(request, draft, state, store.found)


def _check_command(request: Request) -> None:
    if len(request.typed) > _LONGEST:
        raise Refusal(
            f"The command line has {len(request.typed):,} characters; a dossier takes {_LONGEST:,}.",
            "Put it into a script of the measured commit, and run that.",
        )
    refuse_in_command(request.typed, chosen=request.shown is not None)


def _state(request: Request, draft: Draft) -> State:
    known = {entry.sha256 for entry in draft.dossier.datasets.values()}
    return state_of(request.folder, request.root / FOLDER, known, _output(request))


def _output(request: Request) -> Path | None:
    """The file the author said the command writes."""
    return request.folder / request.output if request.output not in (None, STDOUT) else None


def _measured(request: Request, draft: Draft) -> list[str]:
    """The other datasets of the dossier that have evidence."""
    return [
        name
        for name in draft.dossier.document.section("data")
        if name != request.name and not is_ahead(draft.dossier, name)
    ]


def _completed(request: Request, draft: Draft, state: State) -> Request:
    """The request with what the draft says: the columns of a dataset that is planned, and the commit.

    A dossier without any evidence follows the checkout as long as only dossiers were committed since its commit.
    """
    if request.columns is None and is_ahead(draft.dossier, request.name):
        request = replace(request, columns=declared_columns(draft.dossier.document, request.name))
    subject, head = draft.dossier.document.find("subject", "commit"), state.checkout.commit
    if request.subject or subject == head or _measured(request, draft):
        return request
    if request.name in draft.dossier.datasets:
        return request
    changed = History(state.top).changes(subject, head) if isinstance(subject, str) else ()
    only = changed is not None and all(each.path.startswith(f"{FOLDER}/") for each in changed)
    return replace(request, subject=only)


def _planned_output(request: Request, draft: Draft) -> str | None:
    """The argument of the command that names a file as the plan does."""
    file = draft.dossier.document.find("data", request.name, "file")
    if not isinstance(file, str):
        return None
    paths = (argument.rpartition("=")[2] for argument in request.command)
    return next((path for path in paths if PurePath(path).name == PurePath(file).name), None)


def _check_commit(request: Request, draft: Draft, state: State) -> None:
    """The commit that is checked out has to be the dossier's, or to become it."""
    head = state.checkout.commit
    subject = draft.dossier.document.find("subject", "commit")
    place = draft.dossier.document.at("subject", "commit")
    if subject == head:
        return
    others = _measured(request, draft)
    if request.subject and not others:
        return
    if request.subject:
        raise Refusal(
            f"{draft.path}:{place.line}: the datasets {listed(others)} were measured at {str(subject)[:12]}, and "
            f"{head[:12]} is checked out.",
            "Measure all of a dossier at one commit.",
        )
    how = (
        f"git worktree add --detach FOLDER {subject}"
        if isinstance(subject, str) and len(subject) == 40
        else ""
    )
    raise Refusal(
        f"{draft.path}:{place.line}: the dossier is about commit {str(subject)[:12]}, and {head[:12]} is checked out "
        f"in {state.top}.",
        (f"Check it out elsewhere, {how}, and measure there: --cwd FOLDER. " if how else "")
        + ("" if others else "Or make the one here the dossier's: --set-commit."),
    )


def record(plan: Plan, show: Callable[[bytes], None] | None = None) -> Recorded:
    """Run the command and write the dataset. Raises :class:`Refusal`; then the dossier is as it was.

    ``show`` gets what the command writes, while it writes; by default it goes to our standard error.
    """
    from mkdocs_dossiers.environment.document import capture
    from mkdocs_dossiers.environment.run.record import around

    request = plan.request
    captured = capture(request.folder, salt=request.reference.project)
    with _printed(request) as stdout:
        file = _output(request)
        mark = mark_of(file) if file is not None else None
        before = seen_in(request.folder) if request.output is None else {}
        if before is None:
            raise Refusal(
                f"There are too many files in {request.folder} to see which the command writes.",
                "Say it: --output FILE.",
            )
        with around() as moments:
            ran = run_command(request.command, request.folder, show=show, stdout=stdout)
        try:
            _check_end(ran)
            if stdout is not None:
                output = _printed_output(stdout, request)
            elif file is not None:
                output = named_output(file, str(request.output), mark, request.columns, request.format)
            else:
                output = found_output(request.folder, before, request.columns, request.format)
            refuse_in_file(output.file, request.output or output.file.name)
            after = _after(plan, output)
            with opened(request.root) as store:
                return _written(plan, store, ran, output, after, captured, moments.record)
        except Refusal as refusal:
            if stdout is not None and ran.fine and stdout.tell():
                refusal.fix += f" What the command printed is kept in {_kept(stdout)}."
            raise


def _check_end(ran: Ran) -> None:
    if ran.fine:
        return
    refusal = Refusal(
        f"The command did not end well: {ran.ending}, after {ran.seconds:.1f} s.",
        "Nothing was recorded. See what it printed, mend it, and measure again.",
    )
    if ran.interrupted is not None:
        refusal.code = 128 + ran.interrupted  # as shells have it
        refusal.fix = "Nothing was recorded. Run it again."
    raise refusal


def _after(plan: Plan, output: Output) -> Checkout:
    """The checkout after the run. The file that becomes the dataset is not listed, wherever the tool left it."""
    request = plan.request
    known = {output.raw.sha256, *(entry.sha256 for entry in plan.draft.dossier.datasets.values())}
    after = state_of(request.folder, request.root / FOLDER, known, output.file).checkout
    before = plan.state.checkout
    if (after.commit, after.tree) != (before.commit, before.tree):
        raise Refusal(
            f"The commit changed while the command ran: {before.commit[:12]} before, {after.commit[:12]} after.",
            "Leave the checkout alone while it is measured; measure again.",
        )
    fresh = set(after.dirty) - set(before.dirty)
    if fresh and not request.dirty:
        raise Refusal(
            f"The command left files in the checkout that are not committed: {listed(fresh)}.",
            "Let git ignore them in the measured commit, remove them as part of the command, or measure in a folder of "
            "its own. --dirty records it all the same, with the list, and the gate refuses it.",
        )
    return after


def _written(
    plan: Plan,
    store: Opened,
    ran: Ran,
    output: Output,
    after: Checkout,
    captured: dict[str, Any],
    run: dict[str, Any],
) -> Recorded:
    """Look at the dossier once more, which may have changed meanwhile, and write."""
    from mkdocs_dossiers.environment.run.remarks import remarks

    request = plan.request
    draft = draft_of(request.root, request.reference, store)
    free_of(draft, request.name, request.replace)
    _check_commit(request, draft, plan.state)
    dataset.refuse_twice(draft, request.name, output)
    chosen = choose(draft, store, captured, request.name, run, request.environment)
    tool = request.extra.get("tool") or output.raw.facts.get("tool", "")[:120].strip()
    entry = _entry(
        request,
        draft,
        sha256=output.raw.sha256,
        measured=ran.ended.strftime("%Y-%m-%dT%H:%M:%SZ"),
        environment=chosen.name,
        tool=tool if tool.isprintable() else "",
        before=plan.state.checkout,
        after=after,
    )
    if request.subject:
        draft = _with_subject(draft, plan.state.checkout)
    written = dataset.write(
        draft,
        store,
        request.name,
        entry,
        output,
        others=[chosen.change, *forgotten(draft, store, request.name, chosen.name)],
        replace=request.replace,
        minutes=math.ceil(ran.seconds / 60),
        printed=request.output == STDOUT,
    )
    told = tuple(says for _, says in remarks(run))
    if request.subject:
        told = (
            f"The dossier is about commit {plan.state.checkout.commit[:12]} now, which was measured.",
            *told,
        )
    return Recorded(written, ran, output, chosen, told, (*plan.found, *store.found))


def _entry(
    request: Request,
    draft: Draft,
    *,
    sha256: str,
    measured: str,
    environment: str,
    tool: str,
    before: Checkout,
    after: Checkout,
) -> dict[str, Any]:
    """The dataset's entry, but for its file, in the order people read it. Columns that stand in the plan stay there."""
    as_planned = request.columns == declared_columns(draft.dossier.document, request.name)
    return {
        "sha256": sha256,
        "measured": measured,
        "environment": environment,
        **({"tool": tool} if tool else {}),
        **({"load": request.extra["load"]} if "load" in request.extra else {}),
        "command": request.typed,
        **({"note": request.extra["note"]} if "note" in request.extra else {}),
        **({"format": request.format} if request.format is not None else {}),
        **({} if as_planned else dataset.columns_entry(request.columns)),
        "source": {"before": as_data(before), "after": as_data(after)},
    }


def _try_to_write(request: Request, draft: Draft, state: State) -> None:
    """Refuse a document that could not take the entry, and texts that cannot stand in one, before measuring."""
    try:
        request.typed.encode()
    except UnicodeEncodeError:
        raise Refusal(
            "An argument of the command is not text in UTF-8.", "Rename the file it names."
        ) from None
    entry = _entry(
        request,
        draft,
        sha256="0" * 64,
        measured="2000-01-01T00:00:00Z",
        environment=request.environment or "bench-host",
        tool=request.extra.get("tool", ""),
        before=state.checkout,
        after=state.checkout,
    )
    if request.subject:
        draft = _with_subject(draft, state.checkout)
    dataset.tried(draft, request.name, entry, request.replace)


def _with_subject(draft: Draft, checkout: Checkout) -> Draft:
    """The draft with another commit in it; what it held is still what the store expects on the disk."""
    from mkdocs_dossiers.author.edit import update

    old = draft.dossier.document.find("subject", "commit")
    values = {"commit": checkout.commit, "tree": checkout.tree}
    edited = update(draft.text, draft.path, ("subject",), values)
    if isinstance(old, str) and len(old) == len(checkout.commit):
        edited = with_commit(edited, draft.path, old, checkout.commit)
    else:
        edited = with_commit(edited, draft.path, "git checkout COMMIT", f"git checkout {checkout.commit}")
    return draft.with_text(edited)


@contextlib.contextmanager
def _printed(request: Request) -> Iterator[IO[bytes] | None]:
    """A file for what the command prints, where that is its output. It is removed unless it was kept."""
    if request.output != STDOUT:
        yield None
        return
    with (
        tempfile.TemporaryDirectory(prefix="dossier-") as folder,
        (Path(folder) / "printed.txt").open("w+b") as stream,
    ):
        yield stream


def _printed_output(stdout: IO[bytes], request: Request) -> Output:
    from mkdocs_dossiers.author.outputs import looked_into

    stdout.flush()
    file = Path(stdout.name)
    with file.open("rb") as stream:
        start = stream.read(64).lstrip()
    if start[:1] in (b"{", b"["):
        file = file.rename(file.with_suffix(".json"))
    return Output(file, looked_into(file, "what the command printed", request.columns, request.format))


def _kept(stdout: IO[bytes]) -> Path:
    """Copy what was printed to where it is not removed."""
    import shutil

    stdout.flush()
    with tempfile.NamedTemporaryFile(prefix="dossier-printed-", suffix=".txt", delete=False) as kept:
        stdout.seek(0)
        shutil.copyfileobj(stdout, kept)
    return Path(kept.name)
