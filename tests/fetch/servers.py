"""Real servers on this machine that raw files are fetched from."""

from __future__ import annotations

import base64
import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class Served:
    """What a server has, what it answers otherwise, and what it was asked for."""

    address: str = ""
    files: dict[str, bytes] = field(default_factory=dict)
    redirects: dict[str, str] = field(default_factory=dict)
    protected: dict[str, str] = field(default_factory=dict)
    """Paths with the ``name:password`` they want."""
    endless: set[str] = field(default_factory=set)
    cut: set[str] = field(default_factory=set)
    """Paths whose connection ends half-way."""
    asked: list[str] = field(default_factory=list)
    sent: dict[str, int] = field(default_factory=dict)


def _handler(served: Served) -> type[http.server.BaseHTTPRequestHandler]:
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            served.asked.append(self.path)
            if self.path in served.redirects:
                self.send_response(302)
                self.send_header("Location", served.redirects[self.path])
                self.end_headers()
                return
            if self.path in served.protected:
                wanted = base64.b64encode(served.protected[self.path].encode()).decode()
                if self.headers.get("Authorization") != f"Basic {wanted}":
                    self.send_error(401)
                    return
            content = served.files.get(self.path)
            if content is None:
                self.send_error(404)
                return
            self.send_response(200)
            if self.path not in served.endless:
                self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            try:
                if self.path in served.cut:
                    self.wfile.write(content[: len(content) // 2])
                    self.wfile.flush()
                    self.connection.close()
                    return
                for _ in range(1000 if self.path in served.endless else 1):
                    self.wfile.write(content)
                    served.sent[self.path] = served.sent.get(self.path, 0) + len(content)
            except OSError:
                return  # the client had enough

        def log_message(self, *arguments: object) -> None:
            """Say nothing."""

    return Handler


@contextmanager
def serving() -> Iterator[Served]:
    """A server at an address of its own."""
    served = Served()
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _handler(served)) as server:
        served.address = f"http://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        yield served
        server.shutdown()
        thread.join()
