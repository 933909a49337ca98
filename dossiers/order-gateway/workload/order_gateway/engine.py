"""The engine process: `python -m order_gateway.engine --grpc 127.0.0.1:0`.

Once it accepts orders it prints one line, `ready grpc=127.0.0.1:PORT`. It ends on SIGTERM or SIGINT with exit
status 0. The orders of all connections go into one book, one after another.
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
from order_gateway.transports import listen


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
    parser.add_argument("--grpc", metavar="HOST:PORT", required=True, help="serve gRPC here; port 0: any")
    parser.add_argument("--drop-every", type=int, default=0, metavar="N", help="drop every Nth arrival")
    parser.add_argument("--stop-on-eof", action="store_true", help="stop when standard input ends")
    options = parser.parse_args(arguments)
    stop = stop_event(on_eof=options.stop_on_eof)
    service = Service(MatchingEngine(), drop_every=options.drop_every)
    listener = listen("grpc", service, options.grpc)
    print(f"ready grpc={listener.address}", flush=True)
    stop.wait()
    listener.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
