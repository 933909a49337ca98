"""Lists of CPU numbers as the kernel writes them (``0-3,8``), and values spread over CPUs."""

from __future__ import annotations

from collections.abc import Mapping


def parse(written: str) -> list[int]:
    """The numbers in a list such as ``0-3,8``."""
    numbers: list[int] = []
    for part in filter(None, written.replace("\n", "").split(",")):
        low, _, high = part.partition("-")
        numbers.extend(range(int(low), int(high or low) + 1))
    return numbers


def written(numbers: list[int]) -> str:
    """The same the other way."""
    ranges: list[list[int]] = []
    for number in sorted(set(numbers)):
        if ranges and ranges[-1][1] == number - 1:
            ranges[-1][1] = number
        else:
            ranges.append([number, number])
    return ",".join(f"{low}-{high}" if high > low else f"{low}" for low, high in ranges)


def spread(values: Mapping[int, str]) -> str:
    """One value if all CPUs share it, otherwise each with its CPUs: ``a (CPUs 0-3), b (CPUs 4-7)``."""
    groups: dict[str, list[int]] = {}
    for cpu, value in values.items():
        groups.setdefault(value, []).append(cpu)
    if len(groups) == 1:
        return next(iter(groups))
    return ", ".join(f"{value} (CPUs {written(cpus)})" for value, cpus in groups.items())
