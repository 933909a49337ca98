"""Raw files that are kept elsewhere, brought into the store: on request only, never while anything is checked.

A file is written beside its place, hashed while it comes, and moved there when its size and its SHA-256 are the
declared ones. Nothing a server says is believed: more bytes than declared are not read, and a redirect is followed only
to an address that may be fetched from too. Credentials are those of the machine: for https a line of ~/.netrc, for s3
what the AWS libraries find. They are never part of an address, and not printed.
"""

from __future__ import annotations

import hashlib
import netrc
import os
import shutil
import socket
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any
from urllib.parse import urljoin, urlsplit

from mkdocs_dossiers.fetch.allowed import Allowed, is_nobodys
from mkdocs_dossiers.model.dossier import Dataset, Dossier
from mkdocs_dossiers.read.elsewhere import is_away, place_of

CHUNK = 1024 * 1024
CONNECT, SILENCE = 10.0, 30.0
"""Seconds a server has to answer, and may be silent."""
LEAST = 50_000
"""Bytes a second that a server must send on the whole, after the first minute."""
REDIRECTS = 5
_INSTALL = "pip install 'mkdocs-dossiers[fetch]'"


class FetchError(Exception):
    """A file that was not fetched; the message says which, why, and what to do. The store is as before."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A dataset whose raw file is kept elsewhere, and the dossier it is of."""

    dossier: Dossier
    dataset: Dataset

    def __str__(self) -> str:
        return f"{self.dataset.path} ({self.dataset.size or 0:,} bytes from {self.dataset.url})"


def wanted(dossiers: Sequence[Dossier], store: Path) -> list[Wanted]:
    """The raw files that are neither in their dossiers nor in the store, each content once."""
    found: dict[str, Wanted] = {}
    for dossier in dossiers:
        for evidence in (dossier, *(again.evidence for again in dossier.reproductions)):
            for dataset in evidence.datasets.values():
                if is_away(evidence.folder, dataset) and not _is_there(store, dataset):
                    found.setdefault(f"{dataset.sha256}/{dataset.file}", Wanted(evidence, dataset))
    return list(found.values())


def _is_there(store: Path, dataset: Dataset) -> bool:
    file = place_of(dataset.sha256, store) / dataset.file
    return file.is_file() and not file.is_symlink() and _sha256(file) == dataset.sha256


def fetch(
    each: Wanted, store: Path, allowed: Allowed, progress: Callable[[int], None] = lambda _: None
) -> None:
    """Bring one file into the store. ``progress`` is told the bytes that came. Raises :class:`FetchError`."""
    dataset = each.dataset
    url, size = dataset.url or "", dataset.size or 0
    if not allowed.permits(url):
        raise FetchError(
            f"{each.dataset.path}: nothing may be fetched from {_site(url)}. If you trust it, list it in mkdocs.yml, "
            f"among the options of the plugin dossiers: fetch: {{from: [{_site(url)}/]}}"
        )
    if size > allowed.largest:
        raise FetchError(
            f"{each.dataset.path}: it has {size:,} bytes, more than the {allowed.largest:,} that may be fetched. See "
            "fetch: largest in mkdocs.yml."
        )
    target = place_of(dataset.sha256, store) / dataset.file
    try:
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if _linked(dataset, target):
            return
        if shutil.disk_usage(target.parent).free < size:
            raise FetchError(f"{each.dataset.path}: there is no room for {size:,} bytes in {store}.")
        with tempfile.NamedTemporaryFile(dir=store, prefix=".new-") as made:
            _download(url, size, dataset.sha256, each, allowed, made, progress)
            made.flush()
            os.fsync(made.fileno())
            target.unlink(missing_ok=True)
            os.link(made.name, target)
    except OSError as error:
        raise FetchError(f"{each.dataset.path}: {store} cannot be written: {error.strerror}.") from None


def _linked(dataset: Dataset, target: Path) -> bool:
    """Whether the same content was there under another name; then it has this one too."""
    for other in sorted(target.parent.iterdir()):
        if (
            other.is_file()
            and not other.is_symlink()
            and other != target
            and _sha256(other) == dataset.sha256
        ):
            target.unlink(missing_ok=True)
            os.link(other, target)
            return True
    return False


def _sha256(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _download(
    url: str,
    size: int,
    sha256: str,
    each: Wanted,
    allowed: Allowed,
    made: IO[bytes],
    progress: Callable[[int], None],
) -> None:
    hasher, came, start = hashlib.sha256(), 0, time.monotonic()
    with _said(each), _opened(url, size, allowed) as stream:
        while chunk := stream.read(min(CHUNK, size - came + 1)):
            came += len(chunk)
            if came > size:
                raise FetchError(
                    f"{each.dataset.path}: {_site(url)} sends more than the {size:,} bytes declared."
                )
            if time.monotonic() - start > 60 + came / LEAST:
                raise FetchError(f"{each.dataset.path}: {_site(url)} sends too slowly. Try again later.")
            hasher.update(chunk)
            made.write(chunk)
            progress(came)
    if came != size:
        raise FetchError(
            f"{each.dataset.path}: {_site(url)} has {came:,} bytes of it; declared are {size:,}."
        )
    if hasher.hexdigest() != sha256:
        raise FetchError(
            f"{each.dataset.path}: what {_site(url)} has is another file: its SHA-256 is {hasher.hexdigest()}, "
            f"declared is {sha256}. It was thrown away."
        )


@contextmanager
def _said(each: Wanted) -> Iterator[None]:
    """What a server or a library says, as a message of ours: without addresses it may have signed."""
    where = f"{each.dataset.path}: {_site(each.dataset.url or '')}"
    try:
        yield
    except FetchError:
        raise
    except ModuleNotFoundError:
        raise FetchError(
            f"Fetching needs fsspec and its parts, which are not installed: {_INSTALL}."
        ) from None
    except FileNotFoundError:
        raise FetchError(f"{where} has no such file.") from None
    except PermissionError:
        raise FetchError(
            f"{where} wants credentials that this machine does not have, or refuses them."
        ) from None
    except TimeoutError:
        raise FetchError(f"{where} does not answer in time. Try again later.") from None
    except _Refused as refused:
        raise FetchError(f"{where} {refused}") from None
    except Exception as error:  # noqa: BLE001 - libraries of several kinds of storage raise errors of their own
        inner = error.__cause__ or error.__context__
        if isinstance(inner, _Refused):
            raise FetchError(f"{where} {inner}") from None
        status = getattr(error, "status", None)
        if status in (401, 403):
            raise FetchError(
                f"{where} wants credentials that this machine does not have, or refuses them."
            ) from None
        what = (
            f"answers with the status {status}"
            if status is not None
            else f"cannot be read ({type(error).__name__})"
        )
        raise FetchError(f"{where} {what}.") from None


class _Refused(OSError):  # noqa: N818 - said of an address
    """An address that is not fetched from, met on the way; an OSError, so that connectors pass it on."""


@contextmanager
def _opened(url: str, size: int, allowed: Allowed) -> Iterator[Any]:
    """The file at an address, to be read from its beginning."""
    import fsspec

    if url.startswith("s3://"):
        storage = fsspec.filesystem("s3", skip_instance_cache=True, use_listings_cache=False, **_anonymous())
        options: dict[str, Any] = {"block_size": 8 * CHUNK, "cache_type": "readahead"}
    else:
        storage = fsspec.filesystem(
            urlsplit(url).scheme,
            skip_instance_cache=True,
            get_client=_client,
            client_kwargs={"allowed": allowed},
        )
        options = {"block_size": 0, "size": size, "max_redirects": REDIRECTS, **_credentials(url)}
    with storage.open(url, "rb", **options) as stream:
        if url.startswith("s3://") and stream.size != size:
            raise _Refused(f"has {stream.size:,} bytes of it; declared are {size:,}.")
        yield stream


def _anonymous() -> dict[str, bool]:
    """Asked without a name where this machine has no credentials for s3."""
    from botocore.session import get_session

    return {"anon": get_session().get_credentials() is None}


def _credentials(url: str) -> dict[str, Any]:
    """The name and password that ~/.netrc has for a host; only for https, and only for the address itself."""
    parts = urlsplit(url)
    if parts.scheme != "https":
        return {}
    try:
        found = netrc.netrc(os.environ.get("NETRC")).authenticators(parts.hostname or "")
    except (OSError, netrc.NetrcParseError):
        return {}
    if found is None or not found[2]:
        return {}
    from aiohttp import BasicAuth

    return {"auth": BasicAuth(found[0] or "", found[2])}


async def _client(allowed: Allowed, **_: Any) -> Any:
    """An HTTP client that goes nowhere but where it may, whatever a server or a name server says."""
    from aiohttp import ClientSession, ClientTimeout, TCPConnector, TraceConfig
    from aiohttp.abc import AbstractResolver
    from aiohttp.resolver import ThreadedResolver

    class Guard(AbstractResolver):
        """Resolves names, but not to addresses that are nobody's server unless these were listed."""

        def __init__(self) -> None:
            self._inner = ThreadedResolver()

        async def resolve(self, host: str, port: int = 0, family: Any = socket.AF_INET) -> Any:
            found = await self._inner.resolve(host, port, family)
            for each in found:
                if is_nobodys(each["host"]) and host != "localhost":
                    raise _Refused(f"leads to {each['host']}, which is no address to fetch from.")
            return found

        async def close(self) -> None:
            await self._inner.close()

    async def redirected(_: Any, __: Any, found: Any) -> None:
        response = found.response
        target = urljoin(
            str(response.url), response.headers.get("Location") or response.headers.get("URI") or ""
        )
        downgrade = response.url.scheme == "https" and not target.startswith("https:")
        if downgrade or not allowed.permits(target):
            raise _Refused(f"redirects to {_site(target)}, where nothing may be fetched from.")

    watch = TraceConfig()
    watch.on_request_redirect.append(redirected)
    return ClientSession(
        connector=TCPConnector(resolver=Guard(), use_dns_cache=False),
        trace_configs=[watch],
        timeout=ClientTimeout(total=None, sock_connect=CONNECT, sock_read=SILENCE),
        auto_decompress=False,
        headers={"Accept-Encoding": "identity", "User-Agent": "mkdocs-dossiers"},
        trust_env=False,
    )


def _site(url: str) -> str:
    """Scheme, host and port of an address: nothing that could be a secret."""
    try:
        parts = urlsplit(url)
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return "another address"
    return f"{parts.scheme}://{parts.hostname or ''}{port}"
