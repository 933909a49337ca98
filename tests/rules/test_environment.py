"""The machine: known, plausible, free of contradictions, the one that raw files name, and alike in comparisons."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from mkdocs_dossiers.check.example import HOST, RAW, Copy, Edit, Replace
from mkdocs_dossiers.check.gate import Report
from mkdocs_dossiers.check.profile import Profile
from mkdocs_dossiers.check.rules import environment_machine
from mkdocs_dossiers.check.rules.environment_comparison import MORE_MEMORY, OTHER, compared
from mkdocs_dossiers.check.rules.privacy_personal import personal
from mkdocs_dossiers.environment.advisories import advisories
from mkdocs_dossiers.environment.contradictions import contradictions
from mkdocs_dossiers.environment.fields import FIELDS, material_fields
from mkdocs_dossiers.environment.plausibility import EVERY_MACHINE, implausible, nameless
from mkdocs_dossiers.environment.processor import same_processor
from mkdocs_dossiers.environment.values import cpus, known_fields, number, text
from mkdocs_dossiers.measure.job import Examined
from mkdocs_dossiers.model.measurement import RawFile
from mkdocs_dossiers.model.problem import Severity
from mkdocs_dossiers.pages.address import Addresses
from mkdocs_dossiers.pages.site import build_site
from mkdocs_dossiers.pages.view import View
from tests.gates import run_gate
from tests.rules.examples import write_base, write_example
from tests.workspace import ENVIRONMENT

DAY = date(2026, 11, 21)
SOUND: dict[str, Any] = json.loads(ENVIRONMENT.read_text())


@pytest.fixture(scope="session")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("machines") / "repository"
    write_base(root)
    return root


@pytest.fixture
def trial(base: Path, tmp_path: Path) -> Callable[..., Report]:
    def run(*edits: Edit, profile: Profile = Profile.PUBLISH) -> Report:
        root = tmp_path / f"trial-{len(list(tmp_path.iterdir()))}"
        write_example(base, root, edits)
        return run_gate(root, profile=profile, today=DAY, pages=True)

    return run


def found(report: Report, rule: str) -> list[str]:
    return [problem.message for problem in report.problems if problem.rule == rule]


def machine(**values: Any) -> dict[str, Any]:
    """The sound environment with other values; None for a field that is not available."""
    document = copy.deepcopy(SOUND)
    for reference, value in values.items():
        section, _, name = reference.partition("__")
        document["fields"][section][name] = (
            {"status": "not_available", "reason": "it could not be read", "source": "/proc"}
            if value is None
            else {"value": value, "source": "/proc"}
        )
    return document


def pages(report: Report) -> dict[str, str]:
    return {page.address: page.markdown for page in build_site(View(report, Addresses()), "Dossiers").pages}


class TestDescribed:
    def test_the_sound_one_is(self) -> None:
        assert list(nameless(SOUND)) == []

    def test_one_of_which_nothing_is_known_is_not(self) -> None:
        document = machine(**{field.reference.replace(".", "__"): None for field in material_fields()})
        ((_, message),) = nameless(document)
        assert message == "Nothing that changes results is known of this machine."
        assert list(nameless({})) == [("", message)]

    @pytest.mark.parametrize("reference", EVERY_MACHINE)
    def test_what_every_machine_has_is_not_inapplicable(self, reference: str) -> None:
        document = copy.deepcopy(SOUND)
        section, name = reference.split(".")
        document["fields"][section][name] = {"status": "not_applicable", "reason": "there is none"}
        assert [where for where, _ in nameless(document)] == [reference]

    def test_every_field_that_is_named_exists(self) -> None:
        assert set(EVERY_MACHINE) <= set(known_fields())
        assert len(known_fields()) == len(FIELDS)


class TestPlausible:
    def test_the_sound_one_is(self) -> None:
        assert list(implausible(SOUND)) == []

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("cpu__cores", 0),
            ("cpu__threads", 10**9),
            ("cpu__sockets", -1),
            ("cpu__nominal_clock", 2.6),
            ("cpu__max_clock", 2_600_000.0),
            ("cpu__current_clock", -5.0),
            ("memory__total", 0),
            ("memory__size", 0),
            ("memory__size", -8),
            ("gpu__count", 0),
            ("gpu__memory", ["0"]),
            ("gpu__memory", ["81920", "-1"]),
            ("gpu__power_limit", ["0.00"]),
            ("load__average_1m", -0.1),
            ("limits__nice", 40),
            ("clock__resolution", 0.0),
            ("cpu__smt", "maybe"),
            ("frequency__turbo", "yes"),
            ("frequency__governor", "fast"),
            ("frequency__governor", "performance (CPUs 0-3), warp (CPUs 4-7)"),
            ("kernel__release", "Linux"),
            ("kernel__major", "Linux"),
            ("system__os_major", "Debian"),
            ("runtime__major", "CPython"),
        ],
    )
    def test_what_no_machine_has(self, field: str, value: object) -> None:
        assert [where for where, _ in implausible(machine(**{field: value}))] == [field.replace("__", ".")]

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("cpu__cores", 8192),
            ("memory__size", 0.5),
            ("frequency__governor", "performance (CPUs 0-3), powersave (CPUs 4-7)"),
            ("cpu__smt", "forceoff"),
            ("gpu__memory", ["81920", "not told"]),
            ("gpu__power_limit", ["400.00"]),
            ("kernel__release", "5.15.167.4-microsoft-standard-WSL2"),
            ("system__os_major", "Arch Linux rolling"),
            ("system__os_major", "Ubuntu 24.04"),
            ("runtime__major", "PyPy 3.10"),
            ("runtime__major", "CPython 3.13 free-threaded"),
        ],
    )
    def test_what_machines_have(self, field: str, value: object) -> None:
        assert list(implausible(machine(**{field: value}))) == []

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ('"value": "AMD EPYC"', '"value": "N/A"'),
            ('"value": "6.1.0-28-amd64"', '"value": "unknown"'),
            ('"value": "Debian GNU/Linux 12 (bookworm)"', '"value": "TBD"'),
            ('"reason": "no CPU is isolated"', '"reason": "n/a"'),
            ('"at": "2026-11-20T10:00:00Z"', '"at": "2026-02-30T10:00:00Z"'),
        ],
    )
    def test_placeholders_are_refused(self, trial: Callable[..., Report], old: str, new: str) -> None:
        report = trial(Replace(old, new, HOST))
        assert found(report, "environment/plausible")
        assert not report.judgements


class TestConsistent:
    def test_the_sound_one_is(self) -> None:
        assert list(contradictions(SOUND)) == []

    @pytest.mark.parametrize(
        ("values", "where"),
        [
            ({"cpu__cores": 4}, "cpu.threads"),
            ({"cpu__sockets": 4}, "cpu.cores"),
            ({"cpu__online": "0-3"}, "cpu.online"),
            ({"cpu__allowed": "0-7"}, "cpu.allowed"),
            ({"cpu__smt": "on"}, "cpu.smt"),
            ({"cpu__cores": 1}, "cpu.smt"),
            ({"memory__size": 16}, "memory.size"),
            ({"memory__total": 1 << 34}, "memory.size"),
            ({"gpu__count": 2, "gpu__model": ["A"]}, "gpu.model"),
            ({"gpu__count": 1, "gpu__memory": ["1", "2"]}, "gpu.memory"),
            ({"kernel__release": "6.10.0"}, "kernel.major"),
            ({"runtime__name": "CPython 3.12.1"}, "runtime.major"),
            ({"runtime__name": "PyPy 3.11.7"}, "runtime.major"),
            ({"identity__machine": "ffffffffffffffff"}, "identity.machine"),
        ],
    )
    def test_what_cannot_both_be_true(self, values: dict[str, object], where: str) -> None:
        assert where in [reference for reference, _ in contradictions(machine(**values))]

    @pytest.mark.parametrize(
        "values",
        [
            {"cpu__cores": 1, "cpu__smt": "on"},
            {"cpu__cores": None},
            {"cpu__smt": None, "cpu__cores": 1},
            {"memory__total": 8_800_000_000},
            {"cpu__allowed": "1"},
            {"gpu__count": 2, "gpu__model": ["A", "A"], "gpu__memory": ["1", "1"]},
            {"runtime__name": "CPython 3.11.7 free-threaded"},
            {"kernel__release": "6.1"},
        ],
    )
    def test_what_can(self, values: dict[str, object]) -> None:
        assert list(contradictions(machine(**values))) == []

    @pytest.mark.parametrize(
        "document",
        [
            {},
            {"fields": None},
            {"fields": {"cpu": []}},
            {"fields": {"cpu": {"cores": 3}}},
            {
                "fields": {
                    "cpu": {"cores": {"value": True}, "threads": {"value": "2"}, "online": {"value": 3}}
                }
            },
            {"fields": {"cpu": {"cores": {"value": 10**400}, "threads": {"value": 1.0e308 * 10}}}},
            {"fields": {"cpu": {"online": {"value": "0-999999999999"}, "threads": {"value": 2}}}},
            {"fields": {"load": {"cpu_steal": {"value": 5}, "cpu_busy": {"value": -5}}}},
            {"fields": {"runtime": {"name": {"value": "x"}, "major": {"value": ""}}}},
            {"fields": {"cpu": {"mitigations": {"value": [1]}}, "memory": {"swap": {"value": {"a": 1}}}}},
        ],
    )
    def test_a_broken_document_ends_in_no_traceback(self, document: dict[str, Any]) -> None:
        for look in (nameless, implausible, contradictions, advisories):
            list(look(document))

    def test_lists_of_cpus(self) -> None:
        assert [cpus(written) for written in ("0-3,8", "5", "3-1", "", "0-9999999", "a", None)] == [
            5, 1, None, None, None, None, None,
        ]  # fmt: skip

    def test_what_does_not_fit_is_not_read(self) -> None:
        assert number(machine(cpu__cores="2"), "cpu.cores") is None
        assert number(machine(cpu__cores=True), "cpu.cores") is None
        assert text(machine(cpu__model=3), "cpu.model") is None


class TestMachine:
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("Intel(R) Xeon(R) Gold 6338 CPU @ 2.00GHz", "Intel Xeon Gold 6338"),
            (
                "Intel(R) Core(TM) i5-2520M CPU @ 2.50GHz",
                "Intel(R) Core(TM) i5-2520M CPU @ 2.50GHz (4 cores)",
            ),
            ("AMD Ryzen 5 3600X 6-Core Processor", "AMD Ryzen 5 3600X"),
            ("AMD EPYC", "AMD EPYC (2 Cores)"),
            ("11th Gen Intel(R) Core(TM) i7-1165G7 @ 2.80GHz", "Intel Core i7-1165G7 2.80GHz"),
            (
                "Intel(R) Core(TM) i7-8700 CPU @ 3.20GHz",
                "Intel Core i7-8700 CPU 3.20GHz (Max: 3.19GHz) (Coffee Lake)",
            ),
            ("AMD Ryzen 7 5800H with Radeon Graphics", "AMD Ryzen 7 5800H"),
            (
                "Intel(R) Xeon(R) CPU E5-2680 v4 @ 2.40GHz",
                "2 x Intel Xeon E5-2680 v4 @ 3.30GHz (28 Cores)",
            ),
            ("AMD EPYC 7763 64-Core Processor", "amd  epyc 7763"),
        ],
    )
    def test_one_processor_by_two_names(self, one: str, other: str) -> None:
        assert same_processor(one, other) is True
        assert same_processor(other, one) is True

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("AMD EPYC", "AMD EPYC 7763"),
            ("AMD EPYC 7763 64-Core Processor", "AMD EPYC 9654 96-Core Processor"),
            ("AMD EPYC", "Intel(R) Xeon(R) Gold 6338 CPU @ 2.00GHz"),
            ("Intel Core i7-8700", "Intel Core i7-8700K"),
            ("Intel(R) Xeon(R) CPU E5-2680 v4", "Intel(R) Xeon(R) CPU E5-2680 v3"),
            ("Apple M1", "Apple M2"),
        ],
    )
    def test_two_processors(self, one: str, other: str) -> None:
        assert same_processor(one, other) is False

    @pytest.mark.parametrize(
        "name", ["", "ARMv8 Processor rev 3 (v8l)", "aarch64", "Unknown processor", "()"]
    )
    def test_what_names_no_model_is_not_compared(self, name: str) -> None:
        assert same_processor(name, "AMD EPYC 7763") is None

    def test_every_claim_of_the_file_is_rejected(self, trial: Callable[..., Report]) -> None:
        report = trial(Replace('"brand_raw": "AMD EPYC"', '"brand_raw": "AMD EPYC 9654"', RAW))
        (message,) = found(report, "environment/machine")
        assert "'AMD EPYC 9654', but the environment host has 'AMD EPYC'" in message
        assert not report.judgements

    @pytest.mark.parametrize(
        ("told", "refused"),
        [("2", False), ("4", True), ("", False), ("-1", False), ("9" * 40, False), ("²", False)],
    )
    def test_a_number_of_threads_is_compared(
        self, base: Path, tmp_path: Path, told: str, refused: bool
    ) -> None:
        write_example(base, tmp_path / "own", ())
        report = run_gate(tmp_path / "own", today=DAY)
        (dossier,) = report.workspace.dossiers
        raw = RawFile("data/tool.json", "0" * 64, 1, facts={"threads": told})

        class Given:
            files = Examined("demo@1.0", {"tool": raw}).files

        assert bool(list(environment_machine.check(dossier, Given()))) is refused  # type: ignore[arg-type]


class TestComparisons:
    def test_what_differs_is_named(self, trial: Callable[..., Report]) -> None:
        report = trial(*compared(), *MORE_MEMORY)
        (message,) = found(report, "environment/comparison")
        assert "Memory, rounded (16 GiB and 8 GiB)" in message
        assert {reference.claim for reference in report.judgements} == {"sort-median", "sum-ratio"}

    @pytest.mark.parametrize("reason", ['" "', '""', "[]", "true"])
    def test_a_blank_reason_is_none(self, trial: Callable[..., Report], reason: str) -> None:
        report = trial(*compared(f"cross_environment: {reason}"), *MORE_MEMORY)
        assert not report.ok()
        assert "second-ratio" not in {reference.claim for reference in report.judgements}

    def test_the_page_prints_reason_and_differences(self, trial: Callable[..., Report]) -> None:
        report = trial(*compared("cross_environment: Memory is <b>no</b> limit here."), *MORE_MEMORY)
        page = next(text for address, text in pages(report).items() if address.endswith("second-ratio.md"))
        assert "Memory is &#60;b&#62;no&#60;/b&#62; limit here." in page
        assert "| Memory, rounded | 16 GiB | 8 GiB |" in page

    def test_where_nothing_differs_no_reason_is_wanted(self, trial: Callable[..., Report]) -> None:
        busy = Replace('"cpu_busy": {"value": 10.0,', '"cpu_busy": {"value": 25.0,', OTHER)
        report = trial(*compared("cross_environment: Just in case."), busy)
        assert found(report, "environment/cross-reason")
        assert "second-ratio" in {reference.claim for reference in report.judgements}

    def test_other_machines_of_the_kind_are_pointed_out(self, trial: Callable[..., Report]) -> None:
        other = (
            Replace('"machine": "3fa1c09b7e5d2286"', '"machine": "ffffffffffffffff"', OTHER),
            Replace(
                '"machine": {"value": "3fa1c09b7e5d2286"', '"machine": {"value": "ffffffffffffffff"', OTHER
            ),
        )
        (message,) = found(trial(*compared(), *other), "environment/same-boot")
        assert "on two machines" in message

    def test_a_copy_is_one_capture(self, trial: Callable[..., Report]) -> None:
        later = Replace('"at": "2026-11-20T10:00:00Z"', '"at": "2026-11-20T11:00:00Z"', OTHER)
        assert found(trial(*compared(), later), "environment/twice")

    def test_a_spare_environment_takes_nothing_down(self, trial: Callable[..., Report]) -> None:
        report = trial(Copy(HOST, OTHER))
        assert found(report, "environment/unused") == ["No dataset was measured in the environment other."]
        assert len(report.judgements) == 2


class TestAdvice:
    def test_the_sound_one_needs_none(self) -> None:
        assert advisories(SOUND) == ()

    @pytest.mark.parametrize(
        ("values", "topic", "word"),
        [
            ({"load__average_1m": 2.97}, "busy", "2.97 on 2 cores"),
            (
                {"memory__swap": ["partition, 8 KiB, priority -2"], "memory__swapped_out": 3},
                "busy",
                "swapped",
            ),
            ({"power__throttle_events": 12345}, "busy", "12,345 times"),
            ({"limits__throttled_periods": 7}, "busy", "7 periods"),
            ({"load__cpu_busy": 80.0, "load__cpu_steal": 20.0}, "busy", "20 %"),
            ({"virtualisation__hypervisor": "kvm"}, "shared", "virtual machine (kvm)"),
            ({"virtualisation__container": "docker"}, "shared", "container (docker)"),
            ({"limits__cpus": 1.5}, "shared", "1.5 CPUs"),
            ({"virtualisation__instance_type": "t3.medium"}, "shared", "credit"),
            ({"frequency__governor": "powersave"}, "settings", "governor is powersave"),
            ({"frequency__energy_preference": "balance_power"}, "settings", "balance_power"),
            ({"frequency__turbo": "on"}, "settings", "Turbo is on"),
            ({"cpu__smt": "on"}, "settings", "SMT is on"),
            ({"kernel__command_line": "quiet mitigations=off"}, "settings", "mitigations=off"),
            ({"cpu__mitigations": {"meltdown": "Vulnerable"}}, "settings", "meltdown"),
            ({"power__mains": False}, "settings", "battery"),
            ({"power__profile": "low-power"}, "settings", "low-power"),
            ({"runtime__preload": ["libjemalloc.so.2"]}, "settings", "libjemalloc"),
            (
                {"frequency__governor": None, "frequency__lowest": "800", "frequency__highest": "3200"},
                "settings",
                "from 800 to 3200 MHz",
            ),
        ],
    )
    def test_what_moves_numbers_is_said_in_a_sentence(
        self, values: dict[str, object], topic: str, word: str
    ) -> None:
        (advisory,) = advisories(machine(**values))
        assert advisory.topic == topic
        assert word in advisory.says
        assert advisory.says.endswith(".")

    @pytest.mark.parametrize(
        "values",
        [
            {"load__average_1m": 2.0},
            {"memory__swap": ["partition, 8 KiB, priority -2"]},
            {"load__cpu_busy": 1000.0, "load__cpu_steal": 1.0},
            {"virtualisation__instance_type": "c7i.metal-24xl"},
            {"cpu__mitigations": {"mds": "Vulnerable: Clear CPU buffers attempted, no microcode"}},
            {"frequency__lowest": "800", "frequency__highest": "3200"},
            {"power__profile": "performance"},
            {"power__mains": True},
        ],
    )
    def test_what_does_not_is_not(self, values: dict[str, object]) -> None:
        assert advisories(machine(**values)) == ()

    def test_it_stands_on_the_pages_and_fails_nothing(self, trial: Callable[..., Report]) -> None:
        report = trial(Replace('"average_1m": {"value": 0.1,', '"average_1m": {"value": 3.5,', HOST))
        assert [problem.severity for problem in report.problems] == [Severity.INFO]
        said = [address for address, page in pages(report).items() if "The load was 3.5 on 2 cores" in page]
        assert any(address.endswith("environments/host.md") for address in said)
        assert any(address.endswith("1.0/index.md") for address in said)

    def test_an_audit_warns(self, trial: Callable[..., Report]) -> None:
        busy = Replace('"average_1m": {"value": 0.1,', '"average_1m": {"value": 3.5,', HOST)
        report = trial(busy, profile=Profile.AUDIT)
        assert [p.severity for p in report.problems if p.rule == "environment/busy"] == [Severity.WARNING]


class TestPrivacy:
    @pytest.mark.parametrize(
        "written",
        [
            "cd /home/ada.author/bench && make",
            "python /Users/grace/x.py",
            "C:\\Users\\grace\\x.exe",
            "--out=~grace/x.json",
            "USER=grace ./run",
            "write to ada.author@corp.example.com",
        ],
    )
    def test_a_person_is_noticed_and_not_repeated(self, written: str) -> None:
        found = personal(written)
        assert found is not None
        assert "grace" not in found
        assert "author" not in found

    @pytest.mark.parametrize(
        "written",
        [
            "cd /home/runner/work && make",
            "cd $HOME/x",
            "cd ~/x",
            "/home/$USER/x",
            "/home/[user]/x",
            "[home]/.local/bin:/usr/bin",
            "git clone git@git.example.com:x/y.git",
            "go install example.com/x@v1.2.3",
            "pytest --benchmark-json=out.json",
            "https://host/home/page",
            "npm i @scope/pkg@latest",
            "Intel(R) Xeon(R) CPU @ 2.00GHz",
        ],
    )
    def test_nobody_is_not(self, written: str) -> None:
        assert personal(written) is None

    @pytest.mark.parametrize(
        ("edit", "where"),
        [
            (Replace("run: pytest bench.py", "run: cd /home/grace && pytest bench.py"), "dossier.yaml"),
            (Replace('"value": "0x1"', '"value": "/home/grace/0x1"', HOST), "host.json"),
            (Replace('"LANG": "C.UTF-8"', '"LANG": "/home/grace/C"', HOST), "host.json"),
            (
                Replace('"brand_raw": "AMD EPYC"', '"brand_raw": "AMD EPYC (/home/grace/x)"', RAW),
                "dossier.yaml",
            ),
        ],
    )
    def test_wherever_it_stands(self, trial: Callable[..., Report], edit: Edit, where: str) -> None:
        report = trial(edit)
        (problem,) = (problem for problem in report.problems if problem.rule == "privacy/personal")
        assert problem.path.endswith(where)
        assert "grace" not in problem.message
