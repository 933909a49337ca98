"""The catalogue of what is watched during a run; the same text explains it in the schema and on the page."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Literal

Kind = Literal["counter", "gauge", "setting"]
"""``counter``: only its growth counts. ``gauge``: a number before and after. ``setting``: a text before and after."""


@dataclass(frozen=True)
class Observed:
    """One thing that is read right before and right after a run."""

    name: str
    title: str
    description: str
    kind: Kind
    example: tuple[float | str, float | str]
    """What was read before and after; of a counter, only the difference is recorded."""
    unit: str | None = None


_counter = partial(Observed, kind="counter")
_gauge = partial(Observed, kind="gauge")
_setting = partial(Observed, kind="setting")

OBSERVED: tuple[Observed, ...] = (
    _counter("cpu_time", "CPU time in use", "Of all CPUs, by every process and the kernel.",
             example=(100.0, 112.4), unit="s"),
    _counter("own_cpu_time", "CPU time of the run", "Of the command that measured and of the processes it "
             "waited for, and of the recording program.", example=(0.5, 12.5), unit="s"),
    _counter("other_cpu_time", "CPU time of others", "The rest: of every other process and the kernel, among them "
             "a server that was running before the command began.", example=(0.0, 0.4), unit="s"),
    _counter("steal", "CPU time stolen", "Given to other guests by the hypervisor.", example=(3.0, 3.0), unit="s"),
    _counter("cpu_pressure", "Time waiting for CPU", "In which some task waited for a CPU, the measured ones "
             "among them.", example=(1.0, 1.25), unit="s"),
    _counter("memory_pressure", "Time waiting for memory", "In which some task waited for memory.",
             example=(0.0, 0.0), unit="s"),
    _counter("io_pressure", "Time waiting for I/O", "In which some task waited for I/O.",
             example=(2.0, 2.05), unit="s"),
    _counter("swapped_in", "Pages swapped in", "Read back from swap.", example=(12, 12), unit="pages"),
    _counter("swapped_out", "Pages swapped out", "Written to swap.", example=(34, 34), unit="pages"),
    _counter("major_faults", "Major page faults", "Pages that had to be read from a disk.",
             example=(120, 123), unit="pages"),
    _counter("killed", "Processes killed for lack of memory", "By the kernel, anywhere on the machine.",
             example=(0, 0), unit="processes"),
    _counter("throttle_events", "Thermal throttling", "Times a core or package slowed itself down for heat.",
             example=(8, 8), unit="events"),
    _counter("throttled_periods", "Periods stopped by the CPU limit", "In which the control group was stopped.",
             example=(4, 4), unit="periods"),
    _counter("throttled_time", "Time stopped by the CPU limit", "For which threads of the control group were stopped, "
             "added up.", example=(0.2, 0.2), unit="s"),
    _counter("suspended", "Time suspended", "For which the machine slept, or the virtual machine was stopped and "
             "told so.", example=(0.0, 0.0), unit="s"),
    _counter("clock_moved", "Clock moved", "By how much the time of day was set or slewed against a clock that "
             "nobody sets.", example=(0.0, 0.000012), unit="s"),
    _gauge("load", "Load, 1 minute", "Runnable tasks, averaged over one minute.", example=(0.08, 0.93)),
    _gauge("memory_available", "Memory available", "What programs could have without swapping.",
           example=(61440.0, 60928.5), unit="MiB"),
    _gauge("swap_used", "Swap in use", "What lies in swap.", example=(0.0, 0.0), unit="MiB"),
    _gauge("temperature", "Hottest sensor", "The highest reading of any thermal sensor.",
           example=(41.0, 67.5), unit="°C"),
    _gauge("slowest_clock", "Slowest CPU", "Lowest clock of any CPU at that moment.",
           example=(2600.0, 2593.7), unit="MHz"),
    _gauge("fastest_clock", "Fastest CPU", "Highest clock of any CPU at that moment.",
           example=(2600.0, 3192.1), unit="MHz"),
    _setting("governor", "Governor", "What chooses the clock.", example=("performance", "performance")),
    _setting("energy_preference", "Energy preference", "The hint for the processor.",
             example=("performance", "performance")),
    _setting("lowest", "Lowest clock allowed", "In MHz.", example=("800", "800")),
    _setting("highest", "Highest clock allowed", "In MHz.", example=("3200", "3200")),
    _setting("turbo", "Turbo", "Whether clocks above the nominal one are allowed.", example=("off", "off")),
    _setting("smt", "SMT", "Whether threads share cores.", example=("on", "on")),
    _setting("online", "CPUs online", "Which the kernel uses.", example=("0-3", "0-3")),
    _setting("allowed", "CPUs allowed", "To the recording process, which the command inherits.",
             example=("0-1", "0-1")),
    _setting("huge_pages", "Transparent huge pages", "Whether programs get them.", example=("madvise", "madvise")),
    _setting("clock_source", "Clock source", "What the kernel reads the time from.", example=("tsc", "tsc")),
    _setting("profile", "Platform profile", "The firmware's balance of speed, heat and noise.",
             example=("performance", "performance")),
    _setting("mains", "On mains power", "No on battery.", example=("yes", "yes")),
)  # fmt: skip
"""All of it, in the order it is shown."""
