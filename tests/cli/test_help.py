"""Help that a newcomer reads: complete, with examples whose commands and options there are."""

from __future__ import annotations

import re
import shlex

import click
import pytest
from click.testing import CliRunner

from mkdocs_dossiers.cli.listing import SECTIONS
from mkdocs_dossiers.cli.main import cli

NAMES = cli.list_commands(click.Context(cli))
LISTED = {name: says for _, section in SECTIONS for name, says in section.items()}


def command(name: str) -> click.Command:
    found = cli.get_command(click.Context(cli), name)
    assert found is not None
    return found


def test_every_command_is_listed_once_in_few_words() -> None:
    assert set(NAMES) <= set(LISTED)
    assert len(LISTED) == sum(len(section) for _, section in SECTIONS)
    assert [says for says in LISTED.values() if len(says) > 60 or says[-1] not in ".?"] == []


def test_the_list_is_shown_whole() -> None:
    text = CliRunner().invoke(cli, ["--help"]).output
    for name in NAMES:
        assert re.search(rf"^  {name} +{re.escape(LISTED[name])}$", text, re.MULTILINE), name


@pytest.mark.parametrize("name", NAMES)
def test_help_has_an_example_that_can_be_read(name: str) -> None:
    text = CliRunner().invoke(cli, [name, "--help"]).output
    shown = text.partition("Example")[2].replace("\\\n", " ")
    examples = re.findall(r"(?:^ +|&& |\()(dossier [^&>|)\n]+)", shown, re.MULTILINE)
    assert examples, text
    assert any(example.split()[1] == name for example in examples), examples
    for example in examples:
        _read(shlex.split(example)[1:])


def _read(words: list[str]) -> None:
    """Raises where a word is no command, or an option is none of its own."""
    found = command(words[0])
    if isinstance(found, click.Group) and len(words) > 1:
        inner = found.get_command(click.Context(found), words[1])
        assert inner is not None, words
        found, words = inner, words[1:]
    context = click.Context(found, **found.context_settings)
    found.make_parser(context).parse_args(words[1:])


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["chek"], "There is no command 'chek'. Did you mean check"),
        (["recrod"], "Did you mean record"),
        (["zzz"], "dossier --help lists the commands"),
        (["check", "--strct"], "--strict"),
        (["\x1b[31m"], "There is no command '\\x1b[31m'"),
    ],
)
def test_what_is_mistyped(words: list[str], says: str) -> None:
    found = CliRunner().invoke(cli, words)
    assert found.exit_code == 2
    assert says in found.output
    assert "\x1b" not in found.output
