"""Messages as unary gRPC calls.

The payloads are the fixed-size encodings of `order_gateway.order`, so there is no protocol buffer to compile.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import grpc

from order_gateway.order import InvalidMessageError
from order_gateway.service import Service
from order_gateway.transport import Method, NotAcknowledgedError

_SERVICE = "order_gateway.Engine"
_NAMES = {Method.SUBMIT: "Submit", Method.STATS: "Stats"}
_SERVER_THREADS = 2
_STOP_GRACE_S = 1.0
_CLIENT_OPTIONS = (("grpc.enable_http_proxy", 0),)
_SERVER_OPTIONS = (("grpc.so_reuseport", 0),)


class GrpcTransport:
    """The client's end: one channel. TCP repeats what gets lost on the way, so nothing is sent again here."""

    retransmissions = 0

    def __init__(self, address: str, timeout_s: float) -> None:
        self._timeout_s = timeout_s
        self._channel = grpc.insecure_channel(address, options=_CLIENT_OPTIONS)
        self._calls = {
            method: self._channel.unary_unary(f"/{_SERVICE}/{name}") for method, name in _NAMES.items()
        }

    def exchange(self, method: Method, payload: bytes) -> bytes:
        """Send a message and wait for its reply; raises NotAcknowledgedError where none comes in time."""
        try:
            reply: bytes = self._calls[method](payload, timeout=self._timeout_s)
        except grpc.RpcError as error:
            raise NotAcknowledgedError(f"{_NAMES[method]}: {error.code().name}") from error
        return reply

    def close(self) -> None:
        """Close the channel."""
        self._channel.close()


class GrpcListener:
    """The engine's end: a server with a pool of two threads."""

    def __init__(self, service: Service, address: str) -> None:
        """Serve `service` at `address` (HOST:PORT, port 0 for any free one)."""
        handlers = {
            name: grpc.unary_unary_rpc_method_handler(_handler(service, method))
            for method, name in _NAMES.items()
        }
        self._server = grpc.server(ThreadPoolExecutor(_SERVER_THREADS), options=_SERVER_OPTIONS)
        self._server.add_generic_rpc_handlers((grpc.method_handlers_generic_handler(_SERVICE, handlers),))
        port = self._server.add_insecure_port(address)
        self._server.start()
        self.address = f"{address.rpartition(':')[0]}:{port}"

    def stop(self) -> None:
        """Stop accepting calls; calls in progress have a second to end."""
        self._server.stop(_STOP_GRACE_S).wait()


def _handler(service: Service, method: Method) -> Callable[[bytes, grpc.ServicerContext], bytes | None]:
    def handle(payload: bytes, context: grpc.ServicerContext) -> bytes | None:
        try:
            reply = service.answer(method, payload)
        except InvalidMessageError as error:
            context.abort(grpc.StatusCode.INVALID_ARGUMENT, str(error))
        if reply is None:
            # A call always ends with a status, so here a dropped message is a failed call.
            context.abort(grpc.StatusCode.UNAVAILABLE, "dropped")
        return reply

    return handle
