from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice

import pytest

from order_gateway.engine_process import running_engine
from order_gateway.flow import OrderFlow
from order_gateway.gateway import Gateway
from order_gateway.matching import MatchingEngine
from order_gateway.order import Action, Order, OrderIds, Stats
from order_gateway.service import Service
from order_gateway.transport import Method, NotAcknowledgedError
from order_gateway.transports.udp_datagram import UdpListener, UdpTransport

ORDERS = list(islice(OrderFlow(OrderIds(), seed=3), 60))


def right_acks() -> list[object]:
    local = MatchingEngine()
    return [local.submit(order) for order in ORDERS]


@contextmanager
def listening(service: Service) -> Iterator[UdpListener]:
    listener = UdpListener(service, "127.0.0.1:0")
    try:
        yield listener
    finally:
        listener.stop()


@contextmanager
def socket_to(address: str) -> Iterator[socket.socket]:
    host, _, port = address.rpartition(":")
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
        client.settimeout(5)
        client.connect((host, int(port)))
        yield client


def test_dropped_orders_are_sent_again() -> None:
    with (
        running_engine("udp", ["--drop-every", "20"]) as address,
        Gateway.connect("udp", address) as gateway,
    ):
        assert [gateway.submit(order) for order in ORDERS] == right_acks()
        assert gateway.retransmissions >= 3
        assert gateway.stats().confirms(60, gateway.retransmissions)


def test_orders_whose_acknowledgement_was_dropped_are_not_executed_twice() -> None:
    with (
        running_engine("udp", ["--drop-ack-every", "20"]) as address,
        Gateway.connect("udp", address) as gateway,
    ):
        assert [gateway.submit(order) for order in ORDERS] == right_acks()
        stats = gateway.stats()
        assert (stats.received, stats.acknowledged) == (60, 60)
        assert 3 <= stats.duplicates <= gateway.retransmissions


def test_repeated_datagram_gets_the_same_reply() -> None:
    engine = MatchingEngine()
    datagram = struct.pack("!QB", 77, Method.SUBMIT) + ORDERS[0].encode()
    with listening(Service(engine)) as listener, socket_to(listener.address) as client:
        replies = []
        for _ in range(3):
            client.send(datagram)
            replies.append(client.recv(2048))
    assert replies[0].startswith(struct.pack("!Q", 77))
    assert replies == [replies[0]] * 3
    assert len(engine.book) == 1
    assert engine.stats() == Stats(received=1, acknowledged=1, duplicates=2)


def test_garbage_is_not_answered_and_does_no_harm() -> None:
    engine = MatchingEngine()
    with (
        listening(Service(engine)) as listener,
        socket_to(listener.address) as client,
        Gateway.connect("udp", listener.address) as gateway,
    ):
        for garbage in (b"", b"x", b"x" * 9, b"x" * 2000, struct.pack("!QB", 1, Method.SUBMIT)):
            client.send(garbage)
        gateway.submit(ORDERS[0])
        client.settimeout(0.05)
        with pytest.raises(TimeoutError):
            client.recv(2048)
    assert engine.stats() == Stats(1, 1, 0)


def test_reply_to_another_request_is_ignored() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as engine:
        engine.bind(("127.0.0.1", 0))
        engine.settimeout(5)

        def answer() -> None:
            request, client = engine.recvfrom(2048)
            (sequence,) = struct.unpack_from("!Q", request)
            engine.sendto(b"", client)
            engine.sendto(struct.pack("!Q", (sequence - 1) % 2**64) + b"late", client)
            engine.sendto(struct.pack("!Q", sequence) + b"right", client)

        thread = threading.Thread(target=answer)
        thread.start()
        transport = UdpTransport(f"127.0.0.1:{engine.getsockname()[1]}", 5.0)
        assert transport.exchange(Method.STATS, b"") == b"right"
        transport.close()
        thread.join()


def test_silence_ends_in_a_lost_order_after_the_timeout() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as silent:
        silent.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{silent.getsockname()[1]}"
        with Gateway.connect("udp", address, timeout_s=0.1) as gateway:
            with pytest.raises(NotAcknowledgedError, match="no reply"):
                gateway.submit(Order(1, Action.BUY, price=1, quantity=1))
            # After 20 and after another 40 ms, unless the machine was busy; no third before the timeout.
            assert 1 <= gateway.retransmissions <= 2
