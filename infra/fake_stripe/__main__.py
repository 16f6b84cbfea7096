"""`python -m infra.fake_stripe --port 12111 --webhook http://console.localhost:8000/billing/stripe/`."""

import argparse
import contextlib
import secrets
import signal
import sys
import threading
from pathlib import Path
from typing import NoReturn

from infra.fake_stripe import server
from infra.fake_stripe.account import Account
from infra.fake_stripe.post import Endpoint


def main() -> None:
    """Serve until told to stop."""
    options = argparse.ArgumentParser(prog="python -m infra.fake_stripe", description=__doc__)
    options.add_argument("--port", type=int, default=12111)
    options.add_argument("--key", default="sk_test_otklik", help="secret key of the account")
    options.add_argument("--webhook", default="", help="where events are sent")
    options.add_argument("--secret", default="whsec_otklik", help="what events are signed with")
    options.add_argument("--keep", type=Path, help="a file that keeps the account between runs")
    chosen = options.parse_args()
    account = Account(key=chosen.key, kept_in=chosen.keep, salt=secrets.token_hex(8))
    if chosen.webhook:
        account.post.endpoints.append(Endpoint(chosen.webhook, (chosen.secret,)))
    account.post.carry()
    listening = server.bound(account, port=chosen.port)
    threading.Thread(target=server.tick, args=[account], daemon=True).start()
    signal.signal(signal.SIGTERM, _leave)
    print(f"A Stripe that moves no money: {account.url}", flush=True)
    with contextlib.suppress(KeyboardInterrupt):
        listening.serve_forever()


def _leave(*_: object) -> NoReturn:
    sys.exit(0)


if __name__ == "__main__":
    main()
