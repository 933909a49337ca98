"""Building the example workspace the way `mkdocs build` does, with this repository's own settings."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.utils.yaml import yaml_load

REPOSITORY = Path(__file__).parents[2]
KEPT = ("site_name", "site_description", "copyright", "theme", "validation", "extra")
SITE_URL = "http://127.0.0.1:8000/"

EXTENSIONS = [
    "admonition",
    "attr_list",
    "md_in_html",
    "pymdownx.details",
    {"pymdownx.emoji": {"emoji_generator": "!!python/name:material.extensions.emoji.to_svg"}},
    "pymdownx.magiclink",
    "pymdownx.smartsymbols",
    {"pymdownx.snippets": {"base_path": ["/"]}},
    "pymdownx.superfences",
    "smarty",
    "tables",
]
"""What teams switch on for pages of their own, and generated pages then live with."""


def write_configuration(
    root: Path,
    extensions: list[Any] | None = None,
    site_url: str = SITE_URL,
    more: dict[str, Any] | None = None,
    **options: Any,
) -> Path:
    """Write mkdocs.yml into a workspace: the repository's theme, the search, and this plugin; ``more`` settings."""
    with (REPOSITORY / "mkdocs.yml").open(encoding="utf-8") as file:
        ours = yaml_load(file)
    settings = {key: ours[key] for key in KEPT if key in ours}
    settings |= {
        "site_url": site_url,
        "plugins": ["search", {"dossiers": {"path": "", "title": "Performance dossiers", **options}}],
        "markdown_extensions": extensions or [],
        **(more or {}),
    }
    (root / "docs").mkdir(exist_ok=True)
    text = yaml.safe_dump(settings, sort_keys=False)
    text = text.replace(
        "'!!python/name:material.extensions.emoji.to_svg'", "!!python/name:material.extensions.emoji.to_svg"
    )
    path = root / "mkdocs.yml"
    path.write_text(text, encoding="utf-8")
    return path


def build_site(
    root: Path, to: Path, extensions: list[Any] | None = None, *, strict: bool = True, **options: Any
) -> Path:
    """Build a workspace's site into a folder; any warning fails it where it is strict."""
    path = write_configuration(root, extensions, **options)
    settings = load_config(str(path), site_dir=str(to), strict=strict)
    settings.plugins.on_startup(command="build", dirty=False)
    mkdocs_build(settings)
    return to
