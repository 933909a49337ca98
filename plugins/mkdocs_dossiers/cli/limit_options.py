"""Options for what measuring may take of the machine; each is short for an environment variable."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any, TypeVar

import click

_F = TypeVar("_F", bound=Callable[..., Any])


def limit_options(command: _F) -> _F:
    """``--memory``, ``--seconds`` and ``--threads``; they hold for this process and those it starts."""
    for option in (_THREADS, _SECONDS, _MEMORY):
        command = option(command)
    return command


def _option(name: str, metavar: str, help_: str) -> Callable[[_F], _F]:
    variable = f"DOSSIER_{name.upper()}"

    def said(ctx: click.Context, param: click.Parameter, value: str | None) -> None:
        from mkdocs_dossiers.measure import limits

        if value is None:
            return
        try:
            getattr(limits, f"{name}_of")(value)
        except limits.LimitError as error:
            raise click.BadParameter(str(error), ctx, param) from None
        before = os.environ.get(variable)
        os.environ[variable] = value
        ctx.call_on_close(lambda: _restore(variable, before))

    return click.option(
        f"--{name}",
        metavar=metavar,
        envvar=variable,
        show_envvar=True,
        expose_value=False,
        callback=said,
        help=help_,
    )


def _restore(variable: str, before: str | None) -> None:
    if before is None:
        os.environ.pop(variable, None)
    else:
        os.environ[variable] = before


_MEMORY = _option(
    "memory",
    "SIZE",
    "The memory that reading one file may take, such as 8GB; beyond it, work goes on from disk. Default: 800MB.",
)
_SECONDS = _option(
    "seconds",
    "N",
    "The time that one statement may take. Default: 15, and one more for each 5 MB of the file.",
)
_THREADS = _option("threads", "N", "How many threads read one file. Default: one for each processor.")
