"""Compare the transports: the same orders, one at a time, alternating between the transports.

Two engines run all the time, one for each transport, and each has the same orders in the same sequence. The
measurement goes in blocks of 50 orders, in the order gRPC, UDP, UDP, gRPC, and so on (ABBA), so that what
changes slowly on the machine changes for both alike, and neither always goes first.

    python bench/compare.py --rounds 3000 --output compare.csv

The output is CSV, in the order of measuring, one row an order:

    transport  grpc or udp
    round      number of the order among the recorded ones of its transport, from 0; the same number means the
               same order for both transports
    latency_s  seconds from handing the order to the gateway until its acknowledgement was returned

Every acknowledgement is checked against an engine in this process, and the count of each engine against the
acknowledgements; the exit status is 1 where something differs.
"""

from __future__ import annotations

import argparse
import csv
import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from order_gateway.engine_process import running_engine
from order_gateway.flow import OrderFlow
from order_gateway.gateway import Gateway
from order_gateway.matching import MatchingEngine
from order_gateway.order import Ack, Order, OrderIds
from order_gateway.transports import TRANSPORTS

_COLUMNS = ("transport", "round", "latency_s")


class Lane:
    """One transport, with its gateway and all that went through it."""

    def __init__(self, transport: str, gateway: Gateway, seed: int) -> None:
        self.transport = transport
        self._gateway = gateway
        self._flow = OrderFlow(OrderIds(), seed)
        self._orders: list[Order] = []
        self._acks: list[Ack] = []

    def submit(self) -> int:
        """Submit the next order; its latency in nanoseconds."""
        order = next(self._flow)
        begun = time.perf_counter_ns()
        ack = self._gateway.submit(order)
        latency_ns = time.perf_counter_ns() - begun
        self._orders.append(order)
        self._acks.append(ack)
        return latency_ns

    def correct(self) -> bool:
        """Whether all acknowledgements are right, and the engine counts as many."""
        reference = MatchingEngine()
        return self._acks == [reference.submit(order) for order in self._orders] and (
            self._gateway.stats().confirms(len(self._acks), self._gateway.retransmissions)
        )


def alternate(lanes: Sequence[Lane], rounds: int, block: int) -> Iterator[tuple[Lane, int]]:
    """Each lane with the round it is to measure next: `rounds` of each, in blocks, forth and back."""
    for first in range(0, rounds, 2 * block):
        for lane in lanes:
            yield from ((lane, first + position) for position in range(block))
        for lane in reversed(lanes):
            yield from ((lane, first + block + position) for position in range(block))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run from the command line; the exit status."""
    parser = argparse.ArgumentParser(description="Measure both transports, alternating between them.")
    parser.add_argument("--rounds", type=int, default=3000, help="orders of each transport (default 3000)")
    parser.add_argument("--block", type=int, default=50, help="orders in a block (default 50)")
    parser.add_argument("--warmup-rounds", type=int, default=200, help="orders before those (default 200)")
    parser.add_argument("--seed", type=int, default=1, help="seed of the order flow (default 1)")
    parser.add_argument("--output", type=Path, required=True, metavar="FILE.csv")
    options = parser.parse_args(arguments)
    if options.block < 1 or options.rounds < 1 or options.rounds % (2 * options.block):
        parser.error("--rounds must be a multiple of twice --block")
    rows: list[tuple[str, int, int]] = []
    with ExitStack() as stack:
        lanes: list[Lane] = []
        for transport in TRANSPORTS:
            address = stack.enter_context(running_engine(transport))
            gateway = stack.enter_context(Gateway.connect(transport, address))
            lanes.append(Lane(transport, gateway, options.seed))
        for lane in lanes:
            for _ in range(options.warmup_rounds):
                lane.submit()
        for lane, number in alternate(lanes, options.rounds, options.block):
            rows.append((lane.transport, number, lane.submit()))
        wrong = [lane.transport for lane in lanes if not lane.correct()]
    with options.output.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(_COLUMNS)
        writer.writerows((transport, number, f"{ns / 1e9:.9f}") for transport, number, ns in rows)
    for transport in TRANSPORTS:
        median_ns = statistics.median(ns for name, _, ns in rows if name == transport)
        print(f"{transport}: {options.rounds} orders, median {median_ns / 1e6:.3f} ms", file=sys.stderr)
    for transport in wrong:
        print(f"{transport}: acknowledgements or the engine's count are WRONG", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
