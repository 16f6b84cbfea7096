"""Following a house and hearing of it; one's appeals by a link; confirming and refuting by a link."""

import email
import email.policy
import re
import time
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from appeals import actions
from appeals.access import actor_of
from appeals.models import Appeal, Applicant, Policy
from tenants.isolation import scope
from tests import make
from tests.journeys.cast import Town, now
from tests.journeys.test_accessibility import inspecting
from tests.journeys.test_account import LETTER_WITHIN_SECONDS
from tests.product import Product


@pytest.fixture
def daytime(town) -> Town:
    """A city that is never asleep: journeys are walked at any hour."""
    with scope.in_tenant(town.tenant):
        Policy.objects.update(quiet_from_hour=0, quiet_till_hour=0)
    return town


def letter(address: str, subject: str) -> str:
    """The letter to this address with these words in its subject, as soon as it has left."""
    spool = Path(settings.DATA_DIR) / "mail" / "penza"
    deadline = time.monotonic() + LETTER_WITHIN_SECONDS
    while time.monotonic() < deadline:
        for file in spool.glob("*.eml"):
            one = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
            if one["To"] == address and subject in one["Subject"]:
                return str(one.get_content())
        time.sleep(0.1)
    raise AssertionError(f"no letter to {address} about {subject}")


def path_in(text: str, begin: str) -> str:
    """The address of the letter's link without its host."""
    return re.search(rf"http://[^/]+({begin}\S+)", text)[1]


def resolved(town: Town, **fields) -> Appeal:
    """An appeal whose work is called done."""
    with scope.in_tenant(town.tenant):
        by = actor_of(town.member)
        common = {"house_id": town.house.pk, "category": "cold_water_off", "at": now()}
        appeal = make.appeal(**common, **fields)
        actions.assign(appeal.pk, organisation=town.organisation, by=make.DISPATCHER, at=now())
        actions.accept(appeal.pk, by=by, at=now())
        actions.resolve(appeal.pk, report="Заменили трубу", cause="pipe_wear", by=by, at=now())
        return appeal


def test_a_neighbour_follows_a_house_without_an_account_and_hears_of_it(daytime, product, person):
    town, address = daytime, "ira-follows@example.org"
    page = person(width=360, java_script_enabled=False)
    page.goto(product.url("penza", f"/follow/?what=house&id={town.house.pk}"))
    page.get_by_role("button", name="Прислать ссылку").click()
    expect(page.get_by_role("alert")).to_contain_text("Введите почту")
    page.get_by_label("Электронная почта").fill(address)
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="Прислать ссылку").click()
    expect(page.get_by_role("heading", name="Проверьте почту")).to_be_visible()

    link = path_in(letter(address, "Подтвердите"), "/track/link/")
    page.goto(product.url("penza", link))
    page.get_by_role("button", name="Да, сообщайте").click()
    expect(page.get_by_text("Готово, будем сообщать")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("ул. Ладожская, д. 97")

    filed = town.appeal(house_id=town.house.pk, category="cold_water_off", text="Нет воды")
    news = letter(address, "Новое обращение")
    assert path_in(news, "/appeals/") == f"/appeals/{town.latin(filed)}/"
    page.goto(product.url("penza", path_in(news, "/notifications/stop/")))
    page.get_by_role("button", name="Не следить").click()
    expect(page.get_by_role("heading", name="Больше не сообщаем")).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_the_result_is_refuted_with_a_photo_and_then_confirmed_by_the_letters_link(
    daytime, product, person, scripts
):
    town, address = daytime, f"vera-{'js' if scripts else 'plain'}@example.org"
    appeal = resolved(town, email=address, name="Вера")
    page = person(width=360, java_script_enabled=scripts)
    asked = path_in(letter(address, "проверьте"), "/track/")
    assert asked.endswith("/answer/")
    page.goto(product.url("penza", asked))
    yes = page.get_by_role("button", name="Да, проблема решена")
    expect(yes).to_be_in_viewport()

    page.get_by_text("Нет, проблема не решена").click()
    page.get_by_label("Сделано не до конца").check()
    page.get_by_label("Снимки").set_input_files(
        [{"name": "кран.jpg", "mimeType": "image/jpeg", "buffer": make.picture().getvalue()}]
    )
    page.get_by_role("button", name="Проблема не решена, вернуть в работу").click()
    expect(page.get_by_text("Обращение вернулось в работу")).to_be_visible()
    again = town.again(appeal)
    assert (again.status, again.control_level, again.photo_count) == ("reopened", 1, 1)

    page.goto(product.url("penza", asked))
    expect(page.get_by_role("status").first).to_contain_text("снова в работе")
    with scope.in_tenant(town.tenant):
        by = actor_of(town.member)
        actions.accept(appeal.pk, by=by, at=now())
        actions.resolve(appeal.pk, report="Переделали", cause="pipe_wear", by=by, at=now())
    page.goto(product.url("penza", asked))
    yes.click()
    expect(page.get_by_text("Спасибо. Обращение закрыто")).to_be_visible()
    assert town.again(appeal).status == "confirmed"


def test_all_appeals_of_a_contact_open_by_one_link_and_its_data_go(daytime, product, person):
    town, address = daytime, "olga-data@example.org"
    first = town.appeal(email=address, name="Ольга", text="Темно во дворе")
    town.appeal(email=address, text="Яма на дороге")
    page = person(width=360)
    page.goto(product.url("penza", "/track/"))
    page.get_by_label("Почта или телефон").fill(address)
    page.get_by_role("button", name="Прислать ссылку").click()
    page.goto(product.url("penza", path_in(letter(address, "Ссылка на"), "/track/link/")))
    page.get_by_role("button", name="Открыть мои обращения").click()
    expect(page.get_by_role("main").get_by_role("heading", level=3)).to_have_count(2)

    with inspecting(page, product) as inspector:
        inspector.look("my appeals by a link")
        inspector.visit("/follow/", "what I follow")
        inspector.visit(f"/follow/?what=house&id={town.house.pk}", "follow")
        inspector.visit("/track/link/asked/", "a link is on its way")
        inspector.visit("/track/data/", "my data")
    _takes_archive(page)
    page.get_by_role("button", name="Прислать ссылку для удаления").click()
    _erases(page, product, address)

    with scope.in_tenant(town.tenant):
        assert not Applicant.objects.filter(appeal=first).exists()
    page.goto(product.url("penza", "/track/"))
    expect(page.get_by_role("main").get_by_role("heading", level=3)).to_have_count(0)


def test_a_stranger_sees_nothing_to_answer(daytime, product, person):
    appeal = resolved(daytime, name="Пётр")
    page = person(width=360)
    with inspecting(page, product) as inspector:
        inspector.visit(
            f"/track/{appeal.tracking_code}/answer/",
            "answer",
            then=lambda shown: shown.get_by_text("Нет, проблема не решена").click(),
        )
        inspector.visit("/follow/", "nothing to show")
        inspector.visit("/track/link/made-up/", "a link that is over", status=404)


def _takes_archive(page: Page) -> None:
    with page.expect_download() as download:
        page.get_by_role("button", name="Скачать архив").click()
    assert download.value.suggested_filename.endswith(".zip")


def _erases(page: Page, product: Product, address: str) -> None:
    link = path_in(letter(address, "удаление"), "/track/link/")
    page.goto(product.url("penza", link))
    page.get_by_role("button", name="Продолжить").click()
    expect(page.get_by_role("heading", name="Останется")).to_be_visible()
    with inspecting(page, product) as inspector:
        inspector.look("erasing")
    page.get_by_role("button", name="Удалить мои данные").click()
    expect(page.get_by_role("heading", name="Данные удалены")).to_be_visible()
