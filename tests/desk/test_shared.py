"""Filters and shared views: kept in the address, saved for one side, kept in order by its head."""

import pytest
from django.utils import timezone

from appeals import actions
from appeals.desk.filters import Filters
from appeals.models import Member, SharedView
from tenants.accounts.models import User
from tests import make
from tests.desk.conftest import browser


@pytest.fixture
def head(vodokanal):
    """The browser of Горводоканал's head."""
    actor = make.member(vodokanal, position=Member.HEAD)
    return browser(User.objects.get(pk=actor.user_id))


def assigned(vodokanal, dispatcher, **fields):
    appeal = make.appeal(at=timezone.now(), **fields)
    return actions.assign(appeal.pk, organisation=vodokanal, by=dispatcher, at=timezone.now())


def listed(client, **filters):
    return [row.pk for row in client.get("/desk/queue/", filters).context["page"].rows]


def counters(client):
    return {line.view.name: line.word for line in client.get("/desk/queue/").context["shared"]}


def test_every_filter_narrows_the_list(office, vodokanal, dispatcher, member):
    house = make.house("ул. Ладожская, 97")
    here = assigned(vodokanal, dispatcher, house_id=house.pk, category="cold_water_off")
    there = assigned(vodokanal, dispatcher, category="manhole_open", text="Люк открыт у школы")
    crew = vodokanal.crews.create(name="Бригада 1")
    actions.accept(there.pk, by=member, at=timezone.now())
    actions.dispatch_crew(there.pk, crew=crew, by=member, at=timezone.now())

    for filters in (
        {"category": "cold_water_off"},
        {"service": "cold_water"},
        {"district": "Первомайский"},
        {"street": "ладожская"},
        {"crew": "none"},
        {"state": "accept"},
    ):
        assert listed(office, **filters) == [here.pk], filters
    for filters in ({"crew": crew.pk}, {"text": "у школы"}, {"state": "crews"}):
        assert listed(office, **filters) == [there.pk], filters
    assert listed(office, control="1") == listed(office, overdue="1") == []
    assert set(listed(office, channel="web")) == {here.pk, there.pk}


@pytest.mark.parametrize(
    ("name", "value"),
    [("crew", "x"), ("control", "0"), ("state", "no"), ("channel", "no"), ("text", "a\x00b")],
)
def test_a_filter_that_means_nothing_is_left_out(name, value):
    assert not Filters.read({name: value})


def test_filters_stay_in_the_address_of_the_next_page_and_of_the_panel(
    office, vodokanal, dispatcher
):
    assigned(vodokanal, dispatcher)

    page = office.get("/desk/queue/", {"view": "all", "channel": "web"})

    assert "channel=web" in page.context["list_address"]
    assert "channel=web" in page.context["beside"]


def test_a_view_is_saved_for_colleagues_with_a_live_counter(office, head, vodokanal, dispatcher):
    assigned(vodokanal, dispatcher, category="manhole_open")
    assigned(vodokanal, dispatcher, category="cold_water_off")

    office.post("/desk/views/", {"name": "Люки", "view": "accept", "category": "manhole_open"})

    view = SharedView.objects.get()
    assert view.filters == {"state": "accept", "category": "manhole_open"}
    assert counters(head) == {"Люки": "1"}
    assigned(vodokanal, dispatcher, category="manhole_open")
    assert counters(office) == {"Люки": "2"}


def test_a_view_is_its_own_sides_alone(office, other_office, desk, vodokanal, dispatcher):
    assigned(vodokanal, dispatcher)
    office.post("/desk/views/", {"name": "Наш", "crew": "none"})
    view = SharedView.objects.get()

    assert counters(other_office) == {}
    assert "Наш" not in desk.get("/desk/views/").text
    for stranger in (other_office, desk):
        assert stranger.post(f"/desk/views/{view.pk}/", {"name": "Чужой"}).status_code == 404
        assert stranger.post(f"/desk/views/{view.pk}/", {"delete": "1"}).status_code == 404


def test_only_the_head_renames_and_deletes(office, head, vodokanal):
    office.post("/desk/views/", {"name": "Наш", "crew": "none"})
    view = SharedView.objects.get()

    assert office.post(f"/desk/views/{view.pk}/", {"name": "Мой"}).status_code == 403
    assert office.post(f"/desk/views/{view.pk}/", {"delete": "1"}).status_code == 403
    head.post(f"/desk/views/{view.pk}/", {"name": "Ночная смена", "position": "3"})
    view.refresh_from_db()
    assert (view.name, view.position) == ("Ночная смена", 3)
    head.post(f"/desk/views/{view.pk}/", {"delete": "1"})
    assert not SharedView.objects.exists()


def test_a_view_without_name_or_filters_or_with_a_taken_name_is_not_saved(office):
    for fields in ({"crew": "none"}, {"name": "Все"}, {"name": "Все", "view": "all"}):
        office.post("/desk/views/", fields)
    assert not SharedView.objects.exists()
    for _ in range(2):
        office.post("/desk/views/", {"name": "Все", "crew": "none"})
    assert SharedView.objects.count() == 1


def test_a_number_is_found_past_all_filters(office, vodokanal, dispatcher, member):
    found = assigned(vodokanal, dispatcher)
    actions.accept(found.pk, by=member, at=timezone.now())
    actions.resolve(found.pk, report="Сделано", cause="unknown", by=member, at=timezone.now())

    for words in (found.number, found.latin_number, str(found.serial)):
        answer = office.get("/desk/queue/", {"q": words, "view": "overdue", "crew": "none"})
        assert f"appeal={found.latin_number}" in answer["Location"]


def test_a_number_of_others_is_not_found(other_office, vodokanal, dispatcher):
    appeal = assigned(vodokanal, dispatcher)

    page = other_office.get("/desk/queue/", {"q": appeal.number})

    assert page.status_code == 200
    assert "Ничего не нашлось" in page.text


def test_the_own_number_and_the_address_are_found_too(office, vodokanal, dispatcher):
    house = make.house("ул. Ладожская, 97")
    appeal = assigned(vodokanal, dispatcher, house_id=house.pk)
    office.post(f"/desk/appeals/{appeal.latin_number}/own-number/", {"number": "АДС-77/3"})

    answer = office.get("/desk/queue/", {"q": "АДС-77/3"})
    assert f"appeal={appeal.latin_number}" in answer["Location"]
    page = office.get("/desk/queue/", {"q": "ладожская 97"})
    assert [row.pk for row in page.context["page"].rows] == [appeal.pk]


def test_an_empty_list_of_overdue_names_the_nearest_term(office, vodokanal, dispatcher):
    assigned(vodokanal, dispatcher)

    assert "Ближайший срок" in office.get("/desk/queue/", {"view": "overdue"}).text


def test_counters_look_no_further_than_their_bound(office, vodokanal, dispatcher, monkeypatch):
    monkeypatch.setattr("appeals.desk.shared.LOOKED_THROUGH", 2)
    for _ in range(3):
        assigned(vodokanal, dispatcher)
    office.post("/desk/views/", {"name": "Наш", "crew": "none"})

    assert counters(office) == {"Наш": "2"}
