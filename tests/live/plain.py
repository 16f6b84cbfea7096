"""A WSGI application that tells what reached it, mounted the way our pages are."""

import hashlib
import json
import threading

from config.pages import pages

PIECES = 400
PIECE = b"x" * 65_536


def told(environ, start_response):
    """`/body` digests what came, `/unread` answers without reading it, `/stream` sends 25 MB in
    pieces; any other path tells the environment."""
    start_response("200 OK", [("Content-Type", "text/plain")])
    if environ["PATH_INFO"] == "/body":
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        return [hashlib.sha256(body).hexdigest().encode()]
    if environ["PATH_INFO"] == "/unread":
        return [b"no, thank you"]
    if environ["PATH_INFO"] == "/stream":
        return (PIECE for _ in range(PIECES))
    texts = {name: value for name, value in environ.items() if isinstance(value, str)}
    return [json.dumps({**texts, "threads": threading.active_count()}).encode()]


application = pages(told, threads=4)
