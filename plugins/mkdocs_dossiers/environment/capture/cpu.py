"""The processor: model, topology, clocks, caches, microcode, SMT and mitigations."""

from __future__ import annotations

import json
import platform
import re
from pathlib import Path

from mkdocs_dossiers.environment.capture import cpulists
from mkdocs_dossiers.environment.capture.files import ROOT, entries, exists, integer, line, text
from mkdocs_dossiers.environment.capture.programs import Runner, output, run_program
from mkdocs_dossiers.environment.capture.reading import (
    Known,
    NotApplicable,
    Reading,
    Readings,
    UnreadableError,
    first_of,
    tried,
)

CPUINFO = "/proc/cpuinfo"
FOLDER = "/sys/devices/system/cpu"
NO_CPUFREQ = "the kernel offers no frequency control, as is usual in virtual machines"
_SIGNATURES = (
    {"family": "cpu family", "model": "model", "stepping": "stepping"},
    {
        "implementer": "CPU implementer",
        "part": "CPU part",
        "variant": "CPU variant",
        "revision": "CPU revision",
    },
)


def read(root: Path = ROOT, run: Runner = run_program) -> Readings:
    """The section ``cpu``."""
    return {
        "model": first_of(lambda: _model(root), lambda: _named_by_lscpu(root, run), source=CPUINFO),
        "vendor": first_of(
            lambda: _from_cpuinfo(root, "vendor_id"), lambda: _lscpu(run, "Vendor ID"), source=CPUINFO
        ),
        "signature": tried(lambda: _signature(root), CPUINFO),
        "architecture": tried(lambda: Known(platform.machine(), "uname"), "uname"),
        "sockets": tried(lambda: _distinct(root, "physical_package_id"), f"{FOLDER}/cpu*/topology"),
        "cores": tried(lambda: _distinct(root, "thread_siblings_list"), f"{FOLDER}/cpu*/topology"),
        "threads": tried(lambda: Known(len(_online(root)), f"{FOLDER}/online"), f"{FOLDER}/online"),
        "online": tried(lambda: Known(line(root, f"{FOLDER}/online"), f"{FOLDER}/online"), FOLDER),
        "allowed": tried(lambda: allowed(root), "/proc/self/status"),
        "nominal_clock": _nominal_clock(root),
        "max_clock": tried(lambda: _max_clock(root), f"{FOLDER}/cpu*/cpufreq/cpuinfo_max_freq"),
        "current_clock": tried(lambda: _current_clock(root), CPUINFO),
        "caches": tried(lambda: _caches(root), f"{FOLDER}/cpu0/cache"),
        "microcode": first_of(
            lambda: _line(root, f"{FOLDER}/cpu0/microcode/version"),
            lambda: _from_cpuinfo(root, "microcode"),
            source=CPUINFO,
        ),
        "smt": first_of(lambda: _smt(root), lambda: _smt_by_topology(root), source=f"{FOLDER}/smt"),
        "mitigations": tried(lambda: _mitigations(root), f"{FOLDER}/vulnerabilities"),
        "isolated": tried(lambda: _listed(root, "isolated", "no CPU is isolated"), FOLDER),
        "nohz_full": tried(lambda: _listed(root, "nohz_full", "no CPU is tickless"), FOLDER),
        "idle_driver": tried(lambda: _idle(root, "current_driver"), FOLDER),
        "idle_governor": first_of(
            lambda: _idle(root, "current_governor"), lambda: _idle(root, "current_governor_ro"), source=FOLDER
        ),
    }


def cpuinfo(root: Path) -> dict[str, str]:
    """Key to value of the first CPU, and of the lines that stand for all of them."""
    found: dict[str, str] = {}
    for row in text(root, CPUINFO).splitlines():
        key, colon, value = row.partition(":")
        if colon and value.strip():
            found.setdefault(key.strip(), value.strip())
    return found


def _line(root: Path, path: str) -> Reading:
    return Known(line(root, path), path)


def _from_cpuinfo(root: Path, key: str) -> Reading:
    value = cpuinfo(root).get(key)
    if value is None:
        raise UnreadableError(f"it has no line {key!r}", CPUINFO)
    return Known(value, CPUINFO)


def _model(root: Path) -> Reading:
    info = cpuinfo(root)
    for key in ("model name", "cpu", "uarch"):  # x86; POWER; RISC-V
        if key in info:
            return Known(" ".join(info[key].split()), CPUINFO)
    raise UnreadableError("it has no line 'model name'", CPUINFO)


def _named_by_lscpu(root: Path, run: Runner) -> Reading:
    """ARM kernels give numbers only; lscpu knows their names. Without it the numbers are the model."""
    try:
        return _lscpu(run, "Model name")
    except UnreadableError:
        info = cpuinfo(root)
        if "CPU part" not in info:
            raise
        return Known(f"implementer {info['CPU implementer']}, part {info['CPU part']}", CPUINFO)


def _lscpu(run: Runner, key: str) -> Reading:
    return Known(said_by_lscpu(run, key), "lscpu -J")


def said_by_lscpu(run: Runner, key: str) -> str:
    """What lscpu says of a key such as ``Vendor ID``; its newer versions nest the keys."""
    pending = list(json.loads(output(run, "lscpu", "-J"))["lscpu"])
    while pending:
        entry = pending.pop(0)
        if entry.get("field") == f"{key}:" and entry.get("data") not in (None, "", "-"):
            return str(entry["data"])
        pending.extend(entry.get("children", ()))
    raise UnreadableError(f"it has no field {key!r}", "lscpu -J")


def _signature(root: Path) -> Reading:
    info = cpuinfo(root)
    for names in _SIGNATURES:
        parts = [f"{name} {info[key]}" for name, key in names.items() if key in info]
        if parts:
            return Known(", ".join(parts), CPUINFO)
    raise UnreadableError("it has no family, model or stepping", CPUINFO)


def _online(root: Path) -> list[int]:
    return cpulists.parse(line(root, f"{FOLDER}/online"))


def _distinct(root: Path, name: str) -> Reading:
    """How many different values the CPUs online have: siblings tell cores apart, packages sockets."""
    values = {line(root, f"{FOLDER}/cpu{cpu}/topology/{name}") for cpu in _online(root)}
    source = f"{FOLDER}/cpu*/topology/{name}"
    if "-1" in values:
        raise UnreadableError("the firmware does not say", source)
    return Known(len(values), source)


def allowed(root: Path) -> Reading:
    """The CPUs this process may run on, as a list such as ``0-3``."""
    for row in text(root, "/proc/self/status").splitlines():
        if row.startswith("Cpus_allowed_list:"):
            return Known(row.partition(":")[2].strip(), "/proc/self/status")
    raise UnreadableError("it has no line 'Cpus_allowed_list'", "/proc/self/status")


def _nominal_clock(root: Path) -> Reading:
    base = f"{FOLDER}/cpu0/cpufreq/base_frequency"
    cppc = f"{FOLDER}/cpu0/acpi_cppc/nominal_freq"
    return first_of(
        lambda: Known(integer(root, base) / 1000, base),  # kHz
        lambda: Known(float(integer(root, cppc)), cppc),  # MHz
        lambda: _clock_in_model(root),
        source=base,
    )


def _clock_in_model(root: Path) -> Reading:
    promised = re.search(r"@ ([\d.]+)\s?GHz", cpuinfo(root).get("model name", ""))
    if promised is None:
        raise UnreadableError("the model name does not say", CPUINFO)
    return Known(round(float(promised.group(1)) * 1000, 3), f"{CPUINFO}, model name")


def _max_clock(root: Path) -> Reading:
    if not exists(root, f"{FOLDER}/cpu0/cpufreq"):
        raise UnreadableError(NO_CPUFREQ, f"{FOLDER}/cpu*/cpufreq/cpuinfo_max_freq")
    clocks = [integer(root, f"{FOLDER}/cpu{cpu}/cpufreq/cpuinfo_max_freq") for cpu in _online(root)]
    return Known(max(clocks) / 1000, f"{FOLDER}/cpu*/cpufreq/cpuinfo_max_freq")


def _current_clock(root: Path) -> Reading:
    clocks = re.findall(r"^(?:cpu MHz|clock)\s*:\s*([\d.]+)", text(root, CPUINFO), re.MULTILINE)
    if not clocks:
        raise UnreadableError("it has no line 'cpu MHz'", CPUINFO)
    return Known(max(float(clock) for clock in clocks), CPUINFO)


def _caches(root: Path) -> Reading:
    folder = f"{FOLDER}/cpu0/cache"
    caches: dict[str, str] = {}
    for index in entries(root, folder, "index*"):
        level, kind, size, shared = (
            line(root, f"{folder}/{index}/{name}") for name in ("level", "type", "size", "shared_cpu_list")
        )
        letter = {"Data": "d", "Instruction": "i"}.get(kind, "")
        caches[f"L{level}{letter}"] = f"{size.removesuffix('K')} KiB, CPUs {shared}"
    if not caches:
        raise UnreadableError("this kernel or virtual machine does not describe caches", folder)
    return Known(caches, folder)


def _smt(root: Path) -> Reading:
    control = line(root, f"{FOLDER}/smt/control")
    active = line(root, f"{FOLDER}/smt/active")
    if active == "1":
        return Known("on", f"{FOLDER}/smt/active")
    return Known("off" if control == "on" else control, f"{FOLDER}/smt/control")


def _smt_by_topology(root: Path) -> Reading:
    siblings = line(root, f"{FOLDER}/cpu0/topology/thread_siblings_list")
    return Known("on" if len(cpulists.parse(siblings)) > 1 else "off", f"{FOLDER}/cpu0/topology")


def _mitigations(root: Path) -> Reading:
    folder = f"{FOLDER}/vulnerabilities"
    found = {name: line(root, f"{folder}/{name}") for name in entries(root, folder)}
    if not found:
        raise UnreadableError("this kernel or container does not offer it", folder)
    return Known(found, folder)


def _listed(root: Path, name: str, none: str) -> Reading:
    cpus = text(root, f"{FOLDER}/{name}")
    return Known(cpus, f"{FOLDER}/{name}") if cpus not in ("", "(null)") else NotApplicable(none)


def _idle(root: Path, name: str) -> Reading:
    path = f"{FOLDER}/cpuidle/{name}"
    value = line(root, path)
    return NotApplicable("the kernel has no idle driver loaded") if value == "none" else Known(value, path)
