"""What is read of a recorded server, of a machine that tells nothing, and of the real one."""

from __future__ import annotations

import hashlib
import hmac
import platform
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from mkdocs_dossiers.environment.capture import (
    cpu,
    frequency,
    limits,
    memory,
    memory_modules,
    storage,
    system,
    toolchain,
    virtualisation,
)
from mkdocs_dossiers.environment.capture.programs import Answer
from mkdocs_dossiers.environment.capture.reading import Known, NotApplicable, NotAvailable
from mkdocs_dossiers.environment.document import capture, sources_sha256
from mkdocs_dossiers.environment.fields import FIELDS

from .machines import CPU, LINKS, PROGRAMS, SERVER, answering, build, memory_device


def captured(root: Path, **settings: Any) -> dict[str, Any]:
    return capture(Path("/data/dossier"), salt="salt", root=root, **{"environ": {}, **settings})


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    root = build(tmp_path_factory.mktemp("server"), SERVER, LINKS)
    (root / "sys/firmware/dmi/tables").mkdir(parents=True)
    (root / "sys/firmware/dmi/tables/DMI").write_bytes(
        memory_device(size=32768, slot=b"DIMM_A1", kind=0x1A, speed=3200)
        + memory_device(size=0, slot=b"DIMM_A2", kind=0x02, speed=0)
        + memory_device(size=16384, slot=b"DIMM_B1", kind=0x22, speed=4800)
    )
    return captured(root, run=answering(PROGRAMS))


@pytest.mark.parametrize(
    ("reference", "value"),
    [
        ("cpu.model", "Intel(R) Xeon(R) Gold 6338 CPU @ 2.00GHz"),
        ("cpu.vendor", "GenuineIntel"),
        ("cpu.signature", "family 6, model 106, stepping 6"),
        ("cpu.sockets", 1),
        ("cpu.cores", 2),
        ("cpu.threads", 4),
        ("cpu.online", "0-3"),
        ("cpu.allowed", "0-1"),
        ("cpu.nominal_clock", 2000.0),
        ("cpu.max_clock", 3200.0),
        ("cpu.current_clock", 2593.75),
        ("cpu.caches", {"L1d": "48 KiB, CPUs 0,2", "L3": "49152 KiB, CPUs 0-3"}),
        ("cpu.microcode", "0xd0003b9"),
        ("cpu.smt", "on"),
        (
            "cpu.mitigations",
            {"meltdown": "Not affected", "spectre_v1": "Mitigation: usercopy/swapgs barriers"},
        ),
        ("cpu.isolated", "2-3"),
        ("cpu.idle_driver", "intel_idle"),
        ("cpu.idle_governor", "menu"),
        ("frequency.driver", "intel_pstate (active)"),
        ("frequency.governor", "performance (CPUs 0-2), powersave (CPUs 3)"),
        ("frequency.energy_preference", "performance"),
        ("frequency.lowest", "800"),
        ("frequency.highest", "3200"),
        ("frequency.turbo", "off"),
        ("memory.total", 263540732 * 1024),
        ("memory.size", 251),
        ("memory.numa_nodes", {"node0": "CPUs 0-3, 257363 MiB, distances 10"}),
        ("memory.numa_balancing", "1"),
        ("memory.numa_policy", ["bind:0", "default"]),
        (
            "memory.modules",
            ["DIMM_A1: 32768 MiB DDR4 at 3200 MT/s", "DIMM_B1: 16384 MiB DDR5 at 4800 MT/s"],
        ),
        ("memory.huge_pages", "madvise"),
        ("memory.huge_pages_defrag", "madvise"),
        ("memory.swap", ["partition, 8388604 KiB, priority -2"]),
        ("memory.swappiness", 60),
        ("memory.swapped_in", 12),
        ("memory.swapped_out", 34),
        ("power.throttle_events", 3 + 1 + 5),
        ("power.temperatures", {"x86_pkg_temp": "54.0"}),
        ("power.mains", True),
        ("storage.filesystem", "xfs"),
        ("storage.mount_options", ["rw", "noatime", "logbufs=8", "logdev=[redacted]"]),
        ("storage.device", "sdb"),
        ("storage.device_model", "SAMSUNG MZ7LH480"),
        ("storage.rotational", False),
        ("storage.scheduler", "mq-deadline (of mq-deadline, kyber, none)"),
        ("storage.work_filesystem", "ext4 on sda"),
        ("network.interfaces", {"eno1": "ixgbe, 10000 Mb/s, MTU 1500"}),
        ("kernel.release", "6.1.0-28-amd64"),
        ("kernel.major", "Linux 6.1"),
        (
            "kernel.build",
            "#1 SMP PREEMPT_DYNAMIC Debian 6.1.119-1 (gcc-12 (Debian 12.2.0-14) 12.2.0, GNU ld 2.40)",
        ),
        (
            "kernel.command_line",
            "BOOT_IMAGE=[redacted] root=[redacted] ro quiet mitigations=off isolcpus=2-3",
        ),
        ("kernel.aslr", "2"),
        (
            "kernel.sysctls",
            {"kernel.numa_balancing": "1", "net.ipv4.tcp_rmem": "4096 131072 6291456", "vm.swappiness": "60"},
        ),
        ("system.os", "Debian GNU/Linux 12 (bookworm)"),
        ("system.os_major", "Debian 12"),
        ("system.vendor", "Dell Inc."),
        ("system.product", "PowerEdge R750"),
        ("system.firmware", "1.12.1.7"),
        ("system.firmware_date", "09/13/2023"),
        ("system.service_state", "degraded"),
        ("system.runlevel", "5"),
        ("clock.source", "tsc"),
        ("clock.synchronised", True),
        ("load.average_1m", 0.08),
        ("load.average_15m", 0.01),
        ("load.runnable", 2),
        ("load.pressure", {"cpu": "some avg10=0.00 avg60=0.02 avg300=0.00 total=1234"}),
        ("virtualisation.hypervisor", "bare metal"),
        ("limits.cpus", 1.5),
        ("limits.memory", 8 << 30),
        ("limits.cpu_set", "0-3"),
        ("limits.throttled_periods", 4),
        ("toolchain.compiler", "gcc (Debian 12.2.0-14) 12.2.0"),
        ("toolchain.others", {"nvcc": "Cuda compilation tools, release 12.4, V12.4.131"}),
        ("runtime.others", {"java": 'openjdk version "21.0.5" 2024-10-15'}),
        ("runtime.jvm_flags", ["MaxHeapSize=4294967296"]),
        ("runtime.allocator", "libjemalloc.so.2"),
        (
            "software.system_packages",
            {
                "manager": "dpkg",
                "count": "2",
                "sha256": hashlib.sha256(b"adduser:all 3.1\nzlib1g:amd64 1.2").hexdigest(),
            },
        ),
    ],
)
def test_a_server_is_read(server: dict[str, Any], reference: str, value: object) -> None:
    section, name = reference.split(".")
    entry = server["fields"][section][name]
    assert entry.get("value", entry) == value
    assert entry["source"]


@pytest.mark.parametrize(
    ("reference", "status", "reason"),
    [
        ("cpu.nohz_full", "not_applicable", "no CPU is tickless"),
        ("system.board", "not_available", "the maker left it unfilled"),
        ("system.tenancy", "not_available", "no program can tell"),
        ("virtualisation.container", "not_applicable", "no sign of a container"),
        ("virtualisation.image_digest", "not_applicable", "not in a container"),
        ("virtualisation.cloud_provider", "not_applicable", "no cloud known here"),
        ("virtualisation.cloud_region", "not_applicable", "not in a cloud"),
        ("gpu.model", "not_applicable", "no GPU"),
        ("runtime.preload", "not_applicable", "LD_PRELOAD is not set"),
        ("toolchain.flags", "not_available", "compile_commands.json"),
    ],
)
def test_absence_on_a_server_is_explained(
    server: dict[str, Any], reference: str, status: str, reason: str
) -> None:
    section, name = reference.split(".")
    entry = server["fields"][section][name]
    assert (entry["status"], reason in entry["reason"]) == (status, True)


def test_pseudonyms_are_keyed_digests_anyone_with_the_salt_can_recompute(server: dict[str, Any]) -> None:
    expected = hmac.new(b"salt", b"0123456789abcdef0123456789abcdef", hashlib.sha256).hexdigest()[:16]
    assert server["machine"] == expected
    assert server["fields"]["identity"]["machine"] == {"value": expected, "source": "/etc/machine-id"}
    assert server["fields"]["identity"]["boot"]["value"] != expected


def test_another_salt_is_another_pseudonym(tmp_path: Path) -> None:
    root = build(tmp_path, {"/etc/machine-id": "0123456789abcdef0123456789abcdef\n"})
    pseudonyms = {
        capture(Path(), salt=salt, root=root, run=answering({}), packages=False)["machine"] for salt in "ab"
    }
    assert len(pseudonyms) == 2


def test_a_machine_id_that_is_not_set_yet_is_not_used(tmp_path: Path) -> None:
    files = {"/etc/machine-id": "uninitialized\n", "/var/lib/dbus/machine-id": "f" * 32 + "\n"}
    document = captured(build(tmp_path, files), run=answering({}))
    assert document["fields"]["identity"]["machine"]["source"] == "/var/lib/dbus/machine-id"


def test_a_machine_without_identifier_never_looks_like_another(tmp_path: Path) -> None:
    machines = {captured(tmp_path, run=answering({}))["machine"] for _ in range(3)}
    assert len(machines) == 3


def test_an_empty_salt_is_refused() -> None:
    with pytest.raises(ValueError, match="salt"):
        capture(Path(), salt="")


def test_a_machine_that_tells_nothing_still_yields_every_field_with_a_reason(tmp_path: Path) -> None:
    document = captured(tmp_path, run=answering({}))
    for field in FIELDS:
        entry = document["fields"][field.section][field.name]
        assert "value" in entry or entry["reason"], field.reference
    for reference in ("cpu.model", "memory.total", "kernel.release", "storage.filesystem", "clock.source"):
        section, name = reference.split(".")
        assert document["fields"][section][name]["status"] == "not_available"


@pytest.mark.parametrize("content", ["", "\0\0\0", "garbage", "a: b: c\n" * 3, "1 2", "\ufffd\u202e[[["])
def test_files_that_make_no_sense_are_reasons_too(tmp_path: Path, content: str) -> None:
    document = captured(build(tmp_path, dict.fromkeys(SERVER, content)), run=answering({}))
    assert {name for part in document["fields"].values() for name in part} == {field.name for field in FIELDS}


def test_this_machine_is_read() -> None:
    """Through the real runner: what every Linux tells must not be lost, /proc/sys among it."""
    document = capture(Path(), salt="salt", packages=False)
    fields = document["fields"]
    assert fields["kernel"]["release"]["value"] == platform.release()
    assert fields["runtime"]["name"]["value"].endswith(platform.python_version())
    assert fields["cpu"]["threads"]["value"] >= 1
    assert fields["memory"]["total"]["value"] > 0
    assert fields["software"]["packages"]["reason"] == "left out on request"
    assert document["captured"]["tool_sha256"] == sources_sha256()


def test_packages_are_listed_unless_left_out() -> None:
    document = capture(Path(), salt="salt", run=answering({}))
    assert "jsonschema" in document["fields"]["software"]["packages"]["value"]


ARM = "processor\t: 0\nCPU implementer\t: 0x41\nCPU variant\t: 0x3\nCPU part\t: 0xd0c\nCPU revision\t: 1\n"
LSCPU = (
    '{"lscpu": [{"field": "Vendor ID:", "data": "ARM", "children": ['
    '{"field": "Model name:", "data": "Neoverse-N1"}]}]}'
)


@pytest.mark.parametrize(
    ("programs", "model"),
    [({"lscpu -J": LSCPU}, "Neoverse-N1"), ({}, "implementer 0x41, part 0xd0c")],
)
def test_arm_has_numbers_where_x86_has_a_name(
    tmp_path: Path, programs: Mapping[str, str], model: str
) -> None:
    answers = {command: Answer(0, out) for command, out in programs.items()}
    readings = cpu.read(build(tmp_path, {"/proc/cpuinfo": ARM}), answering(answers))
    assert isinstance(readings["model"], Known)
    assert readings["model"].value == model
    assert readings["signature"] == Known(
        "implementer 0x41, part 0xd0c, variant 0x3, revision 1", "/proc/cpuinfo"
    )


@pytest.mark.parametrize(
    ("files", "turbo"),
    [
        ({f"{CPU}/cpufreq/boost": "1"}, "on"),
        ({f"{CPU}/cpufreq/boost": "0"}, "off"),
        ({f"{CPU}/intel_pstate/no_turbo": "0"}, "on"),
        ({}, None),
    ],
)
def test_turbo_has_a_switch_per_maker(tmp_path: Path, files: Mapping[str, str], turbo: str | None) -> None:
    reading = frequency.read(build(tmp_path, files))["turbo"]
    assert (reading.value if isinstance(reading, Known) else None) == turbo


@pytest.mark.parametrize(
    ("control", "smt"), [("off", "off"), ("forceoff", "forceoff"), ("notsupported", "notsupported")]
)
def test_smt_off_keeps_the_kernels_word(tmp_path: Path, control: str, smt: str) -> None:
    root = build(tmp_path, {f"{CPU}/smt/active": "0", f"{CPU}/smt/control": control})
    assert cpu.read(root, answering({}))["smt"] == Known(smt, f"{CPU}/smt/control")


@pytest.mark.parametrize(
    ("release", "major"),
    [
        ('NAME="Ubuntu"\nVERSION_ID="24.04"', "Ubuntu 24.04"),
        ('NAME="Alpine Linux"\nVERSION_ID=3.20.3', "Alpine Linux 3.20"),
        ('NAME="Arch Linux"\nBUILD_ID=rolling', "Arch Linux rolling"),
    ],
)
def test_a_distribution_is_named_by_its_release(tmp_path: Path, release: str, major: str) -> None:
    root = build(tmp_path, {"/usr/lib/os-release": release})
    assert system.read(root, answering({}), {})["os_major"] == Known(major, "/usr/lib/os-release")


@pytest.mark.parametrize(
    ("total_kib", "size"), [(16 * 1024**2 - 500_000, 15), (4 * 1024**2, 4), (2_010_000, 1.9), (980_000, 0.9)]
)
def test_memory_is_rounded_down_so_that_a_kernel_update_does_not_change_it(
    tmp_path: Path, total_kib: int, size: float
) -> None:
    root = build(tmp_path, {"/proc/meminfo": f"MemTotal: {total_kib} kB\n"})
    assert memory.read(root)["size"] == Known(size, "/proc/meminfo")


def test_a_large_module_has_its_size_in_another_place(tmp_path: Path) -> None:
    place = tmp_path / "sys/firmware/dmi/tables/DMI"
    place.parent.mkdir(parents=True)
    place.write_bytes(memory_device(size=65536, slot=b"A1", kind=0x22, speed=5600) + b"\x7f\x04\0\0\0\0")
    assert memory_modules.installed(tmp_path) == Known(
        ["A1: 65536 MiB DDR5 at 5600 MT/s"], memory_modules.TABLE
    )


def test_control_groups_of_version_1(tmp_path: Path) -> None:
    root = build(
        tmp_path,
        {
            "/proc/self/cgroup": "4:memory:/docker/abc\n1:cpu,cpuacct:/docker/abc\n0::/\n",
            "/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us": "50000\n",
            "/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_period_us": "100000\n",
            "/sys/fs/cgroup/memory/memory.limit_in_bytes": "9223372036854771712\n",
        },
    )
    readings = limits.read(root)
    assert isinstance(readings["cpus"], Known)
    assert readings["cpus"].value == 0.5
    assert readings["memory"] == NotApplicable("no control group limits the memory")


@pytest.mark.parametrize(
    ("files", "engine"),
    [
        ({"/.dockerenv": ""}, "docker"),
        ({"/run/.containerenv": ""}, "podman"),
        ({"/proc/self/cgroup": "1:cpu:/docker/0123abcd"}, "docker"),
        ({"/run/systemd/container": "systemd-nspawn"}, "systemd-nspawn"),
        (
            {"/proc/self/cgroup": "0::/kubepods.slice/kubepods-pod1.slice/cri-containerd-1.scope"},
            "kubernetes",
        ),
    ],
)
def test_containers_are_known_by_their_marks(tmp_path: Path, files: Mapping[str, str], engine: str) -> None:
    readings = virtualisation.read(build(tmp_path, files), answering({}), {})
    assert isinstance(readings["container"], Known)
    assert readings["container"].value == engine
    assert isinstance(readings["image_digest"], NotAvailable)


@pytest.mark.parametrize(
    ("declared", "known"), [("sha256:" + "a" * 64, True), ("myimage:latest", False), ("", False)]
)
def test_an_image_digest_is_declared_by_the_runner(tmp_path: Path, declared: str, known: bool) -> None:
    root = build(tmp_path, {"/.dockerenv": ""})
    reading = virtualisation.read(root, answering({}), {"DOSSIER_IMAGE_DIGEST": declared})["image_digest"]
    assert isinstance(reading, Known) is known


def test_a_cloud_is_named_by_firmware_and_cloud_init(tmp_path: Path) -> None:
    root = build(
        tmp_path,
        {
            "/sys/class/dmi/id/sys_vendor": "Amazon EC2\n",
            "/sys/class/dmi/id/product_name": "c7i.metal-24xl\n",
            "/run/cloud-init/instance-data.json": '{"v1": {"region": "eu-central-1", "instance_id": "i-0"}}',
        },
    )
    readings = virtualisation.read(root, answering({}), {})
    values = [
        getattr(readings[name], "value", None) for name in ("cloud_provider", "cloud_region", "instance_type")
    ]
    assert values == ["aws", "eu-central-1", "c7i.metal-24xl"]


def test_a_hypervisor_is_known_without_systemd(tmp_path: Path) -> None:
    root = build(tmp_path, {"/proc/cpuinfo": "flags\t: fpu hypervisor\n"})
    reading = virtualisation.read(root, answering({}), {})["hypervisor"]
    assert reading == Known("a hypervisor that does not name itself", "/proc/cpuinfo, flags")


def test_a_mapped_device_names_the_disk_below(tmp_path: Path) -> None:
    root = build(
        tmp_path,
        {
            "/proc/self/mountinfo": "22 1 254:0 / / rw - ext4 /dev/mapper/web01--vg-root rw\n",
            "/sys/block/dm-0/slaves/nvme0n1p3/partition": "3\n",
            "/sys/block/nvme0n1/nvme0n1p3/partition": "3\n",
            "/sys/block/nvme0n1/queue/rotational": "0\n",
        },
        {"/sys/dev/block/254:0": "../../devices/virtual/block/dm-0"},
    )
    readings = storage.read(Path("/data"), root)
    assert readings["device"] == Known("dm-0 on nvme0n1", "/sys/block/dm-0")
    assert readings["rotational"] == Known(False, "/sys/block/nvme0n1/queue/rotational")


def test_an_overlay_has_no_device(tmp_path: Path) -> None:
    root = build(
        tmp_path,
        {"/proc/self/mountinfo": "1 0 0:52 / / rw - overlay overlay rw,lowerdir=/var/lib/docker/x\n"},
    )
    readings = storage.read(Path("/data"), root)
    assert readings["filesystem"] == Known("overlay", "/proc/self/mountinfo")
    assert isinstance(readings["device"], NotAvailable)
    assert "overlay has no block device" in readings["device"].reason


def test_flags_come_from_the_build_before_the_environment(tmp_path: Path) -> None:
    (tmp_path / "build").mkdir()
    (tmp_path / "build" / "compile_commands.json").write_text(
        '[{"command": "cc -O3 -march=native -I/home/bob/x -DNDEBUG -DKEY=hunter2 -c a.c"},'
        ' {"arguments": ["cc", "-O3", "-flto=auto", "-ffile-prefix-map=/home/bob=.", "b.c"]}]'
    )
    readings = toolchain.read(answering({}), {"CFLAGS": "-O0"}, tmp_path)
    assert readings["flags"] == Known(
        ["-O3", "-march=native", "-DNDEBUG", "-DKEY=[redacted]", "-flto=auto"], "build/compile_commands.json"
    )
    alone = toolchain.read(answering({}), {"CFLAGS": "-O0 -L/home/bob"}, tmp_path / "nowhere")
    assert alone["flags"] == Known(["-O0"], "CFLAGS")


@pytest.mark.parametrize(
    ("wanted", "asked_first"),
    [
        ("/tmp/evil.sh", "gcc"),
        ("ccache gcc-13", "gcc-13"),
        ("aarch64-linux-gnu-gcc", "aarch64-linux-gnu-gcc"),
    ],
)
def test_only_compilers_are_started_for_cc(wanted: str, asked_first: str) -> None:
    asked: list[str] = []

    def run(command: Sequence[str]) -> Answer:
        asked.append(command[0])
        return Answer(None, why="not installed")

    toolchain.read(run, {"CC": wanted}, Path())
    assert asked[0] == asked_first
