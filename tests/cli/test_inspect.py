"""``dossier inspect``: what is in a raw file."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from mkdocs_dossiers.cli.main import cli
from tests.workspace import RAW

SERIES = ["name", "metric", "unit", "kind", "n", "min", "median", "mean", "max", "p90", "p95", "p99"]


def inspect(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(cli, ["inspect", *map(str, arguments)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def no_constant(name: str) -> float:
    raise AssertionError(f"{name} is not JSON")


def listed(*arguments: str | Path) -> dict[str, Any]:
    loaded = json.loads(inspect("--format", "json", *arguments).stdout, parse_constant=no_constant)
    assert isinstance(loaded, dict)
    return loaded


@pytest.fixture
def table(tmp_path: Path) -> Path:
    file = tmp_path / "orders.csv"
    file.write_text("arm,v\na,1\na,3\nb,5\n")
    return file


@pytest.mark.parametrize("file", sorted(RAW.glob("*.json")), ids=lambda file: file.name)
def test_json_has_fixed_keys_in_a_fixed_order(file: Path) -> None:
    found = listed(file)
    assert list(found) == ["format", "series"]
    assert found["series"]
    for series in found["series"]:
        assert list(series) == SERIES
        assert series["kind"] in ("sample", "summary")


def test_declared_columns(table: Path) -> None:
    found = listed(table, "--metric", "latency=v:ms", "--series", "arm")
    assert found["format"] == "csv"
    assert [(entry["name"], entry["metric"], entry["unit"], entry["n"]) for entry in found["series"]] == [
        ("a", "latency", "ms", 2),
        ("b", "latency", "ms", 1),
    ]
    assert found["series"][0]["mean"] == 2.0


def test_columns_nobody_declared_have_no_unit(table: Path) -> None:
    (found,) = listed(table)["series"]
    assert (found["metric"], found["unit"], found["n"], found["max"]) == ("v", None, 3, 5.0)


def test_what_a_file_does_not_say_is_null(tmp_path: Path) -> None:
    native = json.loads((RAW / "pytest-benchmark-5.3.1-data.json").read_text())
    for benchmark in native["benchmarks"]:
        del benchmark["stats"]["data"]
    (tmp_path / "x.json").write_text(json.dumps(native))
    for series in listed(tmp_path / "x.json")["series"]:
        assert (series["kind"], series["p90"], series["p95"], series["p99"]) == ("summary", None, None, None)


@pytest.mark.parametrize("value", ["nan", "inf", "-inf"])
def test_what_is_not_finite_is_still_json(tmp_path: Path, value: str) -> None:
    (tmp_path / "x.csv").write_text(f"v\n1\n{value}\n")
    (found,) = listed(tmp_path / "x.csv", "--metric", "latency=v:s")["series"]
    assert found["mean"] is None


def test_text_shows_the_same(table: Path) -> None:
    text = inspect(table, "--metric", "latency=v:ms", "--series", "arm").stdout
    assert "SHA-256 " in text
    header = next(line for line in text.splitlines() if line.startswith("series"))
    assert header.split() == [
        "series",
        "metric",
        "unit",
        "kind",
        "n",
        "min",
        "median",
        "mean",
        "p90",
        "p95",
        "p99",
        "max",
    ]


@pytest.mark.parametrize(
    "content", [b"", b"hello\n", b"{}", b"\x00\x01", b'{"results": [{"command"', b"<html>"]
)
def test_what_cannot_be_read_ends_in_a_message(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x").write_bytes(content)
    result = inspect(tmp_path / "x", "--format", "json")
    assert result.exit_code in (1, 2)
    assert result.stdout == ""
    assert "fix: " in result.stderr


@pytest.mark.parametrize("kind", ["link", "pipe", "folder", "device"])
def test_what_is_no_file_ends_in_a_message(tmp_path: Path, kind: str, table: Path) -> None:
    place = tmp_path / "x"
    match kind:
        case "link":
            place.symlink_to(table)
        case "pipe":
            os.mkfifo(place)
        case "folder":
            place.mkdir()
        case _:
            place = Path("/dev/zero")
    result = inspect(place)
    assert result.exit_code in (1, 2)
    assert result.stdout == ""
    assert result.stderr


def test_a_file_in_a_linked_folder(tmp_path: Path, table: Path) -> None:
    """The folder's name is the caller's own: many temporary folders are links."""
    (tmp_path / "folder").mkdir()
    table.rename(tmp_path / "folder/orders.csv")
    (tmp_path / "linked").symlink_to("folder")
    assert inspect(tmp_path / "linked/orders.csv").exit_code == 0


def test_a_file_named_from_here(table: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(table.parent)
    assert inspect(table.name).exit_code == 0


@pytest.mark.parametrize(
    "arguments", [["none.csv"], ["--metric", "x", "ORDERS"], ["--format", "xml", "ORDERS"], []]
)
def test_wrong_usage_is_2(table: Path, arguments: list[str]) -> None:
    result = inspect(*[str(table) if word == "ORDERS" else word for word in arguments])
    assert result.exit_code == 2
    assert result.stdout == ""


def test_names_in_the_file_reach_the_terminal_without_escapes(tmp_path: Path) -> None:
    results = [{"command": "a\x1b[2J\x07", "times": [1.0, 2.0]}]
    (tmp_path / "x.json").write_text(json.dumps({"results": results}))
    from mkdocs_dossiers.cli.output.inspection_text import render
    from mkdocs_dossiers.measure.inspection import inspect_closely

    text = render(inspect_closely(tmp_path / "x.json"))
    assert "\x1b" not in text
    assert "\x07" not in text


def test_a_name_of_two_lines_stays_in_one(tmp_path: Path) -> None:
    results = [{"command": "a\nb", "times": [1.0, 2.0]}]
    (tmp_path / "x.json").write_text(json.dumps({"results": results}))
    rows = inspect(tmp_path / "x.json").stdout.splitlines()
    assert "b" not in [row.split(" ")[0] for row in rows]


def two_modes(tmp_path: Path) -> Path:
    times = [0.010 + index % 10 * 1e-4 for index in range(300)] + [
        0.030 + index % 10 * 1e-4 for index in range(200)
    ]
    file = tmp_path / "two.json"
    file.write_text(json.dumps({"results": [{"command": "serve", "times": times}]}))
    return file


def test_every_series_is_shown_closely(tmp_path: Path) -> None:
    text = inspect(two_modes(tmp_path)).stdout
    assert "serve: time in ms, 500 samples" in text
    assert re.search(r"median +10\.\d+ +95 % in 10\.\d+ to 10\.\d+", text)
    bars = re.search(r"10 ms .(.{48}). 31 ms", text.replace("\u00a0", " "))
    assert bars is not None
    assert bars[1][0] != " "
    assert bars[1][24] == " "
    assert "crowd around" in text


def test_what_cannot_be_bounded_says_how_many_samples_would(tmp_path: Path) -> None:
    text = inspect(two_modes(tmp_path)).stdout
    assert not re.search(r"p99 .*would bound it", text)
    few = tmp_path / "few.json"
    few.write_text(json.dumps({"results": [{"command": "serve", "times": [0.01, 0.02]}]}))
    assert "not bounded (6 samples would bound it)" in inspect(few).stdout


def test_many_series_are_shown_on_request(tmp_path: Path) -> None:
    file = tmp_path / "many.json"
    file.write_text(
        json.dumps({"results": [{"command": f"c{index}", "times": [1.0, 2.0]} for index in range(20)]})
    )
    assert "12 more series; --all shows each closely." in inspect(file).stdout
    assert inspect(file, "--all").stdout.count(": time in s, 2 samples") == 20


def test_a_terminal_without_blocks_gets_ascii(tmp_path: Path) -> None:
    from mkdocs_dossiers.cli.output.inspection_text import render
    from mkdocs_dossiers.measure.inspection import inspect_closely

    render(inspect_closely(two_modes(tmp_path)), "ascii").encode("ascii")


def test_what_the_file_says_of_itself_is_shown(tmp_path: Path) -> None:
    text = inspect(Path("tests/raw/pyperf/pyperf-2.10.0-suite.json")).stdout
    assert "tool: pyperf 2.10.0" in text
    assert "cpu: AMD EPYC" in text
