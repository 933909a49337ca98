"""``dossier trace``: a claim, down to its raw bytes."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import duckdb
import pytest
from click.testing import CliRunner, Result

from mkdocs_dossiers.cli.main import cli
from tests.cli.running import refute
from tests.workspace import Example

KEYS = (
    "claim says holds verdict reason statistic metric value low high unit n method source series sql datasets "
    "commit reproduce"
)
CLAIMS = ["sort-median", "fast-p95", "fast-rate", "fast-within", "speedup"]


def trace(workspace: Example, *arguments: str) -> Result:
    result = CliRunner().invoke(cli, ["trace", "--root", str(workspace.root), *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def chain(workspace: Example, reference: str) -> dict[str, Any]:
    loaded = json.loads(trace(workspace, reference, "--format", "json").stdout)
    assert isinstance(loaded, dict)
    return loaded


def test_the_keys_of_the_chain(pristine: Example) -> None:
    assert set(KEYS.split()) <= set(chain(pristine, "demo@1.0/speedup"))


def test_the_chain_ends_at_bytes_machine_and_commit(pristine: Example) -> None:
    found = chain(pristine, "demo@1.0/fast-p95")
    (dataset,) = found["datasets"]
    content = (pristine.root / dataset["file"]).read_bytes()
    assert dataset["sha256"] == hashlib.sha256(content).hexdigest()
    assert dataset["size"] == len(content)
    assert dataset["command"] == "load --output load.csv"
    assert dataset["environment"]["name"] == "host"
    assert found["commit"]["id"] == pristine.commit
    assert found["commit"]["verified"] is True
    assert found["commit"]["reached_from"] == "main"
    assert found["series"] == ["load/fast"]


def test_it_says_who_measured_it_again(pristine: Example) -> None:
    (again,) = chain(pristine, "demo@1.0/fast-p95")["reproductions"]
    assert again["word"] == "reproduced"
    assert again["by"] == ["Platform team"]
    assert again["low"] < again["value"] < again["high"]
    assert "reproduced   2026-11-21 by Platform team: " in trace(pristine, "demo@1.0/fast-p95").stdout


def test_and_back_to_what_else_rests_on_the_file(pristine: Example) -> None:
    (dataset,) = chain(pristine, "demo@1.0")["traces"][0]["datasets"]
    assert len(dataset["claims"]) == 4


@pytest.mark.parametrize("name", CLAIMS)
def test_the_statement_gives_the_same_digits(
    pristine: Example, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = chain(pristine, f"demo@1.0/{name}")
    monkeypatch.chdir(pristine.root)
    with duckdb.connect() as connection:
        row = connection.execute(found["sql"]).fetchone()
    assert row == (found["value"], found["low"], found["high"], found["n"])


@pytest.mark.parametrize(("reference", "claims"), [("demo@1.0", 5), ("demo", 15)])
def test_a_dossier_or_project_means_all_of_its_claims(pristine: Example, reference: str, claims: int) -> None:
    assert len(chain(pristine, reference)["traces"]) == claims


def test_a_path_may_name_it(pristine: Example) -> None:
    assert len(chain(pristine, str(pristine.root / "dossiers/demo/1.0"))["traces"]) == 5


def test_people_get_a_tree_and_the_statement(pristine: Example) -> None:
    text = trace(pristine, "demo@1.0/fast-p95").stdout
    assert text.startswith("demo@1.0/fast-p95\n")
    for part in (
        "verdict      supported",
        "sha256 ",
        "load --output load.csv",
        pristine.commit,
        "quantile_disc",
    ):
        assert part in text


@pytest.mark.parametrize("reference", ["other", "demo@9.9", "demo@1.0/nope"])
def test_what_is_not_there(pristine: Example, reference: str) -> None:
    result = trace(pristine, reference)
    assert result.exit_code == 2
    assert f"There is no {reference}." in result.stderr
    assert result.stdout == ""


def test_what_is_nearly_there(pristine: Example) -> None:
    assert "Did you mean demo@1.0/speedup" in trace(pristine, "demo@1.0/spedup").stderr


@pytest.mark.parametrize("reference", ["Not A Reference", "../..", "/etc/hostname"])
def test_what_is_no_reference(pristine: Example, reference: str) -> None:
    result = trace(pristine, reference)
    assert result.exit_code == 2
    assert result.stdout == ""


def test_a_rejected_claim_has_no_chain(workspace: Example) -> None:
    workspace.replace("    statistic: p95\n", "")
    result = trace(workspace, "demo@1.0/fast-p95")
    assert result.exit_code == 1
    assert "evidence/statistic" in result.stderr
    assert result.stdout.strip() == ""


def test_a_refuted_claim_has_one(workspace: Example) -> None:
    refute(workspace)
    result = trace(workspace, "demo@1.0/fast-p95", "--format", "json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["verdict"] == "refuted"
    assert "verdict/refuted" in result.stderr


def damage(workspace: Example) -> None:
    """Edit one digit of a raw file."""
    file = workspace.root / "dossiers/demo/1.0/data/load.csv"
    text = file.read_text()
    file.write_text(text.replace("1", "2", 1) if "1" in text else text)


def test_a_digest_that_does_not_match_is_shown_where_it_stands(workspace: Example) -> None:
    damage(workspace)
    result = trace(workspace, "demo@1.0/fast-p95")
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    place = next(index for index, line in enumerate(lines) if "DOES NOT MATCH what is declared" in line)
    assert lines[place - 1].endswith("data/load.csv") or "data/load.csv" in "".join(lines[place - 2 : place])
    assert "THE FOLDER DOES NOT MATCH" in result.stdout
    assert "rejected" in result.stdout
    found = json.loads(trace(workspace, "demo@1.0/fast-p95", "--format", "json").stdout)
    assert found["datasets"][0]["same"] is False
    assert found["datasets"][0]["sha256"] != found["datasets"][0]["declared"]
    assert found["record"]["same"] is False
    assert found["value"] is None


def test_a_tree_fits_a_terminal_and_has_colours_only_there(pristine: Example) -> None:
    plain = trace(pristine, "demo@1.0/speedup").stdout
    tree = plain.partition("\n\n")[0].splitlines()
    assert max(len(line) for line in tree if "$" not in line and "  git" not in line) <= 80
    assert "\x1b" not in plain
    shown = CliRunner().invoke(cli, ["trace", "--root", str(pristine.root), "demo@1.0/speedup"], color=True)
    assert "\x1b[32m" in shown.stdout


def back(workspace: Example, *arguments: str) -> dict[str, Any]:
    result = trace(workspace, *arguments, "--format", "json")
    assert result.exit_code == 0, result.stderr
    loaded = json.loads(result.stdout)
    assert isinstance(loaded, dict)
    return loaded


SPELLINGS = ["demo@1.0#load", "dossiers/demo/1.0/data/load.csv", "digest", "copy"]


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_what_rests_on_a_file(pristine: Example, spelling: str, tmp_path: Path) -> None:
    file = pristine.root / "dossiers/demo/1.0/data/load.csv"
    if spelling == "digest":
        spelling = hashlib.sha256(file.read_bytes()).hexdigest()[:10]
    elif spelling == "copy":
        spelling = str(tmp_path / "found.csv")
        Path(spelling).write_bytes(file.read_bytes())
    found = back(pristine, "--file", spelling)
    assert [entry["evidence"] for entry in found["datasets"]] == ["demo@1.0"]
    assert all(entry["same"] for entry in found["datasets"])
    claims = {entry["claim"]: entry for entry in found["claims"]}
    assert set(claims) == {f"demo@1.0/{name}" for name in CLAIMS[1:]}
    assert claims["demo@1.0/speedup"]["verdict"] == "supported"
    left = [entry["claim"] for entry in claims["demo@1.0/speedup"]["left"]]
    assert left == ["demo@1.1/speedup", "demo@1.2/speedup"]


def test_the_same_bytes_in_other_dossiers_fall_with_it(pristine: Example) -> None:
    found = back(pristine, "--file", "demo@1.0#tool")
    assert [entry["evidence"] for entry in found["datasets"]] == ["demo@1.0", "demo@1.1", "demo@1.2"]
    assert all(entry["left"] == [] for entry in found["claims"])


def test_a_name_inside_dossiers_means_all_of_them(pristine: Example) -> None:
    found = back(pristine, "--file", "data/load.csv")
    assert [entry["evidence"] for entry in found["datasets"]] == [
        "demo@1.0",
        "demo@1.0/reproductions/2026-11-21-platform-team",
        "demo@1.1",
        "demo@1.2",
    ]


def test_in_its_own_folder_a_path_means_one_file(pristine: Example, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(pristine.root / "dossiers/demo/1.1")
    found = back(pristine, "--file", "data/load.csv")
    assert [entry["evidence"] for entry in found["datasets"]] == ["demo@1.1"]


def test_what_rests_on_a_machine(pristine: Example) -> None:
    found = back(pristine, "--environment", "other")
    assert found["claims"] == []
    (again,) = found["reproductions"]
    assert again["name"] == "2026-11-21-platform-team"
    assert {entry["word"] for entry in again["claims"]} == {"reproduced"}
    mark = back(pristine, "--environment", "host")["environments"][0]["fingerprint"]
    assert len(back(pristine, "--environment", mark[:8])["claims"]) == 15


def test_what_rests_on_a_commit(pristine: Example) -> None:
    found = back(pristine, "--commit", pristine.commit[:7])
    assert found["commit"]["id"] == pristine.commit
    assert len(found["claims"]) == 15
    assert len(found["reproductions"]) == 1


@pytest.mark.parametrize(
    ("option", "text", "near"),
    [
        ("--file", "data/laod.csv", "data/load.csv"),
        ("--environment", "hosts", "host"),
        ("--commit", "0000", ""),
        ("--commit", "-x", ""),
        ("--file", "/etc/hostname", ""),
        ("--file", "a\x00b\x1b[31m", ""),
    ],
)
def test_nothing_is_named_so(pristine: Example, option: str, text: str, near: str) -> None:
    result = trace(pristine, option, text)
    assert result.exit_code == 2
    assert near in result.stderr
    assert "\x1b" not in result.stderr


def test_an_edited_file_is_seen_on_the_way_back_too(workspace: Example) -> None:
    damage(workspace)
    result = trace(workspace, "--file", "demo@1.0#load")
    assert result.exit_code == 1
    assert "DOES NOT MATCH" in result.stdout
    assert "rejected" in result.stdout


@pytest.mark.parametrize("arguments", [(), ("demo", "--file", "data/load.csv")])
def test_one_thing_is_named(pristine: Example, arguments: tuple[str, ...]) -> None:
    assert trace(pristine, *arguments).exit_code == 2


def keys_of(value: Any) -> set[str]:
    """Every key in plain data, but those of mappings that stand for themselves."""
    if isinstance(value, dict):
        return set(value).union(*(keys_of(each) for each in value.values()))
    return set().union(*(keys_of(each) for each in value)) if isinstance(value, list) else set()


def test_every_key_is_documented(pristine: Example) -> None:
    text = Path("docs/audit.md").read_text(encoding="utf-8")
    found = keys_of(chain(pristine, "demo@1.0/speedup"))
    for arguments in (("--file", "data/load.csv"), ("--environment", "host"), ("--commit", pristine.commit)):
        found |= keys_of(back(pristine, *arguments))
    assert not [key for key in found - {"does", "run", "gives", "minutes"} if f"`{key}`" not in text]
