"""ИНН and ОГРН: what exists is taken as people write it, a slip of one digit is refused."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onboarding.inn import WrongNumber, agree, inn, ogrn

ORGANISATION, PERSON = "7707083893", "500100732259"
OGRN, OGRNIP = "1027700132195", "304500116000157"


@pytest.mark.parametrize("number", [ORGANISATION, PERSON, "7728168971"])
def test_a_true_inn_is_taken(number):
    assert inn(number) == number


@pytest.mark.parametrize("typed", [" 77 07 083893 ", "7707-083-893", "7707\u00a0083893"])
def test_spaces_and_dashes_are_people_s_habit(typed):
    assert inn(typed) == ORGANISATION


@pytest.mark.parametrize("number", [ORGANISATION, PERSON])
def test_any_one_mistyped_digit_is_found(number):
    for place, digit in enumerate(number):
        for other in set("0123456789") - {digit}:
            typed = number[:place] + other + number[place + 1 :]
            try:
                inn(typed)
            except WrongNumber:
                continue
            # 10 and 0 share a control digit, so a few slips of an organisation's number stay hidden.
            assert number == ORGANISATION, typed


@pytest.mark.parametrize(
    "typed", ["", "770708389", "77070838931", "7707083894", "0000000000", "12a"]
)
def test_what_cannot_be_an_inn_is_refused_in_a_sentence(typed):
    with pytest.raises(WrongNumber, match=r"\.$"):
        inn(typed)


@pytest.mark.parametrize("number", [OGRN, OGRNIP, "1027739609391"])
def test_a_true_ogrn_is_taken(number):
    assert ogrn(number) == number


@pytest.mark.parametrize(
    "typed", ["", "1027700132196", "304500116000158", "9027700132195", "10277"]
)
def test_what_cannot_be_an_ogrn_is_refused_in_a_sentence(typed):
    with pytest.raises(WrongNumber, match=r"\.$"):
        ogrn(typed)


def test_an_organisation_s_numbers_and_a_person_s_do_not_mix():
    assert agree(ORGANISATION, OGRN)
    assert agree(PERSON, OGRNIP)
    assert not agree(ORGANISATION, OGRNIP)
    assert not agree(PERSON, OGRN)


@given(st.text(max_size=20))
def test_nothing_typed_breaks_the_check(typed):
    for check in (inn, ogrn):
        with contextlib.suppress(WrongNumber):
            assert check(typed).isdigit()
