"""Recorded machines: the files of a bare-metal server, and what its programs answer."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from pathlib import Path

from mkdocs_dossiers.environment.capture.programs import Answer, Runner

CPU = "/sys/devices/system/cpu"

CPUINFO = """\
processor\t: 0
vendor_id\t: GenuineIntel
cpu family\t: 6
model\t\t: 106
model name\t: Intel(R) Xeon(R) Gold 6338 CPU @ 2.00GHz
stepping\t: 6
microcode\t: 0xd0003b9
cpu MHz\t\t: 2000.000
flags\t\t: fpu vme ht avx512f

processor\t: 1
cpu MHz\t\t: 2593.750
"""

SERVER: dict[str, str] = {
    "/proc/cpuinfo": CPUINFO,
    "/proc/meminfo": "MemTotal:       263540732 kB\nMemFree: 1 kB\n",
    "/proc/self/status": "Name:\tpython\nCpus_allowed:\tf\nCpus_allowed_list:\t0-1\n",
    "/proc/self/numa_maps": "55 default file=/x\n56 bind:0 anon=1\n",
    "/proc/self/maps": "7f0-7f1 r-xp 0 08:01 1  /usr/lib/libjemalloc.so.2\n"
    "7f2-7f3 r-xp 0 08:01 2  /usr/lib/libc.so.6\n",
    "/proc/self/cgroup": "0::/user.slice/user-1000.slice/session-3.scope\n",
    "/proc/self/mountinfo": (
        "22 1 8:1 / / rw,relatime - ext4 /dev/sda1 rw,errors=remount-ro\n"
        "23 22 8:17 / /data rw,noatime - xfs /dev/sdb1 rw,logbufs=8,logdev=/dev/disk/by-id/SERIAL123\n"
    ),
    "/proc/swaps": "Filename Type Size Used Priority\n/dev/vg-web01/swap partition 8388604 0 -2\n",
    "/proc/vmstat": "nr_free_pages 1\npswpin 12\npswpout 34\n",
    "/proc/version": (
        "Linux version 6.1.0-28-amd64 (debian-kernel@lists.debian.org) "
        "(gcc-12 (Debian 12.2.0-14) 12.2.0, GNU ld 2.40) "
        "#1 SMP PREEMPT_DYNAMIC Debian 6.1.119-1\n"
    ),
    "/proc/cmdline": "BOOT_IMAGE=/boot/vmlinuz root=UUID=0a1b2c3d-1111-2222-3333-444455556666 "
    "ro quiet mitigations=off isolcpus=2-3\n",
    "/proc/loadavg": "0.08 0.03 0.01 2/345 9999\n",
    "/proc/stat": "cpu  1000 100 500 90000 20 30 40 60 5 0\ncpu0 1 2 3\n",
    "/proc/pressure/cpu": "some avg10=0.00 avg60=0.02 avg300=0.00 total=1234\n",
    "/proc/sys/kernel/osrelease": "6.1.0-28-amd64\n",
    "/proc/sys/kernel/randomize_va_space": "2\n",
    "/proc/sys/kernel/numa_balancing": "1\n",
    "/proc/sys/kernel/hostname": "web01\n",
    "/proc/sys/kernel/random/boot_id": "11111111-2222-4333-8444-555555555555\n",
    "/proc/sys/vm/swappiness": "60\n",
    "/proc/sys/net/ipv4/tcp_rmem": "4096\t131072\t6291456\n",
    "/etc/os-release": 'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\n'
    'NAME="Debian GNU/Linux"\nVERSION_ID="12"\n',
    "/etc/machine-id": "0123456789abcdef0123456789abcdef\n",
    "/etc/hostname": "web01\n",
    f"{CPU}/online": "0-3\n",
    f"{CPU}/smt/active": "1\n",
    f"{CPU}/smt/control": "on\n",
    f"{CPU}/isolated": "2-3\n",
    f"{CPU}/nohz_full": "(null)\n",
    f"{CPU}/cpuidle/current_driver": "intel_idle\n",
    f"{CPU}/cpuidle/current_governor": "menu\n",
    f"{CPU}/vulnerabilities/meltdown": "Not affected\n",
    f"{CPU}/vulnerabilities/spectre_v1": "Mitigation: usercopy/swapgs barriers\n",
    f"{CPU}/intel_pstate/no_turbo": "1\n",
    f"{CPU}/intel_pstate/status": "active\n",
    f"{CPU}/cpu0/microcode/version": "0xd0003b9\n",
    f"{CPU}/cpu0/cache/index0/level": "1\n",
    f"{CPU}/cpu0/cache/index0/type": "Data\n",
    f"{CPU}/cpu0/cache/index0/size": "48K\n",
    f"{CPU}/cpu0/cache/index0/shared_cpu_list": "0,2\n",
    f"{CPU}/cpu0/cache/index3/level": "3\n",
    f"{CPU}/cpu0/cache/index3/type": "Unified\n",
    f"{CPU}/cpu0/cache/index3/size": "49152K\n",
    f"{CPU}/cpu0/cache/index3/shared_cpu_list": "0-3\n",
    "/sys/devices/system/node/node0/cpulist": "0-3\n",
    "/sys/devices/system/node/node0/distance": "10\n",
    "/sys/devices/system/node/node0/meminfo": "Node 0 MemTotal:       263540732 kB\n",
    "/sys/devices/system/clocksource/clocksource0/current_clocksource": "tsc\n",
    "/sys/kernel/mm/transparent_hugepage/enabled": "always [madvise] never\n",
    "/sys/kernel/mm/transparent_hugepage/defrag": "always defer defer+madvise [madvise] never\n",
    "/sys/class/thermal/thermal_zone0/type": "x86_pkg_temp\n",
    "/sys/class/thermal/thermal_zone0/temp": "54000\n",
    "/sys/class/power_supply/AC/type": "Mains\n",
    "/sys/class/power_supply/AC/online": "1\n",
    "/sys/class/dmi/id/sys_vendor": "Dell Inc.\n",
    "/sys/class/dmi/id/product_name": "PowerEdge R750\n",
    "/sys/class/dmi/id/product_serial": "SERIAL123\n",
    "/sys/class/dmi/id/product_uuid": "99999999-2222-4333-8444-555555555555\n",
    "/sys/class/dmi/id/board_name": "To be filled by O.E.M.\n",
    "/sys/class/dmi/id/bios_version": "1.12.1.7\n",
    "/sys/class/dmi/id/bios_date": "09/13/2023\n",
    "/sys/class/net/eno1/mtu": "1500\n",
    "/sys/class/net/eno1/speed": "10000\n",
    "/sys/class/net/eno1/address": "aa:bb:cc:dd:ee:ff\n",
    "/sys/class/net/eno1/device/vendor": "0x8086\n",
    "/sys/class/net/lo/mtu": "65536\n",
    "/sys/block/sda/queue/rotational": "1\n",
    "/sys/block/sda/sda1/partition": "1\n",
    "/sys/block/sdb/queue/rotational": "0\n",
    "/sys/block/sdb/queue/scheduler": "[mq-deadline] kyber none\n",
    "/sys/block/sdb/device/model": "SAMSUNG MZ7LH480\n",
    "/sys/block/sdb/sdb1/partition": "1\n",
    "/sys/fs/cgroup/cgroup.controllers": "cpu memory cpuset\n",
    "/sys/fs/cgroup/user.slice/cpu.max": "max 100000\n",
    "/sys/fs/cgroup/user.slice/memory.max": "8589934592\n",
    "/sys/fs/cgroup/user.slice/user-1000.slice/cpu.max": "150000 100000\n",
    "/sys/fs/cgroup/user.slice/user-1000.slice/memory.max": "max\n",
    "/sys/fs/cgroup/user.slice/user-1000.slice/session-3.scope/cpu.stat": "nr_periods 9\nnr_throttled 4\n",
    "/sys/fs/cgroup/user.slice/user-1000.slice/session-3.scope/cpuset.cpus.effective": "0-3\n",
}
for _cpu in range(4):  # CPUs 0 and 2 share a core, as do 1 and 3
    SERVER |= {
        f"{CPU}/cpu{_cpu}/topology/physical_package_id": "0\n",
        f"{CPU}/cpu{_cpu}/topology/thread_siblings_list": "0,2\n" if _cpu % 2 == 0 else "1,3\n",
        f"{CPU}/cpu{_cpu}/thermal_throttle/core_throttle_count": "3\n" if _cpu % 2 == 0 else "1\n",
        f"{CPU}/cpu{_cpu}/thermal_throttle/package_throttle_count": "5\n",
        f"{CPU}/cpu{_cpu}/cpufreq/base_frequency": "2000000\n",
        f"{CPU}/cpu{_cpu}/cpufreq/cpuinfo_max_freq": "3200000\n",
        f"{CPU}/cpu{_cpu}/cpufreq/scaling_driver": "intel_pstate\n",
        f"{CPU}/cpu{_cpu}/cpufreq/scaling_governor": "performance\n" if _cpu < 3 else "powersave\n",
        f"{CPU}/cpu{_cpu}/cpufreq/energy_performance_preference": "performance\n",
        f"{CPU}/cpu{_cpu}/cpufreq/scaling_min_freq": "800000\n",
        f"{CPU}/cpu{_cpu}/cpufreq/scaling_max_freq": "3200000\n",
    }

LINKS = {
    "/sys/dev/block/8:1": "../../devices/pci0000:00/ata1/block/sda/sda1",
    "/sys/dev/block/8:17": "../../devices/pci0000:00/ata2/block/sdb/sdb1",
    "/sys/class/net/eno1/device/driver": "../../bus/pci/drivers/ixgbe",
}

PROGRAMS: dict[str, Answer] = {
    "systemd-detect-virt --vm": Answer(1, "none\n"),
    "systemd-detect-virt --container": Answer(1, "none\n"),
    "systemctl is-system-running": Answer(1, "degraded\n"),
    "who -r": Answer(0, "         run-level 5  2026-11-21 07:19\n"),
    "timedatectl show -p NTPSynchronized --value": Answer(0, "yes\n"),
    "gcc --version": Answer(0, "x86_64-linux-gnu-gcc-12 (Debian 12.2.0-14) 12.2.0\nCopyright\n"),
    "nvcc --version": Answer(
        0, "nvcc: NVIDIA (R) Cuda compiler driver\nCuda compilation tools, release 12.4, V12.4.131\n"
    ),
    "dpkg-query -W -f ${Package}:${Architecture} ${Version}\n": Answer(
        0, "zlib1g:amd64 1.2\nadduser:all 3.1\n"
    ),
    "java -version": Answer(
        0, "", 'Picked up JAVA_TOOL_OPTIONS: -Dx=y\nopenjdk version "21.0.5" 2024-10-15\n'
    ),
    "java -XX:+PrintFlagsFinal -version": Answer(
        0,
        "    bool PrintFlagsFinal    = true      {product} {command line}\n"
        "  size_t MaxHeapSize        = 4294967296 {product} {ergonomic}\n"
        "    bool UseZGC             = false     {product} {default}\n"
        "   ccstr HeapDumpPath       = /home/bob {manageable} {command line}\n",
    ),
}


def build(root: Path, files: Mapping[str, str], links: Mapping[str, str] | None = None) -> Path:
    """Write the files and links under the root, and return it."""
    for path, content in files.items():
        place = root / path.lstrip("/")
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(content, encoding="utf-8")
    for path, target in (links or {}).items():
        place = root / path.lstrip("/")
        place.parent.mkdir(parents=True, exist_ok=True)
        place.symlink_to(target)
    return root


def answering(programs: Mapping[str, Answer]) -> Runner:
    """A runner with recorded answers; every other program is not installed."""

    def run(command: Sequence[str]) -> Answer:
        return programs.get(" ".join(command), Answer(None, why=f"{command[0]} is not installed"))

    return run


def memory_device(*, size: int, slot: bytes, kind: int, speed: int, serial: bytes = b"SERIAL123") -> bytes:
    """One SMBIOS memory device structure: header, formatted area, strings."""
    area = bytearray(0x28)
    struct.pack_into("<BBH", area, 0, 17, len(area), 0x1100)
    struct.pack_into("<H", area, 0x0C, min(32767, size))
    struct.pack_into("<I", area, 0x1C, size if size >= 0x7FFF else 0)
    area[0x10], area[0x18] = 1, 2
    area[0x12] = kind
    struct.pack_into("<H", area, 0x15, speed)
    struct.pack_into("<H", area, 0x20, speed)
    return bytes(area) + slot + b"\0" + serial + b"\0\0"
