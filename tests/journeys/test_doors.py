"""Every host opens a door of its own."""

import pytest


@pytest.mark.parametrize(("city", "name"), [("penza", "Пенза"), ("kazan", "Казань")])
def test_each_city_has_its_own_portal(committed, product, person, city, name):
    page = person()

    page.goto(product.url(city))

    assert name in page.title() or name in page.inner_text("body")
    assert page.evaluate("document.documentElement.lang") == "ru"
    width = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert width <= 0
