"""GPUs, from recorded answers of nvidia-smi and recorded files of amdgpu."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from mkdocs_dossiers.environment.capture import gpu
from mkdocs_dossiers.environment.capture.gpu_nvidia import QUERY
from mkdocs_dossiers.environment.capture.programs import Answer, Runner
from mkdocs_dossiers.environment.capture.reading import Known, NotApplicable, NotAvailable
from mkdocs_dossiers.environment.fields import fields_of

from .machines import answering, build

A100 = (
    "NVIDIA A100-SXM4-80GB, 81920, 550.54.15, 92.00.45.00.03, 1410, 1593, 400.00, "
    "Enabled, Disabled, Enabled, 4, 16"
)
VERSION = (
    "NVIDIA-SMI version  : 550.54.15\nNVML version        : 550.54\n"
    "DRIVER version      : 550.54.15\nCUDA Version        : 12.4\n"
)
TOPOLOGY = """\
\t\x1b[4mGPU0\tGPU1\tNIC0\tCPU Affinity\tNUMA Affinity\x1b[0m
GPU0\t X \tNV12\tSYS\t0-31\t0
GPU1\tNV12\t X \tSYS\t32-63\t1
NIC0\tSYS\tSYS\t X

Legend:
"""


def nvidia(rows: str, *, unknown: tuple[str, ...] = (), version: str = VERSION) -> Runner:
    """An nvidia-smi that prints these rows, and complains about fields it is too old to know."""

    def run(command: Sequence[str]) -> Answer:
        if command[0] != "nvidia-smi":
            return Answer(None, why=f"{command[0]} is not installed")
        if command[1:] == ["--version"] or tuple(command[1:]) == ("--version",):
            return Answer(0, version)
        if tuple(command[1:]) == ("topo", "-m"):
            return Answer(0, TOPOLOGY)
        asked = command[1].removeprefix("--query-gpu=").split(",")
        if unfit := [name for name in asked if name in unknown]:
            return Answer(2, f'Field "{unfit[0]}" is not a valid field to query.\n\n')
        assert "uuid" not in command[1]
        assert "serial" not in command[1]
        columns = list(QUERY.values())
        told = [dict(zip(columns, row.split(", "), strict=True)) for row in rows.splitlines()]
        return Answer(0, "\n".join(", ".join(row[name] for name in asked) for row in told) + "\n")

    return run


def test_two_gpus(tmp_path: Path) -> None:
    readings = gpu.read(tmp_path, nvidia(f"{A100}\n{A100}"))
    values = {name: reading.value for name, reading in readings.items() if isinstance(reading, Known)}
    assert values == {
        "model": ["NVIDIA A100-SXM4-80GB"] * 2,
        "count": 2,
        "memory": ["81920"] * 2,
        "driver": "550.54.15",
        "runtime": "CUDA 12.4",
        "firmware": ["92.00.45.00.03"] * 2,
        "max_clock": ["1410"] * 2,
        "max_memory_clock": ["1593"] * 2,
        "power_limit": ["400.00"] * 2,
        "ecc": ["Enabled"] * 2,
        "mig": ["Disabled"] * 2,
        "persistence": ["Enabled"] * 2,
        "link": ["PCIe 4 x16"] * 2,
        "topology": ["GPU0 X NV12 SYS 0-31 0", "GPU1 NV12 X SYS 32-63 1"],
    }


def test_what_a_gpu_does_not_tell_is_not_available(tmp_path: Path) -> None:
    row = "NVIDIA GeForce RTX 3080, 10240, 470.57, 94.02, [N/A], [N/A], [N/A], [N/A], [N/A], Disabled, 4, 16"
    readings = gpu.read(tmp_path, nvidia(row))
    for name in ("max_clock", "power_limit", "ecc", "mig"):
        assert isinstance(readings[name], NotAvailable), name
    assert readings["persistence"] == Known(["Disabled"], "nvidia-smi --query-gpu=persistence_mode")


def test_an_old_driver_is_asked_again_without_what_it_does_not_know(tmp_path: Path) -> None:
    readings = gpu.read(tmp_path, nvidia(A100, unknown=("mig.mode.current", "clocks.max.sm")))
    assert isinstance(readings["mig"], NotAvailable)
    assert isinstance(readings["max_clock"], NotAvailable)
    assert readings["ecc"] == Known(["Enabled"], "nvidia-smi --query-gpu=ecc.mode.current")


def test_new_drivers_have_another_word_for_cuda(tmp_path: Path) -> None:
    readings = gpu.read(tmp_path, nvidia(A100, version="KMD Version : 610.43\nCUDA UMD Version : 13.1\n"))
    assert readings["runtime"] == Known("CUDA 13.1", "nvidia-smi --version")


def test_no_gpu_does_not_apply(tmp_path: Path) -> None:
    root = build(
        tmp_path,
        {
            "/sys/bus/pci/devices/0000:00:02.0/class": "0x030000",
            "/sys/bus/pci/devices/0000:00:02.0/vendor": "0x1234",
        },
    )
    readings = gpu.read(root, answering({}))
    assert set(readings) == {field.name for field in fields_of("gpu")}
    assert all(isinstance(reading, NotApplicable) for reading in readings.values())


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (Answer(None, why="nvidia-smi is not installed"), "nvidia-smi is not installed"),
        (
            Answer(9, "NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver.\n"),
            "exit status 9",
        ),
        (Answer(None, why="nvidia-smi did not answer within 10 s"), "did not answer"),
        (Answer(0, "one, two\n"), "another form"),
    ],
)
def test_a_gpu_that_cannot_be_asked_is_not_available(tmp_path: Path, answer: Answer, reason: str) -> None:
    root = build(
        tmp_path,
        {
            "/sys/bus/pci/devices/0000:3b:00.0/class": "0x030200",
            "/sys/bus/pci/devices/0000:3b:00.0/vendor": "0x10de",
        },
    )
    reading = gpu.read(root, lambda command: answer)["model"]
    assert isinstance(reading, NotAvailable)
    assert reading.reason.startswith("there is a GPU by NVIDIA, but ")
    assert reason in reading.reason


def test_amd_is_read_from_files(tmp_path: Path) -> None:
    device = "/sys/class/drm/card0/device"
    root = build(
        tmp_path,
        {
            f"{device}/vendor": "0x1002\n",
            f"{device}/product_name": "Instinct MI210\n",
            f"{device}/unique_id": "deadbeefdeadbeef\n",
            f"{device}/mem_info_vram_total": str(64 << 30),
            f"{device}/vbios_version": "113-D67301-059\n",
            f"{device}/pp_dpm_sclk": "0: 500Mhz *\n1: 1700Mhz\n",
            f"{device}/hwmon/hwmon3/power1_cap": "300000000\n",
            "/sys/class/drm/card0-DP-1/status": "connected\n",
            "/sys/module/amdgpu/version": "6.7.8\n",
        },
    )
    readings = gpu.read(root, answering({}))
    values = {name: reading.value for name, reading in readings.items() if isinstance(reading, Known)}
    assert values == {
        "model": ["Instinct MI210"],
        "count": 1,
        "memory": ["65536"],
        "driver": "6.7.8",
        "firmware": ["113-D67301-059"],
        "max_clock": ["1700"],
        "power_limit": ["300.00"],
    }
