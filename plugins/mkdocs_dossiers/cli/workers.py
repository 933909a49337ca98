"""Who does the work: this machine, or the cluster that ``--scheduler`` names."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager

import click

from mkdocs_dossiers.cli.place import CannotRun
from mkdocs_dossiers.model.printable import printable

scheduler_option = click.option(
    "--scheduler",
    metavar="ADDRESS",
    help="Measure on the workers of a Dask cluster, such as tcp://host:8786, instead of on this machine. Needs "
    "mkdocs-dossiers[dask]. What the workers answer is believed.",
)


@contextmanager
def workers(address: str | None) -> Iterator[Executor | None]:
    """The workers of a scheduler; None, for this machine, where none is named."""
    if address is None:
        yield None
        return
    from mkdocs_dossiers.cluster.executor import cluster
    from mkdocs_dossiers.cluster.trouble import ClusterError

    try:
        with cluster(address) as executor:
            yield executor
    except ClusterError as error:
        raise CannotRun(printable(str(error))) from None
