"""The administrator lists sites, and copies the line that is put on them."""

import pytest

from appeals.models import SettingChange, Site
from tests import make

PAGE = "/desk/settings/sites/"


def add(seat, **fields):
    addresses = "vodokanal.example\nhttps://www.vodokanal.example/a"
    told = {"name": "Горводоканал", "addresses": addresses, "is_active": "on"}
    return seat.post(f"{PAGE}new/", {**told, **fields})


def test_a_listed_site_gets_its_line_and_a_plain_link(seat):
    saved = add(seat)

    site = Site.objects.get()
    assert site.origins == ["https://vodokanal.example", "https://www.vodokanal.example"]
    page = seat.get(saved["Location"]).text
    assert f"/widget.js?site={site.code}" in page
    assert f"/widget/{site.code}/" in page
    assert "&lt;noscript&gt;" in page
    assert "Горводоканал" in seat.get(PAGE).text
    assert SettingChange.objects.get().subject == "Форма на сайте «Горводоканал»"


def test_a_change_keeps_the_code(seat):
    add(seat)
    code = Site.objects.get().code
    seat.post(
        f"{PAGE}{Site.objects.get().pk}/", {"name": "Водоканал", "addresses": "https://v.example"}
    )

    site = Site.objects.get()
    assert (site.code, site.name, site.is_active) == (code, "Водоканал", False)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"name": ""}, "Назовите сайт"),
        ({"addresses": ""}, "Укажите хотя бы один адрес"),
        ({"addresses": "https://*"}, "«https://*» не адрес сайта"),
        ({"addresses": "\n".join(f"a{n}.example" for n in range(11))}, "Адресов больше 10"),
    ],
)
def test_what_cannot_be_listed_is_said_in_a_sentence(seat, fields, sentence):
    answer = add(seat, **fields)

    assert answer.status_code == 422
    assert sentence in answer.text
    assert not Site.objects.exists()


def test_the_desk_sees_which_site_an_appeal_came_from(seat):
    add(seat)
    site = Site.objects.get()
    appeal = make.appeal()
    type(appeal).objects.filter(pk=appeal.pk).update(channel="widget", site=site.code)

    assert f"Горводоканал ({site.code})" in seat.get(f"/desk/appeals/{appeal.latin_number}/").text
