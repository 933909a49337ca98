"""Load generator: keeps a number of orders in flight and records when each was sent and acknowledged.

The loop is closed: with `--in-flight 16` there are 16 workers, each with a gateway and an order flow of its
own, and a worker sends its next order as soon as its last one was acknowledged or given up. The rate is
therefore an outcome of the run, not an input, and an order never waits for a worker. Over gRPC the gateways
of one process share one connection, as gRPC does by default; over UDP each has a socket of its own.

    python bench/load.py --transport grpc --in-flight 16 --orders 20000 --output concurrent.csv
    python bench/load.py --transport udp --in-flight 16 --seconds 20 --output sustained.csv

The output has one row an order (CSV with a header, or one JSON object a line where the name ends in .ndjson):

    id         order id
    worker     the worker that sent it, from 0
    sent_s     seconds from the start of the recorded run until the order was handed to the gateway
    acked_s    seconds from the start of the recorded run until its acknowledgement was returned
    latency_s  acked_s - sent_s
    lost       1 where no acknowledgement came within the timeout, and acked_s and latency_s are empty

Orders sent while warming up are not in the output, but they are in the comparison with the engine's own count
that ends the run. The exit status is 1 where that count differs; the output is written all the same.
"""

from __future__ import annotations

import argparse
import csv
import json
import statistics
import sys
import threading
import time
from array import array
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from order_gateway.engine_process import running_engine
from order_gateway.flow import OrderFlow
from order_gateway.gateway import Gateway
from order_gateway.order import Order, OrderIds, Stats
from order_gateway.transport import NotAcknowledgedError
from order_gateway.transports import TRANSPORTS

_START_TIMEOUT_S = 60.0
_LOST = -1
_COLUMNS = ("id", "worker", "sent_s", "acked_s", "latency_s", "lost")


class Sample(NamedTuple):
    """One order of the run; times in nanoseconds since the start of the recorded run."""

    order_id: int
    worker: int
    sent_ns: int
    acked_ns: int | None
    """None for a lost order."""


@dataclass(frozen=True)
class Plan:
    """What a run is to do; either `orders` or `seconds` says how long it is."""

    transport: str
    in_flight: int
    orders: int | None = None
    """How many orders to send in all."""
    seconds: float | None = None
    """For how many seconds to send orders."""
    warmup_seconds: float = 1.0
    timeout_seconds: float = 5.0
    """An order not acknowledged after this many seconds is lost."""
    seed: int = 1
    """Worker n draws its orders with seed + n."""


@dataclass
class Outcome:
    """What a run did."""

    samples: list[Sample] = field(default_factory=list)
    """By the time they were sent."""
    warmup_sent: int = 0
    warmup_acknowledged: int = 0
    retransmissions: int = 0
    """Messages sent again because no reply had come, warm-up included."""
    engine: Stats = field(default_factory=lambda: Stats(0, 0, 0))
    """The engine's own count at the end, warm-up included."""

    @property
    def acknowledged(self) -> int:
        """Recorded orders that were acknowledged."""
        return sum(sample.acked_ns is not None for sample in self.samples)

    @property
    def agrees(self) -> bool:
        """Whether the engine counts the orders this side holds acknowledgements for, and no others."""
        return self.engine.confirms(self.warmup_acknowledged + self.acknowledged, self.retransmissions)


@dataclass
class _Log:
    """What one worker did; times on the perf_counter clock, in nanoseconds.

    The columns are flat arrays because an object an order would add up, in a long run, to a heap that stops
    all workers for as long as the garbage collector walks it.
    """

    worker: int
    order_ids: array[int] = field(default_factory=lambda: array("Q"))
    sent_ns: array[int] = field(default_factory=lambda: array("q"))
    acked_ns: array[int] = field(default_factory=lambda: array("q"))
    warmup_sent: int = 0
    warmup_acknowledged: int = 0
    retransmissions: int = 0


class _Run:
    """The state the workers of one run share."""

    def __init__(self, plan: Plan, address: str) -> None:
        self._plan = plan
        self._address = address
        self._ids = OrderIds()
        self._tickets = count()
        self._begun_ns = 0
        self._start = threading.Barrier(plan.in_flight, action=self._begin, timeout=_START_TIMEOUT_S)

    def work(self, worker: int) -> _Log:
        """Warm up, wait for the other workers, then send until the plan is fulfilled."""
        log = _Log(worker)
        flow = OrderFlow(self._ids, self._plan.seed + worker)
        try:
            with Gateway.connect(
                self._plan.transport, self._address, timeout_s=self._plan.timeout_seconds
            ) as gateway:
                warm_until = time.perf_counter_ns() + round(self._plan.warmup_seconds * 1e9)
                while time.perf_counter_ns() < warm_until:
                    _, acked_ns = _send(gateway, next(flow))
                    log.warmup_sent += 1
                    log.warmup_acknowledged += acked_ns != _LOST
                self._start.wait()
                goes_on = self._rule()
                while goes_on():
                    order = next(flow)
                    sent_ns, acked_ns = _send(gateway, order)
                    log.order_ids.append(order.order_id)
                    log.sent_ns.append(sent_ns)
                    log.acked_ns.append(acked_ns)
                log.retransmissions = gateway.retransmissions
        except BaseException:
            self._start.abort()
            raise
        return log

    def samples(self, log: _Log) -> Iterator[Sample]:
        """The recorded orders of a worker, their times counted from the start of the recorded run."""
        for order_id, sent_ns, acked_ns in zip(log.order_ids, log.sent_ns, log.acked_ns, strict=True):
            since_ns = None if acked_ns == _LOST else acked_ns - self._begun_ns
            yield Sample(order_id, log.worker, sent_ns - self._begun_ns, since_ns)

    def _begin(self) -> None:
        self._begun_ns = time.perf_counter_ns()

    def _rule(self) -> Callable[[], bool]:
        """Whether to send another order."""
        plan = self._plan
        if plan.orders is not None:
            orders = plan.orders
            return lambda: next(self._tickets) < orders
        assert plan.seconds is not None
        end_ns = self._begun_ns + round(plan.seconds * 1e9)
        return lambda: time.perf_counter_ns() < end_ns


def _send(gateway: Gateway, order: Order) -> tuple[int, int]:
    """When the order was sent and when it was acknowledged, on the perf_counter clock, in nanoseconds."""
    sent_ns = time.perf_counter_ns()
    try:
        gateway.submit(order)
    except NotAcknowledgedError:
        return sent_ns, _LOST
    return sent_ns, time.perf_counter_ns()


def run(plan: Plan, address: str) -> Outcome:
    """Carry out a plan against the engine at `address` (HOST:PORT), which has received no orders yet."""
    state = _Run(plan, address)
    total = Outcome()
    with ThreadPoolExecutor(plan.in_flight) as pool:
        for future in [pool.submit(state.work, worker) for worker in range(plan.in_flight)]:
            log = future.result()
            total.samples += state.samples(log)
            total.warmup_sent += log.warmup_sent
            total.warmup_acknowledged += log.warmup_acknowledged
            total.retransmissions += log.retransmissions
    total.samples.sort(key=lambda sample: sample.sent_ns)
    with Gateway.connect(plan.transport, address, timeout_s=plan.timeout_seconds) as gateway:
        total.engine = gateway.stats()
    return total


def write(samples: Sequence[Sample], path: Path) -> None:
    """Write one row an order, as CSV or, where the name ends in .ndjson, as JSON lines."""
    with path.open("w", encoding="utf-8", newline="") as file:
        if path.suffix == ".ndjson":
            for sample in samples:
                values = (None if cell == "" else float(cell) for cell in _times(sample))
                row = (sample.order_id, sample.worker, *values, int(sample.acked_ns is None))
                file.write(json.dumps(dict(zip(_COLUMNS, row, strict=True))) + "\n")
            return
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(_COLUMNS)
        writer.writerows(
            (sample.order_id, sample.worker, *_times(sample), int(sample.acked_ns is None))
            for sample in samples
        )


def _times(sample: Sample) -> tuple[str, str, str]:
    """The cells sent_s, acked_s and latency_s, exact to the nanosecond."""
    if sample.acked_ns is None:
        return _seconds(sample.sent_ns), "", ""
    return _seconds(sample.sent_ns), _seconds(sample.acked_ns), _seconds(sample.acked_ns - sample.sent_ns)


def _seconds(nanoseconds: int) -> str:
    return f"{nanoseconds // 10**9}.{nanoseconds % 10**9:09d}"


def summary(plan: Plan, outcome: Outcome) -> str:
    """A few lines about a run, for whoever watches it."""
    latencies_ms = sorted(
        (sample.acked_ns - sample.sent_ns) / 1e6 for sample in outcome.samples if sample.acked_ns is not None
    )
    sent = len(outcome.samples)
    lines = [f"{plan.transport}, {plan.in_flight} in flight: {sent} sent, {sent - len(latencies_ms)} lost"]
    if len(latencies_ms) > 1:
        last_ns = max(sample.acked_ns for sample in outcome.samples if sample.acked_ns is not None)
        cuts = statistics.quantiles(latencies_ms, n=100)
        lines.append(
            f"{len(latencies_ms) / (last_ns / 1e9):.0f} orders/s; latency median {cuts[49]:.3f} ms, "
            f"99th percentile {cuts[98]:.3f} ms"
        )
    lines.append(
        f"warm-up: {outcome.warmup_acknowledged} of {outcome.warmup_sent} acknowledged; engine received "
        f"{outcome.engine.received}, acknowledged {outcome.engine.acknowledged}, "
        f"duplicates {outcome.engine.duplicates}; {outcome.retransmissions} retransmissions"
    )
    if not outcome.agrees:
        lines.append("the engine's count DIFFERS from the acknowledgements that arrived here")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run from the command line; the exit status."""
    parser = argparse.ArgumentParser(description="Put load on an order gateway.")
    parser.add_argument("--transport", choices=TRANSPORTS, default="grpc")
    parser.add_argument("--in-flight", type=int, default=16, metavar="N", help="workers (default 16)")
    length = parser.add_mutually_exclusive_group(required=True)
    length.add_argument("--orders", type=int, metavar="N", help="send N orders")
    length.add_argument("--seconds", type=float, metavar="S", help="send orders for S seconds")
    parser.add_argument("--warmup-seconds", type=float, default=1.0, metavar="S", help="default 1")
    parser.add_argument("--timeout-seconds", type=float, default=5.0, metavar="S", help="default 5")
    parser.add_argument("--seed", type=int, default=1, help="worker n draws with seed + n (default 1)")
    parser.add_argument("--output", type=Path, required=True, metavar="FILE", help=".csv or .ndjson")
    options = parser.parse_args(arguments)
    if options.output.suffix not in (".csv", ".ndjson"):
        parser.error("--output must end in .csv or .ndjson")
    if options.in_flight < 1:
        parser.error("--in-flight must be 1 or more")
    plan = Plan(
        transport=options.transport,
        in_flight=options.in_flight,
        orders=options.orders,
        seconds=options.seconds,
        warmup_seconds=options.warmup_seconds,
        timeout_seconds=options.timeout_seconds,
        seed=options.seed,
    )
    with running_engine(plan.transport) as address:
        outcome = run(plan, address)
    write(outcome.samples, options.output)
    print(summary(plan, outcome), file=sys.stderr)
    return 0 if outcome.agrees else 1


if __name__ == "__main__":
    sys.exit(main())
