"""Values no machine has. They were typed in, or read wrongly."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from mkdocs_dossiers.environment.comparison import entry_of
from mkdocs_dossiers.environment.fields import FIELDS, material_fields
from mkdocs_dossiers.environment.values import number, text, texts, value

EVERY_MACHINE = ("cpu.model", "cpu.cores", "memory.size", "kernel.major", "system.os_major")
"""Material fields that no machine is without."""

_RANGES: Mapping[str, tuple[float, float]] = {
    "cpu.sockets": (1, 1024),
    "cpu.cores": (1, 65_536),
    "cpu.threads": (1, 65_536),
    "cpu.nominal_clock": (10, 20_000),
    "cpu.max_clock": (10, 20_000),
    "cpu.current_clock": (10, 20_000),
    "memory.total": (1 << 20, 1 << 60),
    "memory.size": (0.1, 1 << 30),
    "memory.swappiness": (0, 200),
    "memory.swapped_in": (0, 1e18),
    "memory.swapped_out": (0, 1e18),
    "power.throttle_events": (0, 1e18),
    "gpu.count": (1, 1024),
    "clock.resolution": (1e-3, 1e9),
    "load.average_1m": (0, 1e6),
    "load.average_5m": (0, 1e6),
    "load.average_15m": (0, 1e6),
    "load.runnable": (0, 1e7),
    "load.cpu_busy": (0, 1e15),
    "load.cpu_steal": (0, 1e15),
    "limits.cpus": (1e-3, 65_536),
    "limits.memory": (1 << 12, 1 << 60),
    "limits.throttled_periods": (0, 1e18),
    "limits.nice": (-20, 19),
}
"""Least and greatest value, each in the field's unit; far beyond what is built, so that nothing real is refused."""

_ABOVE_ZERO = (
    "gpu.memory",
    "gpu.max_clock",
    "gpu.max_memory_clock",
    "gpu.power_limit",
)
"""Lists of amounts, one for each GPU."""

_WORDS: Mapping[str, tuple[str, ...]] = {
    "cpu.smt": ("on", "off", "forceoff", "notsupported", "notimplemented"),
    "frequency.turbo": ("on", "off"),
    "frequency.governor": (
        "performance",
        "powersave",
        "ondemand",
        "conservative",
        "userspace",
        "schedutil",
        "interactive",
    ),
}
"""The kernel's own words."""

_FORMS: Mapping[str, tuple[re.Pattern[str], str]] = {
    "kernel.release": (re.compile(r"\d+\.\d+.*"), "a release such as 6.1.0-28-amd64"),
    "kernel.major": (re.compile(r"\S.* \d+\.\d+"), "a name and two numbers such as Linux 6.1"),
    "system.os_major": (re.compile(r"\S.* (?:\S*\d\S*|rolling)"), "a name and a release such as Debian 12"),
    "runtime.major": (re.compile(r"\S+ \d+\.\d+.*"), "a name and a release such as CPython 3.11"),
}


def implausible(document: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Fields by reference, each with a sentence about what cannot be."""
    for reference, (least, most) in _RANGES.items():
        found = number(document, reference)
        if found is not None and not least <= found <= most:
            yield reference, f"{reference} is {found:g}; it is between {least:g} and {most:g} on any machine."
    for reference in _ABOVE_ZERO:
        for amount in texts(document, reference) or ():
            if _is_number(amount) and float(amount) <= 0:
                yield reference, f"{reference} is {amount}; it is more than 0 on any machine."
    for reference, words in _WORDS.items():
        for word in _spread(text(document, reference)):
            if word not in words:
                yield reference, f"{reference} is {word[:60]!r}; the kernel says {', '.join(words)}."
    for reference, (form, described) in _FORMS.items():
        written = text(document, reference)
        if written is not None and not form.fullmatch(written):
            yield reference, f"{reference} is {written[:60]!r}, not {described}."


def nameless(document: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What makes a document describe no machine: nothing that changes results is known, or what every machine
    has is called not applicable.
    """
    if not any(value(document, field.reference) is not None for field in material_fields()):
        yield "", "Nothing that changes results is known of this machine."
        return
    for field in FIELDS:
        if field.reference in EVERY_MACHINE and (entry_of(document, field).get("status") == "not_applicable"):
            yield field.reference, f"{field.reference} is not applicable, but every machine has one."


def _spread(written: str | None) -> list[str]:
    """The values in ``a (CPUs 0-3), b (CPUs 4-7)``; one value is written alone."""
    if not written:
        return []
    parts = re.findall(r"([^,()]+?) \(CPUs [0-9,-]+\)", written)
    return [part.strip() for part in parts] if parts else [written]


def _is_number(written: str) -> bool:
    return re.fullmatch(r"[+-]?[0-9]{1,15}(?:\.[0-9]{1,9})?", written) is not None
