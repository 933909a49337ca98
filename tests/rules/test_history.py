"""What was published stays what it was: tricks that must not work, and changes that may."""

from __future__ import annotations

import subprocess
from contextlib import nullcontext
from datetime import date
from pathlib import Path

import pytest

from mkdocs_dossiers.check.example import (
    PUBLISHED,
    VERSION,
    Add,
    Copy,
    Edit,
    Link,
    Move,
    Remove,
    Replace,
    with_version,
)
from mkdocs_dossiers.check.gate import Report
from mkdocs_dossiers.check.profile import Profile
from mkdocs_dossiers.model.problem import Severity
from mkdocs_dossiers.model.reference import Reference
from mkdocs_dossiers.model.term import Term, term
from mkdocs_dossiers.pages.address import Addresses
from mkdocs_dossiers.pages.site import build_site
from mkdocs_dossiers.pages.view import View
from mkdocs_dossiers.read.base import base_of
from mkdocs_dossiers.read.folder_digest import COMMAND, NOTHING, folder_digest
from tests.gates import run_gate
from tests.rules.examples import apply, fill, write_base, write_example
from tests.workspace import git

TODAY = date(2026, 11, 21)
NEXT = "dossiers/demo/1.1"
NEXT_DOSSIER = f"{NEXT}/dossier.yaml"
RETITLED = Replace("title: Sorting and summing", "title: Sorting")
SAYS = "says: The title named something that was not measured."


@pytest.fixture(scope="session")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("history") / "repository"
    write_base(root)
    return root


class Trial:
    """The sound dossier, published on ``main``, and a branch with changes."""

    def __init__(self, base: Path, folder: Path) -> None:
        self.base, self.root = base, folder / "repository"

    def published(self, *edits: Edit) -> None:
        """What is on main; records are kept unless an edit writes them."""
        write_example(self.base, self.root, edits)
        git(self.root, "checkout", "--quiet", "-b", "work")

    def then(self, *edits: Edit) -> None:
        """A commit on the branch."""
        commit, tree = git(self.root, "rev-parse", "main~1", "main~1^{tree}").split()
        for edit in edits:
            apply(self.root, edit, commit)
        fill(self.root, commit, tree)
        git(self.root, "add", "--all", "--force", ".")
        git(self.root, "commit", "--quiet", "--allow-empty", "--message=Change")

    def gate(
        self, ref: str = "", today: date = TODAY, profile: Profile = Profile.PUBLISH, only: str = ""
    ) -> Report:
        with base_of(self.root, ref) if ref else nullcontext() as known:
            wanted = [found for text in only.split() if (found := Reference.parse(text))]
            return run_gate(self.root, only=wanted, base=known, today=today, profile=profile, pages=True)

    def digest(self, version: str = "1.0") -> str:
        return folder_digest(self.root / "dossiers/demo" / version)

    def erratum(self, was: str, *, says: str = SAYS, version: str = "1.0") -> Replace:
        """The record, with the digest as it is now and an erratum."""
        text = (self.root / PUBLISHED).read_text()
        (old,) = [line for line in text.splitlines() if f'"{version}":' in line]
        now = self.digest(version)
        entry = f"{{date: 2026-11-21, {says}, was: {was}}}"
        new = old.replace(was, now).replace("rules: 1}", f"rules: 1, errata: [{entry}]}}")
        return Replace(old, new, PUBLISHED)


@pytest.fixture
def trial(base: Path, tmp_path: Path) -> Trial:
    return Trial(base, tmp_path)


def found(report: Report, family: str = "history/") -> list[tuple[str, Severity]]:
    return [(each.rule, each.severity) for each in report.problems if each.rule.startswith(family)]


def rules_of(report: Report) -> set[str]:
    return {problem.rule for problem in report.problems if problem.severity is not Severity.INFO}


def page(report: Report, address: str, drafts: bool = False) -> str:
    site = build_site(View(report, Addresses(), drafts), "Dossiers")
    pages = {each.address: each.markdown for each in site.pages}
    return pages[address]


class TestDigest:
    def test_it_is_what_standard_tools_print(self, tmp_path: Path) -> None:
        for name in (
            "b",
            "a b",
            "B",
            "sub/é",
            "sub.d/x",
            ".hidden",
            "'\"$(x)",
            "reproductions/r/x",
            "x/reproductions/y",
        ):
            file = tmp_path / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(name)
        (tmp_path / "link").symlink_to("b")
        (tmp_path / "folder-link").symlink_to("sub")
        done = subprocess.run(
            ["bash", "-c", COMMAND], cwd=tmp_path, capture_output=True, text=True, check=True
        )
        assert done.stdout.split()[0] == folder_digest(tmp_path)

    def test_reproductions_do_not_count_and_everything_else_does(self, tmp_path: Path) -> None:
        (tmp_path / "a").write_text("a")
        before = folder_digest(tmp_path)
        (tmp_path / "reproductions").mkdir()
        (tmp_path / "reproductions/new").write_text("new")
        assert folder_digest(tmp_path) == before
        (tmp_path / "b").write_text("")
        assert folder_digest(tmp_path) != before

    def test_nothing_has_a_digest_too(self, tmp_path: Path) -> None:
        assert folder_digest(tmp_path / "none") == folder_digest(tmp_path) == NOTHING

    def test_a_link_to_a_folder_is_nothing(self, tmp_path: Path) -> None:
        (tmp_path / "real").mkdir()
        (tmp_path / "real/file").write_text("x")
        (tmp_path / "link").symlink_to("real")
        assert folder_digest(tmp_path / "link") == NOTHING

    def test_folders_in_folders_without_end(self, tmp_path: Path) -> None:
        place = tmp_path
        for _ in range(1500):
            place = place / "d"
        subprocess.run(["mkdir", "-p", str(place)], check=True)
        try:
            assert folder_digest(tmp_path) == NOTHING
        finally:  # Python's own rmtree gives up at such a depth
            subprocess.run(["rm", "-r", str(tmp_path / "d")], check=True)


class TestRecord:
    def test_the_line_to_paste_is_right(self, trial: Trial) -> None:
        trial.published(Remove(PUBLISHED))
        (problem,) = [each for each in trial.gate().problems if each.rule == "history/recorded"]
        line = problem.fix[problem.fix.index('"1.0":') :]
        trial.then(Add(PUBLISHED, f"schema: 1\nversions:\n  {line}\n"))
        assert rules_of(trial.gate()) == set()

    @pytest.mark.parametrize(
        ("profile", "severity"),
        [
            (Profile.DRAFT, Severity.INFO),
            (Profile.PUBLISH, Severity.WARNING),
            (Profile.AUDIT, Severity.ERROR),
        ],
    )
    def test_without_one(self, trial: Trial, profile: Profile, severity: Severity) -> None:
        trial.published(Remove(PUBLISHED))
        report = trial.gate(profile=profile)
        assert ("history/recorded", severity) in found(report)
        assert report.judgements

    def test_a_draft_needs_none(self, trial: Trial) -> None:
        trial.published(Remove(PUBLISHED), Replace("status: published", "status: draft"))
        assert found(trial.gate()) == []

    @pytest.mark.parametrize(
        "edit",
        [
            RETITLED,
            Add(f"{VERSION}/README.md", "More.\n"),
            Replace("minutes: 1", "minutes: 2"),
            Replace("status: published", "status: draft"),
        ],
    )
    def test_any_change_is_noticed(self, trial: Trial, edit: Edit) -> None:
        trial.published()
        trial.then(edit)
        report = trial.gate()
        assert ("history/digest", Severity.ERROR) in found(report)
        assert not report.judgements

    def test_an_erratum_explains_it_and_is_shown(self, trial: Trial) -> None:
        trial.published()
        was = trial.digest()
        trial.then(RETITLED)
        trial.then(trial.erratum(was))
        report = trial.gate()
        assert rules_of(report) == set()
        for address in ("demo/1.0/index.md", "demo/1.0/claims/sort-median.md", "demo/index.md"):
            assert "The title named something that was not measured" in page(report, address)

    def test_the_digest_and_its_command_are_shown(self, trial: Trial) -> None:
        trial.published()
        text = page(trial.gate(), "demo/1.0/index.md")
        assert trial.digest() in text
        assert "sha256sum" in text

    def test_the_same_line_for_two_versions(self, trial: Trial) -> None:
        trial.published(*with_version("1.1"))
        text = (trial.root / PUBLISHED).read_text()
        trial.then(Add(PUBLISHED, text.replace(trial.digest("1.1"), trial.digest("1.0"))))
        assert {"history/record", "history/digest"} <= rules_of(trial.gate())

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("date: 2026-11-21", "date: 2026-11-20"),
            ("date: 2026-11-21", "date: 2026-11-23"),
            ("date: 2026-11-21", "date: 2026-02-30"),
            ("rules: 1}", "rules: 2}"),
            ('"1.0":', '"9.9":'),
            ('"1.0":', '"../1.0":'),
            ('"1.0":', '"":'),
        ],
    )
    def test_a_record_that_does_not_fit(self, trial: Trial, old: str, new: str) -> None:
        trial.published()
        trial.then(Replace(old, new, PUBLISHED))
        assert ("history/record", Severity.ERROR) in found(trial.gate())

    def test_a_recorded_version_becomes_no_draft(self, trial: Trial) -> None:
        trial.published()
        was = trial.digest()
        trial.then(Replace("status: published", "status: draft"))
        trial.then(Replace(was, trial.digest(), PUBLISHED))
        assert found(trial.gate()) == [("history/record", Severity.ERROR)]

    def test_an_erratum_is_no_placeholder(self, trial: Trial) -> None:
        trial.published()
        was = trial.digest()
        trial.then(Replace("title: Sorting and summing", "title: Summing and sorting"))
        trial.then(trial.erratum(was, says='says: "<what was wrong and what is right>"'))
        assert ("history/record", Severity.ERROR) in found(trial.gate())

    def test_an_erratum_may_say_that_it_is_a_draft_again(self, trial: Trial) -> None:
        trial.published()
        was = trial.digest()
        trial.then(Replace("status: published", "status: draft"))
        trial.then(trial.erratum(was))
        assert found(trial.gate()) == []

    @pytest.mark.parametrize(
        "text",
        ["", "schema: 1\n", "[]\n", "schema: 1\nversions: []\n", "versions: {a: 1}\n", "a: &a [*a]\n", "\0"],
    )
    def test_a_record_that_is_none(self, trial: Trial, text: str) -> None:
        trial.published()
        trial.then(Add(PUBLISHED, text))
        report = trial.gate()
        assert not report.ok()
        assert {"shape/published", "shape/yaml"} & rules_of(report)

    def test_a_link_for_a_record(self, trial: Trial) -> None:
        trial.published()
        trial.then(Move(PUBLISHED, "elsewhere.yaml"), Link(PUBLISHED, "../../elsewhere.yaml"))
        assert not trial.gate().ok()

    def test_a_version_that_had_to_be_removed(self, trial: Trial) -> None:
        trial.published(*with_version("1.1"))
        was = trial.digest("1.1")
        trial.then(Remove(NEXT))
        assert ("history/record", Severity.ERROR) in found(trial.gate())
        trial.then(trial.erratum(was, version="1.1"))
        for report in (trial.gate(), trial.gate("main")):
            assert rules_of(report) == set()
        text = page(trial.gate(), "demo/index.md")
        assert "1.1 (no longer published)" in text


class TestAgainstTheBase:
    def test_nothing_changed(self, trial: Trial) -> None:
        trial.published()
        assert trial.gate("main").problems == ()

    @pytest.mark.parametrize(
        "edits",
        [
            (RETITLED,),
            (Replace("status: published", "status: draft"),),
            (Remove(VERSION),),
            (Move(VERSION, "dossiers/demo/0.9"),),
            (Remove("dossiers/demo"), Add("dossiers/other/notes.txt", "x")),
            (Add(f"{VERSION}/README.md", "More.\n"),),
        ],
    )
    @pytest.mark.parametrize("recorded", [True, False])
    def test_whatever_the_record_says(self, trial: Trial, edits: tuple[Edit, ...], recorded: bool) -> None:
        trial.published(*(() if recorded else (Remove(PUBLISHED),)))
        trial.then(*edits)
        if (trial.root / VERSION).exists():  # the digest is renewed, with no erratum
            entry = f'"1.0": {{digest: {trial.digest()}, date: 2026-11-21, rules: 1}}'
            trial.then(Add(PUBLISHED, f"schema: 1\nversions:\n  {entry}\n"))
        report = trial.gate("main")
        assert ("history/changed", Severity.ERROR) in found(report)
        assert ("history/rewritten" in rules_of(report)) == recorded or not (trial.root / VERSION).exists()

    def test_uncommitted_changes_count(self, trial: Trial) -> None:
        trial.published()
        apply(trial.root, RETITLED, "")
        assert "history/changed" in rules_of(trial.gate("main"))

    def test_the_message_is_the_way_out(self, trial: Trial) -> None:
        trial.published(Remove(PUBLISHED))
        trial.then(RETITLED)
        (problem,) = [each for each in trial.gate("main").problems if each.rule == "history/changed"]
        assert "dossier.yaml changed" in problem.message
        line = problem.fix[problem.fix.index('"1.0":') :].replace(
            "<what was wrong and what is right>", "The title was wrong."
        )
        trial.then(Add(PUBLISHED, f"schema: 1\nversions:\n  {line}\n"))
        assert rules_of(trial.gate("main")) == set()

    def test_an_old_erratum_explains_no_new_change(self, trial: Trial) -> None:
        trial.published()
        was = trial.digest()
        trial.then(RETITLED)
        trial.then(trial.erratum(was))
        git(trial.root, "branch", "--force", "main")
        trial.then(Replace("title: Sorting", "title: Sorting and summing"))
        text = (trial.root / PUBLISHED).read_text()
        assert was in text  # the digest before the first change is the one of today
        report = trial.gate("main")
        assert {"history/changed", "history/digest"} <= rules_of(report)

    def test_reproductions_may_be_added(self, trial: Trial) -> None:
        trial.published()
        trial.then(Add(f"{VERSION}/reproductions/2026-12-01-x/notes.txt", "x"))
        for report in (trial.gate("main"), trial.gate()):
            assert not [each for each in report.problems if each.rule.startswith("history/")]

    def test_a_draft_may_change(self, trial: Trial) -> None:
        trial.published(Remove(PUBLISHED), Replace("status: published", "status: draft"))
        trial.then(RETITLED)
        assert found(trial.gate("main")) == []
        trial.then(Remove(VERSION))
        assert found(trial.gate("main")) == []

    def test_a_new_version_may_come(self, trial: Trial) -> None:
        trial.published()
        trial.then(*with_version("1.1"))
        report = trial.gate("main")
        assert rules_of(report) == set()
        assert {str(reference) for reference in report.judgements} == {
            "demo@1.1/sort-median",
            "demo@1.1/sum-ratio",
        }

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("The title named something", "The title named nothing"),
            ("errata: [{date: 2026-11-21", "errata: [{date: 2026-11-22"),
            ("rules: 1, errata", "rules: 2, errata"),
            ("It was measured wrongly", "It was renamed"),
            ("schema: 1", "schema: 2"),
        ],
    )
    def test_history_is_not_rewritten(self, trial: Trial, old: str, new: str) -> None:
        trial.published(*with_version("1.1"), Replace("sort-median:", "sort-middle:", NEXT_DOSSIER))
        was = trial.digest()
        trial.then(RETITLED)
        trial.then(
            trial.erratum(was),
            Replace(
                "versions:\n",
                'withdrawn:\n  sort-median: {since: "1.1", date: 2026-11-21, reason: It was measured wrongly.}\n'
                "versions:\n",
                PUBLISHED,
            ),
        )
        git(trial.root, "branch", "--force", "main")
        assert rules_of(trial.gate()) == set()
        trial.then(Replace(old, new, PUBLISHED))
        rewritten = [each for each in found(trial.gate("main")) if each[0] == "history/rewritten"]
        assert bool(rewritten) == (old != "schema: 1")

    def test_a_record_that_is_gone(self, trial: Trial) -> None:
        trial.published()
        trial.then(Remove(PUBLISHED))
        assert {"history/rewritten", "history/recorded"} <= rules_of(trial.gate("main"))

    def test_a_changed_record_checks_its_version_only(self, trial: Trial) -> None:
        trial.published(*with_version("1.1"))
        trial.then(Replace('  "1.1": {', '  "1.1": { ', PUBLISHED), *with_version_of("1.2"))
        report = trial.gate("main")
        assert {dossier.version for dossier in report.workspace.dossiers} == {"1.2"}


def with_version_of(version: str) -> tuple[Edit, ...]:
    """One more version, when the sound one is filled in already."""
    folder = f"dossiers/demo/{version}"
    entry = f'  "{version}": {{digest: <digest of {version}>, date: 2026-11-21, rules: 1}}\n'
    return (
        Copy(VERSION, folder),
        Replace('version: "1.0"', f'version: "{version}"', f"{folder}/dossier.yaml"),
        Replace("/1.0/data", f"/{version}/data", f"{folder}/dossier.yaml"),
        Replace("versions:\n", f"versions:\n{entry}", PUBLISHED),
    )


WITHDRAWN = Replace(
    "versions:\n",
    'withdrawn:\n  sort-median: {since: "1.1", date: 2026-11-21, reason: "The datagrams were <b>removed</b>."}\n'
    "versions:\n",
    PUBLISHED,
)
DROPPED = Replace("sort-median:", "sort-middle:", NEXT_DOSSIER)


class TestWithdrawals:
    def test_a_tombstone_keeps_the_address(self, trial: Trial) -> None:
        trial.published(*with_version("1.1"), DROPPED, WITHDRAWN)
        report = trial.gate()
        assert rules_of(report) == set()
        text = page(report, "demo/1.1/claims/sort-median.md")
        assert "datagrams were" in text
        assert "<b>" not in text
        assert "Sorting takes at most 5" in text
        assert "(../../1.0/claims/sort-median.md)" in text
        assert "(1.1/claims/sort-median.md)" in page(report, "demo/index.md")

    def test_no_tombstone_before_the_version_is_shown(self, trial: Trial) -> None:
        trial.published(
            *with_version("1.1"),
            DROPPED,
            WITHDRAWN,
            Replace("status: published", "status: draft", NEXT_DOSSIER),
        )
        report = trial.gate()
        with pytest.raises(KeyError):
            page(report, "demo/1.1/claims/sort-median.md")
        assert "sort-median" in page(report, "demo/1.1/claims/sort-median.md", drafts=True)

    def test_a_version_that_cannot_be_read_is_not_said_to_be_missing(self, trial: Trial) -> None:
        trial.published(*with_version("1.1"), DROPPED, WITHDRAWN)
        trial.then(Replace("claims:\n", "claims: [\n", NEXT_DOSSIER))
        rules = rules_of(trial.gate())
        assert "shape/yaml" in rules
        assert "history/withdrawal" not in rules

    def test_a_draft_is_only_told(self, trial: Trial) -> None:
        trial.published(
            *with_version("1.1"), DROPPED, Replace("status: published", "status: draft", NEXT_DOSSIER)
        )
        assert ("history/gone", Severity.INFO) in found(trial.gate())

    def test_a_rejected_claim_is_not_gone(self, trial: Trial) -> None:
        trial.published(
            *with_version("1.1"), Replace("of: tool/test_sort", "of: tol/test_sort", NEXT_DOSSIER)
        )
        assert "history/gone" not in rules_of(trial.gate())

    def test_it_does_not_come_back(self, trial: Trial) -> None:
        trial.published(*with_version("1.1"), DROPPED, *with_version_again("1.2"), WITHDRAWN)
        report = trial.gate()
        (problem,) = [each for each in report.problems if each.rule == "history/returned"]
        assert problem.path == "dossiers/demo/1.2/dossier.yaml"
        assert "new id" in problem.fix
        assert Reference("demo", "1.2", "sort-median") not in report.judgements
        assert Reference("demo", "1.0", "sort-median") in report.judgements

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ('since: "1.1"', 'since: "1.3"'),
            ('since: "1.1"', 'since: "1.0"'),
            ("sort-median: {", "sort-mediam: {"),
            ("date: 2026-11-21, reason", "date: 2026-12-24, reason"),
            ("date: 2026-11-21, reason", "date: 2026-02-30, reason"),
        ],
    )
    def test_one_that_does_not_fit(self, trial: Trial, old: str, new: str) -> None:
        trial.published(*with_version("1.1"), DROPPED, WITHDRAWN, Replace(old, new, PUBLISHED))
        assert ("history/withdrawal", Severity.ERROR) in found(trial.gate())


def with_version_again(version: str) -> tuple[Edit, ...]:
    """A third version, like the first."""
    one = with_version(version)
    return (*one[:-1], Replace("versions:\n", f"versions:\n{one[-1].new.partition(chr(10))[2]}", PUBLISHED))  # type: ignore[union-attr]


class TestMeaning:
    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("    metric: time\n    of: tool", "    metric: latency\n    of: tool"),
            ("statistic: median\n    holds", "statistic: mean\n    holds"),
            ("    of: tool/test_sort", '    difference: {of: tool/test_sort, to: "tool/test_sum[10]"}'),
            ("holds: <= 5 us", "holds: <= 5 MB"),
            ("holds: <= 5 us", 'holds: ">= 5 us"'),
        ],
    )
    def test_another_meaning_is_another_claim(self, trial: Trial, old: str, new: str) -> None:
        trial.published(*with_version("1.1"), Replace(old, new, NEXT_DOSSIER))
        assert ("history/meaning", Severity.ERROR) in found(trial.gate())

    @pytest.mark.parametrize("new", ["holds: <= 0.005 ms", "holds: <= 5000 ns"])
    def test_another_unit_of_the_same_kind_is_the_same(self, trial: Trial, new: str) -> None:
        trial.published(*with_version("1.1"), Replace("holds: <= 5 us", new, NEXT_DOSSIER))
        assert found(trial.gate()) == []

    @pytest.mark.parametrize(
        ("new", "word"),
        [
            ("holds: <= 6 us", "loosened"),
            ("holds: <= 0.006 ms", "loosened"),
            ("holds: <= 4.9 us", "tightened"),
            ("holds: < 5 us", "tightened"),
            ("holds: == 5 us", "changed"),
        ],
    )
    def test_another_limit_is_said(self, trial: Trial, new: str, word: str) -> None:
        trial.published(*with_version("1.1"), Replace("holds: <= 5 us", new, NEXT_DOSSIER))
        report = trial.gate()
        (problem,) = [each for each in report.problems if each.rule == "history/limit"]
        assert problem.severity is Severity.INFO
        assert f" was {word}: <= 5 us in 1.0" in problem.message
        if Reference("demo", "1.1", "sort-median") in report.judgements:
            text = page(report, "demo/index.md")
            assert "Limits that moved" in text
            assert word in text

    def test_a_lower_bound_the_other_way(self, trial: Trial) -> None:
        trial.published(*with_version("1.1"), Replace('holds: ">= 3 x"', 'holds: ">= 2 x"', NEXT_DOSSIER))
        (problem,) = [each for each in trial.gate().problems if each.rule == "history/limit"]
        assert "loosened" in problem.message


class TestDates:
    @pytest.mark.parametrize(
        ("day", "fine"),
        [
            ("2026-11-19", True),  # the commit is of the 20th, and somebody's clock is behind UTC
            ("2026-11-18", False),
            ("2026-11-22", True),
            ("2026-11-23", False),
            ("2026-02-30", False),
        ],
    )
    def test_between_the_commit_and_today(self, trial: Trial, day: str, fine: bool) -> None:
        trial.published(Replace("date: 2026-11-21", f"date: {day}"))
        assert ("history/date" not in rules_of(trial.gate())) == fine

    def test_versions_are_numbers(self, trial: Trial) -> None:
        trial.published(
            *with_version("1.10"),
            Replace("date: 2026-11-21", "date: 2026-11-20", "dossiers/demo/1.10/dossier.yaml"),
        )
        (problem,) = [each for each in trial.gate().problems if each.rule == "history/order"]
        assert problem.path == "dossiers/demo/1.10/dossier.yaml"


class TestExpiry:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("90 days", Term(days=90)),
            ("1 day", Term(days=1)),
            ("2 weeks", Term(days=14)),
            ("6 months", Term(months=6)),
            ("1 year", Term(months=12)),
            ("0 days", None),
            ("-1 days", None),
            ("1.5 years", None),
            ("90  days", None),
            ("90 days\n", None),
            ("٩ days", None),
            ("10000 days", None),
            ("", None),
            (None, None),
        ],
    )
    def test_lengths(self, text: str | None, expected: Term | None) -> None:
        assert term(text) == expected

    @pytest.mark.parametrize(
        ("length", "start", "end"),
        [
            (Term(days=1), date(2026, 12, 31), date(2027, 1, 1)),
            (Term(months=1), date(2027, 1, 31), date(2027, 2, 28)),
            (Term(months=12), date(2028, 2, 29), date(2029, 2, 28)),
            (Term(months=13), date(2026, 12, 15), date(2028, 1, 15)),
            (Term(months=9999 * 12), date(2026, 12, 15), date.max),
            (Term(days=9999), date(9999, 12, 1), date.max),
        ],
    )
    def test_ends(self, length: Term, start: date, end: date) -> None:
        assert length.after(start) == end

    LIMITED = Replace("holds: <= 5 us\n", "holds: <= 5 us\n    valid_for: 3 months\n")
    MEASURED = Replace("    load: closed\n", '    load: closed\n    measured: "2026-11-20T12:00:00Z"\n')

    @pytest.mark.parametrize(
        ("measured", "today", "over"),
        [
            (True, date(2027, 2, 20), False),
            (True, date(2027, 2, 21), True),
            (False, date(2027, 2, 21), False),
            (False, date(2027, 2, 22), True),
        ],
    )
    def test_it_is_looked_at_every_day(self, trial: Trial, measured: bool, today: date, over: bool) -> None:
        trial.published(self.LIMITED, *((self.MEASURED,) if measured else ()))
        report = trial.gate(today=today)
        assert found(report) == ([("history/expired", Severity.WARNING)] if over else [])
        assert len(report.judgements) == 2
        for address in ("index.md", "demo/index.md", "demo/1.0/index.md", "demo/1.0/claims/sort-median.md"):
            assert (">expired</span>" in page(report, address)) == over

    def test_an_audit_does_not_accept_it_and_shows_it(self, trial: Trial) -> None:
        trial.published(self.LIMITED)
        report = trial.gate(today=date(2027, 6, 1), profile=Profile.AUDIT)
        assert ("history/expired", Severity.ERROR) in found(report)
        assert len(report.judgements) == 2

    def test_a_later_version_measures_again(self, trial: Trial) -> None:
        trial.published(
            self.LIMITED,
            *with_version("1.1"),
            Replace("    valid_for: 3 months\n", "", NEXT_DOSSIER),
        )
        report = trial.gate(today=date(2027, 6, 1))
        assert found(report) == []
        assert ">expired</span>" not in page(report, "index.md")
        text = page(report, "demo/1.0/claims/sort-median.md")
        assert ">expired</span>" in text
        assert "[Measured again in 1.1](../../1.1/claims/sort-median.md)" in text

    def test_a_withdrawn_claim_expires_no_more(self, trial: Trial) -> None:
        trial.published(self.LIMITED, *with_version("1.1"), DROPPED, WITHDRAWN)
        report = trial.gate(today=date(2027, 6, 1))
        assert [each.path for each in report.problems if each.rule == "history/expired"] == [NEXT_DOSSIER]

    @pytest.mark.parametrize("text", ["forever", "0 days", "-1 days", '" 90 days"', "90", "{}"])
    def test_a_length_that_is_none(self, trial: Trial, text: str) -> None:
        trial.published(Replace("holds: <= 5 us\n", f"holds: <= 5 us\n    valid_for: {text}\n"))
        assert "shape/schema" in rules_of(trial.gate())


class TestNames:
    def test_ids_that_look_alike_in_two_versions(self, trial: Trial) -> None:
        trial.published(*with_version("1.1"), Replace("sort-median:", "sortmedian:", NEXT_DOSSIER))
        assert "shape/confusable" in rules_of(trial.gate())

    @pytest.mark.parametrize("version", ["1-0", "01.0", "1_0"])
    def test_versions_that_look_alike(self, trial: Trial, version: str) -> None:
        trial.published(*with_version(version))
        assert "shape/confusable" in rules_of(trial.gate())

    @pytest.mark.parametrize("name", ["a\nb", "a\\b", "a\u202eb", "data/tool.JSON", "a\x07b"])
    def test_file_names(self, trial: Trial, name: str) -> None:
        trial.published(Add(f"{VERSION}/{name}", "x"))
        assert "shape/file-name" in rules_of(trial.gate())

    def test_plain_names_are_fine(self, trial: Trial) -> None:
        trial.published(Add(f"{VERSION}/Notes about ä.md", "x"))
        assert rules_of(trial.gate()) == set()
