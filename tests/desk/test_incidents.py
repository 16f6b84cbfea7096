"""Mass incidents on the desk: opened over chosen houses, told, closed house by house, joined."""

import pytest
from django.utils import timezone

from appeals import actions
from appeals.models import Appeal, Category, Incident
from tests import make
from tests.make import DISPATCHER, hours

LIST, NEW = "/desk/incidents/", "/desk/incidents/new/"


@pytest.fixture
def houses(city):
    return [make.house(f"ул. Ладожская, {number}") for number in ("1", "2", "3")]


@pytest.fixture
def heating(city):
    return Category.objects.get(code="heating_off")


def cold(house):
    return make.appeal(
        at=timezone.now() - hours(0.2), house_id=house.pk, category="heating_off", text="Холодно"
    )


@pytest.fixture
def incident(heating, houses):
    calls = [cold(house) for house in houses]
    opened = actions.open_incident(
        category=heating,
        title="Прорыв на тепловой сети",
        house_ids=[house.pk for house in houses],
        forecast_at=timezone.now() + hours(5),
        by=DISPATCHER,
        at=timezone.now(),
    )
    assert opened.appeal_count == len(calls)
    return opened


def url(incident, verb=""):
    return f"{LIST}{incident.latin_number}/{verb}"


def test_an_incident_is_opened_over_a_range_of_a_street(desk, heating, houses):
    told = {
        "category": heating.pk,
        "title": "Прорыв на тепловой сети",
        "where": "Ладожская 1–3",
        "words": "Бригада выехала",
    }
    page = desk.post(NEW, told)
    assert "Проверьте дома" in page.content.decode()
    assert not Incident.objects.exists()

    saved = desk.post(NEW, {**told, "seen": page.context["where"].digest})

    found = Incident.objects.get()
    assert saved["Location"] == url(found)
    assert found.house_count == 3


def test_an_incident_begins_with_an_appeal(desk, houses):
    call = cold(houses[0])

    page = desk.get(NEW, {"appeal": call.latin_number}).content.decode()

    assert 'value="Нет отопления"' in page
    assert "Найдено: 1 дом" in page


def test_the_list_and_the_page_ask_little(desk, incident, statements):
    with statements(8):
        page = desk.get(LIST).content.decode()
    assert "Прорыв на тепловой сети" in page

    with statements(8):
        page = desk.get(url(incident)).content.decode()
    assert "локализовать" in page
    assert "№ 416" in page
    assert page.count("ул. Ладожская, ") >= 3


def test_one_update_informs_all_and_a_stale_one_is_refused(desk, incident):
    told = {"words": "Бригады 4 и 6 на месте", "localised": "on", "version": incident.version}

    assert desk.post(url(incident, "tell/"), told).status_code == 302
    again = desk.post(url(incident, "tell/"), {**told, "words": "и ещё слова"})

    assert again.status_code == 412
    assert "и ещё слова" in again.content.decode()
    incident.refresh_from_db()
    assert incident.localised_at is not None


def test_closing_asks_for_each_house(desk, incident, houses):
    page = desk.get(url(incident, "close/")).content.decode()
    assert page.count("<fieldset") >= 3

    refused = desk.post(
        url(incident, "close/"), {f"house-{houses[0].pk}": "back", "rest": "keep", "words": "ждём"}
    )
    assert refused.status_code == 422
    assert "без ответа 2" in refused.content.decode()
    assert "ждём" in refused.content.decode()


def test_the_rest_is_answered_by_one_key_and_closes_the_incident(desk, incident, houses):
    answered = {f"house-{houses[0].pk}": "without", "rest": "keep"}
    page = desk.post(url(incident, "close/"), {**answered, "all": "back"}).content.decode()
    assert "ответ есть за каждый дом" in page
    assert Appeal.objects.filter(status="resolved").count() == 0

    answers = {f"house-{house.pk}": "back" for house in houses}
    saved = desk.post(
        url(incident, "close/"), {**answers, "rest": "keep", "version": incident.version}
    )

    assert saved.status_code == 302
    incident.refresh_from_db()
    assert incident.state == "closed"
    assert Appeal.objects.filter(status="resolved", incident=incident).count() == 3


def test_houses_change_after_they_were_seen(desk, incident, houses):
    make.house("ул. Попова, 5")
    page = desk.post(url(incident, "houses/"), {"where": "Попова 5"})
    assert incident.houses.count() == 3

    desk.post(
        url(incident, "houses/"),
        {"where": "Попова 5", "seen": page.context["where"].digest, "gone": [houses[0].pk]},
    )

    assert incident.houses.count() == 3
    assert not incident.houses.filter(house=houses[0]).exists()


def test_a_better_name_reaches_residents(desk, incident):
    desk.post(url(incident, "hand/"), {"title": "Порыв у дома 3", "organisation": ""})

    incident.refresh_from_db()
    assert (incident.title, incident.outage.reason) == ("Порыв у дома 3", "Порыв у дома 3")


def test_it_was_none(desk, incident):
    assert desk.post(url(incident, "dismiss/"), {"reason": ""}).status_code == 422
    assert desk.post(url(incident, "dismiss/"), {"reason": "одна квартира"}).status_code == 302
    assert not Appeal.objects.filter(incident__isnull=False).exists()


def test_an_appeal_joins_and_leaves_by_hand(desk, incident):
    late = cold(make.house("ул. Попова, 5"))
    page = f"/desk/appeals/{late.latin_number}/incident/"
    assert incident.number in desk.get(page).content.decode()

    desk.post(page, {"incident": incident.latin_number})
    late.refresh_from_db()
    assert late.incident == incident
    assert incident.number in desk.get(f"/desk/appeals/{late.latin_number}/").content.decode()

    desk.post(page, {"leave": "1"})
    late.refresh_from_db()
    assert late.incident is None


def test_an_organisation_sees_and_tells_its_own_and_leads_none(
    office, other_office, vodokanal, incident
):
    assert office.get(url(incident)).status_code == 404
    Incident.objects.filter(pk=incident.pk).update(organisation=vodokanal)

    assert office.get(url(incident)).status_code == 200
    assert office.post(url(incident, "tell/"), {"words": "Выехали"}).status_code == 302
    for verb in ("close/", "houses/", "hand/"):
        assert office.get(url(incident, verb)).status_code == 404
    assert office.get(NEW).status_code == 404
    assert other_office.get(url(incident)).status_code == 404


@pytest.mark.parametrize("number", ["A-999999", "А-1x", "appeal", "A-" + "9" * 30])
def test_no_such_incident(desk, number):
    assert desk.get(f"{LIST}{number}/").status_code == 404


def test_news_of_an_incident_are_counted(desk, incident):
    before = (timezone.now() - hours(1)).isoformat()
    for page in (LIST, url(incident)):
        answer = desk.get(page, {"partial": "news", "since": before}).content.decode()
        assert "Показать" in answer
