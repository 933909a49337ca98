"""One site over many repositories: real repositories on this machine, taken at a tag."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator
from mkdocs.exceptions import Abort
from mkdocs.utils.yaml import yaml_load

from mkdocs_dossiers.check.gate import Report
from mkdocs_dossiers.cli.main import cli
from mkdocs_dossiers.fetch.configured import SourceError, configured_in, refusal, sources_of
from mkdocs_dossiers.model.reference import Reference
from mkdocs_dossiers.read.lock import LOCK, read_fetched, read_lock
from tests.gates import run_gate
from tests.site.building import SITE_URL, build_site
from tests.site.html_page import HtmlSite
from tests.workspace import Example, git

SCHEMAS = Path(__file__).parents[2] / "schema"

HOSTILE = [
    "ext::sh -c touch% hacked",
    "--upload-pack=touch hacked",
    "-u",
    "file:///etc",
    "FILE:///etc",
    "fd::17",
    "http://git.example.com/x",
    "git://git.example.com/x",
    "ftp://git.example.com/x",
    "https://user:secret@git.example.com/x",
    "https://-oProxyCommand=x/y",
    "ssh://-oProxyCommand=x/y",
    "git@-oProxyCommand=x:y",
    "~/x",
    "",
    "a\nb",
    "host:path",
    "https://git.example.com/x y\u202e",
]


def renamed(example: Example, name: str) -> Example:
    """The same repository with its project under another name, tagged v1."""
    (example.root / "dossiers/demo").rename(example.root / f"dossiers/{name}")
    for file in [*example.root.glob("dossiers/*/project.yaml"), *example.root.rglob("reproduction.yaml")]:
        file.write_text(file.read_text().replace("name: demo", f"name: {name}").replace("demo@", f"{name}@"))
    for file in example.root.rglob("dossier.yaml"):
        file.write_text(file.read_text().replace("dossiers/demo/", f"dossiers/{name}/"))
    (example.root / f"dossiers/{name}/published.yaml").unlink()
    from tests.workspace import keep_records

    keep_records(example.root)
    git(example.root, "add", "--all", "--force", ".")
    git(example.root, "commit", "--quiet", "--message=Rename")
    git(example.root, "tag", "v1")
    return example


@pytest.fixture(scope="module")
def other(pristine: Example, tmp_path_factory: pytest.TempPathFactory) -> Example:
    """Another repository with the project ``engine``; tests only read it."""
    return renamed(pristine.copied(tmp_path_factory.mktemp("other") / "engine.git"), "engine")


def name_sources(root: Path, *sources: tuple[str, str, str]) -> list[dict[str, object]]:
    """Write the sources into mkdocs.yml."""
    found: list[dict[str, object]] = [
        {"repository": repository, "ref": ref, "projects": [project]} for repository, ref, project in sources
    ]
    lines = "".join(
        f'        - {{repository: "{repository}", ref: "{ref}", projects: [{project}]}}\n'
        for repository, ref, project in sources
    )
    text = "site_name: !ENV [NAME, x]\nplugins:\n  - search\n  - dossiers:\n      sources:\n" + lines
    (root / "mkdocs.yml").write_text(text)
    return found


def sync(root: Path, *arguments: str) -> Result:
    result = CliRunner().invoke(cli, ["sync", "--root", str(root), *arguments], standalone_mode=True)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.fixture
def synced(workspace: Example, other: Example) -> Example:
    """The example with one source, fetched and committed as its users would."""
    name_sources(workspace.root, (str(other.root), "v1", "engine"))
    assert sync(workspace.root).exit_code == 0
    git(workspace.root, "add", "mkdocs.yml", LOCK)
    git(workspace.root, "commit", "--quiet", "--message=Take engine")
    return workspace


def findings(report: Report) -> list[tuple[str, str, int]]:
    return [
        (problem.rule, problem.path, problem.line)
        for problem in report.problems
        if problem.severity.value != "info"
    ]


def fetched_folder(root: Path) -> Path:
    (place,) = root.glob(".dossiers/engine-*/dossiers/engine")
    return place


def test_fetched_projects_are_checked_like_own_ones(synced: Example, other: Example) -> None:
    report = run_gate(synced.root)
    assert findings(report) == []
    assert {project.name for project in report.workspace.projects} == {"demo", "engine"}
    assert report.counts["claims"] == 30
    (dossier,) = [found for found in report.workspace.dossiers if str(found.reference) == "engine@1.0"]
    history = report.history_of(dossier)
    assert history is not None
    assert dossier.subject is not None
    assert history.commit(dossier.subject.commit) is not None
    head = git(other.root, "rev-parse", "v1^{commit}")
    (locked,) = read_lock(synced.root).sources
    assert locked.origin.commit == head
    assert git(synced.root, "status", "--porcelain") == ""
    assert not list(synced.root.glob(".dossiers/*/bench.py")), "only the project's folder is written out"


def test_a_commit_the_clone_does_not_hold_is_refused(
    workspace: Example, pristine: Example, tmp_path: Path
) -> None:
    source = pristine.copied(tmp_path / "engine")
    source.replace(source.commit, "deadbeef" * 5)
    other = renamed(source, "engine")
    name_sources(workspace.root, (str(other.root), "v1", "engine"))
    assert sync(workspace.root).exit_code == 0
    found = {problem.rule: problem.path for problem in run_gate(workspace.root).problems}
    assert found["commit/known"].startswith(".dossiers/engine-")


def rules_of(root: Path) -> list[tuple[str, int]]:
    """What reading the lock finds; no project is measured."""
    return [(problem.rule, problem.line) for problem in read_fetched(root, ()).problems]


@pytest.mark.parametrize(
    "file", ["1.0/data/load.csv", "project.yaml", "1.0/dossier.yaml", "1.0/reproductions/new"]
)
def test_what_was_changed_here_is_refused(synced: Example, file: str) -> None:
    with (fetched_folder(synced.root) / file).open("a") as stream:
        stream.write("\n")
    line = (synced.root / LOCK).read_text().splitlines().index('      "engine":') + 1
    assert rules_of(synced.root) == [("shape/lock", line)]
    assert read_fetched(synced.root, ()).projects == ()
    assert sync(synced.root).exit_code == 0
    assert rules_of(synced.root) == []


def test_the_gate_refuses_what_the_lock_does_not_say(synced: Example) -> None:
    with (fetched_folder(synced.root) / "project.yaml").open("a") as stream:
        stream.write("\n")
    report = run_gate(synced.root)
    assert [(rule, path) for rule, path, _ in findings(report)] == [("shape/lock", LOCK)]
    assert {project.name for project in report.workspace.projects} == {"demo"}
    assert not report.ok()


def test_a_lock_that_was_changed_is_refused(synced: Example) -> None:
    lock = synced.root / LOCK
    text = lock.read_text()
    for old, new in (
        (r'digest: "[0-9a-f]{64}"', f'digest: "{"0" * 64}"'),
        (r'commit: "[0-9a-f]{40}"', f'commit: "{"0" * 40}"'),
        (r"folder: .dossiers", "folder: ../x"),
        (r"projects:", "project:"),
        (r"schema: 1", "{"),
    ):
        lock.write_text(re.sub(old, new, text, count=1))
        (problem,) = read_fetched(synced.root, ()).problems
        assert problem.rule in ("shape/lock", "shape/yaml"), new


def test_what_is_not_here_is_refused(synced: Example) -> None:
    shutil.rmtree(synced.root / ".dossiers")
    assert [rule for rule, _ in rules_of(synced.root)] == ["shape/lock"]
    before = (synced.root / LOCK).read_bytes()
    assert "fetched: engine" in sync(synced.root).output
    assert (synced.root / LOCK).read_bytes() == before
    assert "as locked: engine" in sync(synced.root).output


def test_only_and_base_reach_fetched_projects(synced: Example) -> None:
    from mkdocs_dossiers.read.base import base_of

    only = run_gate(synced.root, only=[Reference("engine", "1.0")])
    assert {str(found.reference) for found in only.workspace.dossiers} == {"engine@1.0"}
    with base_of(synced.root, "HEAD~1") as base:
        since = run_gate(synced.root, base=base)
    assert {project.name for project in since.workspace.projects} == {"engine"}
    with base_of(synced.root, "HEAD") as base:
        assert run_gate(synced.root, base=base).workspace.projects == ()


def test_two_projects_of_one_name_are_refused(workspace: Example, pristine: Example, tmp_path: Path) -> None:
    source = pristine.copied(tmp_path / "again")
    git(source.root, "tag", "v1")
    name_sources(workspace.root, (str(source.root), "v1", "demo"))
    assert sync(workspace.root).exit_code == 0
    report = run_gate(workspace.root)
    (problem,) = [problem for problem in report.problems if problem.severity.value == "error"]
    assert (problem.rule, problem.path, problem.line) == ("shape/lock", LOCK, 9)
    assert "Two projects are called demo: one from dossiers/demo" in problem.message
    with pytest.raises(SourceError, match="Two projects are called demo"):
        sources_of(name_sources(workspace.root, ("../a", "v1", "demo"), ("../b", "v1", "demo")))


def test_a_tag_that_was_moved_is_refused_until_it_is_asked_for(
    workspace: Example, pristine: Example, tmp_path: Path
) -> None:
    source = renamed(pristine.copied(tmp_path / "engine"), "engine")
    name_sources(workspace.root, (str(source.root), "v1", "engine"))
    assert sync(workspace.root).exit_code == 0
    before = (workspace.root / LOCK).read_bytes()
    (source.root / "dossiers/engine/project.yaml").open("a").write("# more\n")
    git(source.root, "commit", "--quiet", "--all", "--message=More")
    git(source.root, "tag", "--force", "v1")
    shutil.rmtree(workspace.root / ".dossiers")
    refused = sync(workspace.root)
    assert refused.exit_code == 1 or refused.exit_code == 2
    assert "names commit" in refused.output
    assert (workspace.root / LOCK).read_bytes() == before
    assert sync(workspace.root, "--update").exit_code == 0
    assert (workspace.root / LOCK).read_bytes() != before


@pytest.mark.parametrize(
    ("ref", "said"), [("main", "A branch moves"), ("v9", "no tag or commit"), ("--x", "neither")]
)
def test_only_tags_and_commits_are_taken(workspace: Example, other: Example, ref: str, said: str) -> None:
    name_sources(workspace.root, (str(other.root), ref, "engine"))
    result = sync(workspace.root)
    assert result.exit_code != 0
    assert said in result.output
    assert not (workspace.root / LOCK).exists()


def test_a_commit_by_its_digits(workspace: Example, other: Example) -> None:
    name_sources(workspace.root, (str(other.root), git(other.root, "rev-parse", "v1^{commit}"), "engine"))
    assert sync(workspace.root).exit_code == 0
    assert findings(run_gate(workspace.root)) == []


def test_a_project_that_is_not_there(workspace: Example, other: Example) -> None:
    name_sources(workspace.root, (str(other.root), "v1", "engin"))
    assert "has no project engin" in sync(workspace.root).output


@pytest.mark.parametrize("address", HOSTILE)
def test_hostile_addresses_are_refused(
    workspace: Example, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, address: str
) -> None:
    monkeypatch.chdir(tmp_path)
    assert refusal(address) is not None
    with pytest.raises(SourceError) as refused:
        sources_of([{"repository": address, "ref": "v1", "projects": ["x"]}])
    assert "secret" not in str(refused.value)
    assert not (tmp_path / "hacked").exists()


@pytest.mark.parametrize(
    "address",
    [
        "https://git.example.com/a/b",
        "ssh://git@git.example.com/a",
        "git@git.example.com:a/b",
        "../b",
        "/srv/b",
    ],
)
def test_usual_addresses_are_taken(address: str) -> None:
    assert refusal(address) is None


def test_filters_and_links_of_a_repository_do_nothing(
    workspace: Example, pristine: Example, tmp_path: Path
) -> None:
    source = pristine.copied(tmp_path / "engine")
    (source.root / ".gitattributes").write_text("*.csv text eol=crlf filter=x\n*.json ident export-subst\n")
    other = renamed(source, "engine")
    (other.root / "dossiers/link").symlink_to("/etc")
    git(other.root, "add", "--all", "--force", ".")
    git(other.root, "commit", "--quiet", "--message=Link")
    git(other.root, "tag", "v2")
    name_sources(workspace.root, (str(other.root), "v2", "engine"))
    assert sync(workspace.root).exit_code == 0
    for file in ("1.0/data/load.csv", "1.0/data/tool.json"):
        kept = fetched_folder(workspace.root) / file
        assert kept.read_bytes() == (pristine.root / "dossiers/demo" / file).read_bytes()
    name_sources(workspace.root, (str(other.root), "v2", "link"))
    assert "has no project link" in sync(workspace.root).output


def test_pages_say_where_a_project_comes_from(
    synced: Example, other: Example, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    source = {"repository": str(other.root), "ref": "v1", "projects": ["engine"]}
    site = HtmlSite(build_site(synced.root, tmp_path / "site", sources=[source]), SITE_URL)
    for page in ("engine/", "engine/1.0/", "engine/1.0/print/", "engine/1.0/claims/speedup/", ""):
        assert str(other.root) in site.pages[page].says, page
    whole = json.loads((site.folder / "dossiers.json").read_text())
    origins = {project["name"]: project["origin"] for project in whole["projects"]}
    taken = read_lock(synced.root).sources[0].origin
    known = {"repository": str(other.root), "ref": "v1", "commit": taken.commit}
    assert origins == {"demo": None, "engine": known}
    twin = json.loads((site.folder / "engine/1.0/dossier.json").read_text())
    assert twin["project"]["origin"] == known
    for document, kind in ((whole, "site"), (twin, "site-dossier")):
        Draft202012Validator(json.loads((SCHEMAS / f"{kind}.schema.json").read_text())).validate(document)
    assert str(other.root) not in site.pages["demo/"].says
    assert (site.folder / "engine/1.0/data/load.csv").is_file()
    assert site.broken() == []
    with pytest.raises(Abort):
        build_site(synced.root, tmp_path / "again", sources=[{**source, "ref": "v2"}])
    assert "at v2. Run dossier sync" in caplog.text
    verified = CliRunner().invoke(cli, ["verify", str(site.folder)])
    assert verified.exit_code == 0, verified.output


def test_settings_are_inherited_and_taken_from_the_environment_as_mkdocs_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Held against MkDocs' own reading."""
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared/base.yml").write_text(
        "site_name: Base\nplugins:\n  search: {}\n  dossiers:\n    title: Ours\n    sources:\n"
        "      - repository: !ENV [NOT_SET, ALSO_NOT, https://git.example.com/team/bench]\n"
        "        ref: !ENV REF\n        projects: [bench]\n"
    )
    file = tmp_path / "mkdocs.yml"
    file.write_text("INHERIT: shared/base.yml\nsite_name: Mine\nplugins:\n  dossiers:\n    title: Mine\n")
    monkeypatch.setenv("REF", "v1.0")
    (found,) = configured_in(file)
    assert (found.repository, found.ref) == ("https://git.example.com/team/bench", "v1.0")
    with file.open("rb") as stream:
        assert sources_of(yaml_load(stream)["plugins"]["dossiers"]["sources"]) == (found,)
    monkeypatch.setenv("REF", "1.0")
    with pytest.raises(SourceError, match="Put them in quotes"):
        configured_in(file)
    file.write_text("INHERIT: mkdocs.yml\n")
    with pytest.raises(SourceError, match="or from itself"):
        configured_in(file)
    file.write_text("INHERIT: gone.yml\n")
    with pytest.raises(SourceError, match="cannot be read"):
        configured_in(file)


def test_the_lock_is_as_its_schema_says(synced: Example) -> None:
    known = json.loads((SCHEMAS / "lock.schema.json").read_text())
    Draft202012Validator.check_schema(known)
    rules = Draft202012Validator(known)
    rules.validate(known["examples"][0])
    document = yaml.safe_load((synced.root / LOCK).read_text())
    rules.validate(document)
    for key, value in (("commit", "v1"), ("projects", {}), ("ref", "")):
        wrong = {**document, "sources": [{**document["sources"][0], key: value}]}
        assert not rules.is_valid(wrong), key
