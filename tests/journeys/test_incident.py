"""A cold evening: sixty calls from thirty houses become one incident, and end with one call back."""

import re
import time

from playwright.sync_api import expect

from appeals.models import Appeal, Incident
from tenants.isolation import scope
from tests.journeys.cast import be
from tests.portal.places import place

HOUSES, CALLS = 30, 60
PATIENCE_S = 60


def until(town, asked):
    """What the city's tables answer, once they do: the worker is another process."""
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        with scope.in_tenant(town.tenant):
            answer = asked()
        if answer:
            return answer
        time.sleep(0.2)
    raise AssertionError("it did not happen in time")


def sixty_calls(town) -> None:
    """Filed one after another, as a hall files them; the outbox tells the worker."""
    with scope.in_tenant(town.tenant):
        houses = [place(f"ул. Урицкого, д. {number}") for number in range(1, HOUSES + 1)]
    for number in range(CALLS):
        town.appeal(
            house_id=houses[number % HOUSES].pk,
            category="heating_off",
            text="Батареи холодные",
            name="Мария",
            phone=f"+79001110{number:03}",
        )


def test_a_heating_failure_is_one_incident_and_closes_with_callbacks(town, product, person):
    sixty_calls(town)
    until(town, lambda: Appeal.objects.filter(incident__isnull=False).count() == CALLS)
    with scope.in_tenant(town.tenant):
        incident = Incident.objects.get()
    assert (incident.house_count, incident.appeal_count, incident.by_rule) == (HOUSES, CALLS, True)

    resident = person(width=360)
    resident.set_default_timeout(PATIENCE_S * 1000)
    with scope.in_tenant(town.tenant):
        one = Appeal.objects.filter(incident=incident).earliest("pk")
        card = product.url("penza", f"/appeals/{one.latin_number}/")
        code = one.tracking_code
    resident.goto(card)
    expect(resident.get_by_text(f"Общая авария {incident.number}: {HOUSES} домов")).to_be_visible()
    resident.goto(product.url("penza", "/outages/"))
    expect(resident.get_by_role("table").first).to_contain_text("Отопление")

    desk = person(width=1440)
    desk.set_default_timeout(PATIENCE_S * 1000)
    be(desk, product, town.dispatcher, town.tenant)
    desk.goto(product.url("penza", "/desk/incidents/"))
    desk.get_by_role("link", name=f"{incident.number}. Нет отопления").click()
    expect(desk.get_by_text("локализовать", exact=True)).to_be_visible()
    expect(desk.get_by_text("ПП РФ от 15.05.2013 № 416").first).to_be_visible()

    desk.get_by_label("Новости для жителей").fill("Бригады 4 и 6 на месте")
    desk.get_by_label("Авария локализована").check()
    desk.get_by_role("button", name="Сообщить", exact=False).click()
    expect(desk.get_by_text("Сказано всем, кого это касается.")).to_be_visible()
    resident.goto(card)
    expect(resident.get_by_text("Бригады 4 и 6 на месте")).to_be_visible()

    desk.get_by_role("link", name="Услугу подали: закрыть").click()
    desk.get_by_role("button", name="Сохранить ответы").click()
    expect(desk.get_by_role("alert")).to_contain_text(f"без ответа {HOUSES}")
    desk.get_by_role("button", name="В остальных домах есть").click()
    expect(desk.get_by_text("ответ есть за каждый дом")).to_be_visible()
    desk.get_by_label("Слова жителям и для обратного звонка").fill("Тепло подано")
    desk.get_by_role("button", name="Сохранить ответы").click()
    expect(desk.get_by_text("Обращения ждут обратного звонка")).to_be_visible()
    with scope.in_tenant(town.tenant):
        assert Appeal.objects.filter(incident=incident, status="resolved").count() == CALLS

    desk.goto(product.url("penza", f"/desk/callbacks/?incident={incident.latin_number}"))
    expect(desk.get_by_text(f"Только авария {incident.number}.")).to_be_visible()
    desk.get_by_role("button", name="Следующий звонок").click()
    outcome = desk.get_by_role("radiogroup", name="Итог разговора")
    outcome.locator("label").filter(has_text=re.compile("^Доволен")).click()
    desk.get_by_role("button", name="Сохранить и следующий").click()
    until(town, lambda: Appeal.objects.filter(incident=incident, status="archived").exists())

    resident.goto(product.url("penza", f"/track/{code}/"))
    expect(resident.get_by_text("Общая авария устранена").first).to_be_visible()
