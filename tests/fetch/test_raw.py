"""Raw files that are kept elsewhere: on a real HTTP server and a real S3 one, both on this machine."""

from __future__ import annotations

import hashlib
import json
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mkdocs_dossiers.check.gate import Report
from mkdocs_dossiers.cli.main import cli
from mkdocs_dossiers.fetch.allowed import Allowed, allowed_of, is_nobodys
from mkdocs_dossiers.fetch.configured import SourceError
from mkdocs_dossiers.read.elsewhere import place_of
from tests.fetch.servers import Served, serving
from tests.gates import run_gate
from tests.workspace import Example, commit_edits, git

RAW = "dossiers/demo/1.0/data/load.csv"
PATH = "/evidence/demo/1.0/load.csv"


@pytest.fixture(scope="module")
def server() -> Iterator[Served]:
    with serving() as served:
        yield served


@pytest.fixture(autouse=True)
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store of the test's own."""
    store = tmp_path / "store"
    monkeypatch.setenv("DOSSIER_STORE", str(store))
    return store


def move_away(workspace: Example, url: str, size: int | None = None) -> bytes:
    """Take the raw file of a dataset out of git; its bytes."""
    file = workspace.root / RAW
    content = file.read_bytes()
    git(workspace.root, "rm", "--quiet", "--cached", RAW)
    file.unlink()
    workspace.replace(
        "    file: data/load.csv\n",
        f"    file: data/load.csv\n    url: {url}\n    size: {size or len(content)}\n",
    )
    commit_edits(workspace.root)
    return content


def allow(workspace: Example, *below: str, largest: str = "1 GB") -> None:
    (workspace.root / "mkdocs.yml").write_text(
        f"site_name: x\nplugins:\n  - dossiers:\n      fetch: {{from: {json.dumps(below)}, largest: {largest}}}\n"
    )


def fetch(workspace: Example, *arguments: str) -> Result:
    result = CliRunner().invoke(cli, ["fetch", "--root", str(workspace.root), *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def gate(workspace: Example) -> Report:
    from mkdocs_dossiers.model.reference import Reference

    return run_gate(workspace.root, only=[Reference("demo", "1.0")], pages=True)


@pytest.fixture
def away(workspace: Example, server: Served) -> Example:
    """The example with a raw file that only the server has."""
    server.files[PATH] = move_away(workspace, server.address + PATH)
    server.asked.clear()
    allow(workspace, server.address + "/evidence/")
    return workspace


def refused(workspace: Example, kept: Path, *arguments: str) -> str:
    """What is said of a file that is not fetched; nothing of it stays."""
    result = fetch(workspace, *arguments)
    assert result.exit_code == 1, result.output
    assert [file for file in kept.rglob("*") if file.is_file()] == []
    return result.stderr


class TestTheGate:
    def test_says_what_is_missing_and_asks_nobody(self, away: Example, server: Served) -> None:
        report = gate(away)
        (problem,) = (each for each in report.problems if each.severity.value == "error")
        assert problem.rule == "evidence/raw-file"
        assert problem.message.startswith(
            f"data/load.csv is not here: {len(server.files[PATH]):,} bytes are kept at http"
        )
        assert problem.fix == "Fetch it: dossier fetch demo@1.0"
        assert "url:" in (away.root / problem.path).read_text().splitlines()[problem.line - 1]
        assert {str(reference.claim) for reference in report.judgements} == {"sort-median"}
        assert server.asked == []

    def test_measures_what_was_fetched_as_if_it_were_committed(
        self, pristine: Example, away: Example, server: Served
    ) -> None:
        assert fetch(away).exit_code == 0
        report, expected = gate(away), gate(pristine)
        assert [each for each in report.problems if each.severity.value != "info"] == []
        traced = CliRunner().invoke(cli, ["trace", "--root", str(away.root), "demo@1.0/fast-p95"]).output
        assert f"$ curl --location --output {RAW} {server.address}{PATH}" in " ".join(traced.split())
        assert report.judgements == expected.judgements

    def test_looks_again_after_something_was_fetched(self, away: Example) -> None:
        """A check with nothing changed repeats its report; what the store holds is not to be seen beforehand."""
        check = ["check", "--root", str(away.root), "demo@1.0"]
        codes = [CliRunner().invoke(cli, check).exit_code for _ in range(2)]
        fetch(away)
        assert [*codes, CliRunner().invoke(cli, check).exit_code] == [1, 1, 0]

    def test_believes_nothing_of_the_store(self, away: Example, kept: Path) -> None:
        fetch(away)
        (file,) = kept.rglob("load.csv")
        file.write_bytes(file.read_bytes().replace(b"fast", b"slow"))
        assert {each.rule for each in gate(away).problems if each.severity.value == "error"} == {
            "integrity/sha256"
        }
        assert fetch(away).stdout.startswith("fetched: ")
        assert gate(away).ok()

    def test_refuses_addresses_that_are_none(self, workspace: Example, server: Served) -> None:
        for url in (
            "file:///etc/passwd",
            "https://u:p@h.example/x",
            "https://h.example/x?token=1",
            "https://h/../x",
        ):
            broken = workspace.copied(workspace.root.parent / hashlib.sha256(url.encode()).hexdigest()[:8])
            move_away(broken, json.dumps(url))
            assert "shape/schema" in {each.rule for each in gate(broken).problems}
            assert fetch(broken).stderr == "Every raw file is there.\n"


class TestFetching:
    def test_once(self, away: Example, server: Served, kept: Path) -> None:
        listed = fetch(away, "--dry-run")
        assert (listed.exit_code, server.asked) == (1, [])
        first = fetch(away, "demo@1.0")
        assert first.stdout == f"fetched: {listed.stdout}"
        again = fetch(away)
        assert (again.exit_code, again.stdout, again.stderr) == (0, "", "Every raw file is there.\n")
        assert server.asked == [PATH]
        sha256 = hashlib.sha256(server.files[PATH]).hexdigest()
        assert (place_of(sha256, kept) / "data/load.csv").read_bytes() == server.files[PATH]

    def test_what_is_not_listed(self, away: Example, server: Served, kept: Path) -> None:
        allow(away, f"{server.address}/other/", "https://raw.example.org/")
        said = refused(away, kept)
        assert "nothing may be fetched from http://127.0.0.1" in said
        assert f"fetch: {{from: [{server.address}/]}}" in said
        assert CliRunner().invoke(cli, ["fetch", "--root", str(away.root), "demo@9"]).exit_code == 2
        (away.root / "mkdocs.yml").unlink()
        refused(away, kept)
        assert server.asked == []

    def test_what_a_pull_request_lists(self, away: Example, server: Served, kept: Path) -> None:
        allow(away, "https://raw.example.org/")
        git(away.root, "add", "mkdocs.yml")
        git(away.root, "commit", "--quiet", "--message=Configure")
        git(away.root, "checkout", "--quiet", "-b", "work")
        allow(away, f"{server.address}/evidence/")
        git(away.root, "commit", "--quiet", "--all", "--message=Allow more")
        assert "nothing may be fetched" in refused(away, kept, "--base", "main")
        assert server.asked == []
        assert fetch(away).exit_code == 0

    @pytest.mark.parametrize(
        ("what", "said"),
        [
            ("other", "is another file"),
            ("more", "sends more than"),
            ("less", "declared are"),
            ("gone", "has no such file"),
            ("cut", "cannot be read"),
            ("secret", "wants credentials"),
        ],
    )
    def test_what_is_not_as_declared(
        self, away: Example, server: Served, kept: Path, what: str, said: str
    ) -> None:
        content = server.files[PATH]
        served = {"other": content.replace(b"fast", b"slow", 1), "less": content[:-1]}
        server.files[PATH] = served.get(what, content)
        if what == "gone":
            del server.files[PATH]
        for name, marked in (("more", server.endless), ("cut", server.cut)):
            if name == what:
                marked.add(PATH)
        if what == "secret":
            server.protected[PATH] = "reader:word"
        try:
            assert said in refused(away, kept)
        finally:
            server.endless.clear()
            server.cut.clear()
            server.protected.clear()
        assert server.sent.pop(PATH, 0) <= 500 * len(content)  # of 1,000; sockets hold a few megabytes

    def test_what_is_too_large(self, away: Example, server: Served, kept: Path) -> None:
        allow(away, server.address, largest="1 MB")
        text = away.dossier.read_text()
        away.dossier.write_text(text.replace(f"size: {len(server.files[PATH])}", "size: 1000001"))
        assert "more than the 1,000,000 that may be fetched" in refused(away, kept)
        assert server.asked == []

    def test_redirects(self, away: Example, server: Served, kept: Path) -> None:
        server.files["/evidence/there.csv"] = server.files.pop(PATH)
        server.redirects[PATH] = "/evidence/there.csv"
        try:
            assert fetch(away).exit_code == 0
            for target in (
                "/private/x",
                "http://169.254.169.254/latest",
                "file:///etc/passwd",
                "/evidence/../private/x",
            ):
                server.redirects[PATH] = target
                (file,) = kept.rglob("load.csv")
                file.unlink()
                assert "redirects to" in refused(away, kept)
                fetch_again = {**server.redirects, PATH: "/evidence/there.csv"}
                server.redirects.update(fetch_again)
                assert fetch(away).exit_code == 0
            server.redirects[PATH] = PATH
            next(kept.rglob("load.csv")).unlink()
            refused(away, kept)
        finally:
            server.redirects.clear()
        assert not any(path.startswith("/private") for path in server.asked)

    def test_names_that_lead_to_this_machine(
        self, workspace: Example, kept: Path, monkeypatch: pytest.MonkeyPatch, server: Served
    ) -> None:
        """A name server answers for a listed name with an address that is nobody's."""
        server.asked.clear()
        port = server.address.rpartition(":")[2]
        for address in ("127.0.0.1", "169.254.169.254"):
            there = workspace.copied(workspace.root.parent / address)
            move_away(there, f"http://raw.example:{port}{PATH}")
            allow(there, f"http://raw.example:{port}/")
            found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, int(port)))]
            monkeypatch.setattr(socket, "getaddrinfo", lambda *_, found=found, **__: found)
            assert f"leads to {address}" in refused(there, kept)
        assert server.asked == []

    def test_credentials_of_this_machine_stay_with_it(
        self, away: Example, kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, server: Served
    ) -> None:
        """Over http none are sent, and what is said shows none."""
        rc = tmp_path / "netrc"
        rc.write_text("machine 127.0.0.1 login reader password hush\n")
        monkeypatch.setenv("NETRC", str(rc))
        server.protected[PATH] = "reader:hush"
        try:
            said = refused(away, kept)
        finally:
            server.protected.clear()
        assert "credentials" in said
        assert "hush" not in said


class TestS3:
    def test_from_a_bucket(self, workspace: Example, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        import boto3
        from moto.server import ThreadedMotoServer

        server = ThreadedMotoServer("127.0.0.1", port=0, verbose=False)
        server.start()
        try:
            host, port = server.get_host_and_port()
            for name, value in {
                "AWS_ENDPOINT_URL_S3": f"http://{host}:{port}",
                "AWS_ACCESS_KEY_ID": "reader",
                "AWS_SECRET_ACCESS_KEY": "hush",
                "AWS_DEFAULT_REGION": "us-east-1",
                "AWS_EC2_METADATA_DISABLED": "true",
            }.items():
                monkeypatch.setenv(name, value)
            content = move_away(workspace, "s3://raw-evidence/demo/1.0/load.csv")
            allow(workspace, "s3://raw-evidence/demo/")
            bucket = boto3.client("s3")
            bucket.create_bucket(Bucket="raw-evidence")
            assert "has no such file" in refused(workspace, kept)
            bucket.put_object(Bucket="raw-evidence", Key="demo/1.0/load.csv", Body=content + b"more")
            assert f"has {len(content) + 4:,} bytes" in refused(workspace, kept)
            bucket.put_object(Bucket="raw-evidence", Key="demo/1.0/load.csv", Body=content)
            assert fetch(workspace).stdout.startswith("fetched: ")
        finally:
            server.stop()
        assert gate(workspace).ok()
        allow(workspace, "s3://other/")
        next(kept.rglob("load.csv")).unlink()
        assert "nothing may be fetched from s3://raw-evidence" in refused(workspace, kept)


class TestWhatIsListed:
    @pytest.mark.parametrize(
        ("start", "url", "permitted"),
        [
            ("https://h.example/a/", "https://h.example/a/b", True),
            ("https://h.example/a", "https://h.example/a/b", True),
            ("https://h.example", "https://h.example/a/b", True),
            ("https://h.example:443/", "https://h.example/a", True),
            ("https://h.example/a", "https://h.example/ab", False),
            ("https://h.example/a/", "https://h.example/a/../b", False),
            ("https://h.example/a/", "https://h.example/a/%2e%2e/b", False),
            ("https://h.example/a/", "http://h.example/a/b", False),
            ("https://h.example/a/", "https://h.example:8443/a/b", False),
            ("https://h.example/a/", "https://u@h.example/a/b", False),
            ("https://h.example/a/", "https://h.example.evil.example/a/b", False),
            ("s3://bucket/", "s3://bucket/x", True),
            ("s3://bucket/", "s3://bucket2/x", False),
            ("https://h.example/", "https://h.example:x/a", False),
        ],
    )
    def test_below(self, start: str, url: str, permitted: bool) -> None:
        assert allowed_of({"from": [start]}).permits(url) is permitted

    @pytest.mark.parametrize(
        "option",
        [
            [],
            {"from": "https://h.example/"},
            {"from": ["file:///"]},
            {"from": ["https://u:p@h.example/"]},
            {"from": ["*"]},
            {"largest": "all"},
            {"form": []},
        ],
    )
    def test_what_is_no_list(self, option: object) -> None:
        if option == []:
            assert allowed_of({}) == Allowed()
            return
        with pytest.raises(SourceError, match=r"^fetch"):
            allowed_of(option)

    @pytest.mark.parametrize(
        "address",
        ["127.0.0.1", "::1", "169.254.169.254", "::ffff:169.254.169.254", "fe80::1%eth0", "0.0.0.0", "x"],  # noqa: S104,
    )
    def test_addresses_that_are_nobodys(self, address: str) -> None:
        assert is_nobodys(address)

    def test_addresses_of_a_company(self) -> None:
        assert not is_nobodys("10.1.2.3")
        assert not is_nobodys("93.184.215.14")
