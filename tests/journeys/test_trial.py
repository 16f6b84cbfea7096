"""From practice to live work: an organisation asks and works one, the gate opens, the city presses."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from appeals.models import Appeal, Member
from onboarding.organisations.agreements.paper import record_paper
from onboarding.organisations.models import GateRules, Practice
from onboarding.organisations.today import today
from onboarding.organisations.trial.resident import play
from tenants.accounts.actor import SYSTEM
from tenants.isolation import scope
from tests import make
from tests.journeys.cast import be, now, someone, worker


@pytest.fixture
def trial(town):
    """An organisation in its trial with everything done but practice and the phone."""
    with scope.in_tenant(town.tenant):
        organisation = make.organisation("Арбеково-2", stage="trial")
        organisation.services = ["cold_water"]
        organisation.emergency_phone = "+7 8412 00-00-14"
        organisation.save()
        record_paper(organisation, number="84", since=today(now()), by=SYSTEM, at=now())
        GateRules.objects.create(trained_percent=0, practice_least=1)
        head = worker(organisation, name="Надежда Кротова")
        Member.objects.filter(user=head).update(position=Member.HEAD)
        return organisation, head


def test_practice_leads_to_live_work_and_is_gone_then(town, trial, product, person):
    organisation, head = trial
    with scope.in_tenant(town.tenant):
        curator = someone("administrator", name="Анна Белова")
    own, city = person(), person()
    be(own, product, head, town.tenant)
    be(city, product, curator, town.tenant)
    page = product.url("penza", f"/desk/connecting/{organisation.pk}/")

    own.goto(page)
    expect(own.get_by_role("note")).to_contain_text("Тестовый режим.")
    own.get_by_role("button", name="Прислать 5").click()
    expect(own.get_by_text("Учебные обращения в очереди: 5")).to_be_visible()

    number = work_one(own, town, product)
    with scope.in_tenant(town.tenant):
        assert play(at=now() + timedelta(minutes=15)) == 1

    own.goto(page)
    squares = own.get_by_role("list", name="Учебные обращения, последние 1")
    expect(squares.get_by_role("img")).to_have_accessible_name(re.compile("в срок"))
    expect(own.get_by_role("region", name="Готовность к запуску")).to_contain_text("не проверен")
    expect(own.get_by_role("button", name="В работу")).to_be_disabled()
    own.goto(product.url("penza", f"/desk/connecting/{organisation.pk}/practice/{now():%Y-%m-%d}/"))
    expect(own.get_by_text(number)).to_be_visible()

    city.goto(page)
    city.locator("summary").filter(has_text="Проверить дежурный телефон").click()
    city.get_by_role("button", name="Ответили", exact=True).click()
    city.get_by_role("button", name="В работу").click()
    expect(city.get_by_text("Организация в работе")).to_be_visible()

    own.goto(product.url("penza", "/desk/queue/"))
    expect(own.get_by_text("УЧ-ПНЗ")).to_have_count(0)
    expect(own.get_by_role("note")).to_have_count(0)
    with scope.in_tenant(town.tenant):
        assert not Appeal.everything.filter(is_trial=True).exists()
    city.goto(product.url("penza", "/desk/connecting/report/"))
    expect(city.get_by_role("main")).to_contain_text("в работе 2")


def work_one(own: Page, town, product) -> str:
    """The organisation opens one that waits, which takes it, and says that it is done; its number."""
    own.goto(product.url("penza", "/desk/queue/"))
    own.locator("[data-row]").first.click()
    panel = own.get_by_role("complementary")
    panel.locator("summary").filter(has_text="Выполнено").click()
    panel.get_by_label("Что сделано").fill("Заменили участок трубы, вода есть")
    panel.get_by_label("От чего случилось").select_option("Не установлена")
    panel.get_by_role("button", name="Выполнено").click()
    expect(own.get_by_text("работа выполнена.")).to_be_visible()
    with scope.in_tenant(town.tenant):
        done = Appeal.everything.get(is_trial=True, status="resolved")
        Practice.objects.filter(appeal=done).update(plot={**done.practice.plot, "refutes": False})
        return done.number
