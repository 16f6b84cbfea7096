import csv
import gzip
import io
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appeals.registry.addresses import parse, street
from appeals.registry.houses import house_number
from appeals.registry.wording import name_key

VLADIVOSTOK = Path(__file__).parents[3] / "../shared/data/vladivostok.csv.gz"


@pytest.mark.parametrize(
    ("text", "kind", "name", "house", "building"),
    [
        ("край. Приморский, г. Владивосток, Проспект. 100-летия Владивостока, д. 14",
         "avenue", "100-летия Владивостока", "14", ""),
        ("пр Строит 21", "avenue", "Строит", "21", ""),
        ("ул. Ленина 5к2", "street", "Ленина", "5", "к 2"),
        ("ленина 5/2", "", "Ленина", "5/2", ""),
        ("Ленина ул., д. 5, лит. А", "street", "Ленина", "5а", ""),
        ("ул. Ленина, дом 5, корпус 2, кв. 12", "street", "Ленина", "5", "к 2"),
        ("ул Ленина д5", "street", "Ленина", "5", ""),
        ("Океанский пр-т 12а", "avenue", "Океанский", "12а", ""),
        ("1-й пр-д Виражный 10", "passage", "1-й Виражный", "10", ""),
        ("ул. Военное Шоссе, д. 32", "highway", "Военное", "32", ""),
        ("8 марта 12", "", "8 Марта", "12", ""),
        ("ул. 1905 года, 12", "street", "1905 года", "12", ""),
        ("50 лет Октября", "", "50 лет Октября", None, None),
        ("ул. Кирова 5A", "street", "Кирова", "5а", ""),
        ("улица Ленина дом 5 строение 1 корпус 3", "street", "Ленина", "5", "к 3, стр 1"),
        ("ул. Ивановская, д. 4 ДОС 10", "street", "Ивановская", "4", "дос 10"),
        ("ул. Терешковой, д. 9-дубль", "street", "Терешковой", "9", ""),
        ("ул. Калинина, д. 29а (инв.№ 166)", "street", "Калинина", "29а", ""),
        ("ул. Нерчинская, д. дом 48", "street", "Нерчинская", "48", ""),
        ("пер. Стрелковый, д. 13-15", "lane", "Стрелковый", "13-15", ""),
    ],
)  # fmt: skip
def test_an_address_is_taken_apart(text, kind, name, house, building):
    address = parse(text)

    assert address.street is not None
    assert (address.street.kind, address.street.name) == (kind, name)
    assert (address.house.number if address.house else None) == house
    assert (address.house.building if address.house else None) == building


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("пр-кт. Народный, д. 11", "Народный проспект 11"),
        ("ул. Адм. Фокина, 9", "улица Адмирала Фокина, дом 9"),
        ("ул. Строительная 2-я, д. 17, к. 0, стр. 0", "2-я Строительная ул., 17"),
        ("ул. 40 лет ВЛКСМ, д. 2\\8", "ул. 40 лет ВЛКСМ, д. 2/8"),
        ("ул. Горная, д. .31", "ул. Горная, д. 31"),
        ("ул. Вязовая, д. 5_", "ул. Вязовая, д. 5"),
        ("ул. Баляева, д. 50, к. .", "ул. Баляева, д. 50"),
        ('пр-кт Победы, д. 120 "А"', "проспект Победы, 120а"),
        ("ул. Борисенко, д. 100, к. а", "ул. Борисенко, д. 100а"),
        ("ул. Трудовых Резервов, д. 9-а", "ул. Трудовых резервов, д. 9А"),
        ("ул. Королёва, 5", "ул. Королева, 5"),
        ("г. Владивосток, нп. Русский Остров, тер. Поселок Подножье, д. 14",
         "г. Владивосток, нп. Русский Остров, п. Подножье, д. 14"),
        ("440000, Пензенская обл, г Пенза, ул Московская, 34А",
         "Россия, Пензенская область, город Пенза, улица Московская, дом 34а"),
        ("ул. Садовая, д. 27 (дубль 1)", "ул. Садовая, 27"),
        ("г.Пенза,ул.Мира,д.5,кв.3", "Мира улица, дом 5"),
        ("обл. Пензенская, р-н. Мокшанский, д. Плесс, ул. Лесная, д. 3",
         "д. Плесс, Лесная ул., 3"),
    ],
)  # fmt: skip
def test_two_spellings_of_one_house_have_one_normal_form(one, other):
    assert parse(one).key
    assert parse(one).key == parse(other).key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ул. Ленина, 5", "пр. Ленина, 5"),
        ("ул. Ленина, 5", "ул. Ленина, 5а"),
        ("ул. Ленина, 5/2", "ул. Ленина, 52"),
        ("ул. Ленина, 5 к 2", "ул. Ленина, 5 стр 2"),
        ("ул. Ленина, 8", "п. Трудовое, ул. Ленина, 8"),
        ("1-я Линия 5", "2-я Линия 5"),
    ],
)
def test_different_houses_have_different_normal_forms(one, other):
    assert parse(one).key != parse(other).key


@pytest.mark.parametrize(
    "text", ["", " ", ",,,", "дом 48", "5", "г. Пенза, д. 94", "ул. Ленина, д. 0"]
)
def test_a_text_that_names_no_house_of_a_street_has_no_normal_form(text):
    assert parse(text).key == ""


def test_the_town_and_the_region_are_told():
    address = parse("край. Приморский, г. Артем, ул. Успенского, д. 8")

    assert (address.region, address.town) == ("Приморский", "Артем")


def test_words_before_the_street_are_kept_as_an_area():
    assert parse("Казань, Кирова 5").area == "Казань"
    assert parse("Арбеково, ул. Ладожская, 7").area == "Арбеково"
    assert parse("г. Пенза, ул. Ладожская, 7").area == ""


def test_a_town_may_stand_without_commas():
    address = parse("г Владивосток ул Светланская 39 корп 4")

    assert address.town == "Владивосток"
    assert address.key == parse("ул. Светланская, 39, к. 4").key


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("ул Ленина 5", "ул. Ленина, д. 5"),
        ("пр-т Океанский 12", "Океанский проспект, д. 12"),
        ("проспект Победы 3 к1", "проспект Победы, д. 3, к. 1"),
        ("г. Владивосток, п. Трудовое, ул. Чугаева, 3", "пос. Трудовое, ул. Чугаева, д. 3"),
    ],
)
def test_an_address_is_shown_in_one_manner(text, words):
    assert parse(text).words == words


@given(st.text(max_size=200))
def test_no_text_at_all_breaks_the_parser(text):
    address = parse(text)

    assert isinstance(address.key, str)
    assert isinstance(address.words, str)


@given(
    st.sampled_from(["ул. Ленина", "Океанский проспект", "пер. Камский", "8 Марта", "1-я Линия"]),
    st.integers(1, 999),
    st.sampled_from(["", "а", "/2", " к. 3", " стр. 1"]),
)
def test_the_shown_form_of_an_address_is_the_same_house(name, number, rest):
    address = parse(f"{name}, д. {number}{rest}")

    assert parse(address.words).key == address.key


@pytest.mark.parametrize("seed", ["д.", "1/", "к. 1 ", ",", "ул ", "а", "1", "(", "г. "])
def test_a_hostile_address_is_refused_at_once(seed):
    began = time.perf_counter()

    parse((seed * 5000)[:10_000])

    assert time.perf_counter() - began < 1


def test_ordinals_and_abbreviations_compare_equal():
    assert name_key("2-я Строительная") == name_key("Строительная 2-я")
    assert name_key("Адм. Горшкова") == name_key("адмирала горшкова")
    assert name_key("100-летия Владивостока") == name_key("100 летия Владивостока")


def test_a_street_alone_is_parsed():
    assert street("б-р Гайдара").key == street("бульвар Гайдара").key


def test_houses_sort_by_number():
    numbers = ["10", "9а", "9", "100"]
    found = [house_number(text) for text in numbers]

    assert [item.number for item in sorted(found, key=lambda item: item.order)] == [
        "9", "9а", "10", "100",
    ]  # fmt: skip


def test_nearly_every_address_of_a_real_register_has_a_normal_form():
    if not VLADIVOSTOK.exists():
        pytest.skip("no ../shared/data/vladivostok.csv.gz beside the repository")
    with gzip.open(VLADIVOSTOK, "rb") as packed:
        rows = list(csv.DictReader(io.TextIOWrapper(packed, encoding="utf-8-sig", newline="")))

    keys = [parse(row["ADDRESS"]).key for row in rows]

    assert keys.count("") == 4  # «г. Владивосток, д. 94»: no street is named
    assert len(set(keys)) == 3760
