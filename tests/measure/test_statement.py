"""The printed statement: complete, runnable by anybody, and the source of the same digits."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mkdocs_dossiers.check.gate import Report, run_gate
from mkdocs_dossiers.measure.job import Examined
from mkdocs_dossiers.model.dossier import Column, Columns
from mkdocs_dossiers.model.measurement import Measurement
from mkdocs_dossiers.model.reference import Reference
from tests.measure.claims import claim, columns, dataset, examined, stock, table
from tests.measure.test_formats import SAMPLED, stats_only
from tests.workspace import RAW, Example

CLAIMS = ["sort-median", "fast-p95", "fast-rate", "fast-within", "speedup"]
NAMES = [
    "it's",
    'say "fast"',
    "a; DROP TABLE d; --",
    "a' OR '1'='1",
    "a'); SELECT 1; --",
    "{{ 7 * 7 }}",
    "{% raw %}",
    "$file",
    "$1",
    "{table}",
    "%s",
    "two\nlines",
    "two\r\nlines",
    "tab\tbed",
    "three\n\n  lines\n",
    "u\u2028separated",
    "/* comment */",
    "-- comment",
    "\\",
    "\\n",
    "a/b/c",
    " spaces ",
    "é 🚀",
    "<script>",
    "NULL",
    "*",
]
TABLES = [
    "sample",
    "result",
    "named",
    "metric",
    "run",
    "event",
    "windows",
    "range",
    "select",
    "d",
    "a-b",
    "samples",
]


def agree(root: Path, measurement: Measurement, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root)
    value, low, high, n = stock(measurement.sql)
    assert (value, low, high, n) == (measurement.value, measurement.low, measurement.high, measurement.n)


@pytest.fixture(scope="module")
def report(pristine: Example) -> Report:
    return run_gate(pristine.root)


@pytest.mark.parametrize("name", CLAIMS)
@pytest.mark.parametrize("version", ["1.0", "1.1", "1.2"])
def test_every_claim_of_a_workspace_is_the_same_in_a_stock_duckdb(
    pristine: Example, report: Report, version: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    agree(pristine.root, report.judgements[Reference("demo", version, name)].measurement, monkeypatch)


def test_all_claims_are_in_that_table(report: Report) -> None:
    assert {reference.claim for reference in report.judgements} == set(CLAIMS)


def test_it_is_one_statement_and_says_what_it_is_about(report: Report) -> None:
    sql = report.judgements[Reference("demo", "1.0", "speedup")].measurement.sql
    assert sql.startswith("-- demo@1.0/speedup\n-- The fast arm is at least 2x faster")
    assert sql.endswith(";\n")
    assert sql.count(";") == 1


def test_it_names_files_from_the_repository_root(pristine: Example, report: Report) -> None:
    for judgement in report.judgements.values():
        assert "'dossiers/demo/" in judgement.measurement.sql
        assert str(pristine.root) not in judgement.measurement.sql


@pytest.mark.parametrize("name", SAMPLED)
def test_files_of_tools(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    data = dataset(tmp_path, "d", (RAW / name).read_bytes(), None)
    of = ("d", examined(tmp_path, [data]).files["d"].series[0].name)
    asked = [
        claim(statistic, "<= 1 ms", of, name=statistic)
        for statistic in ("median", "mean", "min", "max", "p99")
    ]
    asked.append(claim("count", "<= 1 runs", of, name="count"))
    asked.append(claim("share", ">= 1 %", of, within="<= 3 ms", name="share"))
    found = examined(tmp_path, [data], *asked)
    assert set(found.measurements) == {entry.id for entry in asked}
    for measurement in found.measurements.values():
        agree(tmp_path, measurement, monkeypatch)


def test_memory_measured_by_hyperfine_2(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name = "hyperfine-new-failing-exit-codes.json"
    command = json.loads((RAW / name).read_text())["results"][0]["command"]
    data = dataset(tmp_path, "d", (RAW / name).read_bytes(), None)
    asked = claim("max", "<= 9 MiB", of=("d", command), metric="memory_peak")
    found = examined(tmp_path, [data], asked).measurements["c"]
    assert found.value == 2990080 / 1024**2
    agree(tmp_path, found, monkeypatch)


@pytest.mark.parametrize("statistic", ["mean", "median", "min", "max"])
def test_files_that_hold_summaries_only(
    tmp_path: Path, statistic: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = dataset(tmp_path, "d", stats_only(), None)
    name = json.loads(stats_only())["benchmarks"][0]["name"]
    agree(
        tmp_path, examined(tmp_path, [data], claim(statistic, of=("d", name))).measurements["c"], monkeypatch
    )


@pytest.fixture(scope="module", params=["csv", "ndjson"])
def named_series(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, Examined]:
    """One file with a series of each name: the numbers 1 to 9."""
    root = tmp_path_factory.mktemp("series")
    rows = ["arm,v"] if request.param == "csv" else []
    for name in NAMES:
        quoted = '"' + name.replace('"', '""') + '"'
        for value in range(1, 10):
            line = f"{quoted},{value}" if request.param == "csv" else json.dumps({"arm": name, "v": value})
            rows.append(line)
    data = dataset(root, "d", "\n".join(rows) + "\n", columns())
    asked = [claim("median", of=("d", name), name=f"c{index}") for index, name in enumerate(NAMES)]
    return root, examined(root, [data], *asked)


@pytest.mark.parametrize("index", range(len(NAMES)), ids=NAMES)
def test_a_series_may_be_called_anything(
    named_series: tuple[Path, Examined], index: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, found = named_series
    measurement = found.measurements[f"c{index}"]
    assert (measurement.value, measurement.n) == (5.0, 9)
    agree(root, measurement, monkeypatch)


@pytest.fixture(scope="module")
def named_metrics(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Examined]:
    """One file with a metric and column of each name: the numbers 1 to 9."""
    root = tmp_path_factory.mktemp("metrics")
    lines = "".join(json.dumps(dict.fromkeys(NAMES, value)) + "\n" for value in range(1, 10))
    described = Columns(None, tuple(Column(name, name, "s") for name in NAMES))
    asked = [claim("median", metric=name, name=f"c{index}") for index, name in enumerate(NAMES)]
    return root, examined(root, [dataset(root, "d", lines, described)], *asked)


@pytest.mark.parametrize("index", range(len(NAMES)), ids=NAMES)
def test_a_metric_and_its_column_may_be_called_anything(
    named_metrics: tuple[Path, Examined], index: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, found = named_metrics
    assert not found.file_failures
    assert found.measurements[f"c{index}"].value == 5.0
    agree(root, found.measurements[f"c{index}"], monkeypatch)


@pytest.mark.parametrize("name", ["it's", "$file", "{{a}}", "a;b", "a b", "-- x", "a\nb", "é", "a=b"])
def test_a_file_may_be_called_anything(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The gate's schema allows less; the statement does not rely on it."""
    data = dataset(tmp_path, "d", "v\n1\n3\n", columns(series=None), f"data/{name}.csv")
    found = examined(tmp_path, [data], claim("median"))
    assert found.measurements["c"].value == 2.0
    agree(tmp_path, found.measurements["c"], monkeypatch)


@pytest.mark.parametrize("root", ["a b", "a'b", "[a]", "a=b", "{{a}}", "é"])
def test_a_workspace_may_lie_anywhere(tmp_path: Path, root: str, monkeypatch: pytest.MonkeyPatch) -> None:
    data = dataset(tmp_path / root, "d", "v\n1\n3\n", columns(series=None), "data/d.csv")
    found = examined(tmp_path / root, [data], claim("median"))
    assert found.measurements["c"].value == 2.0
    agree(tmp_path / root, found.measurements["c"], monkeypatch)


@pytest.mark.parametrize("name", TABLES)
def test_a_dataset_may_be_called_like_any_table(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    tool = dataset(
        tmp_path, name, (RAW / "hyperfine-1.15-parameter-scan.json").read_bytes(), None, "data/tool"
    )
    other = dataset(tmp_path, "other", table({"a": [0.001] * 9}), columns(), "data/other.csv")
    series = examined(tmp_path, [tool]).files[name].series[0].name
    asked = claim("median", ">= 1 x", of=(name, series), to=("other", "a"))
    found = examined(tmp_path, [tool, other], asked)
    assert not found.claim_failures
    agree(tmp_path, found.measurements["c"], monkeypatch)
    events = dataset(
        tmp_path, name, table({"a": [index / 64 for index in range(65)]}), columns(), "data/e.csv"
    )
    found = examined(tmp_path, [events], claim("rate", ">= 1 runs/s", of=(name, "a")))
    assert found.measurements["c"].value == 64.0
    agree(tmp_path, found.measurements["c"], monkeypatch)


def test_a_sentence_stays_inside_its_comment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sentences = [*NAMES, "x\u0085; SELECT 2", "x\x0b; SELECT 2", "x\r; SELECT 2", "long " * 200]
    data = dataset(tmp_path, "d", "v\n1\n3\n", columns(series=None), "data/d.csv")
    asked = [claim("max", says=f"Said: {says}", name=f"c{index}") for index, says in enumerate(sentences)]
    found = examined(tmp_path, [data], *asked).measurements
    assert len(found) == len(sentences)
    for measurement in found.values():
        comment, _, rest = measurement.sql.partition("\nWITH ")
        assert rest
        assert all(line.startswith("-- ") for line in comment.splitlines())
        agree(tmp_path, measurement, monkeypatch)


@pytest.mark.parametrize("unit", ["s", "ms", "ns", "h"])
def test_every_conversion(tmp_path: Path, unit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    values = [index * 0.0123 for index in range(1, 40)]
    data = dataset(tmp_path, "d", table({"a": values}), columns(unit=unit), "data/d.csv")
    asked = [
        claim(statistic, f"<= 3 {target}", name=f"{statistic}-{target}")
        for statistic in ("median", "mean")
        for target in ("ms", "s", "ns", "day")
    ]
    found = examined(tmp_path, [data], *asked).measurements
    assert len(found) == 8
    for measurement in found.values():
        agree(tmp_path, measurement, monkeypatch)
