"""The pages as a plain folder: Markdown, files, and a configuration any successor of MkDocs 1.x reads."""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from pathlib import Path

from mkdocs_dossiers.pages.page import Asset, Plan, Site
from mkdocs_dossiers.pages.writer import printed
from mkdocs_dossiers.publish.archive import place_asset, write_folder
from mkdocs_dossiers.publish.assets import SCRIPTS, STYLES, assets

_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]*")
MARK = ".dossier-export"
"""A file that says the folder may be written over."""


class NotOurs(Exception):  # noqa: N818 - said of the folder
    """The folder holds something that no export wrote."""


def ready(folder: Path) -> None:
    """Make ``folder`` where it is not there, before anything takes time.

    Raises :class:`NotOurs` when it holds something that no export wrote, and OSError.
    """
    if folder.exists() and any(folder.iterdir()) and not (folder / MARK).is_file():
        raise NotOurs(f"{folder} is not empty, and not an earlier export: choose another folder.")
    folder.mkdir(parents=True, exist_ok=True)


def export(plan: Plan | Site, folder: Path, title: str) -> str:
    """Write a site into ``folder``, one page after the other, and say what was written.

    Raises :class:`NotOurs` when the folder holds other things.
    """
    _cleared(
        folder,
        ("docs", "mkdocs.yml"),
        "Written by dossier export; the next one replaces docs/ and mkdocs.yml.",
    )
    docs = folder / "docs"
    navigation, files = [], 0
    for made in plan.made():
        if isinstance(made, Asset):
            place_asset(made, docs / made.address)
            files += 1
            continue
        _file(docs, made.address).write_text(made.markdown, encoding="utf-8")
        if made.navigation:
            navigation.append((made.address, made.title))
    for asset in assets():
        place_asset(asset.make(), docs / asset.address)
    (folder / "mkdocs.yml").write_text(_configuration(title, navigation), encoding="utf-8")
    return f"{len(plan.pages)} pages and {files} files"


def export_crates(archives: Sequence[Asset], folder: Path) -> str:
    """Write every archive as a folder of its own below ``folder``, and say what was written.

    Raises :class:`NotOurs` when the folder holds other things.
    """
    _cleared(folder, ("crates",), "Written by dossier export --ro-crate; the next one replaces crates/.")
    for asset in archives:
        write_folder(asset, folder / "crates" / Path(asset.address).stem)
    return f"{len(archives)} RO-Crate{'' if len(archives) == 1 else 's'} below crates/"


def _cleared(folder: Path, entries: tuple[str, ...], mark: str) -> None:
    """Make ``folder`` ready: what an earlier export wrote is removed."""
    ready(folder)
    for entry in entries:
        place = folder / entry
        shutil.rmtree(place) if place.is_dir() else place.unlink(missing_ok=True)
    (folder / MARK).write_text(f"{mark}\n")


def _file(docs: Path, address: str) -> Path:
    target = docs / address
    target.parent.mkdir(parents=True, exist_ok=True)
    return target


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _path(address: str) -> str:
    """An address as YAML: those of the site's own pages are file names people chose."""
    return address if _PLAIN.fullmatch(address) else _quoted(address)


def _navigation(pages: Sequence[tuple[str, str]]) -> str:
    """Home, projects by their titles, and how it works, each an address with its title; as YAML."""
    projects = [(address, title) for address, title in pages if address.endswith("/index.md")]
    lines = [f"  - {_path(address)}" for address, title in pages if (address, title) not in projects]
    lines[1:1] = [f"  - {_quoted(printed(title))}: {_path(address)}" for address, title in projects]
    return "nav:\n" + "\n".join(lines) + "\n" if lines else ""


def _configuration(title: str, navigation: Sequence[tuple[str, str]]) -> str:
    return f"""site_name: {_quoted(title)}
theme:
  name: material
  font: false
  features: [content.code.copy, navigation.indexes]
  palette:
    - {{media: "(prefers-color-scheme: light)", scheme: default}}
    - {{media: "(prefers-color-scheme: dark)", scheme: slate}}
markdown_extensions: [attr_list, def_list, md_in_html, tables, toc]
extra_css: [{", ".join(STYLES)}]
extra_javascript: [{", ".join(SCRIPTS)}]
{_navigation(navigation)}"""
