"""A Stripe that moves no money beside the product, unless the person has named a real one."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from . import ports
from .data_folder import DataFolder
from .processes import Program

NAME = "stripe"
KEY, SECRET = "sk_test_otklik", "whsec_otklik"
_TOLD = ("PATH", "PYTHONPATH", "PYTHONUNBUFFERED", "PYTHONUTF8", "LANG", "TMPDIR")


def addresses(outer: Mapping[str, str], *, last_port: int | None) -> dict[str, str]:
    """What the product is told of it; nothing where STRIPE_API_KEY is set, even to nothing.

    It keeps its port: addresses of its invoices stand in the product's tables.
    """
    if "STRIPE_API_KEY" in outer:
        return {}
    return {
        "STRIPE_API_KEY": KEY,
        "STRIPE_API_URL": f"http://{ports.LOOPBACK}:{ports.pick(preferred=last_port)}",
        "STRIPE_WEBHOOK_SECRETS": SECRET,
    }


def programs(
    root: Path, data: DataFolder, python: Path, everything: Mapping[str, str], port: int
) -> list[Program]:
    """The process, where it is ours; it is told neither passwords nor addresses of servers."""
    if everything.get("STRIPE_API_KEY") != KEY:
        return []
    webhook = f"http://console.{everything['BASE_DOMAIN']}:{port}/billing/stripe/"
    own = str(urlsplit(everything["STRIPE_API_URL"]).port)
    command = (
        *(str(python), "-m", "infra.fake_stripe", "--port", own, "--key", KEY),
        *("--webhook", webhook, "--secret", SECRET, "--keep", str(data.path / "stripe.json")),
    )
    told = {name: everything[name] for name in _TOLD if name in everything}
    return [Program(NAME, command, told, root)]
