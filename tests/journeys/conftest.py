"""A real browser before the running product. Skipped, saying so, where no browser is found."""

import os
import shutil
from collections.abc import Iterator

import pytest
from django.db import OperationalError, connections, transaction
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from infra.fake_stripe import server as fake_server
from infra.fake_stripe.account import Account
from infra.fake_stripe.post import Endpoint
from tenants.isolation import scope
from tests.conftest import CITIES, PLANTED, SHARED, Stage, _clear_caches
from tests.fakes import stripe as fake
from tests.journeys import cast
from tests.journeys.cast import Town
from tests.product import Product, running

PATIENCE_MS = 30_000  # far more than anything takes; a loaded machine must not fail a journey
GOES = 30
# A browser's own lines about refusals that a journey provokes, about a connection it took away, and
# about the pictures that somebody switched off.
EXPECTED = ("status of 4", "ERR_INTERNET_DISCONNECTED", "ERR_FAILED", "img-src 'none'")
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium() -> str | None:
    """Where a Chromium stands on this machine."""
    named = os.environ.get("CHROMIUM")
    return named or next((found for name in CHROMIUMS if (found := shutil.which(name))), None)


def pytest_collection_modifyitems(items) -> None:
    """Everything in this folder is a journey."""
    for item in items:
        if "journeys" in str(item.path):
            item.add_marker(pytest.mark.journey)


MEASURED = pytest.StashKey[list[str]]()


@pytest.fixture
def measured(request):
    """`measured("…")` is told at the end of the run, whether the test passes or not."""
    return request.config.stash.setdefault(MEASURED, []).append


def pytest_terminal_summary(terminalreporter, config) -> None:
    """What journeys measured, one line each."""
    for line in config.stash.get(MEASURED, []):
        terminalreporter.write_line(f"measured: {line}")


@pytest.fixture(scope="session")
def browser() -> Browser:
    """One Chromium for all journeys."""
    path = chromium()
    if path is None:
        pytest.skip("браузер не найден: поставьте chromium или назовите его в CHROMIUM")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # playwright's loop lives in this thread
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def rail() -> Iterator[Account]:
    """A Stripe that moves no money."""
    with fake_server.serving(Account(key=fake.KEY)) as account:
        yield account


@pytest.fixture(scope="session")
def product(stage, browser, rail, tmp_path_factory) -> Iterator[Product]:
    """The product's processes; cards are charged at the rail, which tells of everything at once."""
    cards = {
        "STRIPE_API_KEY": rail.key,
        "STRIPE_API_URL": rail.url,
        "STRIPE_WEBHOOK_SECRETS": fake.SECRET,
    }
    with running(tmp_path_factory.mktemp("product"), **cards) as product:
        door = product.url("console", "/billing/stripe/")
        rail.post.endpoints.append(Endpoint(door, (fake.SECRET,)))
        rail.post.carry()
        yield product


@pytest.fixture
def person(browser):
    """`person()` is somebody with a browser of their own; every error on their pages fails the test."""
    contexts: list[BrowserContext] = []
    problems: list[str] = []

    def somebody(width: int = 1280, height: int = 900, **options) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height}, locale="ru-RU", **options
        )
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: problems.append(f"{page.url}: {error}"))
        page.on(
            "console",
            lambda message: (
                problems.append(f"{page.url}: {message.text}")
                if message.type == "error" and not any(told in message.text for told in EXPECTED)
                else None
            ),
        )
        return page

    yield somebody
    for context in contexts:
        context.close()
    assert problems == []


@pytest.fixture
def committed(stage, django_db_blocker) -> Iterator[Stage]:
    """As everywhere, but the product's processes are still at work while the tables are emptied.

    A short wait for each lock, and another go: so nobody's transaction is ever a deadlock's victim.
    """
    with django_db_blocker.unblock():
        _clear_caches()
        yield stage
        connections["default"].close()
        for left in reversed(range(GOES)):
            try:
                _empty()
                break
            except OperationalError:
                if not left:
                    raise


@pytest.fixture
def town(committed) -> Town:
    """Пенза with a house, an organisation and its people; gone after the test."""
    return cast.settle(committed.penza)


def _empty() -> None:
    """Take out whatever stands in the tables, unseen rows too; those that are empty are left alone."""
    with (
        scope.entered(None),
        transaction.atomic("owner"),
        connections["owner"].cursor() as cursor,
    ):
        cursor.execute("SET LOCAL lock_timeout = '300ms'")
        cursor.execute(
            "SELECT format('%%I.%%I', schemaname, tablename) FROM pg_tables "
            "WHERE (schemaname = ANY(%s) OR schemaname = 'public' AND tablename LIKE 'billing\\_%%') "
            "AND tablename <> ALL(%s)",
            [[*CITIES, "office"], list(PLANTED)],
        )
        looks = (f"SELECT '{full}' WHERE EXISTS (TABLE {full})" for (full,) in cursor.fetchall())
        shared = (f"SELECT '{name}'" for name in SHARED)
        cursor.execute(" UNION ALL ".join([*looks, *shared]))
        full_ones = ", ".join(full for (full,) in cursor.fetchall())
        # Cascade reaches tables that name theirs: empty ones.
        cursor.execute(f"TRUNCATE {full_ones} CASCADE")
