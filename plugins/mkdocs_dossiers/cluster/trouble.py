"""What keeps a cluster from doing the work."""

from __future__ import annotations


class ClusterError(Exception):
    """The cluster cannot be used; the message says which, why, and what to do."""


class NotHere(Exception):  # noqa: N818 - said of files
    """A worker does not see a dossier's raw files as they are where the gate runs."""


class Otherwise(Exception):  # noqa: N818 - said of a worker
    """A worker's software is not the one that sent the work; the message says what it has."""
