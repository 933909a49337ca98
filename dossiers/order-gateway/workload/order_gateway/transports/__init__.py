"""The ways a message can travel between gateway and engine.

Each transport is a module of this package that holds both of its ends. The modules are imported when they are
used, so that a process pays for the start of its own transport only.
"""

from __future__ import annotations

from order_gateway.service import Service
from order_gateway.transport import Listener, Transport

TRANSPORTS = ("grpc", "udp")
"""The names `connect` and `listen` know."""


def connect(transport: str, address: str, timeout_s: float) -> Transport:
    """Connect to the engine at `address` (HOST:PORT); replies are waited for `timeout_s` seconds."""
    if transport == "grpc":
        from order_gateway.transports.grpc_unary import GrpcTransport

        return GrpcTransport(address, timeout_s)
    if transport == "udp":
        from order_gateway.transports.udp_datagram import UdpTransport

        return UdpTransport(address, timeout_s)
    raise ValueError(f"unknown transport {transport!r}")


def listen(transport: str, service: Service, address: str) -> Listener:
    """Serve `service` at `address` (HOST:PORT, port 0 for any free one)."""
    if transport == "grpc":
        from order_gateway.transports.grpc_unary import GrpcListener

        return GrpcListener(service, address)
    if transport == "udp":
        from order_gateway.transports.udp_datagram import UdpListener

        return UdpListener(service, address)
    raise ValueError(f"unknown transport {transport!r}")
