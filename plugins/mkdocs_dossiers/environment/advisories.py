"""What about a machine a reader should keep in mind: it is no mistake, but it moves numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from mkdocs_dossiers.environment.run.remarks import remarks, runs_of
from mkdocs_dossiers.environment.values import number, table, text, texts, value

BUSY, SHARED, SETTINGS = "busy", "shared", "settings"

_BURSTABLE = re.compile(r"t[2-9][a-z]*\..+|Standard_B\d.*|e2-(?:micro|small|medium)|[fg]1-(?:micro|small)")
_STOLEN = 0.01
"""Share of processor time that may go to other guests unsaid."""


@dataclass(frozen=True, slots=True)
class Advisory:
    """One sentence about a field. ``topic`` is "busy", "shared" or "settings"."""

    topic: str
    reference: str
    says: str
    run: str = ""
    """The dataset of whose run it is; the reference is then the name of what was watched."""


def advisories(document: Mapping[str, Any]) -> tuple[Advisory, ...]:
    """Everything to keep in mind about a machine, by topic, and about the runs it made."""
    return (*_of_fields(document), *_of_runs(document))


def _of_runs(document: Mapping[str, Any]) -> Iterator[Advisory]:
    for dataset, record in runs_of(document).items():
        for name, says in remarks(record, f"while {dataset[:64]} was measured"):
            yield Advisory(BUSY, name, says, dataset)


def _of_fields(document: Mapping[str, Any]) -> tuple[Advisory, ...]:
    return tuple(
        Advisory(topic, reference, says)
        for topic, found in (
            (BUSY, _busy(document)),
            (SHARED, _shared(document)),
            (SETTINGS, _settings(document)),
        )
        for reference, says in found
    )


def _busy(document: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    load, cores = number(document, "load.average_1m"), number(document, "cpu.cores")
    if load is not None and cores is not None and load > cores >= 1:
        yield (
            "load.average_1m",
            (
                f"The load was {load:g} on {cores:g} {'core' if cores == 1 else 'cores'} when it was captured: if that "
                "was other work, latencies are longer and rates lower than on an idle machine."
            ),
        )
    if value(document, "memory.swap") is not None and (number(document, "memory.swapped_out") or 0) > 0:
        yield (
            "memory.swapped_out",
            (
                "Memory has been swapped out since boot: a program whose pages were on disk takes thousands of times "
                "longer to reach them."
            ),
        )
    if (events := number(document, "power.throttle_events") or 0) > 0:
        yield (
            "power.throttle_events",
            (
                f"The processor has slowed itself down for heat {events:,.0f} times since boot: long runs may end "
                "slower than they began."
            ),
        )
    if (periods := number(document, "limits.throttled_periods") or 0) > 0:
        yield (
            "limits.throttled_periods",
            (
                f"The control group was stopped by its CPU limit in {periods:,.0f} periods: each stop is a pause of up "
                "to a tenth of a second in somebody's latency."
            ),
        )
    stolen, used = number(document, "load.cpu_steal") or 0, number(document, "load.cpu_busy") or 0
    if used >= 0 and stolen > _STOLEN * (stolen + used) > 0:
        yield (
            "load.cpu_steal",
            (
                f"The hypervisor gave {100 * stolen / (stolen + used):.0f} % of this guest's processor time to others: "
                "its numbers depend on what those did."
            ),
        )


def _shared(document: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    hypervisor, container = (
        text(document, "virtualisation.hypervisor"),
        text(document, "virtualisation.container"),
    )
    if hypervisor is not None and hypervisor != "bare metal":
        yield (
            "virtualisation.hypervisor",
            (
                f"This is a virtual machine ({hypervisor}): other guests of its host may have slowed it down, and "
                "nothing in here can show that."
            ),
        )
    if container is not None:
        yield (
            "virtualisation.container",
            (
                f"This is a container ({container}): its file system, network and limits may be slower than those of "
                "the machine itself."
            ),
        )
    if (limit := number(document, "limits.cpus")) is not None:
        yield (
            "limits.cpus",
            (
                f"The CPU time is limited to {limit:g} CPUs: more threads than that wait for the next period, which "
                "lengthens the slowest requests most."
            ),
        )
    kind = text(document, "virtualisation.instance_type")
    if kind is not None and _BURSTABLE.fullmatch(kind):
        yield (
            "virtualisation.instance_type",
            f"An instance of type {kind} is fast only while it has credit: a longer run may be slower.",
        )


def _settings(document: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    governor = text(document, "frequency.governor")
    if governor is not None and governor != "performance":
        yield (
            "frequency.governor",
            (
                f"The governor is {governor}, not performance: the clock follows the load, so short runs and light "
                "loads look slower than they are."
            ),
        )
    hint = text(document, "frequency.energy_preference")
    if hint is not None and hint not in ("performance", "default", "0"):
        yield (
            "frequency.energy_preference",
            f"The energy preference is {hint}: the processor saves power where it can, and wakes up later for it.",
        )
    lowest, highest = (text(document, f"frequency.{name}") for name in ("lowest", "highest"))
    if lowest is not None and highest is not None and lowest != highest and governor != "performance":
        yield (
            "frequency.lowest",
            f"The clock may be anything from {lowest} to {highest} MHz: two runs need not have had the same.",
        )
    if text(document, "frequency.turbo") == "on":
        yield (
            "frequency.turbo",
            "Turbo is on: the clock depends on heat and on how many cores work, so one busy core is faster than many.",
        )
    if text(document, "cpu.smt") == "on":
        yield (
            "cpu.smt",
            "SMT is on: two threads may share a core, and then each is much slower than alone.",
        )
    command_line = (text(document, "kernel.command_line") or "").split()
    if "mitigations=off" in command_line:
        yield (
            "kernel.command_line",
            (
                "The kernel runs without protection against processor vulnerabilities (mitigations=off): system calls "
                "are faster than on machines that have it."
            ),
        )
    bare = sorted(
        name
        for name, state in table(document, "cpu.mitigations").items()
        if re.fullmatch(r"Vulnerable(?:;.*)?", state)
    )
    if bare and "mitigations=off" not in command_line:
        yield (
            "cpu.mitigations",
            (
                f"There is no protection against {', '.join(bare[:5])}{' and others' if len(bare) > 5 else ''}: a "
                "machine that has it may be slower."
            ),
        )
    if value(document, "power.mains") is False:
        yield (
            "power.mains",
            "It ran on battery: laptops then lower their clocks, by how much depends on the charge.",
        )
    profile = text(document, "power.profile")
    if profile in ("low-power", "quiet", "cool", "balanced"):
        yield (
            "power.profile",
            f"The platform profile is {profile}: the firmware trades speed for power, noise or heat.",
        )
    preloaded = texts(document, "runtime.preload")
    if preloaded:
        yield (
            "runtime.preload",
            (
                f"Libraries were preloaded ({', '.join(preloaded[:5])}): allocation and other calls are not those of a "
                "plain system."
            ),
        )
