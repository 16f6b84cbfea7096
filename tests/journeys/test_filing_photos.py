"""Photos on the form: refused in words, sent once more after a broken connection, five at most."""

import pytest
from playwright.sync_api import expect

from tests import make
from tests.journeys.cast import HOUSE
from tests.journeys.filing import (
    PLAIN,
    TEXT,
    accepted,
    attach,
    begin,
    describe,
    described,
    photos,
    refused,
    send,
    shot,
)


def test_a_program_named_like_a_photo_is_refused_at_once_and_the_rest_is_kept(
    town, product, person
):
    page = person()
    begin(page, product)
    describe(page)

    attach(page, shot(), shot("вирус.jpg", content=b"MZ\x90\x00" + bytes(400)))

    refusal = page.locator("p.error").filter(has_text="«вирус.jpg»: Это не фото")
    expect(refusal).to_be_visible()
    expect(page.get_by_text("Загружен, ")).to_be_visible()
    described(page)
    send(page)
    accepted(page)
    assert photos(town) == 1


def test_a_photo_whose_connection_broke_is_sent_once_more(town, product, person):
    page = person()
    begin(page, product)
    page.get_by_label("Опишите проблему").fill(TEXT)
    page.get_by_role("radio", name="Только у меня").check()
    page.get_by_label("Адрес", exact=True).fill(HOUSE)
    page.route("**/new/photos/", lambda route: route.abort())

    attach(page, shot())

    expect(page.locator(".shots").get_by_text("Связь прервалась")).to_be_visible()
    page.unroute("**/new/photos/")
    page.get_by_role("button", name="Повторить загрузку снимка «двор.jpg»").click()
    expect(page.get_by_text("Загружен, ")).to_be_visible()
    send(page)
    accepted(page)
    assert photos(town) == 1


def test_a_document_is_turned_away_before_it_is_sent(town, product, person):
    page = person()
    begin(page, product)
    describe(page)

    attach(page, shot("жалоба.pdf", "application/pdf", b"%PDF-1.4"))

    expect(page.get_by_text("«жалоба.pdf» не снимок")).to_be_visible()
    expect(page.get_by_role("button", name="Убрать снимок")).to_have_count(0)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_of_six_photos_five_are_taken_and_the_person_is_told(town, product, person, scripts):
    page = person(java_script_enabled=scripts)
    begin(page, product)
    page.get_by_label("Опишите проблему").fill(PLAIN)
    page.get_by_label("Адрес", exact=True).fill(HOUSE)

    attach(
        page,
        *(
            shot(f"{number}.jpg", content=make.picture((64 + number, 48)).getvalue())
            for number in range(1, 7)
        ),
    )

    if scripts:
        expect(page.get_by_text("не больше 5 снимков: лишние не добавлены")).to_be_visible()
        expect(page.get_by_role("button", name="Убрать снимок")).to_have_count(5)
    else:
        send(page)
        refused(page, "Взяли первые 5 фото")
        expect(page.get_by_label("Опишите проблему")).to_have_value(PLAIN)
        expect(page.get_by_label("уже загружен")).to_have_count(5)
    send(page)
    accepted(page)
    assert photos(town) == 5
