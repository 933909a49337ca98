"""Messages as UDP datagrams, with retransmission.

A request is a sequence number, a method and a payload; its reply carries the same sequence number. Datagrams
may be lost or overtake each other, so a client repeats a request, sequence number included, until the reply
to that very request arrives. The engine may thus receive an order more than once. It does not execute it
again but answers with the acknowledgement it gave before (see `order_gateway.matching`).
"""

from __future__ import annotations

import random
import socket
import struct
import threading
import time

from order_gateway.service import Service
from order_gateway.transport import Method, NotAcknowledgedError

_REQUEST = struct.Struct("!QB")
_REPLY = struct.Struct("!Q")
_SEQUENCES = 2**64
_MAX_BYTES = 2048
_FIRST_WAIT_S = 0.02


def _endpoint(address: str) -> tuple[str, int]:
    host, _, port = address.rpartition(":")
    return host, int(port)


class UdpTransport:
    """The client's end: a socket of its own, with one message on its way at a time."""

    def __init__(self, address: str, timeout_s: float) -> None:
        self.retransmissions = 0
        self._timeout_s = timeout_s
        # Not 0: a late reply to a closed transport that had the same port must not look like one to this.
        self._sequence = random.randrange(_SEQUENCES)
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.connect(_endpoint(address))

    def exchange(self, method: Method, payload: bytes) -> bytes:
        """Send a message and wait for its reply; raises NotAcknowledgedError where none comes in time.

        The message is sent again after 20 ms without a reply, then after waits that double each time.
        """
        self._sequence = (self._sequence + 1) % _SEQUENCES
        datagram = _REQUEST.pack(self._sequence, method) + payload
        now = time.monotonic()
        deadline = now + self._timeout_s
        wait_s = _FIRST_WAIT_S
        try:
            self._socket.send(datagram)
            while True:
                reply = self._receive(min(deadline, now + wait_s))
                if reply is not None:
                    return reply
                now = time.monotonic()
                if now >= deadline:
                    raise NotAcknowledgedError(f"{method.name}: no reply in {self._timeout_s} s")
                self.retransmissions += 1
                wait_s *= 2
                self._socket.send(datagram)
        except ConnectionRefusedError as error:
            raise NotAcknowledgedError(f"{method.name}: nobody listens") from error

    def close(self) -> None:
        """Close the socket."""
        self._socket.close()

    def _receive(self, until: float) -> bytes | None:
        """The reply to the current request, or None where there is none by the monotonic time `until`."""
        while (wait_s := until - time.monotonic()) > 0:
            self._socket.settimeout(wait_s)
            try:
                reply = self._socket.recv(_MAX_BYTES)
            except TimeoutError:
                return None
            if len(reply) >= _REPLY.size and _REPLY.unpack_from(reply)[0] == self._sequence:
                return reply[_REPLY.size :]
        return None


class UdpListener:
    """The engine's end: a thread that answers one datagram after another."""

    def __init__(self, service: Service, address: str) -> None:
        """Serve `service` at `address` (HOST:PORT, port 0 for any free one)."""
        self._service = service
        self._stopping = False
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind(_endpoint(address))
        host, port = self._socket.getsockname()
        self.address = f"{host}:{port}"
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Stop answering."""
        self._stopping = True
        # An empty datagram to itself ends the wait for the next request.
        self._socket.sendto(b"", self._socket.getsockname())
        self._thread.join()
        self._socket.close()

    def _serve(self) -> None:
        while True:
            datagram, client = self._socket.recvfrom(_MAX_BYTES)
            if self._stopping:
                return
            reply = self._reply(datagram)
            if reply is not None:
                try:
                    self._socket.sendto(reply, client)
                except OSError:
                    # A reply that cannot be sent is a lost one: the client asks again.
                    continue

    def _reply(self, datagram: bytes) -> bytes | None:
        """The datagram to answer with; None where `datagram` was dropped or is not a request."""
        try:
            sequence, method = _REQUEST.unpack_from(datagram)
            payload = self._service.answer(Method(method), datagram[_REQUEST.size :])
        except (struct.error, ValueError):
            return None
        return None if payload is None else _REPLY.pack(sequence) + payload
