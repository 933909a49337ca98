"""Two moments of a machine, what changed in between, and what is said of it."""

from __future__ import annotations

import copy
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from mkdocs_dossiers.environment.advisories import BUSY, advisories
from mkdocs_dossiers.environment.capture.reading import Known
from mkdocs_dossiers.environment.run.moment import moment
from mkdocs_dossiers.environment.run.observed import OBSERVED
from mkdocs_dossiers.environment.run.record import around, between, with_run
from mkdocs_dossiers.environment.run.remarks import remarks, runs_of
from mkdocs_dossiers.environment.schema import environment_schema
from mkdocs_dossiers.pages.address import Addresses
from mkdocs_dossiers.pages.site import build_site
from mkdocs_dossiers.pages.view import View
from tests.gates import run_gate
from tests.workspace import ENVIRONMENT, Example

from .machines import CPU, LINKS, SERVER, build

GROUP = "/sys/fs/cgroup/user.slice/user-1000.slice"
WATCHED = {
    "/proc/stat": "cpu  1000 100 500 90000 20 30 40 60 5 0\n",
    "/proc/vmstat": "pswpin 12\npswpout 34\npgmajfault 7\noom_kill 0\n",
    "/proc/meminfo": "MemTotal: 263540732 kB\nMemAvailable: 2048 kB\nSwapTotal: 4096 kB\nSwapFree: 4096 kB\n",
    "/proc/pressure/cpu": "some avg10=0.00 avg60=0.02 avg300=0.00 total=1000000\nfull total=5\n",
    "/proc/pressure/memory": "some avg10=0.00 avg60=0.02 avg300=0.00 total=0\n",
    f"{GROUP}/cpu.stat": "nr_throttled 10\nthrottled_usec 250000\n",
    f"{GROUP}/session-3.scope/cpu.stat": "nr_throttled 4\nthrottled_usec 1000\n",
}
AFTER = {
    "/proc/stat": "cpu  3000 100 500 95000 20 30 40 360 5 0\n",
    "/proc/vmstat": "pswpin 13\npswpout 1034\npgmajfault 9\noom_kill 1\n",
    "/proc/meminfo": "MemTotal: 263540732 kB\nMemAvailable: 1024 kB\nSwapTotal: 4096 kB\nSwapFree: 96 kB\n",
    "/proc/pressure/cpu": "some avg10=0.00 avg60=0.02 avg300=0.00 total=7000000\nfull total=5\n",
    "/proc/pressure/memory": "some avg10=0.00 avg60=0.02 avg300=0.00 total=2500000\n",
    "/proc/loadavg": "1.50 0.03 0.01 2/345 9999\n",
    "/sys/class/thermal/thermal_zone0/temp": "91500\n",
    f"{CPU}/cpu0/thermal_throttle/core_throttle_count": "5\n",
    f"{CPU}/cpu2/thermal_throttle/core_throttle_count": "5\n",
    f"{CPU}/intel_pstate/no_turbo": "0\n",
    f"{CPU}/cpu3/cpufreq/scaling_governor": "performance\n",
    f"{GROUP}/cpu.stat": "nr_throttled 13\nthrottled_usec 1250000\n",
    f"{GROUP}/session-3.scope/cpu.stat": "nr_throttled 4\nthrottled_usec 1000\n",
}


def troubled(root: Path) -> dict[str, Any]:
    """The record of ten seconds in which a server did everything it should not."""
    build(root, SERVER | WATCHED, LINKS)
    first = moment(root)
    build(root, AFTER)
    second = moment(root)
    later = type(second)(second.at, first.clock + 10, 4, {**second.readings, **fixed(first.readings)})
    return between(first, later)


def fixed(readings: Any) -> Any:
    """What is read of the real machine and not of the recorded one, as it was before."""
    return {name: readings[name] for name in ("own_cpu_time", "suspended", "clock_moved")}


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return troubled(tmp_path_factory.mktemp("server"))


@pytest.fixture(scope="module")
def sound() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(ENVIRONMENT.read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize(
    ("name", "entry"),
    [
        ("cpu_time", {"change": 20.0, "unit": "s", "source": "/proc/stat"}),
        ("other_cpu_time", {"change": 20.0, "unit": "s", "source": "/proc/stat less getrusage"}),
        ("steal", {"change": 3.0, "unit": "s", "source": "/proc/stat"}),
        ("cpu_pressure", {"change": 6.0, "unit": "s", "source": "/proc/pressure/cpu"}),
        ("memory_pressure", {"change": 2.5, "unit": "s", "source": "/proc/pressure/memory"}),
        ("swapped_in", {"change": 1, "unit": "pages", "source": "/proc/vmstat"}),
        ("swapped_out", {"change": 1000, "unit": "pages", "source": "/proc/vmstat"}),
        ("major_faults", {"change": 2, "unit": "pages", "source": "/proc/vmstat"}),
        ("killed", {"change": 1, "unit": "processes", "source": "/proc/vmstat"}),
        ("throttled_periods", {"change": 3, "unit": "periods", "source": "/sys/fs/cgroup/…/cpu.stat"}),
        ("throttled_time", {"change": 1.0, "unit": "s", "source": "/sys/fs/cgroup/…/cpu.stat"}),
        ("load", {"before": 0.08, "after": 1.5, "source": "/proc/loadavg"}),
        ("memory_available", {"before": 2.0, "after": 1.0, "unit": "MiB", "source": "/proc/meminfo"}),
        ("swap_used", {"before": 0.0, "after": 3.9, "unit": "MiB", "source": "/proc/meminfo"}),
        ("temperature", {"before": 54.0, "after": 91.5, "unit": "°C", "source": "/sys/class/thermal"}),
        ("slowest_clock", {"before": 2000.0, "after": 2000.0, "unit": "MHz", "source": "/proc/cpuinfo"}),
        ("turbo", {"before": "off", "after": "on", "source": f"{CPU}/intel_pstate/no_turbo"}),
        (
            "governor",
            {
                "before": "performance (CPUs 0-2), powersave (CPUs 3)",
                "after": "performance",
                "source": f"{CPU}/cpu*/cpufreq/scaling_governor",
            },
        ),
        ("mains", {"before": "yes", "after": "yes", "source": "/sys/class/power_supply/*/online"}),
        (
            "io_pressure",
            {
                "status": "not_available",
                "reason": "this kernel or container does not offer it",
                "source": "/proc/pressure/io",
            },
        ),
    ],
)
def test_what_changed(record: dict[str, Any], name: str, entry: dict[str, Any]) -> None:
    assert record["changes"][name] == entry


def test_throttling_is_counted_once_per_core(record: dict[str, Any]) -> None:
    assert record["changes"]["throttle_events"]["change"] == 2, "one core, which both of its threads report"


def test_everything_watched_is_in_the_record(record: dict[str, Any]) -> None:
    assert list(record["changes"]) == [observed.name for observed in OBSERVED]


def test_what_is_said(record: dict[str, Any]) -> None:
    said = dict(remarks(record, "while load was measured"))
    assert said["other_cpu_time"].startswith("Other processes used 50 % of the machine's CPU time while load")
    assert said["steal"].startswith("The hypervisor gave 8 % of the CPU time to other guests while load")
    assert "written to swap while load was measured" in said["swapped_out"]
    assert said["turbo"].startswith("Turbo changed from off to on while load was measured")
    assert "slowed itself down for heat 2 times" in said["throttle_events"]
    assert "3 times while load was measured, for 1 s in all" in said["throttled_periods"]
    assert set(said) == {
        *("other_cpu_time", "steal", "cpu_pressure", "memory_pressure", "swapped_in", "swapped_out"),
        *("killed", "throttle_events", "throttled_periods", "turbo", "governor"),
    }


def test_a_quiet_run_needs_no_remark(tmp_path: Path) -> None:
    first = moment(build(tmp_path, SERVER | WATCHED, LINKS))
    quiet = between(first, type(first)(first.at, first.clock + 10, 4, first.readings))
    assert remarks(quiet) == ()


@pytest.mark.parametrize(
    ("name", "after", "says"),
    [
        ("suspended", 30.0, "suspended for 30 s"),
        ("clock_moved", -2.0, "moved by -2 s"),
    ],
)
def test_clocks(tmp_path: Path, name: str, after: float, says: str) -> None:
    first = moment(build(tmp_path, SERVER | WATCHED, LINKS))
    before = {**first.readings, name: Known(0.0, "clock_gettime")}
    then = {**first.readings, name: Known(after, "clock_gettime")}
    run = between(type(first)(first.at, 0, 4, before), type(first)(first.at, 10, 4, then))
    assert says in dict(remarks(run))[name]


def test_a_machine_that_tells_nothing(tmp_path: Path) -> None:
    first, second = moment(tmp_path), moment(tmp_path)
    changes = between(first, second)["changes"]
    assert changes["steal"]["status"] == "not_available"
    assert changes["other_cpu_time"] == changes["cpu_time"]
    assert all(entry.get("reason") for entry in changes.values() if "status" in entry)
    assert remarks(between(first, second)) == ()


def test_a_real_run_is_told_apart_from_what_others_do() -> None:
    with around() as found:
        with pytest.raises(ValueError, match="not ended"):
            _ = found.record
        subprocess.run([sys.executable, "-c", "sum(range(3_000_000))"], check=True)
    changes = found.record["changes"]
    assert 0.02 < changes["own_cpu_time"]["change"] < 30
    assert changes["other_cpu_time"]["change"] >= 0


def test_the_moment_after_is_taken_also_when_the_run_fails() -> None:
    with pytest.raises(KeyError), around() as found:
        raise KeyError
    assert found.record["seconds"] >= 0


def test_the_document_is_valid_with_runs_and_has_the_same_fields(
    sound: dict[str, Any], record: dict[str, Any]
) -> None:
    document = with_run(with_run(sound, "load", record), "tool", record)
    assert list(Draft202012Validator(environment_schema()).iter_errors(document)) == []
    assert document["fields"] == sound["fields"]
    assert "runs" not in sound
    assert list(runs_of(document)) == ["load", "tool"]


@pytest.mark.parametrize(
    "broken",
    [
        {"changes": {"steal": {"change": "much", "unit": "s", "source": "/proc/stat"}}},
        {"changes": {"steal": {"change": 1, "unit": "h", "source": "/proc/stat"}}},
        {"changes": {"steal": {"change": 1, "unit": "s"}}},
        {"changes": {"governor": {"before": "a", "source": "/sys"}}},
        {"changes": {"users": {"before": "alice", "after": "alice", "source": "/etc/passwd"}}},
        {"seconds": -1},
        {"started": "yesterday"},
    ],
)
def test_the_schema_rejects(sound: dict[str, Any], record: dict[str, Any], broken: dict[str, Any]) -> None:
    document = with_run(sound, "load", {**record, **broken})
    assert list(Draft202012Validator(environment_schema()).iter_errors(document))


@pytest.mark.parametrize(
    "runs",
    [
        None,
        [],
        {"load": []},
        {"load": {}},
        {"load": {"seconds": 1e999, "cpus": True, "changes": {"steal": {"change": float("nan")}}}},
        {"load": {"seconds": "long", "cpus": -1, "changes": {"load": {"before": 10**400}, "governor": 3}}},
        {"load": {"seconds": 1, "cpus": 1, "changes": {"turbo": {"before": 1, "after": None}}}},
    ],
)
def test_a_strangers_record_is_passed_over(runs: Any) -> None:
    assert not [found for found in advisories({"fields": {}, "runs": runs}) if found.topic == BUSY]


def test_gate_and_pages_tell_it(workspace: Example, record: dict[str, Any]) -> None:
    file = workspace.root / "dossiers/demo/1.0/environments/host.json"
    document = json.loads(file.read_text())
    hostile = copy.deepcopy(record)
    hostile["changes"]["governor"]["after"] = "<script>alert(1)</script> | {{ 7*7 }} `x`"
    file.write_text(json.dumps(with_run(document, "load", hostile), indent=1))
    report = run_gate(workspace.root, pages=True)
    told = [problem for problem in report.problems if problem.rule == "environment/busy"]
    place = file.read_text()[: file.read_text().index('"steal"')].count("\n") + 1
    assert any("while load was measured" in each.message and each.line == place for each in told)
    pages = {page.address: page.markdown for page in build_site(View(report, Addresses()), "D").pages}
    (page,) = (text for text in pages.values() if "## While it measured" in text)
    assert "### load" in page
    assert "1,000 pages were written to swap" in page
    assert "<script>" not in page
    assert "off, then on" in page
