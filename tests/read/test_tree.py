"""The folder ``dossiers/`` as a workspace."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from mkdocs_dossiers.model.problem import Problem
from mkdocs_dossiers.read.columns import columns_of
from mkdocs_dossiers.read.tree import find_root, read_workspace
from tests.workspace import Example


def problems(root: Path) -> list[Problem]:
    return read_workspace(root)[1]


def test_a_workspace_is_read_oldest_version_first(pristine: Example) -> None:
    workspace, found = read_workspace(pristine.root)
    assert not found
    assert [str(dossier.reference) for dossier in workspace.dossiers] == ["demo@1.0", "demo@1.1", "demo@1.2"]


def test_what_was_declared_is_what_was_read(pristine: Example) -> None:
    dossier = read_workspace(pristine.root)[0].dossiers[0]
    assert (dossier.title, dossier.date, dossier.status, dossier.draft) == (
        "Version 1.0",
        "2026-11-21",
        "published",
        False,
    )
    assert list(dossier.datasets) == ["tool", "load"]
    assert list(dossier.environments) == ["host"]
    claim = dossier.claims["speedup"]
    assert (str(claim.of), str(claim.to), claim.confidence) == ("load/slow", "load/fast", 0.95)
    assert claim.datasets == ("load",)
    assert dossier.subject is not None
    assert dossier.subject.commit == pristine.commit


def test_only_what_is_asked_for_is_read(pristine: Example) -> None:
    assert not read_workspace(pristine.root, only=["other"])[0].projects


def test_the_root_is_found_from_below(pristine: Example) -> None:
    assert find_root(pristine.root / "dossiers/demo/1.0/data") == pristine.root.resolve()


def test_there_may_be_no_root(tmp_path: Path) -> None:
    assert find_root(tmp_path) is None


def test_no_folder_is_an_empty_workspace(tmp_path: Path) -> None:
    workspace, found = read_workspace(tmp_path)
    assert not workspace.projects
    assert not found


@pytest.mark.parametrize("kind", ["link", "pipe", "folder", "device", "broken"])
def test_a_dossier_that_is_no_file_is_refused(workspace: Example, kind: str) -> None:
    file = workspace.dossier
    kept = file.rename(file.with_name("kept"))
    match kind:
        case "link":
            file.symlink_to(kept.name)
        case "pipe":
            os.mkfifo(file)
        case "folder":
            file.mkdir()
        case "device":
            file.symlink_to("/dev/zero")
        case _:
            file.symlink_to("nowhere")
    (found,) = problems(workspace.root)
    assert (found.rule, found.path) == ("shape/yaml", "dossiers/demo/1.0/dossier.yaml")


@pytest.mark.parametrize("kind", ["link", "pipe", "folder"])
def test_an_environment_that_is_no_file_is_refused(workspace: Example, kind: str) -> None:
    file = workspace.root / "dossiers/demo/1.0/environments/host.json"
    file.rename(file.with_name("kept"))
    match kind:
        case "link":
            file.symlink_to("kept")
        case "pipe":
            os.mkfifo(file)
        case _:
            file.mkdir()
    (found,) = problems(workspace.root)
    assert found.path == "dossiers/demo/1.0/environments/host.json"


def test_a_linked_version_is_refused(workspace: Example) -> None:
    folder = workspace.root / "dossiers/demo/1.0"
    folder.rename(workspace.root / "elsewhere")
    folder.symlink_to("../../elsewhere")
    (found,) = problems(workspace.root)
    assert "link" in found.message


@pytest.mark.parametrize("name", ["..1", "1 0", "1.0~", "-1", "über", "1.0\n"])
def test_a_version_no_reference_can_name_is_refused(workspace: Example, name: str) -> None:
    (workspace.root / "dossiers/demo/1.0").rename(workspace.root / "dossiers/demo" / name)
    (found,) = problems(workspace.root)
    assert found.rule == "shape/folder"


def test_a_dossier_whose_document_is_gone_is_still_noticed(workspace: Example) -> None:
    workspace.dossier.unlink()
    (found,) = problems(workspace.root)
    assert found.path == "dossiers/demo/1.0/dossier.yaml"


def test_other_folders_are_no_dossiers(workspace: Example) -> None:
    (workspace.root / "dossiers/demo/notes").mkdir()
    (workspace.root / "dossiers/.hidden").mkdir()
    assert not problems(workspace.root)


def test_a_project_without_its_document_is_noticed(workspace: Example) -> None:
    (workspace.root / "dossiers/demo/project.yaml").unlink()
    (found,) = problems(workspace.root)
    assert found.path == "dossiers/demo/project.yaml"


def test_two_names_of_one_version_are_in_a_fixed_order(workspace: Example) -> None:
    for name in ("1.00", "01.0", "1-0"):
        shutil.copytree(workspace.root / "dossiers/demo/1.0", workspace.root / "dossiers/demo" / name)
    versions = [dossier.version for dossier in read_workspace(workspace.root)[0].dossiers]
    assert versions == ["01.0", "1-0", "1.0", "1.00", "1.1", "1.2"]


class TestColumns:
    def test_a_column_is_a_metric_a_name_and_a_unit(self) -> None:
        columns = columns_of(("latency=latency: total (s):ms", "n=count:order"), "arm")
        assert columns is not None
        assert [(column.metric, column.column, column.unit) for column in columns.metrics] == [
            ("latency", "latency: total (s)", "ms"),
            ("n", "count", "order"),
        ]
        assert columns.series == "arm"

    def test_nothing_declared_is_nothing(self) -> None:
        assert columns_of((), None) is None

    @pytest.mark.parametrize("text", ["latency", "latency=x", "=x:s", "latency=:s", "latency=x:", ""])
    def test_anything_else_is_explained(self, text: str) -> None:
        with pytest.raises(ValueError, match="write NAME=COLUMN:UNIT"):
            columns_of((text,), None)
