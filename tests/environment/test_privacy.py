"""Nothing that names a person, a machine or a secret gets into a document, however it is handed over."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from mkdocs_dossiers.environment.capture.programs import Answer
from mkdocs_dossiers.environment.document import capture
from mkdocs_dossiers.environment.privacy import boot_parameters, build_flags, mount_options, variables
from mkdocs_dossiers.environment.privacy.credentials import without_credentials
from mkdocs_dossiers.environment.privacy.names import Names, names_of
from mkdocs_dossiers.environment.privacy.scrub import scrub

from .machines import CPU, LINKS, PROGRAMS, SERVER, answering, build

SECRETS = (
    "hunter2",
    "s3cr3t-passphrase",
    "ghp_abcdefghijklmnopqrstuvwxyz0123456789",
    "AKIAIOSFODNN7EXAMPLE",
    "wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY",
    "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc",
    "5f4dcc3b5aa765d61d8327deb882cf99",
)
PERSONAL = (
    "zanzibar-host",
    "zanzibar--host",
    "corp.example",
    "mallory",
    "eve.adams",
    "carol",
    "/home/",
    "/Users/",
    "SERIAL123",
    "0a1b2c3d-1111-2222-3333-444455556666",
    "11111111-2222-4333-8444-555555555555",
    "0123456789abcdef0123456789abcdef",
    "GPU-857a4d38-2f79-73ac-c67b-b5638d5564f0",
    "aa:bb:cc:dd:ee:ff",
    "AA-BB-CC-DD-EE-FF",
    "aabbccddeeff",
    "10.11.12.13",
    "192.168.1.77",
    "fe80::1234:5678:9abc:def0",
    "2001:db8::42",
    "mail@example.org",
)
LEAK = " ".join(
    [
        *PERSONAL[:2],
        "zanzibar-host.corp.example",
        "mallory",
        "/home/carol/x",
        *PERSONAL[8:],
        "/Users/eve.adams/y",
    ]
)

HOSTILE_FILES = {
    **SERVER,
    "/etc/hostname": "zanzibar-host\n",
    "/proc/sys/kernel/hostname": "zanzibar-host\n",
    "/proc/cpuinfo": SERVER["/proc/cpuinfo"].replace("Gold 6338", f"Gold {LEAK}"),
    "/proc/version": (
        "Linux version 6.1.0 (mallory@zanzibar-host) (gcc 12.2.0) #1 SMP zanzibar-host, mallory@10.11.12.13\n"
    ),
    "/proc/cmdline": (
        "BOOT_IMAGE=(lvm/zanzibar--host-root)/vmlinuz root=UUID=0a1b2c3d-1111-2222-3333-444455556666 "
        "ip=192.168.1.77:::::eth0 netconsole=@10.11.12.13/,@192.168.1.77/aa:bb:cc:dd:ee:ff "
        "ds=nocloud;h=zanzibar-host "
        "token=hunter2 vendor.api_key=s3cr3t-passphrase x=ghp_abcdefghijklmnopqrstuvwxyz0123456789 "
        "wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY quiet -- --password hunter2\n"
    ),
    "/proc/self/mountinfo": (
        "1 0 0:52 / / rw - nfs4 zanzibar-host.corp.example:/home/mallory rw,vers=4.2,addr=10.11.12.13,"
        "clientaddr=fe80::1234:5678:9abc:def0,username=mallory,password=hunter2,credentials=/home/mallory/.c\n"
    ),
    "/proc/swaps": "Filename Type Size Used Priority\n/home/mallory/swap file file 100 0 -2\n",
    "/etc/os-release": f'NAME="Debian GNU/Linux"\nVERSION_ID="12"\nPRETTY_NAME="Debian {LEAK}"\n',
    "/sys/class/dmi/id/product_name": f"PowerEdge {LEAK}\n",
    "/sys/class/dmi/id/bios_version": "1.2 zanzibar-host 192.168.1.77\n",
    "/sys/class/net/enxaabbccddeeff/mtu": "1500\n",
    "/sys/class/net/enxaabbccddeeff/device/vendor": "0x8086\n",
    "/sys/class/thermal/thermal_zone0/type": "sensor of zanzibar-host\n",
    f"{CPU}/vulnerabilities/mallory": LEAK,
    "/run/cloud-init/instance-data.json": json.dumps(
        {"v1": {"cloud_name": "zanzibar-host", "region": f"{LEAK}", "instance_id": "i-SERIAL123"}}
    ),
}
HOSTILE_PROGRAMS = {
    **PROGRAMS,
    "gcc --version": Answer(0, f"gcc (built by mallory on zanzibar-host {LEAK}) 12.2.0\n"),
    "timedatectl show -p NTPSynchronized --value": Answer(1, "", f"cannot reach {LEAK}\n"),
    "who -r": Answer(1, "", f"error on {LEAK}"),
    "nvidia-smi --version": Answer(1, LEAK),
}
HOSTILE_ENVIRONMENT = {
    "HOME": "/srv/people/mallory",
    "USER": "mallory",
    "LOGNAME": "mallory",
    "HOSTNAME": "zanzibar-host.corp.example",
    "SUDO_USER": "eve.adams",
    "PATH": "/srv/people/mallory/bin:/home/carol/bin:/mnt/c/Users/eve.adams/bin:/opt/zanzibar-host/x",
    "LD_PRELOAD": "/home/mallory/libjemalloc.so.2 /opt/mallory/libx.so",
    "LD_LIBRARY_PATH": "/home/mallory/lib",
    "CFLAGS": "-O3 -I/home/mallory/include -DPASSWORD=hunter2 -DAUTH_HEADER='hunter2' -march=native",
    "GOFLAGS": "-trimpath -ldflags=-X=main.token=hunter2",
    "JAVA_TOOL_OPTIONS": (
        "-Xmx4g -Djavax.net.ssl.keyStorePassword=hunter2 -Dhttp.proxyHost=zanzibar-host.corp.example "
        "-Downer=s3cr3t-passphrase -javaagent:/home/mallory/a.jar=hunter2"
    ),
    "NODE_OPTIONS": "--max-old-space-size=4096 --api-key hunter2 --require https://mallory:hunter2@10.11.12.13/x?token=hunter2",
    "PYTHONPATH": "/home/mallory/src",
    "PYTHONSTARTUP": "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc",
    "PYTHON_API_TOKEN": "hunter2",
    "OMP_NUM_THREADS": "8",
    "OMP_TOOL_LIBRARIES": "AKIAIOSFODNN7EXAMPLE",
    "MALLOC_CONF": "prof_prefix:/home/mallory/p,password:hunter2",
    "MALLOC_SESSION_KEY": "hunter2",
    "CUDA_VISIBLE_DEVICES": "GPU-857a4d38-2f79-73ac-c67b-b5638d5564f0",
    "CUDA_MPS_PIPE_DIRECTORY": "5f4dcc3b5aa765d61d8327deb882cf99",
    "NCCL_COMM_ID": "10.11.12.13:5000",
    "NCCL_SOCKET_IFNAME": "enxaabbccddeeff",
    "TF_VAR_db": "hunter2",
    "AWS_SECRET_ACCESS_KEY": "wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY",
    "GITHUB_TOKEN": "ghp_abcdefghijklmnopqrstuvwxyz0123456789",
    "DATABASE_URL": "postgres://mallory:hunter2@zanzibar-host/db",
    "DOSSIER_TENANCY": f"shared with {LEAK}",
    "DOSSIER_CLOUD_REGION": "eu-central-1 mail@example.org",
}


def test_a_hostile_machine_and_environment_leave_no_trace(tmp_path: Path) -> None:
    root = build(tmp_path, HOSTILE_FILES, LINKS)
    document = capture(
        Path("/data"),
        salt="salt",
        packages=False,
        root=root,
        run=answering(HOSTILE_PROGRAMS),
        environ=HOSTILE_ENVIRONMENT,
    )
    text = json.dumps(document, ensure_ascii=False)
    for word in (*SECRETS, *PERSONAL):
        assert word.lower() not in text.lower(), word
    kept = document["fields"]["software"]["variables"]["value"]
    assert kept["OMP_NUM_THREADS"] == "8"
    assert kept["CFLAGS"] == "-O3 -DPASSWORD=[redacted] -DAUTH_HEADER=[redacted] -march=native"
    assert kept["JAVA_TOOL_OPTIONS"].startswith("-Xmx4g ")
    assert kept["PATH"] == "[home]/bin:[home]/bin:/mnt/c[home]/bin:/opt/[host]/x"
    assert document["fields"]["runtime"]["preload"]["value"] == ["libjemalloc.so.2", "libx.so"]


def test_the_real_names_of_this_machine_are_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("socket.gethostname", lambda: "build7.corp.example")
    names = names_of(environ={"HOME": "/home/mallory", "USER": "mallory"})
    assert {"build7", "build7.corp.example"} <= names.hosts
    assert "mallory" in names.users
    assert "/home/mallory" in names.homes


def test_common_names_garble_nothing(tmp_path: Path) -> None:
    names = names_of(tmp_path, {"USER": "root", "HOSTNAME": "localhost", "HOME": "/"})
    assert not {"root", "localhost"} & (names.users | names.hosts)
    assert "" not in names.homes


def cleaned(text: str, reference: str = "system.os", versions: frozenset[str] = frozenset()) -> str:
    section, name = reference.split(".")
    names = Names(frozenset({"web-01"}), frozenset({"bob"}), frozenset({"/srv/bob"}))
    document = {"fields": {section: {name: {"value": text, "source": "x"}}}}
    entry = scrub(document, names, versions=versions)["fields"][section][name]
    return str(entry.get("value", entry))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on web-01", "on [host]"),
        ("on WEB-01.corp.example.", "on [host]."),
        ("/dev/mapper/web--01--vg-root", "/dev/mapper/[host]--vg-root"),
        ("by bob, bob_smith, bobby", "by [user], [user]_smith, bobby"),
        ("/srv/bob/x", "[home]/x"),
        ("-I/home/alice/include", "-I[home]/include"),
        (r"C:\Users\alice\x", r"C:[home]\x"),
        ("alice@example.org", "[account]"),
        ("KX-U6780A@2.7GHz", "KX-U6780A@2.7GHz"),
        ("at 10.0.0.1:80 and 10.0.0.0/8", "at [address]:80 and [address]/8"),
        ("gcc 4.12.1.2 v1.2.3.4 92.00.45.00.03", "gcc [address] v1.2.3.4 92.00.45.00.03"),
        ("fe80::1%eth0 and ::1 and ::ffff:10.0.0.1", "[address] and [address] and [address]"),
        ("std::vector a::b 12:30:45 0000:3b:00.0 ::", "std::vector [address] 12:30:45 0000:3b:00.0 ::"),
        ("aa:bb:cc:dd:ee:ff aa-bb-cc-dd-ee-ff", "[mac] [mac]"),
        ("00:00:10:23:fe:80:00:00:00:00:00:00:7c:fe:90:03:00:12:34:56", "[mac]"),
        ("enxaabbccddeeff wlxaabbccddeeff", "enx[mac] wlx[mac]"),
        ("0a1b2c3d-1111-2222-3333-444455556666", "[id]"),
        ("0123456789abcdef0123456789abcdef", "[id]"),
        ("sha256:" + "ab" * 32, "sha256:" + "ab" * 32),
        ("https://u:p@host.example/x?sig=1", "https://[redacted]@host.example/x?[redacted]"),
        ("b\u200bo\u202eb", "[user]"),
        ("x" * 5000, "x" * 4095 + "…"),
    ],
)
def test_the_last_pass(text: str, expected: str) -> None:
    assert cleaned(text) == expected


def test_a_version_of_four_numbers_is_no_address_where_versions_are() -> None:
    versions = frozenset({"kernel.release"})
    assert (
        cleaned("5.15.167.4-microsoft-standard", "kernel.release", versions)
        == "5.15.167.4-microsoft-standard"
    )
    assert cleaned("5.15 on 10.0.0.1", "kernel.release", versions) == "5.15 on [address]"
    assert cleaned("5.15.167.4", "kernel.build", versions) == "[address]"


def test_what_is_only_deceiving_characters_is_not_available() -> None:
    assert "not_available" in cleaned("\u200b\u202e\x00")


def test_keys_of_tables_are_cleaned_and_none_is_lost() -> None:
    value = {"enxaabbccddeeff": "ixgbe", "enxaabbccddee00": "igb", "eno1": "e1000"}
    document = {"fields": {"network": {"interfaces": {"value": value, "source": "x"}}}}
    names = Names(frozenset(), frozenset({"network", "value", "interfaces"}), frozenset())
    entry = scrub(document, names)["fields"]["network"]["interfaces"]
    assert entry["value"] == {"enx[mac]": "ixgbe", "enx[mac] 2": "igb", "eno1": "e1000"}


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("quiet mitigations=off", "quiet mitigations=off"),
        ("isolcpus=managed_irq,domain,2-7 nohz_full=2-7", "isolcpus=managed_irq,domain,2-7 nohz_full=2-7"),
        (
            "intel_idle.max_cstate=1 transparent_hugepage=madvise",
            "intel_idle.max_cstate=1 transparent_hugepage=madvise",
        ),
        ("root=/dev/sda1 resume=UUID=1 ip=dhcp", "root=[redacted] resume=[redacted] ip=[redacted]"),
        ("foo.bar=12 foo.on=yes foo.x=word", "foo.bar=12 foo.on=yes foo.x=[redacted]"),
        ("auth_token=12", "auth_token=[redacted]"),
        ('dyndbg="file a.c +p" quiet', "dyndbg=[redacted] quiet"),
        ("quiet -- --token x", "quiet -- [2 arguments to init]"),
    ],
)
def test_boot_parameters(given: str, kept: str) -> None:
    assert boot_parameters.publishable(given) == kept


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (["-O2", "-O2", "-march=x86-64-v3", "-std=c++20"], ["-O2", "-march=x86-64-v3", "-std=c++20"]),
        (["-I/home/x", "-L/x", "a.c", "-o", "x.o", "/x"], []),
        (["-static-libgcc", "-static/home/x"], ["-static-libgcc"]),
        (["-DNDEBUG", "-DN=3", "-DKEY=abc"], ["-DNDEBUG", "-DN=3", "-DKEY=[redacted]"]),
        (["-ffile-prefix-map=/a=b", "-fprofile-use=/x/y", "-flto=thin"], ["-flto=thin"]),
        (["-C", "-Ctarget-cpu=native", "target-cpu=native"], ["-Ctarget-cpu=native", "target-cpu=native"]),
        (["-Wl,-O1", "-Wl,-z,now", "-Wl,-rpath,/home/x"], ["-Wl,-O1", "-Wl,-z,now"]),
    ],
)
def test_build_flags(given: list[str], kept: list[str]) -> None:
    assert build_flags.publishable(given) == kept


def test_mount_options() -> None:
    given = ["rw", "size=1g", "compress=zstd:3", "subvol=/@home", "addr=10.0.0.1", "lowerdir=/a:/b", "we ird"]
    assert mount_options.publishable(given) == [
        "rw",
        "size=1g",
        "compress=zstd:3",
        "subvol=[redacted]",
        "addr=[redacted]",
        "lowerdir=[redacted]",
    ]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("x=token=hunter2", "x=token=[redacted]"),
        ("a:1,password:hunter2,b:2", "a:1,password:[redacted],b:2"),
        ("--api-key hunter2 --threads 4", "--api-key [redacted] --threads 4"),
        ("--api-key --threads 4", "--api-key --threads 4"),
        ("secret = 'two words' rest", "secret = [redacted] rest"),
        ("/usr/lib/authbind:/usr/bin", "/usr/lib/authbind:[redacted]"),
        ("/nix/store/0c8a1k5fz9v3m7q2x4w6b1n8r0d5s3j7-python3/bin", None),
        ("{0:4}:2", None),
    ],
)
def test_credentials_in_values(given: str, kept: str | None) -> None:
    assert without_credentials(given) == (given if kept is None else kept)


@pytest.mark.parametrize("unit", ["a", "a=", "-", "a.", "A1a", "fe80:", "://", "@", "1.", "/home/"])
def test_long_values_take_no_time(unit: str) -> None:
    began = time.monotonic()
    cleaned(without_credentials(unit * (200_000 // len(unit))))
    assert time.monotonic() - began < 5


def test_variables_are_allowed_by_name() -> None:
    given = {
        "OMP_NUM_THREADS": "4",
        "SECRET": "x",
        "PYTHONHASHSEED": "0",
        "PYTHON_DB_URL": "x",
        "LANG": " ",
        "GOGC": "off",
    }
    assert variables.publishable(given) == {"GOGC": "off", "OMP_NUM_THREADS": "4", "PYTHONHASHSEED": "0"}
