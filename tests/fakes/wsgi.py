"""The product's pages over real HTTP inside the test's own process: many requests at once."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from django.core.wsgi import get_wsgi_application
from django.db import connections


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True
    request_queue_size = 128


class _Handler(WSGIRequestHandler):
    def log_message(self, *_: Any) -> None:
        """Silence."""


@contextmanager
def served() -> Iterator[int]:
    """The port; each request has a thread and a connection to the database of its own."""
    product = get_wsgi_application()

    def alone(environ: dict[str, Any], start: Any) -> list[bytes]:
        try:
            return [b"".join(product(environ, start))]
        finally:
            connections.close_all()

    server = make_server("127.0.0.1", 0, alone, server_class=_Server, handler_class=_Handler)
    threading.Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
