"""The script a careful person reads and runs without this software."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from mkdocs_dossiers.cli.main import cli
from mkdocs_dossiers.model.dossier import Step
from mkdocs_dossiers.reproduce.plan import CannotReproduce, Planned, readable
from tests.reproduce.conftest import recipe
from tests.workspace import Example

TRICKS = {
    "quotes": "echo \"it's\" 'fine' `true` $(true) \\\\",
    "its own end": "echo one\n: <<'END OF STEP 3'\nEND OF STEP 3\necho two",
    "a here-document": "cat > note <<'EOF'\n$HOME `id` '\"\nEOF",
    "variables of the script's kind": "work=x; step=y; name=z; dossier=q",
}


def script_of(workspace: Example, tmp_path: Path) -> Path:
    result = CliRunner().invoke(cli, ["reproduce", "demo@1.0", "--dry-run", "--root", str(workspace.root)])
    assert result.exit_code == 0, result.stderr
    file = tmp_path / "again.sh"
    file.write_text(result.stdout)
    return file


def run(file: Path, folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    environ = {"PATH": os.environ["PATH"], "HOME": "/nonexistent", "TOKEN": "secret", **variables}
    return subprocess.run(
        ["bash", str(file), str(folder)], capture_output=True, text=True, env=environ, check=False, timeout=60
    )


def test_it_measures_without_us(measured: Example, tmp_path: Path) -> None:
    file = script_of(measured, tmp_path)
    if shutil.which("shellcheck"):
        found = subprocess.run(["shellcheck", str(file)], capture_output=True, text=True, check=False)
        assert found.returncode == 0, found.stdout
    done = run(file, tmp_path / "run")
    assert done.returncode == 0, done.stderr
    raw = tmp_path / "run/out/data/load.csv"
    assert raw.read_text().count("\n") == 801
    assert "data/load.csv" in done.stdout.splitlines()[-1]
    again = run(file, tmp_path / "run")
    assert again.returncode != 0
    assert "mkdir" in again.stderr


@pytest.mark.parametrize("trick", TRICKS)
def test_what_a_step_says_stays_in_it(measured: Example, tmp_path: Path, trick: str) -> None:
    recipe(measured, f"{TRICKS[trick]}\npython3 ../bench.py load.csv 1")
    file = script_of(measured, tmp_path)
    if shutil.which("shellcheck"):
        subprocess.run(["shellcheck", str(file)], check=True)
    done = run(file, tmp_path / "run")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "run/out/data/load.csv").is_file()


def test_an_open_quote_fails_its_own_step_only(measured: Example, tmp_path: Path) -> None:
    recipe(measured, "echo 'never closed")
    done = run(script_of(measured, tmp_path), tmp_path / "run")
    assert done.returncode != 0
    assert "Step 3 failed" in done.stderr
    assert "Step 2 took" in done.stdout


def test_variables_stay_outside_but_those_passed(measured: Example, tmp_path: Path) -> None:
    recipe(measured, "env > variables\npython3 ../bench.py load.csv 1")
    file = script_of(measured, tmp_path)
    passed = {"PASS": "FIRST SECOND", "FIRST": "a b", "SECOND": "c"}
    assert run(file, tmp_path / "run", **passed).returncode == 0
    seen = dict(
        line.split("=", 1) for line in (tmp_path / "run/source/there/variables").read_text().splitlines()
    )
    assert "TOKEN" not in seen
    assert seen["FIRST"] == "a b"
    assert seen["HOME"] == str(tmp_path / "run/home")


def test_a_file_that_was_there_before_is_not_taken(measured: Example, tmp_path: Path) -> None:
    recipe(measured, "true")
    (measured.root / "load.csv").write_text("old")
    done = run(script_of(measured, tmp_path), tmp_path / "run")
    assert done.returncode == 1
    assert "no new file of that name" in done.stderr


@pytest.mark.parametrize("char", ["\u202e", "\u200b", "\x1b", "\r"])
def test_what_hides_commands_is_refused(char: str) -> None:
    with pytest.raises(CannotReproduce, match=f"U\\+{ord(char):04X}"):
        readable(Planned(3, Step("Measure", f"true {char} # false")))
