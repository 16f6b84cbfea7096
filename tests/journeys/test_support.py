"""An engineer asks to look into a city, its administrator lets them, sees them look, and ends it."""

import re

from django.db import transaction
from playwright.sync_api import expect

from tenants.isolation import scope
from tenants.models import SupportAccess
from tests.journeys import cast

REASON = "Очередь уведомлений стоит, смотрю, какой канал не отвечает"
NAME, PHONE = "Прасковья Канарейкина", "+7 927 000-11-22"


def test_support_is_asked_let_in_seen_and_ended(town, committed, product, person):
    appeal = town.appeal(name=NAME, phone=PHONE, text=f"Нет воды, звоните {PHONE}")
    with scope.in_tenant(town.tenant):
        head = cast.someone("administrator", name="Ольга Дьякова")
    with scope.in_tenant(committed.office):
        engineer = cast.someone("operator", name="Инженер Иванов")
    console, desk = person(), person()
    try:
        cast.come_in(console, product, engineer, at="console")
        console.get_by_role("link", name="Поддержка").click()
        console.get_by_label("Город").select_option("penza")
        console.get_by_label("Причина").fill(REASON)
        console.get_by_label("Обращение в поддержку").fill("П-3108")
        console.get_by_role("button", name="Попросить").click()
        expect(console.get_by_text("ждёт согласия города")).to_be_visible()

        cast.be(desk, product, head, town.tenant)
        desk.goto(product.url("penza", "/desk/launch/support/"))
        expect(desk.get_by_text(REASON)).to_be_visible()
        desk.get_by_role("button", name="Впустить на 30 минут").click()

        console.reload()
        console.get_by_role("button", name="Взять ссылку для входа").click()
        console.get_by_role("link", name="Открыть город").click()
        console.get_by_role("button", name="Войти").click()
        expect(console).to_have_url(re.compile(r"penza\.localhost.*/desk/"))
        console.goto(product.url("penza", f"/desk/appeals/{town.latin(appeal)}/"))
        expect(console.get_by_text("Инженер Иванов, вы смотрите «Пенза» до")).to_be_visible()
        expect(console.get_by_text("скрыто", exact=True)).to_be_visible()
        assert "Канарейкина" not in console.content()
        assert "000-11-22" not in console.content()

        desk.goto(product.url("penza", "/desk/settings/"))
        expect(desk.get_by_text("Инженер Иванов смотрит ваш город до")).to_be_visible()
        desk.goto(product.url("penza", "/desk/launch/support/"))
        desk.get_by_role("link", name="Смотрит сейчас").click()
        expect(desk.get_by_text(f"/desk/appeals/{town.latin(appeal)}/")).to_be_visible()
        desk.get_by_role("button", name="Завершить вход").first.click()

        console.goto(product.url("penza", "/desk/hall/"))
        expect(console.get_by_role("heading", name="Вход поддержки закончен.")).to_be_visible()
    finally:
        with scope.entered(None), transaction.atomic("owner"):
            SupportAccess.objects.using("owner").all().delete()
