"""The operator's telephone: the strip, the card with the number, calls nobody answered."""

from datetime import timedelta

import pytest
from django.utils import timezone

from appeals import actions
from appeals.actions import CallEvent
from appeals.models import Appeal, Call, Joined, Seat
from design.templatetags.design import phone
from tests import make
from tests.desk.conftest import browser

STRIP = "/desk/calls/now/"
LINK = "https://ats.example/records/1.mp3"
CALLER = phone("+79001234567")


def tell(kind: str, *, call: str = "c1", ago: float = 0, **fields) -> Call:
    """The exchange tells what happened `ago` seconds before now."""
    now = timezone.now()
    fields = {"caller": "89001234567", "extension": "204"} | fields
    if kind != "recording":
        fields.pop("recording", None)
    event = CallEvent(call=call, kind=kind, at=now - timedelta(seconds=ago), **fields)
    return actions.hear_call(event, at=now)


@pytest.fixture
def seated(desk):
    """Nina at the telephone 204."""
    desk.post("/desk/calls/seat/", {"extension": "204"})
    return desk


def test_a_ringing_call_is_shown_over_the_page(seated, statements):
    call = tell("ring")
    seated.get(STRIP)

    with statements(9):
        text = seated.get(STRIP).text

    assert CALLER in text
    assert f'href="/desk/new/?call={call.pk}" data-key="F2"' in text


def test_who_rings_is_named_at_once(seated):
    make.appeal(phone="+79001234567", name="Мария", address="у сквера")
    tell("ring")

    assert "Мария, у сквера" in seated.get(STRIP).text


def test_while_nothing_changes_there_is_nothing_to_tell(seated, statements):
    call = tell("ring")
    seen = f"{call.pk}-ringing.0."

    with statements(6):
        assert seated.get(STRIP, {"seen": seen}).status_code == 204
    tell("answer")
    assert "Разговор с" in seated.get(STRIP, {"seen": seen}).text


def test_without_a_telephone_the_page_asks_no_more(desk):
    tell("ring")

    text = desk.get(STRIP).text

    assert 'data-again="0"' in text
    assert "900" not in text


def test_a_call_at_another_telephone_is_not_shown(seated):
    tell("ring", extension="205")

    assert "900" not in seated.get(STRIP).text


def test_the_card_opens_with_the_number_and_keeps_the_call(seated, city):
    call = tell("ring")
    card = seated.get("/desk/new/", {"call": call.pk}).text
    assert 'value="+79001234567"' in card
    tell("answer")

    fields = {"phone": call.caller, "call": call.pk, "address": "у сквера", "text": "Яма"}
    answer = seated.post("/desk/new/", fields)
    tell("recording", recording=LINK)

    appeal = Appeal.objects.get()
    assert appeal.call == call
    assert LINK in seated.get(f"/desk/appeals/{appeal.latin_number}/").text
    assert answer["Location"].endswith(f"{appeal.latin_number}/")


def test_a_card_opened_during_the_talk_is_of_that_call(seated):
    tell("answer")

    assert 'value="+79001234567"' in seated.get("/desk/new/").text


@pytest.mark.parametrize("call", ["999", "x", "-1", "9" * 30, "\x00"])
def test_a_call_that_is_not_here_leaves_the_card_as_it_is(desk, city, call):
    assert desk.get("/desk/new/", {"call": call}).status_code == 200
    answer = desk.post("/desk/new/", {"call": call, "address": "у сквера", "text": "Яма"})
    assert answer.status_code in (302, 422)
    assert not Appeal.objects.exclude(call=None).exists()


def test_a_joined_caller_keeps_the_call_too(seated):
    first = make.appeal()
    call = tell("answer")

    seated.post("/desk/new/", {"phone": call.caller, "call": call.pk, "join": first.latin_number})

    assert Joined.objects.get().call == call


def test_an_organisation_sees_neither_the_call_nor_its_recording(office, vodokanal, member):
    tell("answer")
    call = tell("recording", recording=LINK)
    house = make.house()
    make.serving(house, vodokanal)
    appeal = make.appeal(house_id=house.pk, category="cold_water_off", call_id=call.pk)
    actions.accept(appeal.pk, by=member, at=timezone.now())

    page = office.get(f"/desk/appeals/{appeal.latin_number}/")

    assert page.status_code == 200
    assert LINK not in page.text
    assert "data-strip" not in page.text
    assert office.get("/desk/calls/").status_code == 403


def test_whom_nobody_answered_is_called_back_by_one_operator(seated, city):
    call = tell("ring", ago=700)
    tell("hangup", ago=680)
    page = seated.get("/desk/calls/").text
    assert CALLER in page
    assert "срок прошёл в" in page
    assert "416" in page

    answer = seated.post(f"/desk/calls/{call.pk}/take/")

    assert answer["Location"] == f"/desk/new/?call={call.pk}"
    assert 'href="tel:+79001234567"' in seated.get(answer["Location"]).text
    other = browser(make.user("dispatcher", name="Олег"))
    refused = other.post(f"/desk/calls/{call.pk}/take/", follow=True)
    assert "уже перезванивает Нина, диспетчер" in refused.text
    assert "Все, кто звонил, получили ответ." in refused.text


def test_missed_calls_are_told_in_the_strip_and_a_missing_one_is_a_404(seated):
    tell("ring", ago=60)
    tell("hangup", ago=40)

    text = seated.get(STRIP).text

    assert "Пропущено звонков: 1" in text
    assert seated.post("/desk/calls/999/take/").status_code == 404


def test_the_telephone_can_be_left_and_a_wrong_number_is_told(seated):
    wrong = seated.post("/desk/calls/seat/", {"extension": "двести"})
    assert wrong.status_code == 422
    assert "Внутренний номер — цифры" in wrong.text
    assert 'value="двести"' in wrong.text
    assert Seat.objects.count() == 1

    seated.post("/desk/calls/seat/", {"extension": ""})

    assert not Seat.objects.exists()


def test_the_page_of_calls_asks_little(seated, statements):
    for number in range(12):
        tell("ring", call=f"c{number}", caller=f"8900123450{number % 10}", ago=60)
        tell("hangup", call=f"c{number}", ago=30)
    seated.get("/desk/calls/")

    with statements(8):
        seated.get("/desk/calls/")
