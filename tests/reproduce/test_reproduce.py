"""``dossier reproduce``: from the plan to a reproduction the gate accepts."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from mkdocs_dossiers.check.profile import Profile
from mkdocs_dossiers.cli.main import cli
from mkdocs_dossiers.reproduce import sandbox
from mkdocs_dossiers.reproduce.surroundings import NoSuchVariable, surroundings
from mkdocs_dossiers.reproduce.written import folder_name
from tests.reproduce.conftest import recipe
from tests.workspace import Example, git, run_gate

REPRODUCTIONS = "dossiers/demo/1.0/reproductions"
SWAPPED = """python3 ../bench.py load.csv 1
rm -rf $_work/out
ln -s {folder} $_work/out
rm $_work/steps.log
mkfifo $_work/steps.log
trap - EXIT
exit 0"""
"""Makes a link of the folder with raw files, and a pipe of the log."""


def reproduce(workspace: Example, *arguments: str) -> Result:
    options = ["reproduce", "demo@1.0", "--root", str(workspace.root), "--who", "Platform Team", *arguments]
    result = CliRunner().invoke(cli, options)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def made(workspace: Example) -> Path:
    (found,) = (workspace.root / REPRODUCTIONS).iterdir()
    return found


def test_from_the_plan_to_the_gate(measured: Example, tmp_path: Path) -> None:
    result = reproduce(measured, "--yes", "--sandbox", "no", "--folder", str(tmp_path / "work"))
    assert result.exit_code == 0, result.stderr
    place = made(measured)
    document = yaml.safe_load((place / "reproduction.yaml").read_text())
    assert document["of"] == "demo@1.0"
    assert document["by"] == ["Platform Team"]
    assert document["subject"]["commit"] == measured.commit
    raw = (place / "data/load.csv").read_bytes()
    assert document["data"]["load"]["sha256"] == hashlib.sha256(raw).hexdigest()
    assert raw == (tmp_path / "work/source/there/load.csv").read_bytes()
    machine = json.loads((place / "environments/this-host.json").read_text())
    assert machine["runs"]["load"]["seconds"] > 0
    assert machine["runs"]["load"]["changes"]["other_cpu_time"]["status"] == "not_available"
    assert machine["runs"]["load"]["changes"]["cpu_time"]["change"] >= 0
    for part in (
        "$ python3 ../bench.py load.csv 1",
        "about 1 min",
        "data/load.csv",
        "without a sandbox",
        "tool: no step",
    ):
        assert part in " ".join(result.stderr.replace("│", " ").split())
    assert "3 reproduced" in result.stdout
    assert "1 not measured again" in result.stdout
    assert "environment  host → this-host" in result.stdout
    git(measured.root, "add", "--force", ".")
    report = run_gate(measured.root, profile=Profile.PUBLISH)
    assert not [problem for problem in report.problems if "reproductions" in problem.scope.dossier]
    assert {entry.word for found in report.remeasured.values() for entry in found} == {
        "reproduced",
        "not reproduced",
    }


def test_not_reproduced_is_a_result(measured: Example) -> None:
    recipe(measured, "python3 ../bench.py load.csv 3")
    result = reproduce(measured, "--yes", "--sandbox", "no", "--format", "json")
    assert result.exit_code == 0, result.stderr
    claims = {claim["claim"]: claim for claim in json.loads(result.stdout)["claims"]}
    assert claims["fast-p95"]["before"]["verdict"] == "supported"
    assert claims["fast-p95"]["after"]["verdict"] == "not reproduced"
    assert claims["fast-p95"]["movement"]["word"] == "moved"
    assert claims["speedup"]["after"]["verdict"] == "reproduced"


def test_it_never_runs_unasked(measured: Example) -> None:
    recipe(measured, f"touch {measured.root}/ran")
    result = reproduce(measured)
    assert result.exit_code == 2
    assert "--yes" in result.stderr
    assert not (measured.root / "ran").exists()


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("python3 ../bench.py other.csv 1", "no new file of that name"),
        ("python3 ../bench.py load.csv 1; false", "exit code 1"),
        ("false; python3 ../bench.py load.csv 1", "exit code 1"),
        ("exit 7", "exit code 7"),
    ],
)
def test_a_recipe_that_fails(measured: Example, command: str, said: str) -> None:
    recipe(measured, command)
    result = reproduce(measured, "--yes", "--sandbox", "no")
    assert result.exit_code == 1
    assert said in result.stderr
    kept = Path(result.stderr.rpartition(" lies in ")[2].strip())
    assert (kept / "run.sh").is_file()
    shutil.rmtree(kept)
    assert not (measured.root / REPRODUCTIONS).exists()


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (": > load.csv", "is empty"),
        ("cp {raw} load.csv", "nothing was measured again"),
        ("ln -s {raw} load.csv", "no new file"),
        ("python3 ../bench.py load.csv 1; echo ghp_{token} >> load.csv", "seems to hold a token"),
        (SWAPPED, "cannot be opened"),
        ("exit 0", "failed, with exit code 0"),
    ],
)
def test_what_is_no_measurement(measured: Example, command: str, said: str, tmp_path: Path) -> None:
    folder = measured.dossier.parent
    recipe(measured, command.format(raw=folder / "data/load.csv", folder=folder, token="a1B2" * 9))
    result = reproduce(measured, "--yes", "--sandbox", "no", "--folder", str(tmp_path / "work"))
    assert result.exit_code == 1
    assert said in result.stderr
    assert not (measured.root / REPRODUCTIONS).exists()


def test_output_of_a_recipe_moves_no_cursor(measured: Example) -> None:
    recipe(measured, "printf '\\033[2Jgone\\n'\npython3 ../bench.py load.csv 1")
    result = reproduce(measured, "--yes", "--sandbox", "no")
    assert "\x1b" not in result.stderr
    assert "\\x1b[2Jgone" in result.stderr


def test_only_what_a_claim_needs(measured: Example) -> None:
    result = CliRunner().invoke(
        cli, ["reproduce", "demo@1.0/sort-median", "--dry-run", "--root", str(measured.root)]
    )
    assert result.exit_code == 2
    assert "No step of the recipe" in result.stderr


def test_a_commit_that_is_gone(measured: Example) -> None:
    text = measured.text().replace(measured.commit, "0123456789abcdef0123456789abcdef01234567")
    measured.dossier.write_text(text)
    result = reproduce(measured, "--dry-run")
    assert result.exit_code == 2
    assert "is not in" in result.stderr


def test_interrupted_it_ends_everything(measured: Example, tmp_path: Path) -> None:
    mark = f"{os.getpid()}.25"
    recipe(measured, f"sleep 9{mark} & (setsid sleep 8{mark} &)\nsleep 7{mark}")
    command = [
        str(Path(sys.executable).with_name("dossier")),
        "reproduce",
        "demo@1.0",
        "--yes",
        "--who",
        "Me",
    ]
    process = subprocess.Popen(
        [*command, "--sandbox", "no", "--root", str(measured.root), "--folder", str(tmp_path / "work")],
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - ignored where tests run aside
    )
    until = time.monotonic() + 30
    while not _running(mark, 3) and time.monotonic() < until:
        time.sleep(0.1)
    assert _running(mark, 3)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "interrupted by SIGINT" in said
    assert not _running(mark, 1)
    assert not (measured.root / REPRODUCTIONS).exists()


def _running(mark: str, count: int) -> bool:
    found = 0
    for place in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            found += place.read_bytes().startswith(b"sleep\0") and mark.encode() in place.read_bytes()
        except OSError:
            continue
    return found >= count


def test_the_sandbox_protects_what_lies_outside(measured: Example, tmp_path: Path) -> None:
    if sandbox.trouble(tmp_path) is not None:
        pytest.skip("bubblewrap does not run here")
    outside = tmp_path / "outside"
    recipe(
        measured,
        f"touch {outside}\ntouch /usr/outside || echo not outside\n"
        f"ls -A {Path.home()} | wc -l\npython3 ../bench.py load.csv 1",
    )
    folder = tmp_path / "work"
    result = reproduce(measured, "--yes", "--sandbox", "yes", "--no-network", "--folder", str(folder))
    assert result.exit_code == 0, result.stderr
    assert "not outside\n0\n" in result.stderr
    assert not outside.exists()
    assert "bubblewrap sandbox" in (made(measured) / "reproduction.yaml").read_text()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--sandbox", "no", "--no-network"), "--no-network is for the sandbox"),
        (("--pass", "NOT_THERE"), "no variable 'NOT_THERE'"),
        (("--folder", "/proc/nowhere"), "cannot be made"),
    ],
)
def test_what_cannot_be(measured: Example, options: tuple[str, ...], said: str) -> None:
    result = reproduce(measured, "--yes", *options)
    assert result.exit_code == 2
    assert said in " ".join(result.stderr.split())


def test_without_bubblewrap(measured: Example, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mkdocs_dossiers.reproduce.sandbox.shutil.which", lambda name: None)
    for options in (("--sandbox", "yes"), ("--no-network",)):
        result = reproduce(measured, "--yes", *options)
        assert result.exit_code == 2
        assert "bubblewrap is not installed" in result.stderr


def test_variables() -> None:
    found = surroundings(Path("/w"), ["CARGO_HOME"], {"PATH": "/a:/b", "CARGO_HOME": "/c", "TOKEN": "x"})
    assert found["PATH"] == "/a:/b"
    assert found["CARGO_HOME"] == "/c"
    assert found["HOME"] == "/w/home"
    assert "TOKEN" not in found
    own = str(Path(sys.prefix, "bin"))
    assert own not in surroundings(Path("/w"), (), {"PATH": f"{own}:/usr/bin"})["PATH"].split(":")
    with pytest.raises(NoSuchVariable):
        surroundings(Path("/w"), ["NOT_THERE"], {})


def test_names_of_folders() -> None:
    from datetime import UTC, datetime

    day = datetime(2026, 12, 1, tzinfo=UTC)
    assert folder_name(["Platform Team!"], day, []) == "2026-12-01-platform-team"
    assert folder_name(["Ω"], day, []) == "2026-12-01-somebody"
    taken = ["2026-12-01-a", "2026-12-01-a-2"]
    assert folder_name(["A"], day, taken) == "2026-12-01-a-3"
