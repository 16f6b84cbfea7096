"""What residents see of outages: in the form before it is sent, on the card, on a page of their own."""

import pytest
from django.utils import timezone

from appeals import actions
from appeals.models import Appeal, Category
from tests import make
from tests.make import DISPATCHER, hours
from tests.registry.test_outages import outage


@pytest.fixture
def house(city):
    return make.house()


@pytest.fixture
def off(house):
    now = timezone.now()
    return outage(
        house,
        starts_at=now - hours(2),
        forecast_at=now + hours(4),
        organisation=make.organisation(),
        public_words="Питьевую воду подвозят к дому 93.",
    )


def form(client, **fields):
    key = client.get("/new/").context["form"].initial["key"]
    return {"key": key, "text": "Нет воды", "address": "ул. Ладожская, 97", **fields}


def test_the_form_says_it_before_anything_is_filed_and_files_when_sent_again(client, off):
    told = form(client, category="cold_water_off", ask_who_else="only_me")
    page = client.post("/new/", told)

    assert page.status_code == 200
    text = page.content.decode()
    assert "Холодная вода: отключение в вашем доме" in text
    assert "Питьевую воду подвозят к дому 93." in text
    assert "Нет воды" in text
    assert not Appeal.objects.exists()

    sent = client.post("/new/", {**told, "told": str(off.pk)})

    assert sent.status_code == 302
    assert Appeal.objects.get().house_id == off.houses.get().house_id


def test_another_theme_is_not_stopped(client, off):
    assert client.post("/new/", form(client, category="heating_weak")).status_code == 302


def test_the_card_of_an_open_appeal_tells_the_outage(client, off, house):
    appeal = make.appeal(house_id=house.pk, category="cold_water_off")

    assert "Авария на водоводе" in client.get(f"/appeals/{appeal.latin_number}/").content.decode()
    assert "Авария на водоводе" in client.get(f"/track/{appeal.tracking_code}/").content.decode()


def test_the_card_names_the_common_incident(client, house):
    appeal = make.appeal(house_id=house.pk, category="heating_off", at=timezone.now())
    incident = actions.open_incident(
        category=Category.objects.get(code="heating_off"),
        title="Прорыв на тепловой сети",
        house_ids=[house.pk],
        by=DISPATCHER,
        at=timezone.now(),
    )

    page = client.get(f"/appeals/{appeal.latin_number}/").content.decode()

    assert f"Общая авария {incident.number}: 1 дом" in page
    assert "Присоединено к общей аварии" in page


def test_the_citys_page_searches_by_address(client, off, house):
    page = client.get("/outages/").content.decode()
    assert "ул. Ладожская" in page or "Авария на водоводе" in page

    mine = client.get("/outages/", {"q": "ладожская 97"}).content.decode()
    assert "Питьевую воду подвозят" in mine
    other = make.house("ул. Попова, 5")
    assert "отключений нет" in client.get("/outages/", {"q": other.address}).content.decode()


def test_the_home_page_tells_how_many(client, off):
    assert "Сейчас в городе 1 отключение" in client.get("/").content.decode()
