from datetime import date

from appeals import catalogue
from appeals.terms import CLOCKS


def test_the_catalogue_is_a_tree_with_unique_codes():
    seen = set()
    for node in catalogue.categories():
        assert node.code not in seen
        assert node.parent == "" or node.parent in seen
        seen.add(node.code)


def test_every_category_has_a_known_sector_and_service():
    sectors = {sector.code for sector in catalogue.sectors()}
    services = {service.code for service in catalogue.services()}
    for node in catalogue.categories():
        assert node.sector in sectors
        assert node.is_group or node.service in services


def test_every_sector_and_almost_every_service_has_a_category():
    used = {node.sector for node in catalogue.categories()}
    assert used == {sector.code for sector in catalogue.sectors()}
    services = {node.service for node in catalogue.categories()}
    assert services >= {service.code for service in catalogue.services()}


def test_no_appeal_is_ever_without_a_clock_to_accept_and_to_resolve_it():
    for node in catalogue.categories():
        if not node.is_group:
            terms = catalogue.terms_of(node, date(2026, 1, 1))
            assert terms.accept is not None
            assert terms.resolve is not None
            for clock in CLOCKS:
                term = terms.of(clock)
                assert term is None or term.clock == clock


def test_every_category_has_keywords_in_the_classifier_s_form():
    for node in catalogue.categories():
        if not node.is_group and node.code != "other":
            assert node.keywords
            assert all(word == word.lower() and "ё" not in word for word in node.keywords)


def test_a_name_falls_back_to_russian():
    assert catalogue.Name("Шум").in_language("tt") == "Шум"
    assert catalogue.Name("Шум", en="Noise").in_language("en") == "Noise"


def test_emergencies_are_marked():
    marked = {node.code for node in catalogue.categories() if node.emergency}
    assert {"gas_smell", "wire_down", "cold_water_off", "heating_off"} <= marked
    assert "house_charges" not in marked
