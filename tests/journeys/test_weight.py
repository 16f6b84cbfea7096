"""How heavy a page is for a phone on 3G: every resource of it, gzipped; nothing from anywhere else."""

import gzip
import json
import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Request

from appeals.actions import photos
from tests import make

KB = 1024
PAGE_KB, MAP_KB, APP_KB = 150, 250, 250
SQUEEZED = re.compile(r"text/|javascript|json|svg")


def weighed(page: Page, address: str) -> tuple[float, list[str]]:
    """What a first visit brings, kB gzipped as a server sends it; and every address it asked."""
    asked: list[str] = []
    done: list[Request] = []
    page.on("request", lambda request: asked.append(request.url))
    # Only what has come whole: a stream of changes has no end, and asking for its body waits for it.
    page.on("requestfinished", lambda request: done.append(request))
    page.goto(address, wait_until="load")
    page.wait_for_timeout(500)  # what scripts ask for after it
    whole = [answer for request in list(done) if (answer := request.response()) is not None]
    sizes = [
        weight(answer.headers.get("content-type", ""), answer.body())
        for answer in whole
        if answer.status == 200
    ]
    return sum(sizes) / KB, asked


def weight(kind: str, body: bytes) -> int:
    return len(gzip.compress(body, 6)) if SQUEEZED.search(kind) else len(body)


@pytest.fixture
def card(town):
    """An appeal with a photo as a phone takes it."""
    shot = photos.take(make.picture((1600, 1200)))
    return town.latin(town.appeal(house_id=town.house.pk, photos=(shot,)))


def test_pages_are_light_and_ask_nobody_else(town, product, browser, card, measured):
    for path, most in (
        ("/", PAGE_KB),
        ("/new/", PAGE_KB),
        (f"/appeals/{card}/", PAGE_KB),
        ("/map/", MAP_KB),
    ):
        context = browser.new_context(
            viewport={"width": 360, "height": 740}, service_workers="block"
        )
        page = context.new_page()
        found, asked = weighed(page, product.url("penza", path))
        context.close()
        measured(f"страница {path}: {found:.0f} кБ из {most}, запросов {len(asked)}")
        assert found <= most, path
        assert {urlsplit(url).hostname for url in asked} == {"penza.localhost"}


def test_what_a_phone_keeps_of_the_portal_is_light(town, product, browser, measured):
    context = browser.new_context(service_workers="block")
    page = context.new_page()
    page.goto(product.url("penza", "/offline/"))

    def text(address: str) -> str:
        return page.evaluate("(address) => fetch(address).then((answer) => answer.text())", address)

    source = text("/worker.js")
    facts = json.loads(re.match(r"const APP = (\{.*\});\n", source)[1])
    kept = {*facts["files"], *facts["modules"], *facts["kept"].values(), *facts["parts"]}
    total = sum(weight("text/plain", text(address).encode()) for address in kept)
    context.close()
    measured(f"портал на телефоне: {total / KB:.0f} кБ из {APP_KB}")
    assert total / KB <= APP_KB
