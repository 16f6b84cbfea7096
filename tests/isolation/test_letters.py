"""A letter of ours carries nobody's words to an address that anybody could have named."""

from appeals.notifications import letters
from tests import make

LURE = "СРОЧНО оплатите долг: https://evil.example/pay"


def test_a_strangers_text_does_not_travel_in_our_letter(city):
    appeal = make.appeal(text=LURE, address=LURE, landmark=LURE, name=LURE, email="a@example.org")

    body = letters._letter(appeal, "register").body

    assert "evil.example" not in body
    assert appeal.number in body


def test_a_house_of_the_registry_is_named(city):
    house = make.house()
    appeal = make.appeal(house_id=house.pk, email="a@example.org")

    assert house.address in letters._letter(appeal, "register").body
