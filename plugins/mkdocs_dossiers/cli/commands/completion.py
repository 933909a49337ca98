"""``dossier completion``: what a shell needs to complete commands and references."""

from __future__ import annotations

import click

SHELLS = ("bash", "zsh", "fish")
PLACES = {
    "bash": 'Add this line to ~/.bashrc:\n\n  eval "$(dossier completion bash)"',
    "zsh": 'Add this line to ~/.zshrc, after compinit:\n\n  eval "$(dossier completion zsh)"',
    "fish": "Run this once:\n\n  dossier completion fish > ~/.config/fish/completions/dossier.fish",
}


@click.command(
    epilog='Examples:\n\n\b\n  eval "$(dossier completion bash)"\n'
    "  dossier completion fish > ~/.config/fish/completions/dossier.fish"
)
@click.argument("shell", type=click.Choice(SHELLS), required=False)
def command(shell: str | None) -> None:
    """Print the script that completes commands, options, references, datasets and files in SHELL.

    Without SHELL, say what to do for yours.
    """
    import os
    import sys
    from pathlib import PurePath

    if shell is None:
        own = PurePath(os.environ.get("SHELL", "")).name
        click.echo("\n\n".join(PLACES[name] for name in ([own] if own in SHELLS else SHELLS)))
        return
    from mkdocs_dossiers.cli.completing import script
    from mkdocs_dossiers.cli.main import cli

    click.echo(script(shell, cli))
    if sys.stdout.isatty():
        click.echo(f"\n{PLACES[shell]}", err=True)
