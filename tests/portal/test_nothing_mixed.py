"""Every public page in Tatar and in English: no Russian sentence of ours on it.

Whatever is not ours (names, addresses, people's words) is marked with its own language, so that a
voice reads it right; the rest must be the page's.
"""

import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from django.utils import timezone

from appeals import actions
from appeals.actions import photos
from appeals.insight import area_tallies, house_tallies, problem_points, tallies
from appeals.models import Appeal, Notice
from design import catalogues, language
from tenants import directory
from tests import make
from tests.make import hours
from tests.registry.test_outages import outage

_RUSSIAN = re.compile("[А-Яа-яЁё]{2,}")
_SPOKEN = ("aria-label", "title", "alt", "placeholder", "content")
_VOID = {"meta", "link", "img", "input", "br", "hr", "path", "use", "circle", "rect", "source"}
DATA = (
    "ул. Ладожская, 97",
    "ул. Ладожская",
    "у сквера",
    "ООО «Горводоканал»",
    "Горводоканал",
    "Ладожская",
    "Первомайский",
)
MISSING = ("/nowhere/", "/appeals/PNZ-1/")
NAMES = {
    "tt": {"name": "Пенза", "slogan": "Ачык Пенза", "phone_title": "Диспетчерлык"},
    "en": {"name": "Penza", "slogan": "Open Penza", "phone_title": "Control room"},
}


class Said(HTMLParser):
    """Every text of a page that its own language must speak."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.texts: list[str] = []
        self.spoken = ""
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        lang = told.get("lang") or (self.open[-1][1] if self.open else "")
        if tag == "html":
            self.spoken = lang
        if tag not in _VOID:
            self.open.append((tag, lang))
        if told.get("name") == "script-words":
            self.texts += json.loads(told.pop("content")).values()
        if lang == self.spoken and told.get("type") != "hidden":
            spoken = {
                name: told.get(name) for name in told if name in _SPOKEN or name[:5] == "data-"
            }
            self.texts += [self.ours(text) for text in spoken.values() if text]

    @staticmethod
    def ours(text: str) -> str:
        """An attribute and a title can mark nothing: names in them are left out here."""
        for name in DATA:
            text = text.replace(name, "")
        return text

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        tag, lang = self.open[-1] if self.open else ("", "")
        if lang == self.spoken and tag not in ("script", "style", "textarea") and data.strip():
            told = " ".join(data.split())
            self.texts.append(self.ours(told) if tag == "title" else told)


@pytest.fixture
def pages(city, monkeypatch) -> list[str]:
    """The addresses of a city where something stands in every state."""
    penza = replace(city, branding=replace(city.branding, phone="00-05-05", words=NAMES))
    monkeypatch.setattr(directory, "by_host", lambda host: penza)
    at = timezone.now()
    house = make.house()
    vodokanal = make.organisation("Горводоканал", accept="2h")
    by = make.member(vodokanal)
    make.serving(house, vodokanal)
    common = {"house_id": house.pk, "category": "cold_water_off", "at": at}
    shot = (photos.take(make.picture()),)
    addresses = []
    for step in range(7):
        filed = make.appeal(**common, name="Мария", phone="+79123456789", photos=shot)
        done = {"report": "Промыли сеть", "cause": "pipe_wear", "photos": shot, "by": by, "at": at}
        if filed.status == "registered":
            actions.assign(filed.pk, organisation=vodokanal, by=make.DISPATCHER, at=at)
        if step > 0:
            actions.accept(filed.pk, by=by, at=at)
        if step == 2:
            actions.ask(filed.pk, question="Какой подъезд?", by=make.DISPATCHER, at=at)
        if step > 2:
            actions.resolve(filed.pk, **done)
        if step == 4:
            actions.reopen(filed.pk, reason="Снова нет", by=make.DISPATCHER, at=at)
        if step > 5:
            actions.confirm(filed.pk, by=make.DISPATCHER, at=at)
        addresses += [f"/appeals/{filed.latin_number}/", f"/track/{filed.tracking_code}/"]
    elsewhere = make.appeal(text="Упало дерево, мой телефон 89123456789")
    notice = {"starts_at": at - hours(1), "ends_at": at + hours(9)}
    Notice.objects.create(text="Гололёд, будьте осторожны", **notice)
    words = "Питьевую воду подвозят к дому 93."
    off = {"organisation": vodokanal, "public_words": words, "forecast_at": at + hours(4)}
    outage(house, starts_at=at - hours(2), **off)
    outage(
        house, service="gas", starts_at=at + hours(20), kind="planned", forecast_at=at + hours(24)
    )
    outage(house, service="heating", starts_at=at - hours(60), ended_at=at - hours(54))
    house.facts = {"Подъездов": "6", "Класс энергоэффективности": "C"}
    house.built_year, house.floors, house.flats, house.source = 1986, 9, 216, "ГИС ЖКХ"
    house.save()
    everything = Appeal.objects.values_list("pk", flat=True)
    house_tallies.count(everything, at=at)
    area_tallies.count(at=at)
    problem_points.watch(everything, at=at)
    tallies.rebuild()
    return [
        "/", "/new/", *addresses, f"/appeals/{elsewhere.latin_number}/",
        f"/track/{elsewhere.tracking_code}/accepted/", "/track/", "/follow/",
        f"/follow/?what=house&id={house.pk}", "/search/?q=ладожская 97", "/search/?q=нигде 1",
        "/outages/", f"/outages/?q={house.address}", "/houses/", f"/houses/{house.pk}/",
        f"/streets/{house.street_id}/", f"/districts/{house.district}/", "/problem-points/",
        "/map/", f"/map/?zoom=16&lat={house.latitude}&lon={house.longitude}", "/track/data/",
        "/organisations/", "/numbers/", "/opendata/", "/offline/", "/nowhere/", "/appeals/PNZ-1/",
        *(f"/about/{page}/" for page in ("accessibility", "consent", "public", "terms")),
        *(f"/accounts/{page}/" for page in ("login", "signup", "login/code", "password/reset")),
    ]  # fmt: skip


def texts(client, path: str) -> list[str]:
    """What a page says in its own language; every page of the list must open."""
    answer = client.get(path)
    assert answer.status_code == (404 if path in MISSING else 200), path
    return Said(answer.content.decode()).texts


def sentences(code: str) -> set[str]:
    """Our Russian sentences that say something else in this language."""
    plain = (m for m in catalogues.read(code) if m.id and isinstance(m.id, str))
    return {" ".join(m.id.split()) for m in plain if m.id != m.string and "%" not in m.id}


def test_an_english_page_has_no_russian_word_of_ours(pages, client):
    client.cookies[language.cookie_name()] = "en"
    found = {
        f"{path}: {text}" for path in pages for text in texts(client, path) if _RUSSIAN.search(text)
    }
    assert not found, "\n".join(sorted(found))


def test_a_tatar_page_has_no_russian_sentence_of_ours(pages, client):
    client.cookies[language.cookie_name()] = "tt"
    ours = sentences("tt")
    found = {f"{path}: {text}" for path in pages for text in texts(client, path) if text in ours}
    assert not found, "\n".join(sorted(found))
