"""The city hides what should not be read, and all see why; a visitor complains, neighbours doubt."""

import re

from playwright.sync_api import expect

from appeals import actions
from tenants.isolation import scope
from tests import make
from tests.journeys.cast import be, now


def test_a_visitor_complains_and_the_desk_hides_words_before_everybodys_eyes(town, product, person):
    appeal = town.appeal(
        text="Яма во дворе. Семёнов — негодяй", category="other", address="у сквера"
    )
    card = product.url("penza", f"/appeals/{town.latin(appeal)}/")
    visitor = person(width=360)
    visitor.goto(card)
    visitor.get_by_role("link", name="Пожаловаться на текст или фото").click()
    visitor.get_by_label("Оскорбления").check()
    visitor.get_by_role("button", name="Отправить жалобу").click()
    expect(visitor.get_by_text("Жалоба у диспетчера города")).to_be_visible()

    desk = person()
    be(desk, product, town.dispatcher, town.tenant)
    desk.goto(product.url("penza", "/desk/moderation/"))
    desk.get_by_role("link", name="Открыть и решить").click()
    desk.get_by_label("Что видят все").fill("Яма во дворе.")
    text = desk.locator("form", has=desk.get_by_role("button", name="Сохранить правку"))
    text.get_by_label("Причина, её прочтут все").select_option("insult")
    text.get_by_role("button", name="Сохранить правку").click()
    expect(desk.get_by_text("Сделано: все видят это сразу.")).to_be_visible()

    expect(visitor.get_by_text("Часть текста скрыта модератором: оскорбления.")).to_be_visible()
    expect(visitor.get_by_text("негодяй")).to_have_count(0)


def test_neighbours_bring_finished_work_back_before_the_desk(town, product, person):
    appeal = town.appeal(house_id=town.house.pk, category="other", text="Течёт кран во дворе")
    with scope.in_tenant(town.tenant):
        organisation = town.organisation
        actions.assign(appeal.pk, organisation=organisation, by=make.DISPATCHER, at=now())
        member = make.member(organisation)
        actions.accept(appeal.pk, by=member, at=now())
        actions.resolve(appeal.pk, report="Починили", by=member, at=now())
    card = product.url("penza", f"/appeals/{town.latin(appeal)}/")
    for _ in range(3):
        neighbour = person(width=360)
        neighbour.goto(card)
        neighbour.get_by_role("button", name="Всё ещё не исправлено").click()
        expect(neighbour.get_by_text("Спасибо, отметили")).to_be_visible()
    expect(neighbour.get_by_text("Диспетчер проверяет", exact=False).first).to_be_visible()

    desk = person()
    be(desk, product, town.dispatcher, town.tenant)
    desk.goto(product.url("penza", "/desk/hall/?view=doubted"))
    expect(desk.get_by_text(re.compile("Ладожская")).first).to_be_visible()
    desk.goto(product.url("penza", f"/desk/appeals/{town.latin(appeal)}/"))
    desk.get_by_label("Что показала проверка").fill("Слесарь был, сухо")
    desk.get_by_role("button", name="Работа выполнена").click()
    expect(desk.get_by_text("Соседям сказано")).to_be_visible()
    expect(neighbour.get_by_text("Слесарь был, сухо")).to_be_visible()
