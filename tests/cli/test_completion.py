"""What the shell offers after a Tab, asked in this process and once in each real shell."""

from __future__ import annotations

import os
import pty
import select
import shutil
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from mkdocs_dossiers.cli.completing import LINE, VARIABLE, Bash, script
from mkdocs_dossiers.cli.main import cli
from tests.workspace import Example

SHELLS = {"bash": ["bash", "--norc", "-i"], "zsh": ["zsh", "-f", "-i"], "fish": ["fish", "--no-config", "-i"]}
READ_IN = {
    "bash": 'eval "$(dossier completion bash)"; PS1="ready> "',
    "zsh": 'autoload -U compinit; compinit -u -D; eval "$(dossier completion zsh)"; PS1="ready> "',
    "fish": "dossier completion fish | source; function fish_prompt; echo -n 'ready> '; end",
}


def offered(line: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The words bash is given for a line that is being typed, by the code its script calls."""
    monkeypatch.chdir(folder)
    monkeypatch.setenv(VARIABLE, "bash_complete")
    monkeypatch.setenv(LINE, line)
    shell = Bash(cli, {}, "dossier", VARIABLE)
    words, incomplete = shell.get_completion_args()
    return [
        item.value if item.type == "plain" else item.type for item in shell.get_completions(words, incomplete)
    ]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("dossier tr", ["trace"]),
        ("dossier check --str", ["--strict"]),
        ("dossier check --profile ", ["draft", "publish", "audit"]),
        ("dossier check de", ["demo", "demo@1.0", "demo@1.1", "demo@1.2"]),
        ("dossier check demo@1.", ["demo@1.0", "demo@1.1", "demo@1.2"]),
        ("dossier check demo@1.0 demo@1.1", ["demo@1.1"] + [f"demo@1.1/{c}" for c in (
            "fast-p95", "fast-rate", "fast-within", "sort-median", "speedup")]),
        ("dossier trace demo@1.0/fast-", ["demo@1.0/fast-p95", "demo@1.0/fast-rate", "demo@1.0/fast-within"]),
        ("dossier trace dossiers/de", ["file"]),
        ("dossier trace --file dossiers/de", ["file"]),
        ("dossier trace --environment ", ["host"]),
        ("dossier diff demo@1.0 ", ["1.1", "1.2", "2026-11-21-platform-team"]),
        ("dossier diff demo@1.0 demo@1.1", ["demo@1.1"]),
        ("dossier diff main ", []),
        ("dossier export --ro-crate out demo@1.2", ["demo@1.2"]),
        ("dossier new ", ["demo@"]),
        ("dossier new demo@2 --from ", ["1.0", "1.1", "1.2"]),
        ("dossier claim demo", ["demo@1.0", "demo@1.1", "demo@1.2"]),
        ("dossier claim demo@1.2 l", ["load", "load/fast", "load/slow"]),
        ("dossier claim demo@1.2 load/slow --to load/f", ["load/fast"]),
        ("dossier record demo@1.2 ", ["load", "tool"]),
        ("dossier capture --project ", ["demo"]),
        ("dossier completion ", ["bash", "zsh", "fish"]),
        ("dossier trace nothing@", ["file"]),
    ],
)  # fmt: skip
def test_words(pristine: Example, monkeypatch: pytest.MonkeyPatch, line: str, words: list[str]) -> None:
    assert offered(line, pristine.root, monkeypatch) == words


def test_from_a_folder_below(pristine: Example, monkeypatch: pytest.MonkeyPatch) -> None:
    assert offered("dossier new ", pristine.root / "dossiers/demo/1.0", monkeypatch) == ["demo@"]


def test_outside_of_any_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert offered("dossier trace ", tmp_path, monkeypatch) == ["file"]
    assert offered("dossier claim ", tmp_path, monkeypatch) == []


@pytest.mark.parametrize(
    "text",
    [
        b"claims: [",
        b"\x00\xff\xfe",
        b"- a list",
        b"claims: 3\ndata: [x]",
        b"claims: {a: &a [*a]}",
        b"a: &a [x, x]\nb: &b [*a, *a]\n" * 3,
        b"claims: " + b"[" * 5000,
        b"",
    ],
)
def test_a_broken_dossier_offers_nothing_and_says_nothing(
    workspace: Example, monkeypatch: pytest.MonkeyPatch, text: bytes
) -> None:
    workspace.dossier.write_bytes(text)
    assert offered("dossier trace demo@1.0/", workspace.root, monkeypatch) == ["file"]
    assert offered("dossier claim demo@1.0 ", workspace.root, monkeypatch) == []


def test_links_and_large_documents_are_not_followed_or_read(
    workspace: Example, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace.dossier.unlink()
    workspace.dossier.symlink_to("/dev/zero")
    assert offered("dossier trace demo@1.0/", workspace.root, monkeypatch) == ["file"]
    (workspace.root / "dossiers/demo/1.1/dossier.yaml").write_text("#" * (3 << 20))
    assert offered("dossier trace demo@1.1/", workspace.root, monkeypatch) == ["file"]


def test_names_that_would_move_the_cursor_are_not_offered(
    workspace: Example, monkeypatch: pytest.MonkeyPatch
) -> None:
    (workspace.root / "dossiers/evil\x1b[31m").mkdir()
    assert offered("dossier capture --project ", workspace.root, monkeypatch) == ["demo"]


def test_many_projects_are_offered_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(300):
        place = tmp_path / f"dossiers/project-{number}/1.0"
        place.mkdir(parents=True)
        (place / "dossier.yaml").touch()
    begun = time.monotonic()
    words = offered("dossier claim project-", tmp_path, monkeypatch)
    assert len(words) == 300
    assert words[0] == "project-0@"
    assert offered("dossier claim project-7@", tmp_path, monkeypatch) == ["project-7@1.0"]
    assert time.monotonic() - begun < 2


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_is_printed(shell: str) -> None:
    found = CliRunner().invoke(cli, ["completion", shell])
    assert found.exit_code == 0
    assert found.stdout == f"{script(shell, cli)}\n"
    assert "%(" not in found.stdout


def test_what_to_do_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHELL", "/usr/bin/fish")
    assert "dossier completion fish >" in CliRunner().invoke(cli, ["completion"]).stdout
    monkeypatch.setenv("SHELL", "/bin/sh")
    assert "~/.bashrc" in CliRunner().invoke(cli, ["completion"]).stdout


class Terminal:
    """A shell on a terminal of its own."""

    def __init__(self, arguments: list[str], folder: Path) -> None:
        self.seen = b""
        self.process, self.terminal = pty.fork()
        if self.process == 0:
            os.chdir(folder)
            path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
            settings = {"PATH": path, "TERM": "dumb", "HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
            os.execvpe(arguments[0], arguments, settings)  # noqa: S606

    def types(self, text: str, until: str, seconds: float = 30) -> bool:
        """Type, and wait until something is shown."""
        self.seen = b""
        os.write(self.terminal, text.encode())
        end = time.monotonic() + seconds
        while time.monotonic() < end and until.encode() not in self.seen:
            if select.select([self.terminal], [], [], 0.1)[0]:
                try:
                    self.seen += os.read(self.terminal, 65536)
                except OSError:
                    break
        return until.encode() in self.seen

    def close(self) -> None:
        os.close(self.terminal)
        os.waitpid(self.process, 0)


@pytest.mark.parametrize("shell", SHELLS)
def test_in_a_real_shell(pristine: Example, shell: str, tmp_path: Path) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    (tmp_path / "dossiers").symlink_to(pristine.root / "dossiers")
    terminal = Terminal(SHELLS[shell], tmp_path)
    try:
        assert terminal.types(f"{READ_IN[shell]}\n", "ready> "), terminal.seen
        assert terminal.types("echo dossier; dossier trace demo@1.0/sort-m\t", "edian "), terminal.seen
    finally:
        terminal.close()


@pytest.mark.skipif(shutil.which("bash") is None, reason="no bash")
def test_a_hostile_name_is_quoted(workspace: Example, tmp_path: Path) -> None:
    text = workspace.text().replace("    of: tool/test_sort\n", '    of: "tool/$(touch pwned)"\n')
    workspace.dossier.write_text(text)
    terminal = Terminal(SHELLS["bash"], workspace.root)
    try:
        assert terminal.types(f"{READ_IN['bash']}\n", "ready> "), terminal.seen
        assert terminal.types("dossier claim demo@1.0 tool/\t", "pwned"), terminal.seen
        assert terminal.types("\necho do''ne\n", "done"), terminal.seen
    finally:
        terminal.close()
    assert not (workspace.root / "pwned").exists()
