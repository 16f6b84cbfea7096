"""Synchronous pages behind the ASGI server: what a plain mount gets wrong."""

import hashlib
import json
import socket

import pytest

from tests.live.plain import PIECE, PIECES
from tests.live.served import ask, granian

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def port():
    with granian("tests.live.plain:application") as (port, _):
        yield port


def seen(port: int, path: str = "/", **headers: str) -> dict:
    return json.loads(ask(port, "GET", path, **headers)[1])


def test_a_post_arrives_whole(port):
    body = b"text=" + "вода".encode()

    assert ask(port, "POST", "/body", body) == (200, hashlib.sha256(body).hexdigest().encode())


def test_an_upload_of_20_mb_arrives_whole(port):
    body = bytes(range(256)) * (20 * 4096)

    assert ask(port, "POST", "/body", body) == (200, hashlib.sha256(body).hexdigest().encode())


def test_a_refusal_that_reads_nothing_reaches_a_browser_that_still_sends(port):
    body = bytes(20_000_000)

    assert ask(port, "POST", "/unread", body) == (200, b"no, thank you")


def test_a_streamed_download_arrives_whole(port):
    status, body = ask(port, "GET", "/stream")

    assert (status, len(body)) == (200, PIECES * len(PIECE))


def test_browsers_that_leave_during_a_download_do_not_hold_the_threads(port):
    for _ in range(12):  # three times as many as there are threads
        with socket.create_connection(("127.0.0.1", port)) as browser:
            browser.sendall(b"GET /stream HTTP/1.1\r\nHost: penza.localhost\r\n\r\n")
            browser.recv(1000)

    assert seen(port)["threads"] >= 1


def test_bytes_outside_ascii_in_the_query_are_carried_encoded(port):
    with socket.create_connection(("127.0.0.1", port)) as browser:
        browser.sendall(b"GET /?q=\xff\xd0\x90 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        answer = b"".join(iter(lambda: browser.recv(65_536), b""))

    # This server refuses them itself; whatever it does, it is no failure of ours.
    assert not answer.startswith(b"HTTP/1.1 5")


def test_a_header_with_an_underscore_cannot_pass_for_a_proxys(port):
    told = seen(port, X_Forwarded_For="1.1.1.1")
    connection = socket.create_connection(("127.0.0.1", port))
    connection.sendall(
        b"GET / HTTP/1.1\r\nHost: a\r\nX_Forwarded_For: 6.6.6.6\r\nConnection: close\r\n\r\n"
    )
    answer = b"".join(iter(lambda: connection.recv(65_536), b""))
    connection.close()

    assert told["HTTP_X_FORWARDED_FOR"] == "1.1.1.1"
    assert b"6.6.6.6" not in answer


def test_cookies_that_come_apart_are_joined_the_way_cookies_are(port):
    with socket.create_connection(("127.0.0.1", port)) as browser:
        browser.sendall(
            b"GET / HTTP/1.1\r\nHost: a\r\nCookie: a=1\r\nCookie: b=2\r\nConnection: close\r\n\r\n"
        )
        answer = b"".join(iter(lambda: browser.recv(65_536), b""))

    assert b'"HTTP_COOKIE": "a=1; b=2"' in answer
