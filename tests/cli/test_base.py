"""``dossier check --base``: what changed, what rests on it, and the dossiers as they were."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from mkdocs_dossiers.check.changes import Changes, changes_since, compare
from mkdocs_dossiers.model.measurement import Verdict
from mkdocs_dossiers.model.reference import Reference
from mkdocs_dossiers.read.base import BaseError, _unpack, base_of
from tests.cli.running import branch, check, commit, found, refute
from tests.gates import run_gate
from tests.workspace import Example, git, keep_records, write_dossier

V10, V11, V12, V13 = (Reference("demo", version) for version in ("1.0", "1.1", "1.2", "1.3"))


def dossiers(workspace: Example, *arguments: str) -> list[str]:
    """Which dossiers are checked."""
    return sorted(
        {verdict["claim"].partition("/")[0] for verdict in found(workspace, *arguments)["verdicts"]}
    )


def changes_of(workspace: Example) -> Changes:
    """What the branch does to the claims, with the record of what was published in step."""
    keep_records(workspace.root)
    with base_of(workspace.root, "main") as base:
        return changes_since(base, run_gate(workspace.root, base=base))


class TestSelection:
    def test_nothing_changed_is_said_and_is_no_failure(self, workspace: Example) -> None:
        branch(workspace)
        result = check(workspace, "--base", "main", "--format", "json")
        assert result.exit_code == 0
        assert result.stderr.startswith("Nothing in dossiers/ changed since ")
        report = found(workspace, "--base", "main")
        assert report == {
            "ok": True,
            "counts": {"projects": 0, "dossiers": 0, "claims": 0, "datasets": 0},
            "problems": [],
            "verdicts": [],
        }

    def test_a_change_elsewhere_is_nothing(self, workspace: Example) -> None:
        branch(workspace)
        (workspace.root / "bench.py").write_text("print('other')\n")
        commit(workspace)
        assert check(workspace, "--base", "main").stderr.startswith("Nothing in dossiers/ changed")

    @pytest.mark.parametrize("committed", [True, False])
    @pytest.mark.parametrize(
        "file", ["dossier.yaml", "data/load.csv", "environments/host.json", "data/more.csv", "README.md"]
    )
    def test_a_file_of_a_dossier_means_that_dossier(
        self, workspace: Example, file: str, committed: bool
    ) -> None:
        branch(workspace)
        with (workspace.dossier.parent / file).open("a") as changed:
            changed.write("\n")
        if committed:
            commit(workspace)
        report = found(workspace, "--base", "main")
        assert report["counts"]["dossiers"] == 1
        assert all(problem["path"].startswith("dossiers/demo/1.0/") for problem in report["problems"])

    def test_a_staged_change_counts(self, workspace: Example) -> None:
        branch(workspace)
        workspace.replace("title: Version 1.0", "title: Another")
        git(workspace.root, "add", ".")
        assert dossiers(workspace, "--base", "main") == ["demo@1.0"]

    @pytest.mark.parametrize("file", ["project.yaml", "notes.txt", "workload/run.py"])
    def test_a_file_of_the_project_means_all_its_dossiers(self, workspace: Example, file: str) -> None:
        branch(workspace)
        place = workspace.root / "dossiers/demo" / file
        place.parent.mkdir(exist_ok=True)
        with place.open("a") as changed:
            changed.write("\n")
        assert found(workspace, "--base", "main")["counts"]["dossiers"] == 3

    def test_a_new_dossier_is_checked(self, workspace: Example) -> None:
        branch(workspace)
        write_dossier(workspace.root, "1.3", workspace.commit, seed=4)
        commit(workspace)
        assert dossiers(workspace, "--base", "main") == ["demo@1.3"]

    def test_raw_data_of_a_dossier_that_is_not_checked_is_still_recognised(self, workspace: Example) -> None:
        branch(workspace)
        other = git(workspace.root, "rev-parse", "HEAD")
        write_dossier(workspace.root, "1.3", other, seed=4)
        commit(workspace)
        rules = {problem["rule"] for problem in found(workspace, "--base", "main")["problems"]}
        assert "integrity/same-file" in rules  # tool.json, with another commit

    def test_a_dossier_that_is_gone_means_the_project(self, workspace: Example) -> None:
        branch(workspace)
        shutil.rmtree(workspace.root / "dossiers/demo/1.0")
        assert dossiers(workspace, "--base", "main") == ["demo@1.1", "demo@1.2"]

    def test_a_project_that_is_gone_leaves_nothing_to_check(self, workspace: Example) -> None:
        branch(workspace)
        shutil.rmtree(workspace.root / "dossiers/demo")
        report = found(workspace, "--base", "main")
        assert report["counts"]["dossiers"] == 0
        assert "coverage/no-claims" not in {problem["rule"] for problem in report["problems"]}

    def test_what_names_a_changed_dossier_as_its_baseline_is_checked(self, workspace: Example) -> None:
        later = workspace.root / "dossiers/demo/1.1/dossier.yaml"
        later.write_text(later.read_text() + "baseline: demo@1.0\n")
        commit(workspace)
        branch(workspace)
        workspace.replace("title: Version 1.0", "title: Another")
        assert found(workspace, "--base", "main")["counts"]["dossiers"] == 2

    def test_changes_of_the_other_branch_do_not_count(self, workspace: Example) -> None:
        branch(workspace)
        git(workspace.root, "checkout", "--quiet", "main")
        workspace.replace("title: Version 1.0", "title: Another")
        commit(workspace)
        git(workspace.root, "checkout", "--quiet", "work")
        assert check(workspace, "--base", "main").stderr.startswith("Nothing in dossiers/ changed")

    def test_a_problem_in_what_did_not_change_is_not_shown(self, workspace: Example) -> None:
        refute(workspace)
        (workspace.root / "dossiers/demo/reported.yaml").write_text("nonsense: 1\n")
        (workspace.root / "dossiers/other").mkdir()
        (workspace.root / "dossiers/other/project.yaml").write_text("nonsense: 1\n")
        commit(workspace)
        branch(workspace)
        assert check(workspace, "--base", "main").exit_code == 0

    def test_a_dossier_that_cannot_be_read_is_one_problem(self, workspace: Example) -> None:
        branch(workspace)
        workspace.dossier.write_text("schema: [\n")
        problems = found(workspace, "--base", "main")["problems"]
        assert [(problem["rule"], problem["path"]) for problem in problems] == [
            ("shape/yaml", "dossiers/demo/1.0/dossier.yaml")
        ]

    def test_a_project_that_became_a_link_is_refused(self, workspace: Example, tmp_path: Path) -> None:
        branch(workspace)
        place = workspace.root / "dossiers/demo"
        shutil.move(place, tmp_path / "demo")
        place.symlink_to(tmp_path / "demo")
        result = check(workspace, "--base", "main")
        assert result.exit_code == 1
        assert "A project's folder is a link" in result.stdout

    def test_together_with_a_reference_both_must_hold(self, workspace: Example) -> None:
        branch(workspace)
        for version in ("1.0", "1.1"):
            with (workspace.root / f"dossiers/demo/{version}/dossier.yaml").open("a") as file:
                file.write("\n")
        assert dossiers(workspace, "--base", "main", "demo@1.1") == ["demo@1.1"]
        assert len(found(workspace, "--base", "main", "demo@1.1/speedup")["verdicts"]) == 1
        assert check(workspace, "--base", "main", "demo@1.2").exit_code == 0
        assert "There is no demo@9" in check(workspace, "--base", "main", "demo@9").stdout

    def test_in_a_folder_below_the_top_of_the_repository(self, workspace: Example) -> None:
        (workspace.root / "sub").mkdir()
        git(workspace.root, "mv", "dossiers", "sub/dossiers")
        commit(workspace)
        branch(workspace)
        inner = Example(workspace.root / "sub", workspace.commit)
        inner.replace("title: Version 1.0", "title: Another")
        assert dossiers(inner, "--base", "main") == ["demo@1.0"]
        with base_of(inner.root, "main") as base:
            assert {dossier.reference for dossier in base.workspace.dossiers} == {V10, V11, V12}

    def test_in_the_environment_of_a_git_hook(
        self, workspace: Example, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        branch(workspace)
        workspace.replace("title: Version 1.0", "title: Another")
        monkeypatch.setenv("GIT_DIR", str(workspace.root / ".git"))
        monkeypatch.setenv("GIT_INDEX_FILE", str(workspace.root / ".git/index"))
        assert dossiers(workspace, "--base", "main") == ["demo@1.0"]
        assert "moved" not in check(workspace, "--base", "main", "--format", "markdown").stdout
        assert os.environ["GIT_DIR"] == str(workspace.root / ".git")


class TestRefused:
    @pytest.mark.parametrize(
        "ref",
        ["nope", "", "-x", "--upload-pack=touch hacked", "a\nb", "HEAD..main", "HEAD:dossiers", "x" * 5000],
    )
    def test_a_ref_that_is_none(self, workspace: Example, ref: str) -> None:
        result = check(workspace, f"--base={ref}")
        assert result.exit_code == 2
        assert result.stdout == ""
        assert result.stderr.startswith("Error: ")
        assert len(result.stderr) < 300
        assert not (workspace.root / "hacked").exists()

    def test_no_repository(self, workspace: Example) -> None:
        shutil.rmtree(workspace.root / ".git")
        result = check(workspace, "--base", "main")
        assert (result.exit_code, result.stdout) == (2, "")
        assert "not a git repository" in result.stderr

    def test_no_commit_yet(self, workspace: Example) -> None:
        git(workspace.root, "checkout", "--quiet", "--orphan", "fresh")
        result = check(workspace, "--base", "main")
        assert result.exit_code == 2
        assert "has no commit yet" in result.stderr

    def test_histories_that_share_nothing(self, workspace: Example) -> None:
        git(workspace.root, "checkout", "--quiet", "--orphan", "fresh")
        commit(workspace)
        result = check(workspace, "--base", "main")
        assert result.exit_code == 2
        assert "share no commit" in result.stderr

    def test_a_shallow_clone_says_what_to_do(self, workspace: Example, tmp_path: Path) -> None:
        commits = [git(workspace.root, "rev-parse", "main")]
        branch(workspace)
        workspace.replace("title: Version 1.0", "title: Another")
        commit(workspace)
        git(tmp_path, "init", "--quiet", "clone")
        for ref in ("work", "main"):
            git(tmp_path / "clone", "fetch", "--quiet", "--depth=1", f"file://{workspace.root}", ref)
            git(tmp_path / "clone", "branch", ref, "FETCH_HEAD")
        git(tmp_path / "clone", "checkout", "--quiet", "work")
        result = check(Example(tmp_path / "clone", commits[0]), "--base", "main")
        assert result.exit_code == 2
        assert "fetch-depth: 0" in result.stderr


class TestAsItWas:
    def test_the_old_dossiers_pass_the_same_gate(self, workspace: Example) -> None:
        branch(workspace)
        refute(workspace)
        write_dossier(workspace.root, "1.3", workspace.commit, seed=4)
        commit(workspace)
        with base_of(workspace.root, "main") as base:
            before = run_gate(base.root, base.folder)
            assert before.ok(strict=True)
            assert len(before.judgements) == 15
            assert (base.is_new(V13), base.is_new(V10)) == (True, False)
            assert "dossiers/demo/1.0/dossier.yaml" in base.changed
            assert base.commit == git(workspace.root, "rev-parse", "main")
            assert base.problems == ()
            place = base.root
        assert not place.exists()

    def test_every_byte_is_as_it_was_committed(self, workspace: Example) -> None:
        (workspace.root / ".gitattributes").write_text(
            "*.csv export-ignore\n*.yaml export-subst text eol=crlf\n*.json filter=x ident\n"
        )
        workspace.replace("title: Version 1.0", "title: Version $Format:%H$")
        commit(workspace)
        committed = {
            name: subprocess.run(
                ["git", "-C", str(workspace.root), "cat-file", "blob", f"HEAD:{name}"],
                check=True,
                capture_output=True,
            ).stdout
            for name in git(workspace.root, "ls-files", "dossiers").splitlines()
        }
        branch(workspace)
        with workspace.dossier.open("a") as file:
            file.write("\n")
        with base_of(workspace.root, "main") as base:
            for name, content in committed.items():
                assert (base.root / name).read_bytes() == content, name

    def test_links_are_never_written(self, workspace: Example) -> None:
        (workspace.dossier.parent / "data/passwords.csv").symlink_to("/etc/passwd")
        (workspace.root / "dossiers/demo/out").symlink_to("/tmp")
        commit(workspace)
        branch(workspace)
        workspace.replace("title: Version 1.0", "title: Another")
        with base_of(workspace.root, "main") as base:
            assert not [path for path in base.root.rglob("*") if path.is_symlink()]
            assert not (base.root / "dossiers/demo/1.0/data/passwords.csv").exists()

    @pytest.mark.parametrize("name", ["../out", "dossiers/../../out", "/tmp/out", "dossiers/.GIT/hooks/x"])
    def test_an_archive_that_leads_out_is_refused(self, tmp_path: Path, name: str) -> None:
        stream = io.BytesIO()
        with tarfile.open(fileobj=stream, mode="w") as archive:
            archive.addfile(tarfile.TarInfo(name), io.BytesIO(b""))
        stream.seek(0)
        (tmp_path / "in").mkdir()
        with pytest.raises(tarfile.TarError):
            _unpack(stream, tmp_path / "in")
        assert list(tmp_path.rglob("out")) == []

    def test_the_repository_is_left_alone(self, workspace: Example) -> None:
        branch(workspace)
        workspace.replace("title: Version 1.0", "title: Another")
        before = {
            path: path.read_bytes()
            for path in (workspace.root / ".git").rglob("*")
            if path.is_file() and path.name != "index"
        }
        check(workspace, "--base", "main", "--format", "markdown")
        after = {
            path: path.read_bytes()
            for path in (workspace.root / ".git").rglob("*")
            if path.is_file() and path.name != "index"
        }
        assert before == after

    def test_hooks_and_filters_of_the_repository_do_not_run(self, workspace: Example, tmp_path: Path) -> None:
        trap = tmp_path / "trap"
        (workspace.root / ".gitattributes").write_text("*.csv filter=trap diff=trap\n")
        commit(workspace)
        git(workspace.root, "config", "filter.trap.smudge", f"touch {trap}; cat")
        git(workspace.root, "config", "diff.trap.textconv", f"touch {trap}; cat")
        git(workspace.root, "config", "diff.external", f"touch {trap}")
        branch(workspace)
        workspace.replace("title: Version 1.0", "title: Another")
        assert check(workspace, "--base", "main", "--format", "markdown").exit_code == 0
        assert not trap.exists()

    def test_a_base_that_does_not_exist_is_an_error_of_its_own(self, workspace: Example) -> None:
        with pytest.raises(BaseError, match="knows no branch"), base_of(workspace.root, "nope"):
            pass

    def test_a_file_name_that_is_not_utf8(self, workspace: Example) -> None:
        branch(workspace)
        name = os.fsencode(workspace.dossier.parent / "data") + b"/\xff.csv"
        with open(name, "w") as file:  # noqa: PTH123 - a name of bytes
            file.write("x\n")
        assert found(workspace, "--base", "main")["counts"]["dossiers"] == 1


class TestChanges:
    def test_a_verdict_that_moved(self, workspace: Example) -> None:
        branch(workspace)
        refute(workspace)
        changes = changes_of(workspace)
        (moved,) = changes.moved
        assert (moved.before.verdict, moved.after.verdict) == ("supported", "refuted")
        assert [(each.key, each.before, each.after) for each in moved.differences] == [
            (
                "says",
                "Requests of the fast arm take at most 20 ms at the 95th percentile.",
                "Requests of the fast arm take at most 5 ms at the 95th percentile.",
            ),
            ("holds", "<= 20 ms", "<= 5 ms"),
        ]
        assert (changes.added, changes.removed) == ((), ())

    def test_a_claim_that_is_rejected_now_says_why(self, workspace: Example) -> None:
        branch(workspace)
        workspace.replace("of: tool/test_sort", "of: toool/test_sort")
        (moved,) = changes_of(workspace).moved
        assert (moved.before.verdict, moved.after.verdict) == ("supported", "rejected")
        assert "toool" in moved.after.reason

    def test_a_claim_added_and_one_removed(self, workspace: Example) -> None:
        branch(workspace)
        workspace.replace("  fast-rate:", "  fast-throughput:")
        changes = changes_of(workspace)
        assert [str(state.reference) for state in changes.added] == ["demo@1.0/fast-throughput"]
        assert [str(state.reference) for state in changes.removed] == ["demo@1.0/fast-rate"]
        assert changes.removed[0].judgement is not None
        assert changes.removed[0].judgement.verdict is Verdict.SUPPORTED

    def test_a_new_version_is_compared_with_the_one_before(self, workspace: Example) -> None:
        branch(workspace)
        folder = write_dossier(workspace.root, "1.1.5", workspace.commit, seed=4)
        text = (folder / "dossier.yaml").read_text()
        (folder / "dossier.yaml").write_text(text.replace("<= 20 ms", "<= 5 ms"))
        commit(workspace)
        changes = changes_of(workspace)
        (moved,) = changes.moved
        assert str(moved.before.reference) == "demo@1.1/fast-p95"
        assert str(moved.after.reference) == "demo@1.1.5/fast-p95"
        assert "load: sha256" in {each.key for each in moved.differences}
        assert changes.added == ()

    def test_the_first_version_of_a_project_is_all_added(self, workspace: Example) -> None:
        shutil.move(workspace.root / "dossiers/demo", workspace.root / "away")
        (workspace.root / "dossiers/README").write_text("Here they go.\n")
        commit(workspace)
        branch(workspace)
        shutil.move(workspace.root / "away", workspace.root / "dossiers/demo")
        commit(workspace)
        with base_of(workspace.root, "main") as base:
            assert base.is_new(V10)
        changes = changes_of(workspace)
        assert len(changes.added) == 15

    def test_a_dossier_that_is_gone_takes_its_claims_away(self, workspace: Example) -> None:
        branch(workspace)
        shutil.rmtree(workspace.root / "dossiers/demo/1.0")
        changes = changes_of(workspace)
        assert {state.reference.version for state in changes.removed} == {"1.0"}
        assert len(changes.removed) == 5

    def test_the_same_twice_is_no_change(self, pristine: Example) -> None:
        report = run_gate(pristine.root)
        changes = compare(report, report)
        assert (changes.added, changes.changed, changes.removed) == ((), (), ())

    def test_new_data_under_the_same_claim_is_a_change(self, workspace: Example) -> None:
        branch(workspace)
        workspace.replace(workspace.commit, "0" * 40)
        changes = changes_of(workspace)
        assert all("commit" in {each.key for each in change.differences} for change in changes.changed)
        assert len(changes.changed) == 5


def test_starts_no_program_but_git(workspace: Example) -> None:
    branch(workspace)
    workspace.replace("title: Version 1.0", "title: Another")
    code = (
        "import sys\n"
        "started = []\n"
        "def hook(event, arguments):\n"
        "    if event == 'subprocess.Popen':\n"
        "        started.append(arguments[1][0])\n"
        "    if event in ('socket.connect', 'os.system', 'os.exec'):\n"
        "        raise SystemExit(f'{event} {arguments}')\n"
        "sys.addaudithook(hook)\n"
        "from pathlib import Path\n"
        "from mkdocs_dossiers.read.base import base_of\n"
        "with base_of(Path(sys.argv[1]), 'main') as base:\n"
        "    assert len(base.workspace.dossiers) == 3\n"
        "print(sorted(set(started)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(workspace.root)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "['git']"
