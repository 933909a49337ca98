"""Work that is done by the workers of the tests: they import it from here."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence

from mkdocs_dossiers.measure.job import Examined, Job, examine


def slowly(jobs: Sequence[Job]) -> list[tuple[int, Examined]]:
    """Some work; who did it, and what was found."""
    time.sleep(0.3)
    return [(os.getpid(), examine(job)) for job in jobs]


def at_home(jobs: Sequence[Job]) -> list[tuple[int, str]]:
    """Where the jobs' files are."""
    return [(os.getpid(), str(job.folder)) for job in jobs]


def deadly(jobs: Sequence[Job]) -> list[str]:
    """What no worker survives, where the first version is among the jobs."""
    if any(job.dossier.startswith("demo@1.0") for job in jobs):
        os._exit(3)
    return [job.dossier for job in jobs]
