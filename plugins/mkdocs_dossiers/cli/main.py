"""The command ``dossier``: finds the command asked for, and imports nothing else."""

from __future__ import annotations

import difflib
import importlib
import os
import pkgutil
import sys
from pathlib import Path

import click

from mkdocs_dossiers import __version__
from mkdocs_dossiers.garbage import look_seldom

_COMPLETE = "_DOSSIER_COMPLETE"
"""Set by a shell that asks for completions: `mkdocs_dossiers.cli.completing` answers."""


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
        if _COMPLETE in os.environ:
            from mkdocs_dossiers.cli.completing import attach

            return attach(cmd_name, command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands by whom they are for; those that nobody listed at the end, in their own words."""
        from mkdocs_dossiers.cli.listing import SECTIONS

        names = self.list_commands(ctx)
        listed = [name for _, section in SECTIONS for name in section]
        rest = {name: self._says(ctx, name) for name in names if name not in listed}
        for title, section in (*SECTIONS, ("More", rest)):
            rows = [(name, says) for name, says in section.items() if name in names]
            if rows:
                with formatter.section(title):
                    formatter.write_dl(rows)

    def _says(self, ctx: click.Context, name: str) -> str:
        command = self.get_command(ctx, name)
        return command.get_short_help_str(60) if command is not None else ""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find a command; for a mistyped one, say which may be meant."""
        name = args[0] if args else ""
        if (
            name
            and not ctx.resilient_parsing
            and not name.startswith("-")
            and name not in self.list_commands(ctx)
        ):
            near = difflib.get_close_matches(name[:80], self.list_commands(ctx), 2, 0.5)
            shown = ascii(name[:80])
            hint = f" Did you mean {' or '.join(near)}?" if near else " dossier --help lists the commands."
            ctx.fail(f"There is no command {shown}.{hint}")
        return super().resolve_command(ctx, args)


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="A first dossier:\n\n\b\n  dossier new my-project@1.0\n"
    "  dossier record my-project@1.0 sorting -- hyperfine --export-json sorting.json ./sort\n"
    "  dossier claim my-project@1.0\n  dossier check\n\n"
    "`dossier COMMAND --help` has examples.\n\nExit codes: 0 fine, 1 problems found, 2 could not run.",
)
@click.version_option(__version__, prog_name="dossier")
def cli() -> None:
    """Keep performance claims with their evidence, check them, and trace them to raw bytes."""
    if any(f"DOSSIER_{name}" in os.environ for name in ("MEMORY", "SECONDS", "THREADS")):
        from mkdocs_dossiers.measure.limits import LimitError, limits

        try:
            limits()
        except LimitError as error:
            raise click.UsageError(f"In the environment: {error}") from None


def main() -> None:
    """Run the command line; interrupted, exit as shells expect."""
    look_seldom()
    if _COMPLETE in os.environ:
        from mkdocs_dossiers.cli.completing import prepare

        prepare()
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
    except Exception as error:
        from mkdocs_dossiers.measure.failure import WorkLost

        if not isinstance(error, WorkLost):
            raise
        click.echo(f"Error: {error}", err=True)
        sys.exit(2)


def _is_text(argument: str) -> bool:
    return argument.isascii() or argument.encode("utf-8", "replace").decode() == argument
