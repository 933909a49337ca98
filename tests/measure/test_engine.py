"""The engine reads the files it was given and nothing else."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from mkdocs_dossiers.measure.engine import Engine
from mkdocs_dossiers.measure.failure import CannotMeasure
from mkdocs_dossiers.measure.limits import Limits


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("engine")
    (place / "given.csv").write_text("v\n1\n2\n")
    (place / "other.csv").write_text("v\nsecret\n")
    (place / "link.csv").symlink_to("other.csv")
    return place


@pytest.fixture(scope="module")
def engine(folder: Path) -> Iterator[Engine]:
    with Engine([folder / "given.csv"]) as opened:
        yield opened


def test_it_reads_the_file_it_was_given(engine: Engine, folder: Path) -> None:
    assert engine.rows(f"SELECT v FROM read_csv('{folder}/given.csv') ORDER BY v") == [(1,), (2,)]


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM read_csv('{folder}/other.csv')",
        "SELECT * FROM read_csv('{folder}/link.csv')",
        "SELECT * FROM read_csv('{folder}/given.csv/../other.csv')",
        "SELECT * FROM read_csv('{folder}/./other.csv')",
        "SELECT * FROM read_csv('{folder}/*.csv')",
        "SELECT * FROM read_csv(['{folder}/given.csv', '{folder}/other.csv'])",
        "SELECT * FROM '{folder}/other.csv'",
        "SELECT * FROM read_text('/etc/hostname')",
        "SELECT * FROM read_blob('/etc/hostname')",
        "SELECT * FROM read_text('/proc/self/environ')",
        "SELECT * FROM read_json_objects('/etc/hostname')",
        "SELECT * FROM read_parquet('/etc/hostname')",
        "SELECT * FROM parquet_metadata('/etc/hostname')",
        "SELECT * FROM sniff_csv('/etc/hostname')",
        "SELECT * FROM glob('{folder}/*')",
        "SELECT * FROM glob('/etc/*')",
        "SELECT * FROM read_csv('https://example.org/x.csv')",
        "SELECT getenv('HOME')",
        "SELECT * FROM folder",
        "SELECT * FROM duckdb_secrets()",
    ],
)
def test_it_reads_nothing_else(engine: Engine, folder: Path, sql: str) -> None:
    with pytest.raises(CannotMeasure):
        engine.rows(sql.format(folder=folder))


@pytest.mark.parametrize(
    "sql",
    [
        "COPY (SELECT 1) TO '{folder}/out.csv'",
        "COPY (SELECT 1) TO '{folder}/out.csv' (USE_TMP_FILE false)",
        "COPY (SELECT 1) TO '{folder}/given.csv'",
        "COPY (SELECT 1) TO '/dev/stdout'",
        "EXPORT DATABASE '{folder}/export'",
        "IMPORT DATABASE '{folder}'",
        "ATTACH '{folder}/new.db'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "LOAD '{folder}/x.duckdb_extension'",
        "CREATE PERSISTENT SECRET s (TYPE http)",
    ],
)
def test_it_writes_and_installs_nothing(engine: Engine, folder: Path, sql: str) -> None:
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    with pytest.raises(CannotMeasure):
        engine.rows(sql.format(folder=folder))
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


@pytest.mark.parametrize(
    "sql",
    [
        "SET enable_external_access = true",
        "SET allowed_paths = ['/']",
        "SET allowed_directories = ['/']",
        "SET memory_limit = '100GB'",
        "RESET memory_limit",
        "SET temp_directory = '/'",
        "SET lock_configuration = false",
        "SET autoinstall_known_extensions = true",
        "SET python_enable_replacements = true",
        "PRAGMA profiling_output = '{folder}/profile'",
        "CALL enable_logging(storage_path = '{folder}/log')",
    ],
)
def test_its_settings_are_locked(engine: Engine, folder: Path, sql: str) -> None:
    with pytest.raises(CannotMeasure):
        engine.rows(sql.format(folder=folder))


def test_a_statement_that_never_ends_is_stopped() -> None:
    start = time.monotonic()
    with (
        Engine([], Limits(10**8, 0.3)) as engine,
        pytest.raises(CannotMeasure, match=r"longer than 0\.3 seconds"),
    ):
        engine.rows(
            "SELECT count(*) FROM range(10000000) AS a(i), range(10000000) AS b(j) WHERE i * j % 7 = 3"
        )
    assert time.monotonic() - start < 5


def test_it_can_be_used_again_after_a_refusal(engine: Engine) -> None:
    with pytest.raises(CannotMeasure):
        engine.rows("SELECT nonsense")
    assert engine.rows("SELECT 1") == [(1,)]


def test_what_was_asked_before_is_known_until_something_changes(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    really = engine._run

    def run(sql: str, fetch: Any) -> Any:
        asked.append(sql)
        return really(sql, fetch)

    monkeypatch.setattr(engine, "_run", run)
    engine.rows("CREATE OR REPLACE TEMP TABLE t AS SELECT 1 AS value")
    first = engine.rows("SELECT value FROM t")
    first.append(("not",))
    assert engine.rows("SELECT value FROM t") == [(1,)]
    assert asked.count("SELECT value FROM t") == 1
    engine.rows("CREATE OR REPLACE TEMP TABLE t AS SELECT 2 AS value")
    assert engine.rows("SELECT value FROM t") == [(2,)]


def test_a_long_answer_is_not_kept(engine: Engine) -> None:
    engine.rows("FROM range(100000)")
    assert "FROM range(100000)" not in engine._answers


def test_a_refusal_is_one_sentence_without_advice_about_sql(engine: Engine) -> None:
    with pytest.raises(CannotMeasure) as caught:
        engine.rows("SELECT * FROM read_csv('/etc/hostname')")
    failure = caught.value.failure
    assert "\n" not in failure.message
    assert failure.message.endswith(".")
    assert failure.fix


def test_its_temporary_folder_is_gone_afterwards() -> None:
    with Engine([]) as engine:
        folder = Path(str(engine.rows("SELECT current_setting('temp_directory')")[0][0]))
        assert folder.is_dir()
    assert not folder.exists()
