"""Options of the acknowledgement benchmark, and what its JSON says about the machine."""

from __future__ import annotations

from typing import Any

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options that size a benchmark."""
    group = parser.getgroup("order gateway")
    group.addoption("--ack-rounds", type=int, default=3000, help="orders measured (default 3000)")
    group.addoption("--ack-warmup-rounds", type=int, default=200, help="orders before those (default 200)")
    group.addoption("--ack-seed", type=int, default=1, help="seed of the order flow (default 1)")


def pytest_benchmark_update_machine_info(machine_info: dict[str, Any]) -> None:
    """Leave the machine's name out of the results, which are published."""
    machine_info.pop("node", None)
