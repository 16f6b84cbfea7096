from dataclasses import replace

import pytest
from django.utils import translation

from design import language


@pytest.fixture(autouse=True)
def _three_languages(monkeypatch):
    three = {"ru": "Русский", "tt": "Татарча", "en": "English"}
    monkeypatch.setattr(language, "offered", lambda: three)


def spoken(answer) -> str:
    return answer.content.decode().split('<html lang="')[1][:2]


def test_a_browsers_wish_changes_nothing(city, client):
    answer = client.get("/", headers={"accept-language": "en, tt;q=0.9"})

    assert spoken(answer) == answer["Content-Language"] == "ru"
    assert "Cookie" in answer["Vary"]


def test_the_choice_is_remembered_and_taken_back_without_scripts(city, client):
    answer = client.post("/language/", {"language": "tt", "next": "/search/?q=1&language=en"})
    assert answer["Location"] == "/search/?q=1"
    page = client.get("/")
    assert spoken(page) == "tt"
    assert 'value="tt" lang="tt" aria-current="true">Татарча<' in page.content.decode()

    client.post("/language/", {"language": "ru", "next": "/"})
    assert spoken(client.get("/")) == "ru"


def test_an_address_may_name_the_language_for_one_page(city, client):
    assert spoken(client.get("/?language=en")) == "en"
    assert spoken(client.get("/")) == "ru"
    assert spoken(client.get("/?language=de")) == "ru"


def test_the_desk_and_the_interface_speak_russian_whatever_was_chosen(city, client):
    client.post("/language/", {"language": "en"})

    assert "Такого обращения нет" in client.get("/api/v1/appeals/404/").content.decode()
    for away in ("https://evil.example/", "//evil.example/"):
        assert client.post("/language/", {"language": "en", "next": away})["Location"] == "/"


def test_a_language_without_its_catalogue_is_not_offered(monkeypatch, tmp_path):
    monkeypatch.undo()
    monkeypatch.setattr("design.catalogues.FOLDER", tmp_path)
    language.offered.cache_clear()
    try:
        assert list(language.offered()) == ["ru"]
    finally:
        language.offered.cache_clear()


def test_a_citys_own_words_follow_the_language(city):
    branding = replace(city.branding, slogan="Открытая Пенза", words={"en": {"name": "Penza"}})
    penza = replace(city, branding=branding)

    with translation.override("en"):
        assert (penza.title, penza.slogan) == ("Penza", "Открытая Пенза")
    with translation.override("ru"):
        assert penza.title == city.name
