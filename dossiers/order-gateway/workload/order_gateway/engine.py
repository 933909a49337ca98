"""The engine process: `python -m order_gateway.engine --grpc 127.0.0.1:0 --udp 127.0.0.1:0`.

It serves one transport or both. Once it accepts orders it prints one line, `ready grpc=127.0.0.1:PORT
udp=127.0.0.1:PORT`. It ends on SIGTERM or SIGINT with exit status 0. The orders of all connections go into
one book, one after another.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import threading
from collections.abc import Sequence
from types import FrameType

from order_gateway.matching import MatchingEngine
from order_gateway.service import Service
from order_gateway.transports import TRANSPORTS, listen


def stop_event(*, on_eof: bool) -> threading.Event:
    """An event set by SIGTERM or SIGINT and, with `on_eof`, by the end of standard input."""
    stop = threading.Event()

    def on_signal(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    def watch_input() -> None:
        while os.read(sys.stdin.fileno(), 4096):
            pass
        stop.set()

    signal.signal(signal.SIGTERM, on_signal)
    signal.signal(signal.SIGINT, on_signal)
    if on_eof:
        threading.Thread(target=watch_input, daemon=True).start()
    return stop


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the engine until it is told to stop; the exit status."""
    parser = argparse.ArgumentParser(prog="order_gateway.engine", description="Run the matching engine.")
    for name in TRANSPORTS:
        parser.add_argument(f"--{name}", metavar="HOST:PORT", help=f"serve {name} here; port 0: any")
    parser.add_argument("--drop-every", type=int, default=0, metavar="N", help="drop every Nth arrival")
    parser.add_argument("--drop-ack-every", type=int, default=0, metavar="N", help="drop every Nth answer")
    parser.add_argument("--stop-on-eof", action="store_true", help="stop when standard input ends")
    options = parser.parse_args(arguments)
    addresses = {name: address for name in TRANSPORTS if (address := getattr(options, name))}
    if not addresses:
        parser.error("name at least one transport to serve")
    stop = stop_event(on_eof=options.stop_on_eof)
    service = Service(MatchingEngine(), drop_every=options.drop_every, drop_ack_every=options.drop_ack_every)
    listeners = {name: listen(name, service, address) for name, address in addresses.items()}
    print("ready", *(f"{name}={listener.address}" for name, listener in listeners.items()), flush=True)
    stop.wait()
    for listener in listeners.values():
        listener.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
