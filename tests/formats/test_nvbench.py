"""NVBench: the JSON that version 0.1 wrote, read again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import duckdb
import pytest

from mkdocs_dossiers.measure.inspection import NotReadable, inspect_file
from tests.formats import helpers
from tests.formats.helpers import check_found, cut, series

RAW = helpers.RAW / "nvbench"
FILES = {
    "nvbench-0.1.0-ref.json.zst": "nvbench",
    "nvbench-0.1.0-cmp.json.zst": "nvbench",
}


def states(file: Path) -> dict[str, dict[str, Any]]:
    query = "SELECT json FROM read_json_objects(?, maximum_object_size = 4000000)"
    (text,) = duckdb.connect().execute(query, [str(file)]).fetchone() or ("",)
    return {
        f"{benchmark['name']} {state['name']}": state
        for benchmark in json.loads(text)["benchmarks"]
        for state in benchmark["states"]
    }


@pytest.mark.parametrize(("file", "name"), FILES.items())
def test_each_file_is_found_and_read_by_a_stock_duckdb(file: str, name: str) -> None:
    check_found(RAW / file, name)


@pytest.mark.parametrize("file", FILES)
def test_statistics_are_read_as_written(file: str) -> None:
    written, found = states(RAW / file), series(RAW / file)
    measured = {name: state for name, state in written.items() if not state["is_skipped"]}
    assert {name for name, _ in found} == measured.keys() != written.keys()
    for name, state in measured.items():
        values = {summary["tag"]: summary["data"][0]["value"] for summary in state["summaries"]}
        for metric, tag in (
            ("time", "cold/time/gpu"),
            ("cpu_time", "cold/time/cpu"),
            ("batch_time", "batch/time/gpu"),
        ):
            if f"nv/{tag}/mean" in values:
                one = found[name, metric]
                assert (one.kind, one.unit, one.mean) == ("summary", "s", float(values[f"nv/{tag}/mean"]))
                assert one.n == int(values[f"nv/{tag.split('/')[0]}/sample_size"])
        if "nv/cold/time/gpu/stdev/relative" in values:
            noise = found[name, "time_noise"].stated["relative standard deviation"]
            assert noise == float(values["nv/cold/time/gpu/stdev/relative"])


def test_facts() -> None:
    assert inspect_file(RAW / "nvbench-0.1.0-ref.json.zst").facts == {"tool": "NVBench 0.1.0"}


@pytest.mark.parametrize("file", FILES)
def test_half_a_file_is_refused(file: str, tmp_path: Path) -> None:
    with pytest.raises(NotReadable):
        inspect_file(cut(RAW / file, tmp_path, 1 / 2))
