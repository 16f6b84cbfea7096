"""The account over HTTP: the interface under /v1/, pages for people everywhere else."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from infra.fake_stripe import api, due
from infra.fake_stripe.account import API_VERSION, Account
from infra.fake_stripe.pages import Page, site


class Handler(BaseHTTPRequestHandler):
    """One connection, kept open between requests."""

    protocol_version = "HTTP/1.1"
    # Small answers leave at once.
    disable_nagle_algorithm = True
    account: Account

    def do_GET(self) -> None:
        """Look."""
        self._answer("GET")

    def do_POST(self) -> None:
        """Change."""
        self._answer("POST")

    def do_DELETE(self) -> None:
        """End."""
        self._answer("DELETE")

    def _answer(self, method: str) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        asked = api.Asked(method, self.path, {n.lower(): v for n, v in self.headers.items()}, body)
        if asked.path.startswith("/v1/"):
            self._answer_client(asked)
        else:
            self._answer_person(site.shown(self.account, asked))

    def _answer_client(self, asked: api.Asked) -> None:
        try:
            given = api.answer(self.account, asked)
        except api.Lost:
            self.close_connection = True
            return
        headers = {
            "Content-Type": "application/json",
            "Request-Id": f"req_{self.account.store.made}",
            "Stripe-Version": API_VERSION,
        }
        self._send(given.status, json.dumps(given.body).encode(), headers)

    def _answer_person(self, page: Page) -> None:
        headers = {"Content-Type": page.kind, "Cache-Control": "no-store"}
        if page.leads_to:
            headers["Location"] = page.leads_to
        self._send(page.status, page.body, headers)

    def _send(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Silence."""


class Server(ThreadingHTTPServer):
    """As many at once as ask."""

    daemon_threads = True
    request_queue_size = 256


def bound(account: Account, host: str = "127.0.0.1", port: int = 0) -> Server:
    """A server that listens; from now on the account knows its own address."""
    handler = type("BoundHandler", (Handler,), {"account": account})
    server = Server((host, port), handler)
    account.url = f"http://{host}:{server.server_address[1]}"
    return server


@contextmanager
def serving(account: Account) -> Iterator[Account]:
    """On the air inside the block, on a free port; time stands unless it is moved."""
    server = bound(account)
    threading.Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
    try:
        yield account
    finally:
        server.shutdown()
        server.server_close()


def tick(account: Account, seconds: float = 1.0) -> None:
    """Let what becomes due happen, again and again."""
    while True:
        time.sleep(seconds)
        with account.lock:
            before = account.store.made
            due.run(account, account.now())
            if account.store.made != before:
                account.save()
