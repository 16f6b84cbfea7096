"""A letter of ours carries nobody's words to an address that anybody could have named."""

from appeals.models import Message
from appeals.notifications import letters
from tests import make

LURE = "СРОЧНО оплатите долг: https://evil.example/pay"


def told(appeal) -> str:
    payload = {"appeal": appeal.pk, "event": 1, "kind": "register"}
    letters.write([payload], at=make.FRIDAY_NOON)
    message = Message.objects.get()
    return f"{message.subject}\n{message.text}\n{message.link}"


def test_a_strangers_text_does_not_travel_in_our_letter(city):
    appeal = make.appeal(text=LURE, address=LURE, landmark=LURE, name=LURE, email="a@example.org")

    words = told(appeal)

    assert "evil.example" not in words
    assert appeal.number in words


def test_a_house_of_the_registry_is_named(city):
    house = make.house()
    appeal = make.appeal(house_id=house.pk, email="a@example.org")

    assert house.address in told(appeal)
