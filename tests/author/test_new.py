"""A dossier is begun: what is found out, what is taken over, and what is never written over."""

from __future__ import annotations

import os
import platform
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from mkdocs_dossiers.author.begin import Begun, CannotBegin, begin
from mkdocs_dossiers.author.carried import carried, previous
from mkdocs_dossiers.author.edit import insert
from mkdocs_dossiers.author.fresh import Taken, write_fresh
from mkdocs_dossiers.author.schemas import COPIES, KINDS, schema_text
from mkdocs_dossiers.author.surroundings import checked_out, described, without_credentials
from mkdocs_dossiers.check.shape import check_shape
from mkdocs_dossiers.cli.main import cli
from mkdocs_dossiers.model.reference import Reference
from mkdocs_dossiers.read.yaml_document import WORKSPACE, read_yaml, read_yaml_text
from tests.workspace import Example, git, run_gate

GOLDEN = Path(__file__).parent / "golden"
DAY = date(2026, 11, 21)


def reference(text: str) -> Reference:
    found = Reference.parse(text)
    assert found is not None
    return found


def begun(root: Path, text: str, source: str = "", *, bare: bool = False) -> Begun:
    of = reference(source) if source else None
    return begin(root, reference(text), checked_out(root), DAY, of, bare=bare)


@pytest.fixture(autouse=True)
def machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same platform and author everywhere: they are written down."""
    monkeypatch.setattr(platform, "system", lambda: "Linux")
    monkeypatch.setattr(platform, "machine", lambda: "x86_64")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.delenv("GIT_AUTHOR_NAME", raising=False)


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    git(tmp_path, "config", "user.name", "Ada Author")
    return tmp_path


@pytest.fixture
def program(empty: Path) -> Path:
    (empty / "sort.py").write_text("print(sorted([2, 1]))\n")
    (empty / "README.md").write_text("# Sorts\n\nSorts *lists* of [numbers](x.md).\n")
    git(empty, "add", ".")
    git(empty, "commit", "--quiet", "--message=Add a program")
    return empty


def hold(name: str, text: str, *, known: str = "") -> None:
    text = text.replace(known, "0123456789abcdef0123456789abcdef01234567") if known else text
    file = GOLDEN / name
    if os.environ.get("UPDATE_GOLDEN"):
        file.parent.mkdir(exist_ok=True)
        file.write_text(text)
    assert text == file.read_text()


def problems(root: Path, text: str) -> list[tuple[str, str]]:
    git(root, "add", "--all")
    report = run_gate(root, only=[reference(text)])
    return [(each.rule, each.message) for each in report.problems if each.severity.value == "error"]


class TestFresh:
    def test_the_documents(self, program: Path) -> None:
        written = begun(program, "fast-sort@1.0").written
        head = git(program, "rev-parse", "HEAD")
        assert written == (
            *(f"{COPIES}/{kind}.schema.json" for kind in KINDS),
            "dossiers/fast-sort/project.yaml",
            "dossiers/fast-sort/1.0/dossier.yaml",
        )
        hold("new-project.yaml", (program / written[-2]).read_text())
        hold("new-dossier.yaml", (program / written[-1]).read_text(), known=head)

    def test_the_gate_asks_for_what_is_missing_and_no_more(self, program: Path) -> None:
        begun(program, "fast-sort@1.0")
        assert problems(program, "fast-sort@1.0") == [
            ("shape/schema", "data is empty."),
            ("shape/schema", "claims is empty."),
        ]

    def test_before_the_first_commit(self, empty: Path) -> None:
        found = begun(empty, "fast-sort@1.0")
        assert found.unknown == ("summary",)
        assert problems(empty, "fast-sort@1.0") == [
            ("commit/known", "The subject names no commit."),
            ("shape/schema", "data is empty."),
            ("shape/schema", "claims is empty."),
            ("evidence/blank", "summary says 'TODO', which says nothing."),
        ]

    def test_the_project_fits_its_schema(self, program: Path) -> None:
        begun(program, "fast-sort@1.0")
        path = "dossiers/fast-sort/project.yaml"
        document = read_yaml(program / path, path, WORKSPACE)
        assert list(check_shape(document, "project", WORKSPACE)) == []

    def test_what_the_other_commands_write_goes_where_the_comments_say(self, program: Path) -> None:
        begun(program, "fast-sort@1.0")
        file = program / "dossiers/fast-sort/1.0/dossier.yaml"
        raw = insert(file.read_bytes(), "d", ("data", "first"), {"file": "data/first.json"})
        raw = insert(raw, "d", ("claims", "first-median"), {"says": "It is fast."})
        text = raw.decode()
        assert "\ndata:\n  first:\n    file: data/first.json\n" in text
        assert "\nclaims:\n  first-median:\n    says: It is fast.\n" in text
        assert [line for line in file.read_text().splitlines() if line.startswith("#")] == [
            line for line in text.splitlines() if line.startswith("#")
        ]

    def test_the_editors_schemas_are_where_the_comments_lead(self, program: Path) -> None:
        begun(program, "fast-sort@1.0")
        for path, kind in (
            ("dossiers/fast-sort/project.yaml", "project"),
            ("dossiers/fast-sort/1.0/dossier.yaml", "dossier"),
        ):
            first = (program / path).read_text().splitlines()[0]
            target = (program / path).parent / first.partition("$schema=")[2]
            assert target.resolve().read_text() == schema_text(kind)

    def test_a_repository_with_schemas_of_its_own_gets_no_copies(self, program: Path) -> None:
        (program / "schema").mkdir()
        (program / "schema/dossier.schema.json").write_text("{}")
        begun(program, "fast-sort@1.0")
        first = (program / "dossiers/fast-sort/1.0/dossier.yaml").read_text().splitlines()[0]
        assert first.endswith("$schema=../../../schema/dossier.schema.json")
        assert not (program / COPIES).exists()


class TestTakenOver:
    def test_the_documents(self, workspace: Example) -> None:
        git(workspace.root, "config", "user.name", "Ada Author")
        found = begun(workspace.root, "demo@3.0")
        assert found.carried is not None
        assert str(found.carried.of) == "demo@1.1", "the newest published one, not the draft after it"
        assert found.written[-1] == "dossiers/demo/3.0/dossier.yaml"
        head = git(workspace.root, "rev-parse", "HEAD")
        hold("carried-dossier.yaml", (workspace.root / found.written[-1]).read_text(), known=head)

    def test_claims_and_limits_are_the_same(self, workspace: Example) -> None:
        begun(workspace.root, "demo@3.0", "demo@1.0")
        old = yaml.safe_load(workspace.text())
        new = yaml.safe_load((workspace.root / "dossiers/demo/3.0/dossier.yaml").read_text())
        assert new["claims"] == old["claims"]
        assert new["reproduce"]["steps"][1:] == old["reproduce"]["steps"][1:]
        assert new["subject"]["commit"] in new["reproduce"]["steps"][0]["run"]
        assert {key for entry in new["data"].values() for key in entry}.isdisjoint(
            {"sha256", "environment", "source", "measured"}
        )

    def test_each_dataset_is_asked_for_once(self, workspace: Example) -> None:
        begun(workspace.root, "demo@3.0")
        assert problems(workspace.root, "demo@3.0") == []
        report = run_gate(workspace.root, only=[reference("demo@3.0")])
        planned = [each for each in report.problems if each.rule == "evidence/planned"]
        assert [each.message.partition(":")[0] for each in planned] == [
            "The dataset tool is not measured yet",
            "The dataset load is not measured yet",
        ]
        assert planned[0].fix == (
            "Measure it: dossier record demo@3.0 tool -- pytest bench --benchmark-json tool.json"
        )
        assert report.judgements == {}

    def test_comments_of_the_author_stay(self, workspace: Example) -> None:
        workspace.replace("claims:\n", "claims:\n  # Agreed with the customer in May.\n")
        workspace.replace("    holds: <= 5 ms\n", "    holds: <= 5 ms   # not less\n")
        lines = carried(workspace.root, reference("demo@1.0"), None).claims
        assert "  # Agreed with the customer in May." in lines
        assert "    holds: <= 5 ms   # not less" in lines

    @pytest.mark.parametrize("reason", ["It was slower.", ">-\n      It was\n      slower."])
    def test_that_a_limit_was_missed_is_left_behind(self, workspace: Example, reason: str) -> None:
        workspace.replace("    holds: <= 5 ms\n", f"    holds: <= 5 ms\n    missed: {reason}\n")
        found = yaml.safe_load("\n".join(carried(workspace.root, reference("demo@1.0"), None).claims))[
            "claims"
        ]
        assert all("missed" not in claim for claim in found.values())
        assert "<= 5 ms" in {claim["holds"] for claim in found.values()}

    def test_an_alias_into_another_section_is_written_out(self, workspace: Example) -> None:
        workspace.replace("    command: pytest bench", "    command: &run pytest bench")
        workspace.replace("run: pytest bench --benchmark-json tool.json,", "run: *run ,")
        found = carried(workspace.root, reference("demo@1.0"), None)
        steps = yaml.safe_load("\n".join(found.reproduce))["reproduce"]["steps"]
        assert steps[1]["run"] == "pytest bench --benchmark-json tool.json"

    def test_line_ends_of_windows(self, workspace: Example) -> None:
        workspace.dossier.write_bytes(workspace.text().replace("\n", "\r\n").encode())
        found = carried(workspace.root, reference("demo@1.0"), None)
        assert found.claimed == 5
        assert not any("\r" in line for line in (*found.claims, *found.reproduce))

    def test_nothing_where_nothing_is_wanted(self, workspace: Example) -> None:
        assert begun(workspace.root, "demo@3.0", bare=True).carried is None
        assert "claims: {}\n" in (workspace.root / "dossiers/demo/3.0/dossier.yaml").read_text()

    @pytest.mark.parametrize(
        ("version", "before"), [("3.0", "1.1"), ("1.1.1", "1.1"), ("1.0.5", "1.0"), ("0.1", "1.1")]
    )
    def test_which_version_is_before(self, workspace: Example, version: str, before: str) -> None:
        assert str(previous(workspace.root, reference(f"demo@{version}"))) == f"demo@{before}"

    def test_a_broken_one_is_refused_with_its_place(self, workspace: Example) -> None:
        workspace.replace("claims:\n", "claims: [\n")
        with pytest.raises(CannotBegin, match=r"dossiers/demo/1\.0/dossier\.yaml:\d+: .*--bare"):
            begun(workspace.root, "demo@3.0", "demo@1.0")
        assert not (workspace.root / "dossiers/demo/3.0").exists()

    def test_one_that_is_not_there(self, workspace: Example) -> None:
        with pytest.raises(CannotBegin, match=r"no dossier demo@9\. There are 1\.0, 1\.1, 1\.2"):
            begun(workspace.root, "demo@3.0", "demo@9")


class TestNothingIsWrittenOver:
    def test_a_dossier(self, workspace: Example) -> None:
        before = workspace.text()
        with pytest.raises(CannotBegin, match="is there already"):
            begun(workspace.root, "demo@1.0")
        assert workspace.text() == before

    def test_a_project(self, program: Path) -> None:
        file = program / "dossiers/fast-sort/project.yaml"
        file.parent.mkdir(parents=True)
        file.write_text("schema: 1\nname: fast-sort\ntitle: Quick\nsummary: Mine.\nowner: Me\n")
        begun(program, "fast-sort@1.0")
        assert "title: Quick\n" in file.read_text()
        assert "\ntitle: Quick 1.0\n" in (program / "dossiers/fast-sort/1.0/dossier.yaml").read_text()

    @pytest.mark.parametrize("part", ["dossiers", "dossiers/fast-sort", "dossiers/fast-sort/1.0"])
    def test_through_a_link(self, program: Path, part: str, tmp_path_factory: pytest.TempPathFactory) -> None:
        outside = tmp_path_factory.mktemp("outside")
        place = program / part
        place.parent.mkdir(parents=True, exist_ok=True)
        place.symlink_to(outside)
        with pytest.raises(CannotBegin, match="is a link"):
            begun(program, "fast-sort@1.0")
        assert list(outside.iterdir()) == []

    def test_a_version_that_differs_in_case_only(self, workspace: Example) -> None:
        (workspace.root / "dossiers/demo/3.0-RC1").mkdir()
        with pytest.raises(CannotBegin, match=r"version 3\.0-RC1 already"):
            begun(workspace.root, "demo@3.0-rc1")

    @pytest.mark.parametrize("version", ["waivers", "Compare", "1.md", "1" * 65])
    def test_a_name_no_version_can_have(self, program: Path, version: str) -> None:
        with pytest.raises(CannotBegin):
            begun(program, f"fast-sort@{version}")
        assert not (program / "dossiers").exists()

    def test_a_file_that_is_there(self, tmp_path: Path) -> None:
        file = tmp_path / "a.yaml"
        write_fresh(file, "first")
        with pytest.raises(Taken):
            write_fresh(file, "second")
        assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("a.yaml", "first")]

    def test_what_a_killed_run_left_is_cleaned_up(self, tmp_path: Path) -> None:
        (tmp_path / ".a.yaml.1.new").write_text("half")
        write_fresh(tmp_path / "a.yaml", "whole")
        assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("a.yaml", "whole")]

    def test_two_at_once_leave_one_whole_dossier(self, program: Path) -> None:
        with ThreadPoolExecutor(4) as pool:
            made = [pool.submit(begun, program, "fast-sort@1.0") for _ in range(4)]
        failures = [each.exception() for each in made]
        assert failures.count(None) == 1
        assert all(isinstance(each, CannotBegin) for each in failures if each is not None)
        names = {path.name for path in (program / "dossiers/fast-sort").rglob("*")}
        assert names == {"1.0", "dossier.yaml", "project.yaml"}

    def test_a_link_that_leads_nowhere(self, tmp_path: Path) -> None:
        (tmp_path / "a.yaml").symlink_to(tmp_path / "elsewhere")
        with pytest.raises(Taken):
            write_fresh(tmp_path / "a.yaml", "text")
        assert not (tmp_path / "elsewhere").exists()


class TestFoundOut:
    def test_git(self, program: Path) -> None:
        git(program, "remote", "add", "origin", "https://ada:token@git.example.org/team/sort.git")
        (program / "sort.py").write_text("changed\n")
        (program / "new file").write_text("new\n")
        (program / "dossiers").mkdir()
        (program / "dossiers/x").write_text("evidence\n")
        found = checked_out(program)
        assert found.commit == git(program, "rev-parse", "HEAD")
        assert found.dirty == ("sort.py", "new file")
        assert found.remote == "https://git.example.org/team/sort"
        assert found.person == "Ada Author"

    def test_the_name_git_is_given_for_this_session(
        self, program: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("GIT_AUTHOR_NAME", "Grace \u202e Author")
        assert checked_out(program).person == "Grace  Author"

    @pytest.mark.parametrize(
        ("url", "clean"),
        [
            ("git@git.example.org:team/sort.git", "https://git.example.org/team/sort"),
            ("ssh://git@git.example.org:2222/team/sort.git", "https://git.example.org/team/sort"),
            ("https://user:secret@git.example.org:8443/a/b", "https://git.example.org:8443/a/b"),
            ("https://git.example.org/a/b?token=secret#x", "https://git.example.org/a/b"),
            ("/srv/git/sort.git", None),
            ("file:///srv/git/sort.git", None),
            ("", None),
            ("https://[broken", None),
            ("https://git.example.org:port/a", None),
        ],
    )
    def test_a_remote_without_credentials(self, url: str, clean: str | None) -> None:
        assert without_credentials(url) == clean

    @pytest.mark.parametrize(
        ("files", "summary", "owner"),
        [
            ({}, None, None),
            ({"pyproject.toml": '[project]\ndescription = "Sorts."\n'}, "Sorts.", None),
            ({"Cargo.toml": '[package]\ndescription = "Sorts fast."\n'}, "Sorts fast.", None),
            ({"package.json": '{"description": "Sorts\\nlists."}'}, "Sorts lists.", None),
            (
                {"README.md": "# S\n\n![badge](x)\n\n<!-- no -->\n\nSorts **all** [lists](y).\nFast.\n"},
                "Sorts all lists. Fast.",
                None,
            ),
            (
                {".github/CODEOWNERS": "* @org/base\n# c\n/dossiers/ @org/perf a@b.example\n"},
                None,
                "org/perf",
            ),
            ({"pyproject.toml": "[project", "package.json": "[[[", "Cargo.toml": "package = 3"}, None, None),
            ({"package.json": '{"description": {"a": 1}}', "README": "\x00\xff"}, None, None),
        ],
    )
    def test_what_the_repository_says(
        self, tmp_path: Path, files: dict[str, str], summary: str | None, owner: str | None
    ) -> None:
        for path, text in files.items():
            (tmp_path / path).parent.mkdir(exist_ok=True)
            (tmp_path / path).write_text(text)
        found = described(tmp_path)
        assert (found.summary, found.owner) == (summary, owner)

    def test_hostile_texts_stay_texts(self, program: Path) -> None:
        nasty = 'x: {y}\n# "quoted" \x1b[31m \u202e \N{SNOWMAN} ${{ }} -'
        git(program, "config", "user.name", "Eve: [\x1b]\u202e # no")
        (program / "pyproject.toml").write_text(
            f"[project]\ndescription = '''{nasty.replace(chr(27), '')}'''\n"
        )
        begun(program, "fast-sort@1.0")
        for path in ("project.yaml", "1.0/dossier.yaml"):
            text = (program / "dossiers/fast-sort" / path).read_text()
            document = read_yaml_text(text, path)
            assert "\x1b" not in text
            assert document.data["schema"] == 1


class TestCommand:
    def run(self, *arguments: str, root: Path) -> tuple[int, str]:
        found = CliRunner().invoke(cli, ["new", *arguments, "--root", str(root)])
        return found.exit_code, found.output

    def test_what_it_says(self, workspace: Example) -> None:
        (workspace.root / "bench.py").write_text("changed\n")
        code, output = self.run("demo@3.0", "--from", "1.0", root=workspace.root)
        assert code == 0
        assert "written: dossiers/demo/3.0/dossier.yaml" in output
        assert "From demo@1.0: 5 claims with their limits; 2 datasets to measure again." in output
        assert "Not as committed: bench.py. Commit before you measure" in output
        assert output.splitlines()[-1] == "Next: dossier record demo@3.0 NAME -- COMMAND"

    @pytest.mark.parametrize(
        ("text", "says"),
        [
            ("Fast_Sort@1.0", "Did you mean fast-sort@1.0?"),
            ("fast-sort", "Did you mean fast-sort@1.0?"),
            ("fast-sort@1.0/claim", "write PROJECT@VERSION"),
            ("fast-sort@../../x", "write PROJECT@VERSION"),
            ("\x1b[31m@1", "write PROJECT@VERSION"),
        ],
    )
    def test_a_name_that_is_none(self, program: Path, text: str, says: str) -> None:
        code, output = self.run(text, root=program)
        assert code == 2
        assert says in output
        assert "\x1b" not in output
        assert not (program / "dossiers").exists()

    def test_in_a_repository_inside_another_with_dossiers(
        self, workspace: Example, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        inner = workspace.root / "vendored"
        (inner / "sub").mkdir(parents=True)
        git(inner, "init", "--quiet")
        before = workspace.files()
        monkeypatch.chdir(inner / "sub")
        assert CliRunner().invoke(cli, ["new", "fast-sort@1.0"]).exit_code == 0
        assert (inner / "dossiers/fast-sort/1.0/dossier.yaml").is_file()
        assert [path for path in workspace.files() if "vendored" not in path] == [
            path for path in before if "vendored" not in path
        ]

    def test_without_git(self, tmp_path: Path) -> None:
        code, output = self.run("fast-sort@1.0", root=tmp_path)
        assert code == 2
        assert "run `git init`" in output

    def test_from_and_bare(self, program: Path) -> None:
        code, output = self.run("a@1", "--from", "0", "--bare", root=program)
        assert (code, "Give one of them" in output) == (2, True)

    def test_a_folder_that_cannot_be_written(self, program: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def full(*_: object, **__: object) -> None:
            raise OSError(28, "No space left on device", "dossiers/x")

        monkeypatch.setattr(os, "fsync", full)
        code, output = self.run("fast-sort@1.0", root=program)
        assert code == 2
        assert "cannot be written: No space left on device" in output
        assert list(program.rglob("*.new")) == []
