"""``mkdocs serve`` builds again when evidence changes."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import suppress
from pathlib import Path

from mkdocs.config import load_config
from mkdocs.livereload import LiveReloadServer

from mkdocs_dossiers.check.shape import schema_folder
from mkdocs_dossiers.plugin.plugin import DossiersPlugin
from tests.site.building import write_configuration
from tests.workspace import Example

SECONDS = 120
"""A build takes some five seconds; machines of build servers are slow, and busy."""


def said_at(address: str, words: str, running: subprocess.Popen[bytes]) -> bool:
    """Whether a page comes to say something in time."""
    end = time.monotonic() + SECONDS
    while time.monotonic() < end and running.poll() is None:
        with suppress(OSError), urllib.request.urlopen(address, timeout=SECONDS) as answer:  # noqa: S310
            if words in answer.read().decode():
                return True
        time.sleep(0.2)
    return False


def test_what_is_watched(workspace: Example) -> None:
    (workspace.root / "overrides").mkdir()
    (workspace.root / "dossiers.lock").write_text("schema: 1\nfolder: .dossiers\nsources: []\n")
    settings = load_config(str(write_configuration(workspace.root, templates="overrides")))
    plugin = settings.plugins["dossiers"]
    assert isinstance(plugin, DossiersPlugin)
    server = LiveReloadServer(lambda: None, host="127.0.0.1", port=0, root=str(workspace.root))
    try:
        plugin.on_serve(server, config=settings, builder=None)
        watched = set(server._watched_paths)
    finally:
        server.server_close()
    root = workspace.root.resolve()
    wanted = {str(root / name) for name in ("dossiers", "dossiers.lock", "overrides")}
    assert watched == {*wanted, str(Path(str(schema_folder())))}


def test_a_change_is_on_the_page_at_once(workspace: Example) -> None:
    write_configuration(workspace.root)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    command = [sys.executable, "-m", "mkdocs", "serve", "--quiet", "--dev-addr", address]
    environ = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    running = subprocess.Popen(command, cwd=workspace.root, env=environ, stderr=subprocess.DEVNULL)
    try:
        page = f"http://{address}/demo/1.2/"
        assert said_at(page, "Version 1.2", running)
        draft = workspace.root / "dossiers/demo/1.2/dossier.yaml"
        draft.write_text(draft.read_text().replace("title: Version 1.2", "title: Another title"))
        with (workspace.root / "dossiers/demo/1.2/data/load.csv").open("a") as raw:
            raw.write("fast,1,1\n")
        assert said_at(page, "Another title", running)
        assert said_at(f"http://{address}/gate/", "has the SHA-256", running)
    finally:
        running.send_signal(signal.SIGINT)
        try:
            running.wait(30)
        except subprocess.TimeoutExpired:
            running.kill()
