"""One scheduler with two workers for all tests that only use it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.cluster.running import Running, scheduler


@pytest.fixture(scope="session")
def two_workers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with scheduler(tmp_path_factory.mktemp("cluster"), workers=2) as running:
        yield running
