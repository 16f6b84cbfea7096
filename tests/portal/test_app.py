"""The portal as an app: the city's own name and emblem, kept pages that tell nothing of anybody."""

import io
import json
import re

import pytest
from django.contrib.staticfiles import finders
from PIL import Image

from design import drawing, emblems
from portal import app_icon
from tests import make


@pytest.fixture
def facts(client, city):
    """What the worker is told."""
    text = client.get("/worker.js").text
    return json.loads(re.match(r"const APP = (\{.*\});\n", text)[1])


def test_the_manifest_is_the_citys_own_and_every_icon_is_there(client, city):
    told = client.get("/app.webmanifest").json()

    assert told["name"] == "Пенза: обращения жителей"
    assert (told["scope"], told["start_url"], told["display"]) == ("/", "/", "standalone")
    assert {(icon["purpose"], icon["sizes"]) for icon in told["icons"]} >= {
        ("any", "192x192"),
        ("any", "512x512"),
        ("maskable", "512x512"),
    }
    for icon in told["icons"]:
        picture = Image.open(io.BytesIO(client.get(icon["src"]).content))
        assert f"{picture.width}x{picture.height}" == icon["sizes"]
    for shortcut in told["shortcuts"]:
        assert client.get(shortcut["url"]).status_code == 200
    assert client.get("/app-icon-any-4096.png").status_code == 404
    assert client.get("/app-icon-round-192.png").status_code == 404


@pytest.mark.parametrize("name", emblems.names())
def test_every_emblem_is_drawn_whole_and_stands_where_no_phone_cuts_it(name):
    size = 192
    picture = Image.open(io.BytesIO(app_icon.png(name, "#0b6e8a", "#d8a31a", size, "maskable")))
    inked = picture.convert("L").point(lambda light: 255 if light < 235 else 0)
    left, top, right, bottom = inked.crop((0, 0, size, int(size * 0.8))).getbbox()
    for x, y in ((left, top), (right, top), (size / 2, bottom)):
        assert ((x - size / 2) ** 2 + (y - size / 2) ** 2) ** 0.5 <= size * 0.41
    assert picture.getpixel((4, size - 4)) == (0x0B, 0x6E, 0x8A)


def test_a_shape_that_would_be_left_out_is_refused(tmp_path):
    odd = tmp_path / "odd.svg"
    odd.write_text('<svg viewBox="0 0 9 9"><circle r="3"/></svg>', encoding="utf-8")

    with pytest.raises(drawing.UnknownDrawing):
        drawing.emblem(odd, 9)
    with pytest.raises(drawing.UnknownDrawing):
        drawing.lines_of("M0 0A3 3 0 0 1 4 4")


def test_everything_the_worker_keeps_is_there(client, facts):
    for address in [*facts["files"], *facts["modules"], *facts["kept"].values(), *facts["parts"]]:
        path = address.removeprefix("/static/")
        if path == address:
            assert client.get(address).status_code == 200, address
        else:
            assert finders.find(path), address


def test_a_kept_form_finds_all_its_files_kept(client, facts):
    page = client.get("/offline/form/").text
    loaded = re.findall(r'<(?:script|link)[^>]* (?:src|href)="([^"]+\.(?:css|js)[^"]*)"', page)

    assert set(loaded) <= set(facts["files"])


def test_a_kept_page_is_a_strangers(client, city):
    person = make.user("resident", name="Мария Тайная")
    client.force_login(person)

    assert "Мария Тайная" in client.get("/new/").text
    for address in ("/offline/", "/offline/form/?address=ул. Тайная, 1"):
        page = client.get(address).text
        assert "Тайная" not in page
        assert f'name="owner" value="{person.pk}"' not in page


def test_a_kept_page_tells_nothing_that_was_to_be_told_to_somebody(client, city):
    appeal = make.appeal()
    joining = {"key": "attempt", "join": appeal.latin_number}
    assert client.post("/new/", joining).status_code == 302

    for address in ("/offline/", "/offline/form/"):
        assert appeal.number not in client.get(address).text
    assert "Вы присоединились" in client.get("/track/").text


def test_the_worker_stands_before_the_whole_site_and_is_never_kept_by_the_browser(client, city):
    answer = client.get("/worker.js")

    assert answer["Cache-Control"] == "no-cache"
    assert answer["Content-Type"].startswith("text/javascript")
    left_alone = re.search(r"NOT_OURS = /(.+)/;", answer.text)[1].replace("\\/", "/")
    for address in ("/desk/", "/accounts/login/", "/api/v1/appeals/", "/live/"):
        assert re.match(left_alone, address)
