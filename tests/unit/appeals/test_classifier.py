"""Official codes of themes: real themes, real codes, in the classifier's own words."""

import csv

from appeals import catalogue


def test_only_themes_of_the_catalogue_have_a_code():
    themes = {seed.code for seed in catalogue.categories() if not seed.is_group}
    coded = {theme for theme in themes if catalogue.official_of(theme)}

    assert len(coded) == 35
    assert catalogue.official_of("cold_water_off").code == "0005.0005.0056.1154"
    assert catalogue.official_of("own_theme_of_a_city") is None


def test_codes_and_names_are_those_of_the_section(shared_data):
    with (shared_data / "otk_section_0005.csv").open(encoding="utf-8", newline="") as file:
        known = {row["code"]: row["name"] for row in csv.DictReader(file)}
    for seed in catalogue.categories():
        if found := catalogue.official_of(seed.code):
            assert known[found.code] == found.name
