import pytest

from appeals.models import House, Street
from appeals.registry import search
from appeals.registry.addresses import parse
from appeals.registry.streets import search_form
from appeals.registry.wording import kinds


def house(text, district=""):
    address = parse(text)
    street, _ = Street.objects.get_or_create(
        kind=kinds()[address.street.kind].short,
        name=address.street.name,
        defaults={"search": search_form(address)},
    )
    return House.objects.create(
        street=street,
        number=address.house.number,
        normal_number=address.house.key,
        address=address.words,
        district=district,
    )


@pytest.fixture
def houses(city):
    for text in (
        "пр-кт Строителей, д. 21", "пр-кт Строителей, д. 21а", "пр-кт Строителей, д. 2",
        "пр-кт Строителей, д. 210", "ул. Строительная 2-я, д. 17", "ул. Ленина, д. 5, к. 2",
        "ул. Ленина, д. 5/2", "ул. Ленинградская, д. 5", "Военное шоссе, д. 32",
        "ул. Адмирала Фокина, д. 9", "ул. 8 Марта, д. 12", "ул. Королёва, д. 3",
    ):  # fmt: skip
        house(text)


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("Строителей 21", "проспект Строителей, д. 21"),
        ("пр Строит 21", "проспект Строителей, д. 21"),
        ("строитилей 21", "проспект Строителей, д. 21"),
        ("строителей21", "проспект Строителей, д. 21"),
        ("cnhjbntktq 21", "проспект Строителей, д. 21"),
        ("проспект строителей, 21А", "проспект Строителей, д. 21а"),
        ("2-я Строительная 17", "ул. Строительная 2-я, д. 17"),
        ("ленина 5к2", "ул. Ленина, д. 5, к. 2"),
        ("ленина 5/2", "ул. Ленина, д. 5/2"),
        ("ленинград", "ул. Ленинградская, д. 5"),
        ("военное шоссе 32", "Военное шоссе, д. 32"),
        ("адм фокина", "ул. Адмирала Фокина, д. 9"),
        ("фокина 9", "ул. Адмирала Фокина, д. 9"),
        ("8 марта 12", "ул. 8 Марта, д. 12"),
        ("королева 3", "ул. Королёва, д. 3"),
        ("г. Пенза, ул. Королёва, д. 3, кв. 17", "ул. Королёва, д. 3"),
    ],
)
def test_the_house_that_was_meant_comes_first(houses, query, first):
    assert search.houses(query)[0].address == first


def test_a_number_that_does_not_exist_gives_its_neighbours(houses):
    found = [hit.address for hit in search.houses("строителей 22")]

    assert found[:2] == ["проспект Строителей, д. 21", "проспект Строителей, д. 21а"]


def test_the_number_itself_comes_before_longer_ones(houses):
    found = [hit.address for hit in search.houses("строителей 2")]

    assert found[0] == "проспект Строителей, д. 2"
    assert found.index("проспект Строителей, д. 21") > 0


@pytest.mark.parametrize("query", ["", "   ", "%", "12", "';--", "ь", "а" * 10_000, "\x00", "🏠 5"])
def test_words_that_name_no_street_find_nothing_and_break_nothing(houses, query):
    assert isinstance(search.houses(query), list)


def test_words_that_name_another_town_find_no_house_of_this_one(houses):
    assert search.houses("г. Казань, ул. Ленина, д. 5/2") == []
    assert search.houses("г. Пенза, ул. Ленина, д. 5/2") != []


def test_no_more_houses_than_asked_for(houses):
    assert len(search.houses("строителей", limit=2)) == 2


def test_searching_is_one_statement(houses, django_assert_num_queries):
    with django_assert_num_queries(1):
        search.houses("строителей 21")


def test_a_house_of_another_city_is_not_found(committed):
    from tenants.isolation import scope

    with scope.in_tenant(committed.kazan):
        house("ул. Баумана, д. 5")
    with scope.in_tenant(committed.penza):
        assert search.houses("баумана 5") == []
