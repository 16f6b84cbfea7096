"""A form of the city on the water company's own site; on a site that is not listed there is none."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import expect

from appeals.models import Site
from tenants.isolation import scope
from tests.journeys.cast import HOUSE, now


@contextmanager
def elsewhere(page: dict[str, str]) -> Iterator[str]:
    """Somebody else's site on a port of its own, with this page."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200 if self.path == "/" else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(page["html"].encode())

        def log_message(self, *_: object) -> None:
            """Nothing to say."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def abroad(browser):
    """A browser that has never been on the portal; refusals it meets are what is tried."""
    context = browser.new_context(locale="ru-RU", viewport={"width": 1000, "height": 800})
    yield context
    context.close()


def test_a_listed_site_shows_the_form_and_an_unlisted_one_does_not(town, product, abroad):
    html = {"html": ""}
    with elsewhere(html) as listed, elsewhere(html) as unlisted:
        with scope.in_tenant(town.tenant):
            site = Site.objects.create(name="Водоканал", origins=[listed], created_at=now())
        script = product.url("penza", f"/widget.js?site={site.code}")
        line = f'<script src="{script}" async></script>'
        html["html"] = f"<!doctype html><title>Водоканал</title><h1>Водоканал</h1>{line}"
        page = abroad.new_page()
        page.goto(f"{listed}/")
        page.get_by_role("button", name="Сообщить о проблеме").click()
        frame = page.frame_locator("iframe")
        frame.get_by_label("Опишите проблему").fill("Сломана скамейка, доска отвалилась")
        # A frame is shown before its scripts have come; nobody types that fast.
        expect(frame.locator("#id_address[role=combobox]")).to_be_visible()
        frame.get_by_label("Адрес", exact=True).press_sequentially("ладожс 97")
        frame.get_by_role("option", name=HOUSE).click()
        button = page.get_by_role("button", name="Закрыть форму")
        expect(button).to_have_attribute("aria-expanded", "true")
        assert page.locator("iframe").bounding_box()["height"] > 1000  # as high as the form
        frame.get_by_role("button", name="Отправить обращение").click()
        expect(frame.get_by_role("heading", name="Обращение принято")).to_be_visible()

        filed = town.newest()
        assert (filed.channel, filed.site, filed.house_id) == ("widget", site.code, town.house.pk)
        assert not abroad.cookies()
        with abroad.expect_page() as opened:
            frame.get_by_role("link", name="Открыть обращение").click()
        expect(opened.value.locator("#state")).to_contain_text("Зарегистрировано")

        stranger = abroad.new_page()
        stranger.goto(f"{unlisted}/")
        with stranger.expect_response(lambda answer: "/widget/" in answer.url) as refused:
            stranger.get_by_role("button", name="Сообщить о проблеме").click()
        assert refused.value.status == 404
        expect(stranger.frame_locator("iframe").get_by_label("Опишите проблему")).to_have_count(0)
        assert town.count() == 1
