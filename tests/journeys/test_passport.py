"""A lift stops three times: its house becomes a problem point, and closes with a cause and a measure."""

import re

from playwright.sync_api import expect

from appeals.models import ProblemPoint
from tenants.isolation import scope
from tests.journeys.cast import HOUSE, be
from tests.journeys.test_incident import until


def test_a_trouble_that_comes_back_is_seen_and_answered(town, product, person):
    for _ in range(3):
        town.appeal(house_id=town.house.pk, category="lift", text="Лифт стоит")
    until(town, lambda: ProblemPoint.objects.open().exists())

    resident = person(width=360, java_script_enabled=False)
    resident.goto(product.url("penza", "/houses/"))
    resident.get_by_label("Улица и номер дома").fill("ладожская 97")
    resident.get_by_role("button", name="Найти").click()
    resident.get_by_role("link", name=HOUSE, exact=True).click()
    expect(resident.get_by_role("heading", name=HOUSE)).to_be_visible()
    expect(
        resident.get_by_text(re.compile("3 случая за 90 дней. Причину устанавливают"))
    ).to_be_visible()
    expect(resident.get_by_text("Сейчас в работе: 3 обращения")).to_be_visible()

    desk = person(width=1440)
    be(desk, product, town.dispatcher, town.tenant)
    desk.goto(product.url("penza", "/desk/points/"))
    desk.get_by_role("link", name=re.compile("лифт", re.IGNORECASE)).first.click()
    desk.get_by_role("button", name="Закрыть точку").click()
    expect(
        desk.get_by_role("alert").or_(desk.get_by_text("без меры точку не закрывают"))
    ).to_be_visible()
    desk.get_by_label("Причина").select_option("lift_fault")
    desk.get_by_label("Мера, её прочтут жители").fill("Заменили канат и шкив")
    desk.get_by_role("button", name="Закрыть точку").click()
    expect(desk.get_by_text("Точка закрыта: жители видят причину и меру.")).to_be_visible()

    resident.reload()
    expect(resident.get_by_text("Что сделали: Заменили канат и шкив")).to_be_visible()
    with scope.in_tenant(town.tenant):
        point = ProblemPoint.objects.get()
        assert [record.kind for record in point.records.all()] == ["opened", "closed"]
