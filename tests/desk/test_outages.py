"""The outage register on the desk: lists, a new one with its houses seen first, its end."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from appeals.models import Outage
from tests import make
from tests.make import hours
from tests.registry.test_outages import outage

LIST, NEW = "/desk/outages/", "/desk/outages/new/"


@pytest.fixture
def houses(city):
    return [make.house(f"ул. Ладожская, {number}") for number in ("1", "2", "3")]


def told(where="Ладожская 1–3 нечётные", **fields):
    now = timezone.localtime()
    return {
        "kind": "emergency",
        "service": "cold_water",
        "reason": "Авария на водоводе",
        "starts_at": f"{now - hours(1):%Y-%m-%dT%H:%M}",
        "forecast_at": f"{now + hours(5):%Y-%m-%dT%H:%M}",
        "where": where,
        **fields,
    }


def seen(page):
    """What the page shows of the houses, as its hidden field sends it back."""
    return page.context["where"].digest


def test_houses_are_shown_before_anything_is_saved(desk, houses):
    page = desk.post(NEW, told("Ладожская 1–3 нечётные\nНепонятная 5"))

    assert page.status_code == 200
    assert "Найдено: 2" in page.content.decode()
    assert "Такой улицы в реестре города нет." in page.content.decode()
    assert not Outage.objects.exists()

    saved = desk.post(NEW, told("Ладожская 1–3 нечётные\nНепонятная 5", seen=seen(page)))

    found = Outage.objects.get()
    assert saved.status_code == 302
    assert found.places == "ул. Ладожская, 1, 3"


def test_a_house_is_taken_out_by_hand_and_a_file_is_kept(desk, houses):
    file = SimpleUploadedFile("houses.csv", "Адрес\nул. Ладожская, 2\n".encode())
    page = desk.post(NEW, {**told(), "file": file, "check": "1"})
    assert "Найдено: 3" in page.content.decode(), page.context["where"]

    kept = page.context["where"].kept_list
    again = desk.post(NEW, told(kept=kept, drop=[houses[0].pk], seen=seen(page)))
    assert "Найдено: 2" in again.content.decode()
    where = again.context["where"]
    desk.post(NEW, told(kept=kept, dropped=where.dropped_list, seen=where.digest))

    assert Outage.objects.get().places == "ул. Ладожская, 2, 3"


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(desk, houses):
    page = desk.post(NEW, told(reason="", seen="whatever"))
    page = desk.post(NEW, told(reason="", public_words="подвоз у дома 93", seen=seen(page)))

    assert page.status_code == 422
    text = page.content.decode()
    assert "Напишите причину" in text
    assert "подвоз у дома 93" in text
    assert "Ладожская 1–3 нечётные" in text


def test_a_broken_file_is_refused_in_words(desk, houses):
    file = SimpleUploadedFile("area.geojson", b"{}")
    page = desk.post(NEW, {**told(), "file": file})

    assert "Область не читается" in page.content.decode()
    assert not Outage.objects.exists()


def test_the_lists_tell_now_planned_and_past_apart(desk, houses, statements):
    now = timezone.now()
    outage(houses[0], starts_at=now - hours(2))
    outage(houses[1], starts_at=now + hours(20), kind="planned")
    outage(houses[2], starts_at=now - hours(9), ended_at=now - hours(1))
    for view, count in (("now", 1), ("planned", 1), ("past", 1)):
        with statements(8):
            page = desk.get(LIST, {"view": view})
        assert len(page.context["page"].rows) == count
    assert len(desk.get(LIST, {"q": "ладожская 3"}).context["page"].rows) == 1


def test_lists_go_on_by_key(desk, houses):
    now = timezone.now()
    for number in range(55):
        outage(houses[0], starts_at=now - timedelta(minutes=number))

    page = desk.get(LIST)
    following = desk.get(LIST, {"after": page.context["page"].next})

    assert (len(page.context["page"].rows), len(following.context["page"].rows)) == (50, 5)


def test_the_page_hints_where_the_laws_limit_is_passed(desk, houses, statements):
    found = outage(*houses, starts_at=timezone.now() - hours(6))

    with statements(8):
        page = desk.get(f"{LIST}{found.pk}/").content.decode()

    assert "перерыв больше допустимого" in page
    assert "354" in page
    assert "0,3" in page


def test_the_page_of_works_to_come_counts_no_hours(desk, houses):
    planned = outage(*houses, starts_at=timezone.now() + hours(20), kind="planned")

    page = desk.get(f"{LIST}{planned.pk}/")

    assert page.status_code == 200
    assert "запланировано" in page.text


def test_the_forecast_changes_and_the_outage_ends(desk, houses):
    found = outage(houses[0], starts_at=timezone.now() - hours(2))
    url = f"{LIST}{found.pk}/"
    told_now = told(version="0")

    assert desk.post(f"{url}change/", {**told_now, "where": ""}).status_code == 302
    found.refresh_from_db()
    assert found.forecast_told_at is not None

    stale = desk.post(f"{url}end/", {"ended_at": told_now["starts_at"], "version": "0"})
    assert stale.status_code == 412
    ended = f"{timezone.localtime():%Y-%m-%dT%H:%M}"
    assert desk.post(f"{url}end/", {"ended_at": ended, "version": "1"}).status_code == 302
    found.refresh_from_db()
    assert found.is_over


def test_another_organisations_outage_is_not_there(client, houses):
    mine, other = make.organisation("Водоканал"), make.organisation("Теплосеть")
    theirs = outage(houses[0], organisation=other, starts_at=timezone.now() - hours(1))
    person = make.member(mine)
    client.force_login(type(make.user()).objects.get(pk=person.user_id))

    assert client.get(LIST).context["page"].rows == []
    assert client.get(f"{LIST}{theirs.pk}/").status_code == 404
    assert (
        client.post(f"{LIST}{theirs.pk}/end/", {"ended_at": "2026-01-01T10:00"}).status_code == 404
    )


def test_a_hand_on_the_keyboard_begins_in_the_first_field(desk):
    for new in (f"{LIST}new/", "/desk/incidents/new/"):
        assert desk.get(new).content.decode().count("autofocus") > 1
