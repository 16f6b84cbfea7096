from appeals.models import House
from appeals.registry import around
from tests.portal.places import place


def stand(address, latitude, longitude):
    house = place(address)
    House.objects.filter(pk=house.pk).update(latitude=latitude, longitude=longitude)
    return house


def test_the_nearest_houses_come_first_and_far_ones_not_at_all(city, django_assert_num_queries):
    stand("ул. Кирова, 1", 53.2020, 45.0)
    near = stand("ул. Кирова, 2", 53.2001, 45.0)
    stand("ул. Кирова, 3", 53.3, 45.0)

    with django_assert_num_queries(1):
        found = around.houses(53.2, 45.0, most=5)

    assert [(each.address, each.metres) for each in found] == [
        (near.address, 11),
        ("ул. Кирова, д. 1", 223),
    ]
    assert len(around.houses(53.2, 45.0, most=1)) == 1


def test_a_house_without_a_place_is_near_nothing(city):
    stand("ул. Кирова, 1", None, None)

    assert around.houses(53.2, 45.0, most=5) == []
    assert around.houses(90.0, 180.0, most=5) == []
