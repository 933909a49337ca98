"""Raw formats: recognised by their content, read whole or refused."""

from __future__ import annotations

import contextlib
import gzip
import json
import random
import time
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mkdocs_dossiers.measure.inspection import NotReadable, inspect_file
from mkdocs_dossiers.model.dossier import Column, Columns
from mkdocs_dossiers.model.measurement import RawFile, Series
from tests.measure.claims import claim, columns, dataset, examined
from tests.workspace import RAW

KNOWN = {
    "hyperfine-1.15-parameter-scan.json": "hyperfine",
    "hyperfine-new-parameter-list.json": "hyperfine-2",
    "hyperfine-new-failing-exit-codes.json": "hyperfine-2",
    "pytest-benchmark-5.3.1-data.json": "pytest-benchmark",
    "pytest-benchmark-5.3.1-stats-only.json": "pytest-benchmark",
}
SAMPLED = [name for name in KNOWN if "stats-only" not in name]
DATA = "pytest-benchmark-5.3.1-data.json"
ONE = columns(series=None)
ARMS = columns()


def inspect(
    folder: Path, content: str | bytes, described: Columns | None = None, name: str = "raw.dat"
) -> RawFile:
    file = folder / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return inspect_file(file, described)


def refused(
    folder: Path, content: str | bytes, described: Columns | None = None, name: str = "raw.dat"
) -> str:
    """Why a file is refused; the same by the gate's way in."""
    with pytest.raises(NotReadable) as caught:
        inspect(folder, content, described, name)
    assert caught.value.message
    assert caught.value.fix
    found = examined(folder, [dataset(folder, "d", content, described)], claim("median"))
    assert not found.measurements
    failure = found.file_failures["d"]
    assert failure.rule == "integrity/format"
    assert failure.message
    assert failure.fix
    return caught.value.message


def by_name(raw: RawFile) -> dict[str, Series]:
    return {series.name: series for series in raw.series}


def stats_only() -> bytes:
    """The file as pytest-benchmark saves it without ``--benchmark-save-data``."""
    native = json.loads((RAW / DATA).read_text())
    for benchmark in native["benchmarks"]:
        del benchmark["stats"]["data"]
    return json.dumps(native).encode()


def hyperfine(*results: dict[str, Any]) -> str:
    return json.dumps({"results": results})


def result(command: str, *times: float, **more: Any) -> dict[str, Any]:
    middle = sorted(times)[len(times) // 2] if times else None
    return {
        "command": command,
        "mean": None,
        "median": middle if len(times) % 2 else None,
        "times": times,
        **more,
    }


class TestFilesOfTools:
    @pytest.mark.parametrize(("name", "form"), KNOWN.items())
    def test_the_format_is_recognised(self, name: str, form: str) -> None:
        assert inspect_file(RAW / name).format == form

    @pytest.mark.parametrize(("name", "form"), KNOWN.items())
    def test_whatever_the_file_is_called(self, tmp_path: Path, name: str, form: str) -> None:
        assert inspect(tmp_path, (RAW / name).read_bytes(), name="x.csv").format == form

    def test_a_file_without_samples_says_so(self) -> None:
        found = inspect_file(RAW / "pytest-benchmark-5.3.1-stats-only.json").series
        assert {series.kind for series in found} == {"summary"}
        assert all(series.stated["median"] == series.median for series in found)

    @pytest.mark.parametrize("name", SAMPLED)
    def test_what_is_recomputed_is_what_the_tool_wrote(self, name: str) -> None:
        compared = 0
        for series in inspect_file(RAW / name).series:
            assert series.kind == "sample"
            computed = {
                "mean": series.mean,
                "median": series.median,
                "min": series.minimum,
                "max": series.maximum,
            }
            for statistic, stated in series.stated.items():
                assert computed[statistic] == pytest.approx(stated, rel=1e-12, abs=1e-15)
                compared += 1
        assert compared >= 4

    def test_series_of_pytest_benchmark_are_its_benchmarks(self) -> None:
        native = json.loads((RAW / DATA).read_text())
        found = by_name(inspect_file(RAW / DATA))
        assert set(found) == {benchmark["name"] for benchmark in native["benchmarks"]}
        for benchmark in native["benchmarks"]:
            series = found[benchmark["name"]]
            assert series.n == len(benchmark["stats"]["data"]) == benchmark["stats"]["rounds"]
            assert (series.metric, series.unit) == ("time", "s")
            assert (series.minimum, series.maximum) == (
                min(benchmark["stats"]["data"]),
                max(benchmark["stats"]["data"]),
            )

    def test_series_of_hyperfine_are_its_commands(self) -> None:
        file = "hyperfine-1.15-parameter-scan.json"
        native = json.loads((RAW / file).read_text())
        found = by_name(inspect_file(RAW / file))
        assert {entry["command"]: len(entry["times"]) for entry in native["results"]} == {
            name: series.n for name, series in found.items()
        }

    def test_hyperfine_2_also_measures_cpu_time_and_memory(self) -> None:
        found = inspect_file(RAW / "hyperfine-new-failing-exit-codes.json").series
        assert {(series.metric, series.unit) for series in found} == {
            ("time", "s"),
            ("time_cpu", "s"),
            ("time_user", "s"),
            ("time_system", "s"),
            ("memory_peak", "B"),
        }

    def test_a_file_of_statistics_alone_has_summaries(self, tmp_path: Path) -> None:
        native = json.loads(stats_only())["benchmarks"]
        found = by_name(inspect(tmp_path, stats_only()))
        for benchmark in native:
            series = found[benchmark["name"]]
            stats = benchmark["stats"]
            assert series.kind == "summary"
            assert (series.n, series.mean, series.median) == (stats["rounds"], stats["mean"], stats["median"])
            assert (series.minimum, series.maximum) == (stats["min"], stats["max"])
            assert (series.p90, series.p95, series.p99) == (None, None, None)

    def test_a_summary_supports_claims_about_what_it_states(self, tmp_path: Path) -> None:
        benchmark = json.loads(stats_only())["benchmarks"][0]
        data = dataset(tmp_path, "d", stats_only(), None)
        found = examined(tmp_path, [data], claim("mean", of=("d", benchmark["name"])))
        measurement = found.measurements["c"]
        assert measurement.value == benchmark["stats"]["mean"]
        assert (measurement.low, measurement.high, measurement.interval) == (None, None, False)

    def test_but_none_about_what_it_does_not(self, tmp_path: Path) -> None:
        name = json.loads(stats_only())["benchmarks"][0]["name"]
        data = dataset(tmp_path, "d", stats_only(), None)
        found = examined(tmp_path, [data], claim("p99", of=("d", name)))
        assert found.claim_failures["c"].rule == "statistics/summary"

    def test_benchmarks_of_one_name_in_two_files_go_by_their_full_names(self, tmp_path: Path) -> None:
        stats = {"rounds": 1, "data": [1.0]}
        entries = [{"name": "test_a", "fullname": f"{file}.py::test_a", "stats": stats} for file in "xy"]
        found = inspect(tmp_path, json.dumps({"machine_info": {}, "benchmarks": entries}))
        assert set(by_name(found)) == {"x.py::test_a", "y.py::test_a"}

    def test_commands_of_one_name_are_told_apart_by_their_parameters(self, tmp_path: Path) -> None:
        found = inspect(
            tmp_path,
            hyperfine(result("sort", 1, parameters={"n": "1"}), result("sort", 2, parameters={"n": "2"})),
        )
        assert len(by_name(found)) == 2

    def test_commands_nothing_tells_apart_are_named(self, tmp_path: Path) -> None:
        assert "sort" in refused(tmp_path, hyperfine(result("sort", 1, 1), result("sort", 2, 2)))


class TestTables:
    def test_csv(self, tmp_path: Path) -> None:
        found = by_name(inspect(tmp_path, "arm,v\na,1\nb,4\na,3\n", ARMS))
        assert {name: (series.n, series.mean) for name, series in found.items()} == {
            "a": (2, 2.0),
            "b": (1, 4.0),
        }

    @pytest.mark.parametrize(
        "text",
        [
            "arm;v\na;1\na;3\n",
            "arm\tv\na\t1\na\t3\n",
            "arm|v\na|1\na|3\n",
            "arm,v\r\na,1\r\na,3\r\n",
            "\ufeffarm,v\na,1\na,3\n",
            '"arm","v"\n"a","1"\n"a","3"\n',
            "x,v,arm\n9,1,a\n9,3,a\n",
            "arm,v\na,1\na,3",
        ],
        ids=[
            "semicolons",
            "tabs",
            "bars",
            "windows",
            "byte order mark",
            "quotes",
            "more columns",
            "no last line end",
        ],
    )
    def test_csv_as_programs_write_it(self, tmp_path: Path, text: str) -> None:
        series = by_name(inspect(tmp_path, text, ARMS))["a"]
        assert (series.n, series.minimum, series.maximum) == (2, 1.0, 3.0)

    def test_an_empty_cell_is_no_sample(self, tmp_path: Path) -> None:
        assert by_name(inspect(tmp_path, "arm,v\na,1\na,\na,3\n", ARMS))["a"].n == 2

    def test_a_table_without_series_is_one_named_like_the_dataset(self, tmp_path: Path) -> None:
        data = dataset(tmp_path, "d", "v\n1\n2\n", ONE)
        assert [series.name for series in examined(tmp_path, [data]).files["d"].series] == ["d"]

    def test_ndjson(self, tmp_path: Path) -> None:
        text = '{"arm":"a","v":1}\n{"arm":"a","v":null}\n{"arm":"a"}\n{"v":3,"arm":"a"}\n'
        series = by_name(inspect(tmp_path, text, ARMS))["a"]
        assert (series.n, series.mean) == (2, 2.0)

    def test_parquet(self, tmp_path: Path) -> None:
        file = tmp_path / "x.parquet"
        with duckdb.connect() as connection:
            connection.execute(
                f"COPY (SELECT 'a' AS arm, i::FLOAT AS v FROM range(5) AS t(i)) TO '{file}' (FORMAT parquet)"
            )
        found = inspect_file(file, ARMS)
        assert (found.format, by_name(found)["a"].n, by_name(found)["a"].mean) == ("parquet", 5, 2.0)

    def test_digits_survive(self, tmp_path: Path) -> None:
        chance = random.Random(2)
        values = [chance.random() * 10.0 ** chance.randint(-300, 300) for _ in range(200)]
        for text in (
            "v\n" + "\n".join(map(repr, values)) + "\n",
            "\n".join(json.dumps({"v": value}) for value in values) + "\n",
        ):
            series = inspect(tmp_path, text, ONE).series[0]
            assert (series.minimum, series.maximum) == (min(values), max(values))

    @pytest.mark.parametrize(
        "text",
        ["v\n1\nnan\n", "v\n1\ninf\n", "v\n1\n-Infinity\n", '{"v":1}\n{"v":NaN}\n', '{"v":1}\n{"v":1e999}\n'],
    )
    def test_what_is_not_finite_is_counted(self, tmp_path: Path, text: str) -> None:
        assert inspect(tmp_path, text, ONE).series[0].not_finite == 1

    def test_letters_of_a_column_name_matter(self, tmp_path: Path) -> None:
        """Two columns that differ in case are one to DuckDB; the wrong one would be measured without a word."""
        described = columns(column="latency", series=None)
        assert "differs only in case" in refused(tmp_path, "Latency,latency\n1,100\n2,200\n", described)

    @pytest.mark.parametrize(
        "other", ["m", "iteration", "value", "metric", "run", "series", "kind", "a b", 'x"y']
    )
    def test_other_columns_may_be_called_anything(self, tmp_path: Path, other: str) -> None:
        quoted = '"' + other.replace('"', '""') + '"'
        series = inspect(tmp_path, f"{quoted},v\n7,1\n8,3\n", ONE).series[0]
        assert (series.n, series.mean) == (2, 2.0)

    @pytest.mark.parametrize(
        "name", ["m", "iteration", "value", "metric", "run", "arm", "select", "a b", "x'y", "{{a}}"]
    )
    def test_the_measured_column_may_be_called_anything(self, tmp_path: Path, name: str) -> None:
        described = columns(column=name, series=None)
        assert inspect(tmp_path, f'"{name}",other\n1,7\n3,8\n', described).series[0].mean == 2.0
        text = json.dumps({name: 1}) + "\n" + json.dumps({name: 3}) + "\n"
        assert inspect(tmp_path, text, described).series[0].mean == 2.0

    @pytest.mark.parametrize("column", ["nope", "iteration", "rowid", "filename", "m"])
    @pytest.mark.parametrize("kind", ["csv", "ndjson", "parquet"])
    def test_a_column_that_is_not_there_is_not_made_up(self, tmp_path: Path, column: str, kind: str) -> None:
        if kind == "parquet":
            with duckdb.connect() as connection:
                connection.execute(f"COPY (SELECT 1.0 AS v FROM range(5)) TO '{tmp_path}/p' (FORMAT parquet)")
            content = (tmp_path / "p").read_bytes()
        else:
            content = b"v\n1\n2\n" if kind == "csv" else b'{"v": 1}\n{"v": 2}\n'
        refused(tmp_path, content, columns(column=column, series=None))

    @pytest.mark.parametrize(
        "text", ["arm,v\na,1\n,2\nb,3\n", '{"arm":"a","v":1}\n{"v":2}\n{"arm":null,"v":3}\n']
    )
    def test_a_sample_of_no_series_is_a_failure_not_a_crash(self, tmp_path: Path, text: str) -> None:
        assert refused(tmp_path, text, ARMS)

    def test_columns_nobody_declared_are_shown(self, tmp_path: Path) -> None:
        found = inspect(tmp_path, "arm,latency,n\na,1.5,3\n", name="x.csv")
        assert [(series.metric, series.unit) for series in found.series] == [("latency", None), ("n", None)]

    def test_a_compressed_table_is_read_through(self, tmp_path: Path) -> None:
        assert inspect(tmp_path, gzip.compress(b"v\n1\n3\n"), ONE, "x.csv.gz").series[0].mean == 2.0

    @pytest.mark.parametrize(
        "name", ["a[1].csv", "a*.csv", "a?.csv", "a'b.csv", "a;b.csv", "{{a}}.csv", "a\nb.csv"]
    )
    def test_a_file_may_be_called_anything(self, tmp_path: Path, name: str) -> None:
        (tmp_path / "a1.csv").write_text("v\n7\n")
        assert inspect(tmp_path, "v\n1\n3\n", ONE, name).series[0].mean == 2.0


class TestNotWhole:
    @pytest.mark.parametrize("content", [b"", b" \n\t", b"\n"])
    def test_an_empty_file(self, tmp_path: Path, content: bytes) -> None:
        assert refused(tmp_path, content) == "The file is empty."

    @pytest.mark.parametrize("name", KNOWN)
    @pytest.mark.parametrize("part", [0.02, 0.5, 0.97, 0.9999])
    def test_a_half_written_file_of_a_tool(self, tmp_path: Path, name: str, part: float) -> None:
        raw = (RAW / name).read_bytes().rstrip()
        refused(tmp_path, raw[: int(len(raw) * part)])

    @pytest.mark.parametrize("name", KNOWN)
    def test_a_file_with_something_after_it(self, tmp_path: Path, name: str) -> None:
        refused(tmp_path, (RAW / name).read_bytes() + b"garbage")

    @pytest.mark.parametrize(
        "content",
        [
            b"arm,v\na,1\nb",
            b'arm,v\na,1\n"b',
            b'{"arm":"a","v":1}\n{"arm":"b","v"',
            b"PAR1\0\0\0\0",
            b"PAR1" * 9,
        ],
        ids=["csv row", "csv quote", "ndjson", "parquet", "parquet magic"],
    )
    def test_a_half_written_table(self, tmp_path: Path, content: bytes) -> None:
        refused(tmp_path, content, ARMS)

    @pytest.mark.parametrize(
        "content",
        [
            b"arm,v\na,1\na,fast\n",
            b"arm,v\na,1\n\xff\xfe,2\n",
            b'{"arm":"a","v":"fast"}\n',
            b"arm,v\na,1,5\na,2,5\n",
            b'{"arm":"a","v":[1]}\n',
            b"other,columns\n1,2\n",
            b"arm,v\n",
            b"just text\n",
            b"\x00\x00\x00\x00",
        ],
    )
    def test_a_table_that_does_not_hold_what_is_declared(self, tmp_path: Path, content: bytes) -> None:
        refused(tmp_path, content, ARMS)

    @pytest.mark.parametrize(
        "content",
        [
            b"{}",
            b"[]",
            b"[1, 2]",
            b'{"results": []}',
            b'{"benchmarks": []}',
            b'{"results": "x"}',
            b"null",
            b"42",
            b"<html></html>",
            b"\x89PNG\r\n\x1a\n\x00",
            b"\x7fELF\x00",
            b"hello\n",
            b"\xff\xfe{\x00}\x00",
        ],
    )
    def test_another_kind_of_file(self, tmp_path: Path, content: bytes) -> None:
        assert "not a known format" in refused(tmp_path, content)

    @pytest.mark.parametrize(
        "text",
        [
            '{"results": [{"command": "a", "times": "x"}]}',
            '{"results": [{"command": "a", "times": ["x"]}]}',
            '{"results": [{"command": "a", "times": [[1]]}]}',
            '{"results": {"command": "a", "times": [1]}}',
            '{"results": [{"command": "a", "times": []}]}',
            '{"results": [{"command": null, "times": [1]}]}',
            '{"results": [{"command": "a", "times": [1]}], "results": [{"command": "b", "times": [2]}]}',
            '{"machine_info": {}, "benchmarks": [{"fullname": "a", "stats": {"rounds": 1, "data": [1]}}]}',
            '{"machine_info": {}, "benchmarks": [{"fullname": 1, "name": {}, "stats": {"rounds": []}}]}',
        ],
    )
    def test_a_file_in_disguise(self, tmp_path: Path, text: str) -> None:
        refused(tmp_path, text)

    def test_what_it_lacks_is_said(self, tmp_path: Path) -> None:
        assert "results[].times" in refused(tmp_path, '{"results": [{"command": "sort"}]}')

    def test_deep_nesting_is_a_failure_not_a_crash(self, tmp_path: Path) -> None:
        for described in (None, ONE):
            refused(tmp_path, '{"a":' + "[" * 5000, described)
        refused(
            tmp_path, '{"results": [{"command": "a", "times": [1], "x": ' + "[" * 5000 + "]" * 5000 + "}]}"
        )

    def test_a_long_head_takes_no_time(self, tmp_path: Path) -> None:
        start = time.process_time()
        refused(tmp_path, "{" + " " * 3_000 + '"')
        assert time.process_time() - start < 0.5

    def test_messages_name_no_folder_of_this_machine(self, tmp_path: Path) -> None:
        """A report is the same wherever the gate runs."""
        for content in (
            '{"results": [{"command": "a", "times": ["x"]}]}',
            '{"results": [{"command": "a", "times": [1',
        ):
            found = examined(tmp_path, [dataset(tmp_path, "d", content, None)])
            assert str(tmp_path) not in found.file_failures["d"].message

    def test_a_declared_format_must_fit(self, tmp_path: Path) -> None:
        from dataclasses import replace

        data = dataset(tmp_path, "d", hyperfine(result("a", 1.0, 2.0)), None)
        assert not examined(tmp_path, [replace(data, format="hyperfine")]).file_failures
        for wrong in ("pytest-benchmark", "csv", "no-such-format"):
            assert (
                examined(tmp_path, [replace(data, format=wrong)]).file_failures["d"].rule
                == "integrity/format"
            )

    def test_a_file_whose_digest_is_another_is_not_read(self, tmp_path: Path) -> None:
        from dataclasses import replace

        data = replace(dataset(tmp_path, "d", "v\n1\n", ONE), sha256="0" * 64)
        found = examined(tmp_path, [data], claim("median"))
        assert found.files["d"].series == ()
        assert not found.measurements

    @given(
        st.binary(max_size=60) | st.text(st.sampled_from('{}[]":,\n ,;ab01.e-'), max_size=60).map(str.encode)
    )
    @settings(
        max_examples=15,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )
    def test_any_bytes_are_described_or_refused(self, tmp_path: Path, content: bytes) -> None:
        for described in (None, ONE):
            with contextlib.suppress(NotReadable):
                assert inspect(tmp_path, content, described).series


class TestColumnsOfSeveralMetrics:
    def test_each_metric_is_its_own(self, tmp_path: Path) -> None:
        described = Columns(None, (Column("latency", "l", "ms"), Column("size", "s", "B")))
        found = inspect(tmp_path, "l,s\n1,10\n2,\n", described)
        assert [(series.metric, series.unit, series.n) for series in found.series] == [
            ("latency", "ms", 2),
            ("size", "B", 1),
        ]
