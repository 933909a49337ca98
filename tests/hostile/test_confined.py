"""Checking opens no file outside the workspace, starts no program but git, and reaches no network.

Where something was signed off, ssh-keygen verifies the signature: nobody's settings, no agent, no key of anybody's.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from mkdocs_dossiers.cache.store import FILE
from mkdocs_dossiers.read.folder_digest import folder_digest
from tests.signing import grace
from tests.workspace import Example, commit_edits, git, keep_records

HERE = Path(__file__).parents[2]
LIBRARIES = (
    *{Path(sysconfig.get_path(name)).resolve() for name in ("stdlib", "platstdlib", "purelib", "platlib")},
    Path(sys.prefix).resolve(), Path(sys.base_prefix).resolve(), HERE / "plugins", HERE / "schema", HERE / "tests",
)  # fmt: skip
SYSTEM = re.compile(
    r"/(etc/(ld\.so\..*|localtime|locale\.alias|ssl/openssl\.cnf|gai\.conf|gitconfig|nsswitch\.conf|passwd|group|mime\.types|inputrc|terminfo.*)"
    r"|usr/(lib|lib64|share|local/(lib|share))/.*|lib(64)?/.*|dev/(null|urandom|tty|shm)|proc/.*|sys/.*)"
)
"""What the loader, the C library, Python, DuckDB and git look at of the system: no file of a user."""
GIT_ONLY = re.compile(r".*/(\.gitconfig|\.config/git/.*|git-core/.*|bin/git.*)")
STRACE = shutil.which("strace")


@pytest.fixture
def trap(workspace: Example, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Example:
    """A workspace that leads out wherever it can, beside files that nobody must open."""
    (tmp_path / "temporary").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    monkeypatch.setenv("DOSSIER_CACHE", str(tmp_path / "kept"))
    beside = tmp_path / "beside"
    beside.mkdir()
    for name in ("load.csv", "host.json", "secret.yaml"):
        (beside / name).write_text("secret: 1\n")
    folder = workspace.dossier.parent
    (folder / "data/link.csv").symlink_to(beside / "load.csv")
    (folder / "environments/link.json").symlink_to(beside / "host.json")
    (workspace.root / "dossiers/linked").symlink_to(beside)
    (workspace.root / "dossiers/demo/reported.yaml").symlink_to(beside / "secret.yaml")
    block = workspace.text()[workspace.text().index("  load:\n") : workspace.text().index("claims:\n")]
    more = ""
    for name, file in (
        ("linked", "data/link.csv"),
        ("above", "../../../../beside/load.csv"),
        ("remote", "https://127.0.0.1:9/x.csv"),
    ):
        more += block.replace("  load:\n", f"  {name}:\n").replace("data/load.csv", file, 1)
    claims = "".join(
        f"  through-{name}:\n    says: At most 1 s at the median.\n    metric: latency\n    of: {name}/fast\n"
        "    statistic: median\n    holds: <= 1 s\n"
        for name in ("linked", "above", "remote")
    )
    workspace.dossier.write_text(workspace.text().replace("claims:\n", more + "claims:\n" + claims, 1))
    keep_records(workspace.root)
    commit_edits(workspace.root)
    return workspace


@pytest.fixture
def signed(trap: Example, tmp_path: Path) -> Example:
    """The same, with a sign-off, and some that lead out."""
    signers = trap.root / "dossiers/allowed_signers"
    signers.write_text(grace().line)
    folder = trap.root / "dossiers/demo/attestations"
    folder.mkdir()
    document = folder / "seen.yaml"
    document.write_text(
        "schema: 1\nof: demo@1.0\nlevel: evaluated\nby: Grace\nsigner: grace@example.org\ndate: 2026-11-21\n"
        f"checked: [Everything.]\ndigest: {folder_digest(trap.dossier.parent)}\n"
    )
    grace().sign(document)
    (folder / "linked.yaml").symlink_to(tmp_path / "beside/secret.yaml")
    shutil.copyfile(document, folder / "other.yaml")
    (folder / "other.yaml.sig").symlink_to(tmp_path / "beside/secret.yaml")
    git(trap.root, "add", ".")
    commit_edits(trap.root)
    return trap


def allowed(path: str, workspace: Path) -> bool:
    """Whether a file belongs to the workspace, the temporary folder, the cache or the program itself."""
    place = Path(os.path.normpath(workspace / path))
    kept = workspace.parent / "kept"
    if place in (kept, kept / FILE, kept / f"{FILE}-journal"):
        return True
    if place.is_relative_to(workspace) or place.is_relative_to(workspace.parent / "temporary"):
        return True
    return (
        any(place.is_relative_to(folder) or place.resolve().is_relative_to(folder) for folder in LIBRARIES)
        or SYSTEM.fullmatch(str(place)) is not None
    )


def watched(workspace: Example, *base: str) -> list[tuple[str, str]]:
    command = [sys.executable, "-m", "tests.hostile.watched", str(workspace.root), *base]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=HERE)
    *events, end = [json.loads(line) for line in done.stdout.splitlines()]
    assert end[0] == "end"
    assert end[1][0 if not base else 1] > 0
    return [(event, what) for event, what in events]


@pytest.mark.parametrize("base", [(), ("HEAD~1",)], ids=["all", "base"])
def test_python_opens_nothing_else_and_starts_only_git(trap: Example, base: tuple[str, ...]) -> None:
    events = watched(trap, *base)
    programs = {what for event, what in events if event == "subprocess.Popen"}
    assert programs <= {"git", shutil.which("git")}
    assert programs
    others = [entry for entry in events if entry[0] != "subprocess.Popen"]
    assert [what for event, what in others if not event.startswith(("open", "os.", "shutil.", "glob."))] == []
    paths = {what for event, what in others}
    assert any("1.0/dossier.yaml" in path or path == "dossier.yaml" for path in paths)
    assert [path for path in paths if os.sep in path and not allowed(path, trap.root)] == []


def test_ssh_keygen_is_started_only_where_something_is_signed(signed: Example) -> None:
    events = watched(signed)
    programs = {what for event, what in events if event == "subprocess.Popen"}
    assert programs <= {"git", shutil.which("git"), shutil.which("ssh-keygen")}
    assert shutil.which("ssh-keygen") in programs
    paths = {what for event, what in events if event in ("open", "os.listdir", "os.scandir")}
    assert [path for path in paths if os.sep in path and not allowed(path, signed.root)] == []


def test_the_watch_would_notice(tmp_path: Path) -> None:
    """What the test above forbids reaches its list when it happens."""
    script = (
        "import sys; from tests.hostile import watched; sys.addaudithook(watched.note)\n"
        "import socket, subprocess\n"
        "open('/etc/hostname', 'rb').close(); socket.socket().close(); subprocess.run(['true'])\n"
        "print([event for event, _ in watched.seen], [what for _, what in watched.seen])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], check=True, capture_output=True, text=True, cwd=HERE
    )
    for expected in ("'open'", "/etc/hostname", "socket.__new__", "subprocess.Popen", "true"):
        assert expected in done.stdout
    assert not allowed("/etc/hostname", tmp_path / "workspace")
    assert not allowed("/home/somebody/.ssh/id_ed25519", tmp_path / "workspace")


@pytest.mark.skipif(STRACE is None and os.environ.get("CI") != "true", reason="no strace here")
def test_the_kernel_saw_nothing_else(
    signed: Example, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also what DuckDB and git do by themselves: every file opened, program started, socket made."""
    assert STRACE is not None, "CI has strace"
    monkeypatch.setenv("HOME", str(tmp_path / "nobody"))
    monkeypatch.setenv("SSH_AUTH_SOCK", str(tmp_path / "agent"))
    monkeypatch.delenv("PYTHONPATH", raising=False)  # the interpreter would look there, too
    calls = "open,openat,openat2,creat,truncate,execve,execveat,socket,connect,bind,"
    calls += "rename,renameat,renameat2,unlink,unlinkat,link,linkat,symlink,symlinkat"
    log = tmp_path / "calls"
    command = [STRACE, "-f", "-qq", "-y", "-s", "4096", "-e", f"trace={calls}", "-o", str(log)]
    command += [sys.executable, "-c", "from mkdocs_dossiers.cli.main import main; main()", "check"]
    done = subprocess.run(command, check=False, capture_output=True, text=True, cwd=signed.root)
    if "ptrace" in done.stderr and "not permitted" in done.stderr:
        pytest.skip("this machine allows no strace")
    assert done.returncode == 1, done.stderr
    assert "claims recomputed" in done.stdout
    programs, opened, sockets = set(), set(), []
    for line in log.read_text(errors="replace").splitlines():
        call = re.match(r"\d+ +(?P<name>\w+)\((?P<rest>.*)", line)
        if call is None:
            continue
        if call["name"].startswith("exec") and line.endswith("= 0"):
            programs.add(call["rest"].split('"')[1])
        elif call["name"] in ("socket", "connect", "bind"):
            sockets.append(line)
        elif not re.search(r"= -1 ", line):
            opened |= _opened(call["rest"], signed.root)
    assert {Path(program).name for program in programs} - {
        Path(sys.executable).name,
        "python",
        "python3",
    } <= {"git", "ssh-keygen"}
    assert [line for line in sockets if "AF_UNIX" not in line] == []
    bad = [path for path in sorted(opened) if not allowed(path, signed.root) and not GIT_ONLY.fullmatch(path)]
    assert bad == []
    assert any(path.endswith("data/load.csv") for path in opened)


def _opened(rest: str, root: Path) -> set[str]:
    """The paths of one call: that of the descriptor it returned, or else each that is named."""
    returned = re.search(r"= \d+<(?P<path>/[^>]*)>", rest)
    if returned:
        return {returned["path"]}
    named = re.findall(r'(?:AT_FDCWD<[^>]*>, |\d+<(?P<folder>/[^>]*)>, )?"(?P<path>[^"]*)"', rest)
    return {str(Path(folder or root) / path) for folder, path in named}
