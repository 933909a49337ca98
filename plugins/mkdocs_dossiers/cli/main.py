"""The command ``dossier``: finds the command asked for, and imports nothing else."""

from __future__ import annotations

import importlib
import os
import pkgutil
import sys
from pathlib import Path

import click

from mkdocs_dossiers import __version__


class Commands(click.Group):
    """The commands are the modules of ``cli.commands``; each is imported when it is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Names of all commands."""
        folder = Path(__file__).parent / "commands"
        return sorted(module.name for module in pkgutil.iter_modules([str(folder)]))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one command."""
        if cmd_name not in self.list_commands(ctx):
            return None
        module = importlib.import_module(f"mkdocs_dossiers.cli.commands.{cmd_name}")
        command: click.Command = module.command
        return command


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit codes: 0 fine, 1 problems found, 2 could not run.",
)
@click.version_option(__version__, prog_name="dossier")
def cli() -> None:
    """Keep performance claims with their evidence, check them, and trace them to raw bytes."""


def main() -> None:
    """Run the command line; interrupted, exit as shells expect."""
    try:
        # Outside its standalone mode, click returns the code a command exits with.
        colour = False if os.environ.get("NO_COLOR") else None
        code = cli.main(prog_name="dossier", standalone_mode=False, color=colour)
        sys.exit(code if isinstance(code, int) else 0)
    except click.Abort:
        click.echo("Interrupted.", err=True)
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)
    except UnicodeEncodeError:
        if all(_is_text(argument) for argument in sys.argv):
            raise
        click.echo("Error: an argument is not text in UTF-8.", err=True)
        sys.exit(2)


def _is_text(argument: str) -> bool:
    return argument.isascii() or argument.encode("utf-8", "replace").decode() == argument
