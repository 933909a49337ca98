"""The measured commit: where it is, what it is called, when it was made, and whether the checkout was clean."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from mkdocs_dossiers.check.example import HOST, RAW, Add, Edit, Git, Replace
from mkdocs_dossiers.check.gate import Report
from mkdocs_dossiers.check.profile import Profile
from mkdocs_dossiers.check.repository import trouble
from mkdocs_dossiers.model.moment import moment
from mkdocs_dossiers.model.problem import Severity
from mkdocs_dossiers.pages.address import Addresses
from mkdocs_dossiers.pages.site import build_site
from mkdocs_dossiers.pages.view import View
from mkdocs_dossiers.read.history import History
from tests.gates import run_gate
from tests.rules.examples import write_base, write_example
from tests.workspace import git

AMENDED = Git(("commit", "--quiet", "--amend", "--message=Another text"))
COMMAND = "    command: pytest bench.py"
DAY = date(2026, 11, 21)


@pytest.fixture(scope="session")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("commits") / "repository"
    write_base(root)
    return root


@pytest.fixture
def trial(base: Path, tmp_path: Path) -> Callable[..., Report]:
    def run(
        *edits: Edit, profile: Profile = Profile.PUBLISH, clone: str = "", after: tuple[str, ...] = ()
    ) -> Report:
        root = tmp_path / f"trial-{len(list(tmp_path.iterdir()))}"
        write_example(base, root, edits)
        if after:
            git(root, *after)
        return run_gate(root, profile=profile, today=DAY, clones={clone: root} if clone else None, pages=True)

    return run


def found(report: Report, rule: str) -> list[str]:
    return [problem.message for problem in report.problems if problem.rule == rule]


def pages(report: Report) -> dict[str, str]:
    """The text of every page by its address."""
    return {page.address: page.markdown for page in build_site(View(report, Addresses()), "Dossiers").pages}


def claim_page(report: Report) -> str:
    return next(text for address, text in pages(report).items() if address.endswith("sort-median.md"))


def subject(more: str) -> Edit:
    return Replace("commit: <commit>}", f"commit: <commit>, {more}}}")


def measured(at: str) -> Edit:
    return Replace(COMMAND, f'    measured: "{at}"\n{COMMAND}')


class TestWhereItIs:
    def test_a_branch_that_is_not_the_default_is_not_enough(self, trial: Callable[..., Report]) -> None:
        report = trial(
            Git(("branch", "topic")),
            Git(("rm", "--quiet", "bench.py")),
            Git(("commit", "--quiet", "--amend", "--allow-empty", "--message=Another content")),
        )
        assert found(report, "commit/reachable")
        assert not report.judgements

    def test_the_default_branch_is_what_the_remote_says(self, base: Path, tmp_path: Path) -> None:
        """A clone whose own branch is called main, of a repository whose default branch is called release."""
        write_example(base, tmp_path / "origin", ())
        origin = tmp_path / "origin"
        git(origin, "branch", "--move", "main", "release")
        git(origin, "checkout", "--quiet", "-b", "other")
        (origin / "more.py").write_text("1\n")
        git(origin, "add", "more.py")
        git(origin, "commit", "--quiet", "--message=Only here")
        lost = git(origin, "rev-parse", "HEAD")
        git(origin, "checkout", "--quiet", "release")
        git(tmp_path, "clone", "--quiet", str(origin), "clone")
        git(tmp_path / "clone", "branch", "main", lost)
        history = History(tmp_path / "clone")
        commit = history.commit(lost)
        assert commit is not None
        assert commit.reached_from is None
        head = history.commit(git(origin, "rev-parse", "release"))
        assert head is not None
        assert head.reached_from == "release"

    def test_in_a_bare_clone_it_is_head(self, base: Path, tmp_path: Path) -> None:
        write_example(base, tmp_path / "origin", (Git(("branch", "--move", "main", "release")),))
        git(tmp_path, "clone", "--quiet", "--bare", str(tmp_path / "origin"), "bare.git")
        history = History(tmp_path / "bare.git")
        commit = history.commit(git(tmp_path / "origin", "rev-parse", "release"))
        assert commit is not None
        assert commit.reached_from == "release"

    def test_where_nobody_knows_the_default_every_branch_counts(self, base: Path, tmp_path: Path) -> None:
        write_example(base, tmp_path / "own", (Git(("branch", "--move", "main", "unheard-of")),))
        history = History(tmp_path / "own")
        commit = history.commit(git(tmp_path / "own", "rev-parse", "HEAD"))
        assert commit is not None
        assert commit.reached_from == "unheard-of"

    def test_a_squashed_commit_that_is_gone_counts_by_its_tree(self, trial: Callable[..., Report]) -> None:
        gone = Replace("commit: <commit>}", f"commit: {'a' * 40}, tree: <tree>}}")
        without_source = Replace(
            "    source:\n"
            "      before: {commit: <commit>, tree: <tree>, dirty: []}\n"
            "      after: {commit: <commit>, tree: <tree>, dirty: [dossiers/demo/1.0/data/tool.json]}\n",
            "",
        )
        elsewhere = Replace("run: git checkout <commit>", f"run: git checkout {'a' * 40}")
        report = trial(gone, without_source, elsewhere)
        (message,) = found(report, "commit/same-tree")
        assert "has the same tree" in message
        assert report.ok(strict=True)
        assert len(report.judgements) == 2
        assert not trial(gone, without_source, elsewhere, profile=Profile.AUDIT).ok(strict=True)

    def test_a_tree_of_nothing_that_lasts_does_not(self, trial: Callable[..., Report]) -> None:
        report = trial(Replace("commit: <commit>}", f"commit: {'a' * 40}, tree: {'b' * 40}}}"))
        assert found(report, "commit/known")
        assert not report.judgements

    def test_a_squash_is_said_on_the_pages(self, trial: Callable[..., Report]) -> None:
        body = claim_page(trial(AMENDED))
        assert "same content in" in body
        assert "no branch or tag that lasts" in body

    def test_git_is_not_asked_to_fetch(self, base: Path, tmp_path: Path) -> None:
        """A partial clone fetches what it lacks when it is asked for it, unless it may not."""
        write_example(base, tmp_path / "origin", ())
        origin = tmp_path / "origin"
        git(origin, "config", "uploadpack.allowFilter", "true")
        git(origin, "config", "uploadpack.allowAnySHA1InWant", "true")
        git(tmp_path, "clone", "--quiet", "--filter=tree:0", "--no-checkout", f"file://{origin}", "partial")
        (origin / "later.py").write_text("1\n")
        git(origin, "add", "later.py")
        git(origin, "commit", "--quiet", "--message=Later")
        later = git(origin, "rev-parse", "HEAD")
        partial = tmp_path / "partial"
        assert History(partial).commit(later) is None
        packs = sorted((partial / ".git/objects").rglob("*"))
        assert History(partial).commit(later) is None
        assert sorted((partial / ".git/objects").rglob("*")) == packs
        assert git(partial, "cat-file", "-t", later) == "commit", "asked by itself, git does fetch"

    def test_a_replaced_commit_is_not_believed(self, base: Path, tmp_path: Path) -> None:
        write_example(base, tmp_path / "own", ())
        root = tmp_path / "own"
        first, last = git(root, "rev-list", "--reverse", "HEAD").split()[0], git(root, "rev-parse", "HEAD")
        tree = git(root, "rev-parse", f"{first}^{{tree}}")
        git(root, "replace", first, last)
        commit = History(root).commit(first)
        assert commit is not None
        assert commit.tree == tree


class TestItsTag:
    @pytest.mark.parametrize(
        "name",
        ["--all", "-d", "v1..v2", "v1.lock", "a.lock/b", "v 1", "v1^{}", "v1~1", "v1:", "refs//x", "/v1", "v1/",
         "v1.", "@{-1}", ".v1"],
    )  # fmt: skip
    def test_a_hostile_name_is_refused(self, trial: Callable[..., Report], name: str) -> None:
        report = trial(subject(f'tag: "{name}"'))
        (message,) = found(report, "commit/tag")
        assert "not a name a tag can have" in message
        assert message.isprintable()

    @pytest.mark.parametrize("arguments", [(), ("--annotate", "--message=x")])
    def test_an_annotated_tag_is_followed(
        self, trial: Callable[..., Report], arguments: tuple[str, ...]
    ) -> None:
        report = trial(Git(("tag", *arguments, "v1", "<commit>")), subject("tag: v1"))
        assert report.problems == ()

    def test_a_tag_that_leads_elsewhere(self, trial: Callable[..., Report]) -> None:
        report = trial(subject("tag: v1"), after=("tag", "v1", "HEAD"))
        (message,) = found(report, "commit/tag")
        assert "leads to" in message

    def test_a_branch_is_no_tag(self, trial: Callable[..., Report]) -> None:
        assert found(trial(subject("tag: main")), "commit/tag")

    def test_a_branch_of_the_same_name_does_not_confuse(self, trial: Callable[..., Report]) -> None:
        same = (Git(("tag", "v1", "<commit>")), Git(("branch", "v1", "<commit>")), subject("tag: v1"))
        assert trial(*same).problems == ()


HOSTILE = [
    "ext::sh -c 'touch x'",
    "ext::x",
    "fd::17",
    "::",
    "--upload-pack=touch x",
    "-oProxyCommand=x",
    "ssh://-oProxyCommand=x/y",
    "git@-oProxyCommand=x:y",
    "-u@host:x",
    "file:///etc",
    "FILE:///etc",
    "file://host/share",
    "/etc",
    "../other",
    "~/other",
    "C:\\repo",
    "https://git.example.com/x\x1b[31m",
    "https://git.example.com/x\ny",
    "https://git.example.com/x\u202e",
    "https://gıt.example.com/x",
    "https://git.example.com/%0ax",
    "https://git.example.com",
    "https:///x",
    "javascript:alert(1)",
    "data:text/html,x",
    "https://git.example.com/x y",
    "",
    " .",
    "..",
]
SECRETS = [
    "https://user:token@git.example.com/x",
    "https://user@git.example.com/x",
    "https://ghp_0123456789abcdef0123@github.com/x/y",
    "http://:pw@git.example.com/x",
    "ssh://git:pw@git.example.com/x",
    "https://git.example.com/x?access_token=hunter2",
    "https://git.example.com/glpat-abcdefghij0123456789/x",
    "git://u:hunter2@h/x",
]
SOUND = [
    ".",
    "https://git.example.com/trading/order-gateway",
    "https://git.example.com:8443/a/b.git",
    "http://10.0.0.1/x",
    "git://host/x",
    "ssh://git@git.example.com:22/x.git",
    "ssh://git.example.com/x",
    "git@git.example.com:trading/order-gateway.git",
    "https://git.example.com/~ada/x",
    "https://[::1]/x",
]


class TestItsRepository:
    @pytest.mark.parametrize("address", HOSTILE)
    def test_a_hostile_address_is_refused(self, address: str) -> None:
        refused = trouble(address)
        assert refused is not None
        assert refused[0].isprintable()

    @pytest.mark.parametrize("address", SECRETS)
    def test_a_secret_is_refused_and_not_repeated(self, address: str) -> None:
        refused = trouble(address)
        assert refused is not None
        assert "user name, password or token" in refused[0]
        for word in ("token@", "pw", "ghp_", "hunter2", "glpat"):
            assert word not in " ".join(refused)

    @pytest.mark.parametrize("address", SOUND)
    def test_a_clone_url_is_not(self, address: str) -> None:
        assert trouble(address) is None

    @pytest.mark.parametrize("address", ["ext::sh -c 'touch x'", "--upload-pack=touch x", SECRETS[0]])
    def test_it_takes_every_claim_down(self, trial: Callable[..., Report], address: str) -> None:
        report = trial(Replace('repository: "."', f'repository: "{address}"'))
        assert found(report, "commit/repository")
        assert not report.judgements

    def test_a_clone_does_not_excuse_it(self, trial: Callable[..., Report]) -> None:
        report = trial(Replace('repository: "."', f'repository: "{SECRETS[0]}"'), clone=SECRETS[0])
        assert not report.judgements

    def test_a_secret_gets_on_no_page(self, trial: Callable[..., Report]) -> None:
        report = trial(Replace('repository: "."', 'repository: "https://ada:hunter2@git.example.com/x"'))
        assert not any("hunter2" in text for text in pages(report).values())

    def test_that_of_the_project_is_looked_at_too(self, trial: Callable[..., Report]) -> None:
        owner = Replace("owner:", "repository: ext::x\nowner:", "dossiers/demo/project.yaml")
        assert found(trial(owner), "commit/repository")

    @pytest.mark.parametrize(
        ("profile", "severity"),
        [
            (Profile.DRAFT, Severity.INFO),
            (Profile.PUBLISH, Severity.WARNING),
            (Profile.AUDIT, Severity.ERROR),
        ],
    )
    def test_one_that_is_not_here_is_said(
        self, trial: Callable[..., Report], profile: Profile, severity: Severity
    ) -> None:
        foreign = Replace('repository: "."', "repository: https://git.example.com/other")
        report = trial(foreign, profile=profile)
        severities = [p.severity for p in report.problems if p.rule == "commit/not-verified"]
        assert severities == [severity]

    def test_the_page_says_so_where_nobody_overlooks_it(self, trial: Callable[..., Report]) -> None:
        report = trial(Replace('repository: "."', "repository: https://git.example.com/other"))
        assert any(
            line.startswith("**Commit not verified here**") for line in claim_page(report).splitlines()
        )


class TestDates:
    @pytest.mark.parametrize(
        ("at", "rule"),
        [
            ("2026-11-19T10:00:00Z", "commit/measured-after"),
            ("2026-11-23T00:00:00Z", "commit/future"),
            ("2026-11-22T23:59:59Z", "commit/measured-agrees"),
            ("2026-11-22T00:00:00Z", "commit/finished"),
            ("2026-11-20T10:00:01Z", None),
            ("2026-11-21T23:59:59Z", None),
        ],
    )
    def test_measured_follows_the_commit(
        self, trial: Callable[..., Report], at: str, rule: str | None
    ) -> None:
        rules = {problem.rule for problem in trial(measured(at)).problems}
        assert rule in rules if rule else rules == set()

    def test_the_files_own_date_counts(self, trial: Callable[..., Report]) -> None:
        old = Replace('"datetime": "2026-11-21T08:11', '"datetime": "2026-11-19T08:11', RAW)
        assert any(
            "in its own words" not in message for message in found(trial(old), "commit/measured-after")
        )
        assert found(trial(old), "commit/measured-after")
        new = Replace('"datetime": "2026-11-21T08:11', '"datetime": "2027-11-21T08:11', RAW)
        assert found(trial(new), "commit/future")

    def test_the_capture_counts(self, trial: Callable[..., Report]) -> None:
        late = Replace('"at": "2026-11-20T10:00:00Z"', '"at": "2026-12-20T10:00:00Z"', HOST)
        assert found(trial(late), "commit/future")

    @pytest.mark.parametrize(
        "text",
        ["", "yesterday", "2026-02-30T10:00:00Z", "2026-11-21", "0001-01-01T00:00:00", "9999-12-31T23:59:59",
         "2026-11-21T10:00:00+99:00", "２０２６-11-21T10:00:00Z"],
    )  # fmt: skip
    def test_what_is_no_moment(self, text: str) -> None:
        assert moment(text) is None

    def test_a_moment_without_zone_may_be_any(self) -> None:
        known, unknown = moment("2026-11-21T10:00:00Z"), moment("2026-11-21 20:30:00.5")
        assert known is not None
        assert unknown is not None
        assert known.apart(unknown).total_seconds() == 0
        assert not unknown.after(date(2026, 11, 21))
        far = moment("2026-11-23T00:00:00+02:00")
        assert far is not None
        assert far.apart(known).total_seconds() == 36 * 3600


class TestClean:
    BEFORE = "before: {commit: <commit>, tree: <tree>, dirty: []}"
    AFTER = "after: {commit: <commit>, tree: <tree>, dirty: [dossiers/demo/1.0/data/tool.json]}"

    @pytest.mark.parametrize(
        ("old", "new", "said"),
        [
            (BEFORE, f"before: {{commit: {'a' * 40}, tree: <tree>, dirty: []}}", "was at aaaaaaaaaaaa"),
            (AFTER, f"after: {{commit: {'a' * 40}, tree: <tree>, dirty: []}}", "Another commit or tree"),
            (BEFORE, f"before: {{commit: <commit>, tree: {'b' * 40}, dirty: []}}", "that of the commit is"),
            (AFTER, "after: {commit: <commit>, tree: <tree>, dirty: [vendor/lib]}", "'vendor/lib' was not"),
            (AFTER, "after: {commit: <commit>, tree: <tree>, dirty: [tool.json]}", "after the run"),
            (
                AFTER,
                "after: {commit: <commit>, tree: <tree>, dirty: [dossiers/demo/1.0/dossier.yaml]}",
                "after",
            ),
            (
                BEFORE,
                "before: {commit: <commit>, tree: <tree>, dirty: [a, b, c, d, e, f]}",
                "and 1 more were",
            ),
        ],
    )
    def test_what_is_not_clean(self, trial: Callable[..., Report], old: str, new: str, said: str) -> None:
        report = trial(Replace(old, new))
        assert any(said in message for message in found(report, "commit/clean"))
        assert not report.judgements

    def test_what_a_step_gives_may_lie_about(self, trial: Callable[..., Report]) -> None:
        report = trial(
            Replace(self.BEFORE, "before: {commit: <commit>, tree: <tree>, dirty: [data/tool.json]}")
        )
        assert report.problems == ()

    def test_an_audit_asks_for_it(self, trial: Callable[..., Report]) -> None:
        without = Replace(f"    source:\n      {self.BEFORE}\n      {self.AFTER}\n", "")
        assert trial(without).ok(strict=True)
        report = trial(without, profile=Profile.AUDIT)
        assert [p.severity for p in report.problems if p.rule == "commit/source"] == [Severity.WARNING]

    @pytest.mark.parametrize("value", ["[]", "{}", "{before: {}}", "clean", "{before: 1, after: 2}"])
    def test_a_malformed_one_is_named(self, trial: Callable[..., Report], value: str) -> None:
        report = trial(
            Replace(f"    source:\n      {self.BEFORE}\n      {self.AFTER}\n", f"    source: {value}\n")
        )
        assert found(report, "shape/schema")

    def test_nothing_else_is_run(self, trial: Callable[..., Report], tmp_path: Path) -> None:
        trial(Add("bench.py", "raise SystemExit\n"), Replace('repository: "."', 'repository: "ext::touch x"'))
        assert not list(tmp_path.rglob("x"))


class TestWhatItHolds:
    @pytest.mark.parametrize(
        ("command", "missing"),
        [
            ("python bench/load.py --output tool.json", "bench/load.py"),
            ("pytest sub/bench.py --benchmark-json tool.json", ""),
            ("/opt/tool/load.py tool.json", ""),
            ("k6 run script.js", "script.js"),
            ("pytest bench.py::test_sort other_test.py::test_x", "other_test.py"),
            ("python -m bench --config=x.py", ""),
            ("unbalanced 'quote load.py", ""),
            ("curl https://example.org/load.py", ""),
            ("./tool > out.json", ""),
        ],
    )
    def test_the_files_a_command_names(
        self, trial: Callable[..., Report], command: str, missing: str
    ) -> None:
        old = "pytest bench.py --benchmark-json tool.json --benchmark-save-data"
        report = trial(Replace(f"    command: {old}\n", f"    command: >-\n      {command}\n"))
        said = found(report, "commit/holds-benchmark")
        assert bool(said) == bool(missing), said
        assert missing in "".join(said)

    def test_a_note_that_says_where_it_comes_from_will_do(self, trial: Callable[..., Report]) -> None:
        report = trial(
            Replace("    tool: pytest", "    note: load.py is the harness's own.\n    tool: pytest"),
            Replace("    command: pytest bench.py", "    command: pytest load.py"),
        )
        assert not found(report, "commit/holds-benchmark")
