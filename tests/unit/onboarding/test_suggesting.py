"""What is made of a city's name, and colours that can be read."""

import pytest

from onboarding.cities import colours, suggesting


@pytest.mark.parametrize(
    ("name", "address", "code", "latin"),
    [
        ("Пенза", "penza", "ПНЗ", "PNZ"),
        ("Казань", "kazan", "КЗН", "KZN"),
        ("Великий Новгород", "velikiy-novgorod", "ВЛК", "VLK"),
        ("Уфа", "ufa", "УФА", "UFA"),
        ("Ёлкино", "elkino", "ЕЛК", "ELK"),
        ("Щёлково", "shchelkovo", "ЩЛК", "SLK"),
        ("Петропавловск-Камчатский", "petropavlovsk-kamchatskiy", "ПТР", "PTR"),
    ],
)
def test_a_name_gives_an_address_and_codes(name, address, code, latin):
    assert suggesting.address(name) == address
    assert suggesting.codes(name) == (code, latin)


def test_a_code_in_use_is_not_suggested():
    assert suggesting.codes("Пенза", taken={"ПНЗ"}) == ("ПЕН", "PEN")
    assert suggesting.codes("Кузнецк", taken={"КЗН", "KZN"})[0] == "КЗЦ"


def test_a_name_without_letters_gives_nothing():
    assert suggesting.codes("№ 1") == ("", "")
    assert suggesting.address("—") == ""


@pytest.mark.parametrize(
    ("colour", "readable"),
    [
        ("#1a5fb4", True),
        ("#0b6e4f", True),
        ("#ffcc00", False),
        ("#767676", True),
        ("#777777", False),
    ],
)
def test_contrast_is_counted_as_wcag_counts_it(colour, readable):
    assert (colours.contrast(colour) >= colours.READABLE) is readable


def test_shades_stay_on_their_side():
    assert colours.contrast(colours.stronger("#1a5fb4")) > colours.contrast("#1a5fb4")
    assert colours.contrast(colours.softer("#1a5fb4")) < 1.3
