"""The crew's page as an app: its own name, colours and icons in every city, nothing of anybody."""

import io
import json
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from PIL import Image

from design import shell
from portal import crew_icon
from tests import make


@pytest.fixture
def facts(client, city):
    """What the worker is told."""
    text = client.get("/desk/tasks/worker.js").text
    return json.loads(re.match(r"const APP = (\{.*\});\n", text)[1])


def test_the_manifest_is_the_citys_own(client, city):
    told = client.get("/desk/tasks/app.webmanifest").json()

    assert told["name"] == "Бригада — Пенза, Отклик"
    assert (told["start_url"], told["display"]) == ("/desk/tasks/", "standalone")
    for icon in told["icons"]:
        answer = client.get(icon["src"])
        size = Image.open(io.BytesIO(answer.content)).size
        assert f"{size[0]}x{size[1]}" == icon["sizes"]


def test_a_size_nobody_asked_for_is_missing(client, city):
    assert client.get("/desk/tasks/icon-4096.png").status_code == 404


def test_an_icon_wears_the_citys_colour():
    picture = Image.open(io.BytesIO(crew_icon.png("#0b6e8a", "#ffffff", 192)))

    assert picture.getpixel((3, 3)) == (0x0B, 0x6E, 0x8A)
    plain = Image.open(io.BytesIO(crew_icon.png("red; }", "", 192)))
    assert plain.getpixel((3, 3)) == (0x1A, 0x5F, 0xB4)


def test_everything_the_worker_keeps_is_there(client, facts):
    for address in facts["shell"]:
        path = address.removeprefix("/static/")
        if path == address:
            assert client.get(address).status_code == 200, address
        else:
            assert finders.find(path), address


def test_the_worker_keeps_all_that_the_page_loads(facts, client, city):
    person = make.user("organisation")
    organisation = make.organisation()
    crew = organisation.crews.create(name="Бригада 2")
    organisation.members.create(user=person, position="crew", crew=crew)
    client.force_login(person)

    page = client.get("/desk/tasks/").text
    loaded = re.findall(r'<(?:script|link)[^>]* (?:src|href)="([^"]+\.(?:css|js)[^"]*)"', page)

    assert set(loaded) <= set(facts["shell"])
    for source in (path for path in facts["shell"] if path.endswith(".js")):
        text = Path(finders.find(source.removeprefix("/static/"))).read_text(encoding="utf-8")
        folder = source.rsplit("/", 1)[0]
        for name in re.findall(r'^import .*"\./(.+)";', text, re.M):
            assert f"{folder}/{name}" in facts["shell"]


def test_the_version_is_that_of_the_contents(facts):
    assert facts["version"].startswith(shell.version((*_kept(facts), "desk/crew/worker.js")))


def _kept(facts):
    return tuple(p.removeprefix("/static/") for p in facts["shell"] if p.startswith("/static/"))


def test_the_worker_is_never_kept_by_the_browser_itself(client, city):
    answer = client.get("/desk/tasks/worker.js")

    assert answer["Cache-Control"] == "no-cache"
    assert answer["Content-Type"].startswith("text/javascript")
    assert "worker-src 'self'" in answer["Content-Security-Policy"]
