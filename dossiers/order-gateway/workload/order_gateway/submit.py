"""Submit orders one after another: `python -m order_gateway.submit --orders 1000 --transport udp`.

Starts an engine of its own on a free loopback port, submits the orders, and compares what was acknowledged
with the engine's own count. Ends with status 0 where they agree and no order was lost, with 1 otherwise.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from itertools import islice

from order_gateway.engine_process import running_engine
from order_gateway.flow import OrderFlow
from order_gateway.gateway import Gateway
from order_gateway.order import OrderIds
from order_gateway.transport import NotAcknowledgedError
from order_gateway.transports import TRANSPORTS


def submit_all(gateway: Gateway, orders: int, seed: int) -> int:
    """Submit `orders` orders one after another; how many were acknowledged."""
    acknowledged = 0
    for order in islice(OrderFlow(OrderIds(), seed), orders):
        try:
            gateway.submit(order)
        except NotAcknowledgedError as error:
            print(f"order {order.order_id} lost: {error}", file=sys.stderr)
        else:
            acknowledged += 1
    return acknowledged


def main(arguments: Sequence[str] | None = None) -> int:
    """Run from the command line; the exit status."""
    parser = argparse.ArgumentParser(prog="order_gateway.submit", description="Submit orders one by one.")
    parser.add_argument("--orders", type=int, default=1000, help="how many orders (default 1000)")
    parser.add_argument("--transport", choices=TRANSPORTS, default="grpc")
    parser.add_argument("--seed", type=int, default=1, help="seed of the order flow (default 1)")
    parser.add_argument("--timeout-seconds", type=float, default=5.0, help="an order is lost after this long")
    parser.add_argument("--drop-every", type=int, default=0, metavar="N", help="engine drops every Nth")
    options = parser.parse_args(arguments)
    with (
        running_engine(options.transport, ["--drop-every", str(options.drop_every)]) as address,
        Gateway.connect(options.transport, address, timeout_s=options.timeout_seconds) as gateway,
    ):
        begun = time.perf_counter()
        acknowledged = submit_all(gateway, options.orders, options.seed)
        elapsed_s = time.perf_counter() - begun
        stats = gateway.stats()
        retransmissions = gateway.retransmissions
    print(
        f"{options.transport}: {options.orders} orders submitted, {acknowledged} acknowledged "
        f"in {elapsed_s:.3f} s, {retransmissions} retransmissions; engine received {stats.received}, "
        f"acknowledged {stats.acknowledged}, duplicates {stats.duplicates}"
    )
    complete = acknowledged == options.orders
    return 0 if complete and stats.confirms(acknowledged, retransmissions) else 1


if __name__ == "__main__":
    sys.exit(main())
