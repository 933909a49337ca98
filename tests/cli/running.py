"""``dossier check`` in this process, on an example workspace."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from mkdocs_dossiers.cli.main import cli
from tests.workspace import Example, git, keep_records

SCHEMAS = Path(__file__).parent / "schemas"


def check(workspace: Example, *arguments: str) -> Result:
    """Run the command; whatever happens, it is no traceback."""
    keep_records(workspace.root)
    result = CliRunner().invoke(cli, ["check", "--root", str(workspace.root), *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def output(workspace: Example, form: str, *arguments: str) -> str:
    """The report in one format, as it is written to a file."""
    return check(workspace, "--format", form, *arguments).stdout_bytes.decode()


def found(workspace: Example, *arguments: str) -> dict[str, Any]:
    """The report as JSON."""
    loaded = json.loads(output(workspace, "json", *arguments))
    assert isinstance(loaded, dict)
    return loaded


def refute(workspace: Example) -> int:
    """Claim more than was measured, in the limit and in the sentence, on record; the line of the limit."""
    workspace.replace("take at most 20 ms at the", "take at most 5 ms at the")
    line = workspace.replace("<= 20 ms", "<= 5 ms")
    keep_records(workspace.root)
    return line


def doubt(workspace: Example) -> None:
    """Claim so much that the interval reaches past the limit, in the limit and in the sentence."""
    workspace.replace("at least 2x faster", "at least 3.02x faster")
    workspace.replace(">= 2 x", ">= 3.02 x")


def commit(workspace: Example, message: str = "More") -> None:
    """Commit everything, with the record of what was published in step."""
    keep_records(workspace.root)
    git(workspace.root, "add", "--all", "--force", ".")
    git(workspace.root, "commit", "--quiet", f"--message={message}")


def branch(workspace: Example) -> None:
    """Go on from here in a branch of its own; the one left is ``main``."""
    git(workspace.root, "checkout", "--quiet", "-b", "work")


HOSTILE = (
    "</td><script>alert(1)</script> @everyone #12 !3 $4 %5 ~6 &7 :tada: http://evil.example www.evil.example "
    "a@evil.example ![x](http://evil.example/x.png) [y](javascript:z) | ` `` **b** _i_ <img src=x> GH-7 "
    "::error::no %0A"
)
"""Text that would like to be markup, a notice, a picture, a link, or a command. Fits a claim's sentence."""
