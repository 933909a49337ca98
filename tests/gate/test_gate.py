"""The gate as a whole: what passes, what fails, and that two runs say the same."""

from __future__ import annotations

import json
import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from mkdocs_dossiers.check.gate import Report
from mkdocs_dossiers.check.rule import rules
from mkdocs_dossiers.cli.output import report_json, report_text
from mkdocs_dossiers.model.measurement import Verdict
from mkdocs_dossiers.model.problem import Severity
from mkdocs_dossiers.model.reference import Reference
from tests.workspace import Example, git, run_gate

V1 = Reference("demo", "1.0")
DRAFT = Reference("demo", "1.2")
P95 = Reference("demo", "1.0", "fast-p95")
REFUTED, INCONCLUSIVE = "5 ms", "12.6 ms"


def claim_at_most(workspace: Example, limit: str, file: Path | None = None) -> int:
    """Claim another limit, in the sentence too; the line of the limit."""
    workspace.replace("take at most 20 ms at the", f"take at most {limit} at the", file)
    return workspace.replace("<= 20 ms", f"<= {limit}", file)


def verdicts(report: Report) -> list[tuple[str, Severity]]:
    """What is said of verdicts."""
    return [(found.rule, found.severity) for found in report.problems if found.rule.startswith("verdict/")]


@pytest.fixture(scope="module")
def sound(pristine: Example) -> Report:
    return run_gate(pristine.root)


def draft(workspace: Example) -> Path:
    return workspace.root / "dossiers/demo/1.2/dossier.yaml"


class TestSound:
    def test_a_sound_workspace_has_no_problem_at_all(self, sound: Report) -> None:
        assert sound.problems == ()
        assert sound.ok(strict=True)

    def test_every_claim_is_supported(self, sound: Report) -> None:
        assert len(sound.judgements) == 15
        assert {judgement.verdict for judgement in sound.judgements.values()} == {Verdict.SUPPORTED}

    def test_what_was_checked_is_counted(self, sound: Report) -> None:
        assert sound.counts == {"projects": 1, "dossiers": 3, "claims": 15, "datasets": 6}

    def test_two_runs_print_the_same_bytes(self, pristine: Example, sound: Report) -> None:
        again = run_gate(pristine.root)
        for renderer in (report_json.render, report_text.render):
            assert renderer(sound, strict=False) == renderer(again, strict=False)

    def test_so_do_two_runs_over_a_broken_one(self, workspace: Example) -> None:
        for old, new in (("<= 20 ms", "<= 5 ms"), (">= 2 x", ">= 2"), ("title: Version", "titel: Version")):
            workspace.replace(old, new)
        (workspace.dossier.parent / "data/b.json").touch()
        (workspace.dossier.parent / "data/a.json").touch()
        one, other = (report_json.render(run_gate(workspace.root), strict=False) for _ in range(2))
        assert one == other
        places = [
            (problem["path"], problem["line"], problem["column"]) for problem in json.loads(one)["problems"]
        ]
        assert places == sorted(places)

    def test_other_workers_find_the_same(self, pristine: Example, sound: Report) -> None:
        with ThreadPoolExecutor(3) as pool:
            report = run_gate(pristine.root, executor=pool)
        assert report_json.render(report, strict=False) == report_json.render(sound, strict=False)

    @pytest.mark.parametrize("way", ["relative", "below", "link"])
    def test_however_the_root_is_named(
        self, pristine: Example, tmp_path: Path, way: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        root = Path()
        if way == "relative":
            monkeypatch.chdir(pristine.root)
        elif way == "below":
            monkeypatch.chdir(pristine.root / "dossiers")
            root = Path("..")
        else:
            root = tmp_path / "link"
            root.symlink_to(pristine.root)
        report = run_gate(root, only=[V1])
        assert report.problems == ()
        assert len(report.judgements) == 5

    def test_the_workspace_may_be_a_folder_of_the_repository(self, workspace: Example) -> None:
        (workspace.root / "sub").mkdir()
        git(workspace.root, "mv", "dossiers", "sub/dossiers")
        assert run_gate(workspace.root / "sub", only=[V1]).problems == ()

    def test_progress_is_told(self, pristine: Example) -> None:
        seen: list[tuple[int, int]] = []
        run_gate(pristine.root, progress=lambda done, total: seen.append((done, total)))
        assert seen == [(1, 4), (2, 4), (3, 4), (4, 4)]

    def test_nothing_is_written(self, pristine: Example) -> None:
        before = git(pristine.root, "status", "--porcelain")
        run_gate(pristine.root)
        assert git(pristine.root, "status", "--porcelain") == before


class TestNothingToCheck:
    def test_no_claim_at_all_fails(self, tmp_path: Path) -> None:
        (tmp_path / "dossiers").mkdir()
        report = run_gate(tmp_path)
        assert [problem.rule for problem in report.problems] == ["coverage/no-claims"]
        assert not report.ok()

    def test_a_project_without_dossiers_fails(self, workspace: Example) -> None:
        for version in ("1.0", "1.1", "1.2"):
            shutil.rmtree(workspace.root / "dossiers/demo" / version)
        (workspace.root / "dossiers/demo/published.yaml").unlink()
        assert [problem.rule for problem in run_gate(workspace.root).problems] == ["coverage/no-claims"]

    def test_claims_that_are_all_rejected_fail(self, workspace: Example) -> None:
        workspace.replace(workspace.commit, "a" * 40)
        report = run_gate(workspace.root, only=[V1])
        assert {problem.rule for problem in report.problems} == {"commit/known"}

    @pytest.mark.parametrize(
        "wanted",
        [
            Reference("other"),
            Reference("demo", "9.9"),
            Reference("demo", "1.0", "nope"),
            Reference("demo", "1"),
        ],
    )
    def test_what_is_not_there_fails_and_what_is_there_is_named(
        self, pristine: Example, wanted: Reference
    ) -> None:
        report = run_gate(pristine.root, only=[wanted])
        (problem,) = (found for found in report.problems if found.rule == "coverage/no-such-reference")
        assert str(wanted) in problem.message
        if wanted.claim:
            assert "demo@1.0/fast-p95" in problem.fix

    def test_it_also_fails_beside_something_that_is_there(self, pristine: Example) -> None:
        report = run_gate(pristine.root, only=[V1, Reference("demo", "9.9")])
        assert [problem.rule for problem in report.problems] == ["coverage/no-such-reference"]
        assert len(report.judgements) == 5


class TestNarrowing:
    @pytest.mark.parametrize(("wanted", "claims"), [(Reference("demo"), 15), (V1, 5), (P95, 1)])
    def test_only_what_is_asked_for_is_judged(
        self, pristine: Example, wanted: Reference, claims: int
    ) -> None:
        report = run_gate(pristine.root, only=[wanted])
        assert report.problems == ()
        assert len(report.judgements) == claims

    def test_problems_elsewhere_do_not_count(self, workspace: Example) -> None:
        claim_at_most(workspace, REFUTED)
        assert run_gate(workspace.root, only=[Reference("demo", "1.1")]).ok(strict=True)
        assert run_gate(workspace.root, only=[Reference("demo", "1.0", "speedup")]).ok(strict=True)
        assert not run_gate(workspace.root, only=[P95]).ok()

    def test_problems_of_the_whole_dossier_do(self, workspace: Example) -> None:
        workspace.replace(workspace.commit, "a" * 40)
        assert not run_gate(workspace.root, only=[P95]).ok()


class TestVerdicts:
    def test_a_refuted_claim_is_an_error_and_still_shown(self, workspace: Example) -> None:
        line = claim_at_most(workspace, REFUTED)
        report = run_gate(workspace.root, only=[V1])
        (problem,) = report.problems
        assert (problem.rule, problem.severity, problem.line) == ("verdict/refuted", Severity.ERROR, line)
        assert report.judgements[P95].verdict is Verdict.REFUTED
        assert not report.ok()

    def test_in_a_draft_it_is_only_mentioned(self, workspace: Example) -> None:
        claim_at_most(workspace, REFUTED, draft(workspace))
        report = run_gate(workspace.root, only=[DRAFT])
        assert verdicts(report) == [("verdict/refuted", Severity.INFO)]
        assert report.judgements[Reference("demo", "1.2", "fast-p95")].verdict is Verdict.REFUTED
        assert report.ok(strict=True)

    def test_an_inconclusive_claim_is_a_warning(self, workspace: Example) -> None:
        line = claim_at_most(workspace, INCONCLUSIVE)
        report = run_gate(workspace.root, only=[V1])
        (problem,) = report.problems
        assert (problem.rule, problem.severity, problem.line) == (
            "verdict/inconclusive",
            Severity.WARNING,
            line,
        )
        assert report.judgements[P95].verdict is Verdict.INCONCLUSIVE
        assert report.ok()
        assert not report.ok(strict=True)

    def test_in_a_draft_not_even_that(self, workspace: Example) -> None:
        text = draft(workspace).read_text()
        draft(workspace).write_text(text.replace("statistic: p95", "statistic: p99.9"))
        report = run_gate(workspace.root, only=[DRAFT])
        assert verdicts(report) == [("verdict/inconclusive", Severity.INFO)]
        assert report.ok(strict=True)

    def test_too_few_samples_say_how_many_would_do(self, workspace: Example) -> None:
        workspace.replace("statistic: p95", "statistic: p99.9")
        workspace.replace("95th percentile", "99.9th percentile")
        report = run_gate(workspace.root, only=[V1])
        assert report.judgements[P95].verdict is Verdict.INCONCLUSIVE
        assert "3,688" in report.judgements[P95].reason

    @pytest.mark.parametrize(
        ("holds", "verdict"),
        [
            ('">= 5 ms"', Verdict.SUPPORTED),
            ('"> 5 ms"', Verdict.SUPPORTED),
            ("< 20 ms", Verdict.SUPPORTED),
            ("== 20 ms", Verdict.REFUTED),
            ('">= 20 ms"', Verdict.REFUTED),
            ("<= 0.02 s", Verdict.SUPPORTED),
            ("<= 20_000 us", Verdict.SUPPORTED),
        ],
    )
    def test_the_limit_may_be_written_in_many_ways(
        self, workspace: Example, holds: str, verdict: Verdict
    ) -> None:
        workspace.replace("holds: <= 20 ms", f"holds: {holds}")
        workspace.replace("take at most 20 ms at the 95th percentile", "are counted at the 95th percentile")
        assert run_gate(workspace.root, only=[P95]).judgements[P95].verdict is verdict

    @pytest.mark.parametrize("limit", ["<= 1e999 ms", "<= 1,5 ms", "<= 15,00 ms"])
    def test_a_limit_that_says_something_else_than_it_seems_is_none(
        self, workspace: Example, limit: str
    ) -> None:
        line = workspace.replace("holds: <= 20 ms", f'holds: "{limit}"')
        report = run_gate(workspace.root, only=[P95])
        assert ("evidence/limit", line) in {(problem.rule, problem.line) for problem in report.problems}
        assert P95 not in report.judgements

    def test_a_share_within_a_limit_without_end_is_none(self, workspace: Example) -> None:
        line = workspace.replace("within: <= 15 ms", "within: <= 1e999 ms")
        report = run_gate(workspace.root, only=[V1])
        assert [(problem.rule, problem.line) for problem in report.problems] == [("evidence/limit", line)]

    @pytest.mark.parametrize("statistic", ["p0", "p00", "p0.0"])
    def test_a_percentile_below_all_samples_is_a_located_problem(
        self, workspace: Example, statistic: str
    ) -> None:
        line = workspace.replace("statistic: p95", f"statistic: {statistic}")
        report = run_gate(workspace.root, only=[P95])
        assert line in {problem.line for problem in report.problems}
        assert P95 not in report.judgements


class TestShape:
    @pytest.mark.parametrize(
        ("old", "new", "near"),
        [
            ("title: Version 1.0", "titel: Version 1.0", "'title'"),
            ("    statistic: p95", "    statistics: p95", "'statistic'"),
            ("    within: <=", "    withing: <=", "'within'"),
            ("    command: load", "    comand: load", "'command'"),
            ("    load: closed", "    lod: closed", "'load'"),
            (", gives: data/load.csv", ", give: data/load.csv", "'gives'"),
            ('repository: "."', 'repositry: "."', "'repository'"),
        ],
    )
    def test_an_unknown_key_suggests_the_nearest(
        self, workspace: Example, old: str, new: str, near: str
    ) -> None:
        line = workspace.replace(old, new)
        report = run_gate(workspace.root, only=[V1])
        (problem,) = (found for found in report.problems if found.rule == "shape/unknown-key")
        assert problem.line == line
        assert near in problem.fix

    def test_a_key_near_to_none_lists_the_known_ones(self, workspace: Example) -> None:
        workspace.replace("    load: closed", "    zzz: closed")
        (problem,) = run_gate(workspace.root, only=[V1]).problems
        assert "command" in problem.fix

    @pytest.mark.parametrize(
        ("old", "new", "rule"),
        [
            ('version: "1.0"', 'version: "1.9"', "shape/version-folder"),
            ('version: "1.0"', "version: 1.0", "shape/schema"),
            ("status: published", "status: done", "shape/schema"),
            ("date: 2026-11-21", "date: 21.11.2026", "shape/schema"),
            ("schema: 1", "schema: 2", "shape/schema"),
            ("  fast-p95:", "  Fast P95:", "shape/schema"),
            ("statistic: p95", "statistic: average", "shape/schema"),
            ("holds: <= 20 ms", "holds: <= 20 ms\n    confidence: 0.5", "shape/schema"),
            ("holds: <= 20 ms", "holds: <= 20 ms\n    confidence: high", "shape/schema"),
            ("statistic: p95", "statistic: p95\n    within: <= 3 ms", "statistics/within"),
            (
                "holds: <= 20 ms",
                "holds: <= 20 ms\n    ratio: {of: load/fast, to: load/slow}",
                "evidence/dataset",
            ),
        ],
    )
    def test_what_does_not_follow_the_format(self, workspace: Example, old: str, new: str, rule: str) -> None:
        line = workspace.replace(old, new)
        found = [(problem.rule, problem.line) for problem in run_gate(workspace.root, only=[V1]).problems]
        assert rule in {name for name, _ in found}
        assert any(line <= at <= line + 3 for name, at in found if name == rule) or "evidence" in rule

    def test_an_unquoted_version_is_explained(self, workspace: Example) -> None:
        workspace.replace('version: "1.0"', "version: 1.0")
        fixes = [problem.fix for problem in run_gate(workspace.root, only=[V1]).problems]
        assert 'Put it in quotes: "1.0".' in fixes

    def test_a_project_of_another_name(self, workspace: Example) -> None:
        file = workspace.root / "dossiers/demo/project.yaml"
        file.write_text(file.read_text().replace("name: demo", "name: other"))
        found = run_gate(workspace.root).problems
        assert ("shape/project-folder", "dossiers/demo/project.yaml") in {(p.rule, p.path) for p in found}
        assert not run_gate(workspace.root).judgements

    def test_an_environment_of_another_form(self, workspace: Example) -> None:
        (workspace.dossier.parent / "environments/host.json").write_text('{"schema": 1}')
        report = run_gate(workspace.root, only=[V1])
        assert {problem.rule for problem in report.problems} >= {"shape/environment"}
        assert not report.judgements


class TestRules:
    def test_every_rule_says_why(self) -> None:
        for rule, _ in rules():
            assert rule.because.endswith(".")
            assert "/" in rule.slug

    def test_no_two_rules_have_one_name(self) -> None:
        slugs = [rule.slug for rule, _ in rules()]
        assert len(slugs) == len(set(slugs))


class TestRepositories:
    def test_a_foreign_repository_is_mentioned(self, workspace: Example) -> None:
        line = workspace.replace('repository: "."', "repository: https://git.example.org/x")
        report = run_gate(workspace.root, only=[V1])
        assert [(problem.rule, problem.severity, problem.line) for problem in report.problems] == [
            ("commit/not-verified", Severity.WARNING, line)
        ]
        assert len(report.judgements) == 5

    def test_with_a_clone_it_is_looked_up(self, workspace: Example, pristine: Example) -> None:
        url = "https://git.example.org/x"
        workspace.replace('repository: "."', f"repository: {url}")
        assert run_gate(workspace.root, only=[V1], clones={url: pristine.root}).problems == ()

    @pytest.mark.parametrize(
        "repository", ["--upload-pack=touch x", "ext::sh -c 'touch x'", "file:///", "-c", "../.."]
    )
    def test_a_hostile_repository_runs_nothing(self, workspace: Example, repository: str) -> None:
        workspace.replace('repository: "."', f"repository: {json.dumps(repository)}")
        report = run_gate(workspace.root, only=[V1])
        assert "commit/repository" in {problem.rule for problem in report.problems}
        assert not report.judgements
        assert not (workspace.root / "x").exists()

    @pytest.mark.parametrize("kind", ["HEAD^{tree}", "HEAD:bench.py", "annotated"])
    def test_another_object_is_no_commit(self, workspace: Example, kind: str) -> None:
        if kind == "annotated":
            git(workspace.root, "tag", "--annotate", "--message=x", "annotated")
        line = workspace.replace(workspace.commit, git(workspace.root, "rev-parse", kind))
        found = run_gate(workspace.root, only=[V1]).problems
        assert ("commit/known", line) in {(problem.rule, problem.line) for problem in found}

    @pytest.mark.parametrize("commit", ["HEAD", "main", "--all", "g" * 40, "abc1234", "A" * 40, "0" * 41])
    def test_only_a_full_id_is_a_commit(self, workspace: Example, commit: str) -> None:
        workspace.replace(workspace.commit, f'"{commit}"')
        report = run_gate(workspace.root, only=[V1])
        assert not report.ok()
        assert not report.judgements

    def test_a_tag_leads_to_a_commit_too(self, workspace: Example) -> None:
        tree = git(workspace.root, "rev-parse", f"{workspace.commit}^{{tree}}")
        lost = git(workspace.root, "commit-tree", tree, "-m", "Lost")
        git(workspace.root, "tag", "measured", lost)
        workspace.replace(workspace.commit, lost)
        assert run_gate(workspace.root, only=[V1]).problems == ()

    def test_a_tree_is_compared(self, workspace: Example) -> None:
        line = workspace.replace(workspace.commit, f"{workspace.commit}, tree: {'a' * 40}")
        (problem, *_) = (p for p in run_gate(workspace.root, only=[V1]).problems if p.rule == "commit/known")
        assert problem.line == line

    def test_outside_a_repository_commits_cannot_be_looked_up(self, workspace: Example) -> None:
        shutil.rmtree(workspace.root / ".git")
        report = run_gate(workspace.root, only=[V1])
        assert "not a git repository" in " ".join(problem.message for problem in report.problems)

    def test_a_repository_git_will_not_touch_is_explained(
        self, workspace: Example, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """In a container the checkout often belongs to another user; git then refuses to read it."""
        monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
        monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
        report = run_gate(workspace.root, only=[V1])
        assert not report.ok()
        assert "safe.directory" in " ".join(problem.fix + problem.message for problem in report.problems)
