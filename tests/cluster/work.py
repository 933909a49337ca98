"""Work that is done by the workers of the tests: they import it from here."""

from __future__ import annotations

import os
import time

from mkdocs_dossiers.measure.job import Examined, Job, examine


def slowly(job: Job) -> tuple[int, Examined]:
    """Some work; who did it, and what was found."""
    time.sleep(0.3)
    return os.getpid(), examine(job)


def at_home(job: Job) -> tuple[int, str]:
    """Where the job's files are."""
    return os.getpid(), str(job.folder)


def deadly(job: Job) -> None:
    """What no worker survives."""
    os._exit(3)
