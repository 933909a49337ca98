"""``dossier claim``: proposes claims from data."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from mkdocs_dossiers.cli.place import CannotRun, reference_of, root_option, short, workspace_root

if TYPE_CHECKING:
    from mkdocs_dossiers.author.propose import Proposed
    from mkdocs_dossiers.model.dossier import Dossier, Project


@click.command(
    epilog="Examples:\n\n\b\n  dossier claim my-project@1.0\n  dossier claim my-project@1.0 sorting --format yaml\n"
    "  dossier claim my-project@1.0 load/udp --to load/grpc\n"
    "  dossier claim my-project@1.0 sorting --write sorting-median"
)
@click.argument("ref", metavar="PROJECT@VERSION")
@click.argument("series", required=False, metavar="[DATASET/SERIES]")
@click.option("--to", metavar="DATASET/SERIES", help="Compare with this series: propose the ratio.")
@click.option(
    "--statistic",
    "statistics",
    multiple=True,
    metavar="NAME",
    help="median, mean, min, max, p95, p99.9, rate, share, count. May be given several times. Default: what is usual.",
)
@click.option(
    "--within", metavar="LIMIT", help='For share and count: which samples count, such as "<= 10 ms".'
)
@click.option("--at-least", "op", flag_value=">=", help="Propose lower limits, for what should be large.")
@click.option("--at-most", "op", flag_value="<=", help="Propose upper limits, for what should be small.")
@click.option(
    "--confidence",
    type=click.FloatRange(0.9, 0.9999),
    default=0.95,
    show_default=True,
    help="Of the intervals.",
)
@click.option(
    "--digits",
    type=click.IntRange(1, 6),
    default=2,
    show_default=True,
    help="Significant digits of the limits.",
)
@click.option("--write", "written", multiple=True, metavar="ID", help="Write this proposal into the dossier.")
@click.option(
    "--format", "form", type=click.Choice(["text", "yaml", "json"]), default="text", help="How to print it."
)
@root_option
def command(
    ref: str,
    series: str | None,
    to: str | None,
    statistics: tuple[str, ...],
    within: str | None,
    op: str | None,
    confidence: float,
    digits: int,
    written: tuple[str, ...],
    form: str,
    root: Path | None,
) -> None:
    """Propose claims from the data of a dossier, each with the tightest limit that the gate would find supported.

    A limit taken from the data after looking at them is no test of them: write limits down before you measure, or
    measure again. Each proposal says in its context where its limit is from.
    """
    import json

    from mkdocs_dossiers.author.propose import Asked, NothingToPropose, propose
    from mkdocs_dossiers.cli.output import proposals as output
    from mkdocs_dossiers.cli.progress import counting
    from mkdocs_dossiers.cli.writing import to_stdout
    from mkdocs_dossiers.model.printable import printable
    from mkdocs_dossiers.read.assertion import parse_assertion
    from mkdocs_dossiers.read.build import parse_series

    place = workspace_root(root)
    inner = parse_assertion(within) if within is not None else None
    if within is not None and inner is None:
        raise click.UsageError(f"--within {short(within)}: write a limit such as '<= 10 ms'.")
    if to is not None and series is None:
        raise click.UsageError("--to compares a series with another: name it first, as DATASET/SERIES.")
    for name in statistics:
        _check_statistic(name, inner is not None)
    project, dossier = _dossier(place, ref)
    asked = Asked(
        parse_series(series) if series is not None else None,
        parse_series(to) if to is not None else None,
        statistics,
        inner,
        op,
        confidence,
        digits,
    )
    try:
        with counting("Measuring", "statistics") as progress:
            found = propose(dossier, project.counts, asked, progress)
    except NothingToPropose as nothing:
        raise CannotRun(printable(f"{nothing} {nothing.fix}")) from None
    if written:
        click.echo(printable(_write(place, dossier, found, written)), err=True)
        return
    if form == "json":
        to_stdout(
            json.dumps(output.as_json(found), indent=2, ensure_ascii=False, allow_nan=False), machine=True
        )
    elif form == "yaml":
        to_stdout(output.as_yaml(found), machine=True)
    else:
        to_stdout(output.as_text(found, str(dossier.reference)), machine=False)
    if not found.proposals:
        raise click.exceptions.Exit(1)


def _check_statistic(name: str, within: bool) -> None:
    """Refuse what is no statistic, with the nearest that is one."""
    import difflib
    import re

    known = ("median", "mean", "min", "max", "cv", "rate", "share", "count")
    if name not in known and not re.fullmatch(r"p(?!0+(\.0+)?$)[0-9]{1,2}(\.[0-9]{1,6})?", name):
        near = difflib.get_close_matches(name[:40], known, 1)
        raise click.UsageError(
            f"--statistic {short(name)} is not known: {', '.join(known)}, or a percentile such as p99.9."
            + (f" Did you mean {near[0]}?" if near else "")
        )
    if name == "share" and not within:
        raise click.UsageError("--statistic share needs --within: the share of which samples?")


def _dossier(root: Path, text: str) -> tuple[Project, Dossier]:
    """The dossier an argument names. Raises a click exception."""
    from mkdocs_dossiers.model.printable import printable
    from mkdocs_dossiers.read.tree import read_workspace

    reference = reference_of(text, root)
    if reference.version is None or reference.claim is not None:
        raise click.UsageError(f"{short(text)} does not name a dossier: write PROJECT@VERSION.")
    workspace, problems = read_workspace(root, only=[reference.project])
    for project in workspace.projects:
        for dossier in project.dossiers:
            if dossier.version == reference.version:
                return project, dossier
    for problem in problems:
        if problem.path.startswith(f"dossiers/{reference.project}/{reference.version}/"):
            raise CannotRun(printable(f"{problem.path}:{problem.line}: {problem.message} {problem.fix}"))
    there = ", ".join(dossier.version for project in workspace.projects for dossier in project.dossiers[-5:])
    known = f" There are {there}." if there else ""
    raise CannotRun(f"There is no dossier {reference}.{known} Begin it: dossier new {reference}")


def _write(root: Path, dossier: Dossier, found: Proposed, names: tuple[str, ...]) -> str:
    """Write proposals into the document; what was written, in words. Raises a click exception."""
    from mkdocs_dossiers.author.adopt import NotAdopted, adopt
    from mkdocs_dossiers.author.store import StoreError
    from mkdocs_dossiers.model.printable import printable
    from mkdocs_dossiers.model.problem import Refused

    try:
        return adopt(root, dossier, found, names)
    except (NotAdopted, StoreError) as error:
        raise CannotRun(printable(f"{error} {error.fix}")) from None
    except Refused as refused:
        problem = refused.problem
        raise CannotRun(
            printable(f"{problem.path}:{problem.line}: {problem.message} {problem.fix}")
        ) from None
