"""The wheel in an unrelated project: everything it needs is in it, and nothing of the machine that built it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.workspace import Example, make_workspace

ROOT = Path(__file__).parents[2]
LEFT_OUT = (".git", ".venv*", ".*cache", ".hypothesis", "node_modules", "dossiers", "site", "build", "dist")

CONFIGURATION = """\
site_name: Handbook
theme: {theme}
plugins: [search, dossiers]
"""


@dataclass(frozen=True)
class Built:
    """What is handed out: a wheel and a source archive, and the folder they were built in."""

    wheel: Path
    sdist: Path
    folder: Path

    def members(self, archive: Path) -> dict[str, bytes]:
        """The files in one of them, by name."""
        if archive == self.wheel:
            with zipfile.ZipFile(archive) as wheel:
                return {name: wheel.read(name) for name in wheel.namelist()}
        found = {}
        with tarfile.open(archive) as sdist:
            for member in sdist:
                content = sdist.extractfile(member)
                if content is not None:
                    found[member.name.partition("/")[2]] = content.read()
        return found


@dataclass(frozen=True)
class Installed:
    """A virtual environment in which the project comes from the wheel alone."""

    folder: Path

    def run(self, program: str, *arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
        """Run one of its programs, as a user of another project would."""
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
        environment |= {"NO_MKDOCS_2_WARNING": "1", "PYTHONDONTWRITEBYTECODE": "1"}
        return subprocess.run(
            [str(self.folder / "bin" / program), *arguments],
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Built in a copy of the project, so that no other file and no other folder's name can get in."""
    folder = tmp_path_factory.mktemp("source") / "project"
    shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns(*LEFT_OUT))
    subprocess.run([sys.executable, "-m", "compileall", "-q", folder / "plugins"], check=True)
    out = tmp_path_factory.mktemp("built")
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-t", "sdist", "-d", str(out)],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    (wheel,), (sdist,) = out.glob("*.whl"), out.glob("*.tar.gz")
    return Built(wheel, sdist, folder)


@pytest.fixture(scope="module")
def installed(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """The wheel, and nothing else: dependencies are those of the interpreter that runs the tests."""
    folder = tmp_path_factory.mktemp("installed") / "venv"
    venv.create(folder, symlinks=True)
    python = folder / "bin/python"
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", str(python)]
    subprocess.run([*pip, "install", "--quiet", "--no-deps", "--no-index", str(built.wheel)], check=True)
    # Such a line is only looked in for packages: its own .pth files, of editable installs, do not count.
    own = sysconfig.get_path("purelib", vars={"base": str(folder), "platbase": str(folder)})
    lines = dict.fromkeys([sysconfig.get_path("purelib"), sysconfig.get_path("platlib")])
    (Path(own) / "dependencies.pth").write_text("\n".join(lines) + "\n")
    return Installed(folder)


def handbook(folder: Path, theme: str = "material") -> Example:
    """Somebody else's MkDocs project that has dossiers."""
    project = make_workspace(folder)
    (folder / "mkdocs.yml").write_text(CONFIGURATION.format(theme=theme))
    (folder / "docs").mkdir()
    (folder / "docs/index.md").write_text("# Handbook\n\nHow we work here.\n")
    return project


def test_the_wheel_is_what_is_imported(installed: Installed, tmp_path: Path) -> None:
    code = "import mkdocs_dossiers, mkdocs_dossiers.plugin.plugin as p; print(mkdocs_dossiers.__file__, p.__file__)"
    done = installed.run("python", "-c", code, folder=tmp_path)
    assert done.returncode == 0, done.stderr
    for file in done.stdout.split():
        assert Path(file).is_relative_to(installed.folder)


@pytest.mark.parametrize("theme", ["material", "mkdocs"])
def test_checks_and_builds_another_project(installed: Installed, tmp_path: Path, theme: str) -> None:
    project = handbook(tmp_path / "handbook", theme)

    checked = installed.run("dossier", "check", "--format", "json", folder=project.root)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    report = json.loads(checked.stdout)
    assert report["ok"]
    assert {verdict["verdict"] for verdict in report["verdicts"]} == {"supported"}

    done = installed.run("python", "-m", "mkdocs", "build", "--strict", folder=project.root)
    assert done.returncode == 0, done.stdout + done.stderr

    site = project.root / "site"
    assert "How we work here." in (site / "index.html").read_text()
    for page in ("", "gate", "verdicts", "demo", "demo/1.0", "demo/1.1", "demo/1.0/claims/sort-median"):
        assert (site / "dossiers" / page / "index.html").is_file(), page
    assert "Sorting takes at most 5" in (site / "dossiers/demo/1.0/index.html").read_text()
    assert not (site / "dossiers/demo/1.2").exists(), "a draft"
    assert json.loads((site / "dossiers/dossiers.json").read_text())["projects"]
    for file in ("data/tool.json", "data/load.csv", "environments/host.json"):
        published = site / "dossiers/demo/1.0" / file
        assert published.read_bytes() == (project.dossier.parent / file).read_bytes(), file
    for asset in ("dossiers.css", "dossiers.js", "vendor/vega.js", "vendor/vega.LICENSE.txt"):
        assert (site / "assets/dossiers" / asset).is_file(), asset


def test_edited_evidence_fails_the_check_and_the_build(installed: Installed, tmp_path: Path) -> None:
    project = handbook(tmp_path / "handbook")
    raw = project.dossier.parent / "data/load.csv"
    raw.write_bytes(raw.read_bytes().replace(b"0.01", b"0.02", 1))
    checked = installed.run("dossier", "check", folder=project.root)
    assert checked.returncode == 1, checked.stdout + checked.stderr
    done = installed.run("python", "-m", "mkdocs", "build", "--strict", folder=project.root)
    assert done.returncode == 1, done.stdout + done.stderr


def test_the_wheel_holds_all_files_of_the_package(built: Built) -> None:
    members = set(built.members(built.wheel))
    package = ROOT / "plugins/mkdocs_dossiers"
    for file in package.rglob("*"):
        if file.is_file() and "__pycache__" not in file.parts:
            assert f"mkdocs_dossiers/{file.relative_to(package).as_posix()}" in members
    schemas = list((ROOT / "schema").glob("*.json"))
    assert {file.stem for file in schemas} >= {"dossier.schema", "project.schema"}
    for schema in schemas:
        assert f"mkdocs_dossiers/schema/{schema.name}" in members


@pytest.mark.parametrize("kind", ["wheel", "sdist"])
def test_licences_are_handed_out_too(built: Built, kind: str) -> None:
    members = built.members(getattr(built, kind))
    for file in ("LICENSE", "plugins/mkdocs_dossiers/assets/vendor/vega.LICENSE.txt"):
        content = (ROOT / file).read_bytes()
        named = [name for name in members if name.endswith(file)]
        assert [name for name in named if members[name] == content], file


@pytest.mark.parametrize("kind", ["wheel", "sdist"])
def test_nothing_of_the_machine_that_built_it(built: Built, kind: str) -> None:
    members = built.members(getattr(built, kind))
    assert not [name for name in members if "__pycache__" in name or name.endswith((".pyc", ".pyo"))]
    for name, content in members.items():
        assert str(built.folder).encode() not in content, name
