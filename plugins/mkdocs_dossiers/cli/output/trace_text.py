"""A claim's chain as a tree for people."""

from __future__ import annotations

import textwrap
from typing import Any

import click

from mkdocs_dossiers.model.digits import interval, number, with_unit
from mkdocs_dossiers.model.printable import printable


def render(chain: dict[str, Any]) -> str:
    """From the sentence down to bytes, machine and commit, then the SQL."""
    value = "not computable"
    if chain["value"] is not None:
        low, high = interval(chain["low"], chain["high"], chain["value"])
        value = with_unit(number(chain["value"], chain["low"], chain["high"]), chain["unit"])
        value += f" [{low}, {high}]" if chain["low"] is not None or chain["high"] is not None else ""
    lines = [
        click.style(chain["claim"], bold=True),
        *textwrap.wrap(printable(chain["says"]), 96, initial_indent="  ", subsequent_indent="  "),
        f"├─ verdict      {chain['verdict']}: {printable(chain['reason'])}",
        f"├─ claimed      {chain['statistic']} of {printable(chain['metric'])} {printable(chain['holds'])}",
        f"├─ recomputed   {value}, n = {chain['n']:,}",
        *_wrapped("├─ how          ", chain["method"]),
        *(_wrapped("│               ", chain["source"]) if chain["source"] else []),
        f"├─ series       {printable(' to '.join(chain['series']))}",
        *(line for text in chain["notes"] for line in _wrapped("├─ note         ", text)),
        *(line for text in chain["advice"] for line in _wrapped("├─ advice       ", text)),
    ]
    for dataset in chain["datasets"]:
        environment = dataset["environment"]
        lines += [
            f"├─ dataset      {dataset['name']}",
            f"│  ├─ file         {dataset['file']} ({dataset['size']:,} bytes, {dataset['format']})",
            f"│  ├─ sha256       {dataset['sha256']} (computed now, as declared)",
            *_indented("│  ├─ command      ", "│  │               ", dataset["command"]),
            f"│  ├─ environment  {environment['file']}",
            f"│  │               {printable(environment['summary'])}",
            f"│  │               fingerprint {environment['fingerprint'][:16]}",
            *_wrapped(
                "│  └─ also under   ", _others(chain["claim"], dataset["claims"]), "│                  "
            ),
        ]
    commit = chain["commit"]
    said = (
        f"“{printable(commit['subject'])}”, {commit['date']}"
        if commit["verified"]
        else "commit not verified here"
    )
    lines += [
        f"├─ commit       {commit['id']} of {printable(str(commit['repository']))}",
        f"│               {said}"
        + (f", part of {printable(commit['reached_from'])}" if commit["reached_from"] else ""),
        *_steps(chain),
        "└─ SQL          run this from the repository root in DuckDB 2:",
        "",
        printable(chain["sql"], keep="\n").rstrip(),
    ]
    return "\n".join(lines)


def _others(claim: str, claims: list[str]) -> str:
    """The other claims that rest on the same file."""
    names = [name.partition("/")[2] for name in claims if name != claim]
    return ", ".join(names) or "no other claim"


def _steps(chain: dict[str, Any]) -> list[str]:
    """The steps of the recipe that lead to this claim's files, and those that lead to no file."""
    files = {dataset["file"].rpartition("/data/")[2] for dataset in chain["datasets"]}
    lines: list[str] = []
    for step in chain["reproduce"]["steps"]:
        gives = step["gives"]
        if gives is None or gives.removeprefix("data/") in files:
            first = "├─ reproduce    " if not lines else "│               "
            lines += _wrapped(first, printable(step["does"]), "│               ")
            lines += _indented("│                 $ ", "│                   ", step["run"])
    return lines


def _wrapped(first: str, text: str, rest: str = "│               ") -> list[str]:
    lines = textwrap.wrap(printable(text), 96) or [""]
    return [first + lines[0], *(rest + line for line in lines[1:])]


def _indented(first: str, rest: str, text: str) -> list[str]:
    lines = [printable(line) for line in text.splitlines()] or [""]
    return [first + lines[0], *(rest + line for line in lines[1:])]
