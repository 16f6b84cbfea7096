"""Whether the product answers: its pages, and its worker at the broker."""

from __future__ import annotations

import http.client
import json

from . import ports, valkey


def pages(port: int) -> bool:
    """The site answers that it is well, its database and broker too."""
    connection = http.client.HTTPConnection(ports.LOOPBACK, port, timeout=5)
    try:
        connection.request("GET", "/health/", headers={"Host": f"localhost:{port}"})
        response = connection.getresponse()
        return response.status == 200 and bool(json.loads(response.read())["ok"])
    except (OSError, http.client.HTTPException, ValueError, KeyError, TypeError):
        return False
    finally:
        connection.close()


def worker(broker: str) -> bool:
    """A worker listens at the broker; brokers of another kind are taken at their word.

    Every Celery worker subscribes to its control channel by a pattern, and nothing else of ours
    subscribes to patterns.
    """
    if not broker.startswith("redis://"):
        return True
    patterns = valkey.ask(broker, "PUBSUB", "NUMPAT")
    return patterns is not None and patterns.isdigit() and int(patterns) > 0
