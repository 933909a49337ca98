"""Where raw files may be fetched from, and how large they may be: the plugin's option ``fetch`` in ``mkdocs.yml``.

An address of a dossier is a stranger's. It is fetched only below an address that the site's owner lists, and so is
whatever it redirects to.
"""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from mkdocs_dossiers.fetch.configured import SourceError, options_in
from mkdocs_dossiers.read.elsewhere import HOST, URL

LARGEST = 10 * 1000**3
"""Bytes of a file that is fetched, unless the option says otherwise."""
_BELOW = re.compile(rf"({URL}|{HOST})/?")
_SIZE = re.compile(r"(?P<number>[1-9][0-9]{0,11}) ?(?P<unit>MB|GB|TB)")
_BYTES = {"MB": 1000**2, "GB": 1000**3, "TB": 1000**4}
_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Allowed:
    """Addresses below which may be fetched, and the most bytes of a file."""

    below: tuple[str, ...] = ()
    largest: int = LARGEST

    def permits(self, url: str) -> bool:
        """Whether an address, or one that it redirects to, lies below one that is listed."""
        return any(_is_below(url, start) for start in self.below)


def allowed_of(option: object) -> Allowed:
    """The option ``fetch`` as it was written. Raises :class:`SourceError`."""
    if option in (None, {}):
        return Allowed()
    if not isinstance(option, dict) or not set(option) <= {"from", "largest"}:
        raise SourceError("fetch is not {from: [https://…/], largest: 10 GB}.")
    below, largest = option.get("from", []), option.get("largest", "10 GB")
    if not isinstance(below, list) or not all(isinstance(start, str) for start in below):
        raise SourceError("fetch: from is a list of addresses, as [https://raw.example.org/evidence/].")
    for start in below:
        if not _BELOW.fullmatch(start):
            raise SourceError(
                f"fetch: {start[:80]!r} is no address to fetch from: write https://host/folder/ or s3://bucket/folder/,"
                " without names, passwords and queries."
            )
    size = _SIZE.fullmatch(largest) if isinstance(largest, str) else None
    if size is None:
        raise SourceError("fetch: largest is a size such as 500 MB, 10 GB or 1 TB.")
    return Allowed(tuple(below), int(size["number"]) * _BYTES[size["unit"]])


def allowed_in(file: Path) -> Allowed:
    """What a ``mkdocs.yml`` allows; nothing where there is none. Raises :class:`SourceError`."""
    return allowed_of(options_in(file).get("fetch")) if file.is_file() else Allowed()


def _is_below(url: str, start: str) -> bool:
    try:
        asked, listed = urlsplit(url), urlsplit(start)
        same = (asked.scheme, asked.hostname, _port(asked.scheme, asked.port)) == (
            listed.scheme,
            listed.hostname,
            _port(listed.scheme, listed.port),
        )
    except ValueError:  # a port that is none
        return False
    if not same or asked.username is not None or asked.password is not None:
        return False
    steps = asked.path.split("/")
    if {".", ".."} & set(steps) or "%" in asked.path or "\\" in asked.path:
        return False
    folder = listed.path.rstrip("/") + "/"
    return asked.path == listed.path or asked.path.startswith(folder)


def _port(scheme: str, port: int | None) -> int | None:
    return port or _PORTS.get(scheme)


def is_nobodys(address: str) -> bool:
    """Whether an IP address is none of a server for others: this machine, link-local as of clouds' metadata, none."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return True
    mapped = getattr(found, "ipv4_mapped", None)
    if mapped is not None:
        found = mapped
    metadata = found in _METADATA
    return (
        metadata or found.is_loopback or found.is_link_local or found.is_multicast or found.is_unspecified
        or found.is_reserved
    )  # fmt: skip


_METADATA = {ipaddress.ip_address("fd00:ec2::254"), ipaddress.ip_address("100.100.100.200")}
"""Addresses of clouds' metadata services that are not link-local."""
