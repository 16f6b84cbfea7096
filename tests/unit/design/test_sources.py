import re
from pathlib import Path

import pytest

from design import branding, emblems, styles
from tenants.isolation.scope import Branding

PLATFORM = Path(__file__).parents[3] / "platform"
STATIC = PLATFORM / "design" / "static"
TEMPLATES = [
    *(PLATFORM / "design" / "templates").rglob("*.html"),
    *(PLATFORM / "portal" / "templates").rglob("*.html"),
]
SCRIPTS = list((STATIC / "design" / "js").glob("*.js"))


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_a_template_holds_no_inline_style_script_or_handler(template):
    text = template.read_text(encoding="utf-8")
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", text)
    assert not re.search(r"<script(?![^>]*\ssrc=)", text)


@pytest.mark.parametrize("face", ["city", "desk"])
def test_every_sheet_of_a_face_exists(face):
    for path in styles.paths(face):
        assert (STATIC / path).is_file(), path


def test_sheets_import_and_fetch_nothing_from_outside():
    for sheet in (STATIC / "design").rglob("*.css"):
        assert not re.search(r"@import|https?://", sheet.read_text(encoding="utf-8")), sheet


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_scripts_never_write_markup_or_styles(script):
    text = script.read_text(encoding="utf-8")
    assert not re.search(r"innerHTML|insertAdjacentHTML|\.style\b|\beval\(|new Function", text)


def test_a_colour_that_is_none_is_left_out():
    css = branding.css(Branding(colour="#0b6e8a", colour_strong="red; } body { display: none"))
    assert "--city: #0b6e8a;" in css
    assert "display" not in css
    assert "--city-strong" not in css


def test_the_version_of_colours_changes_with_them():
    assert branding.version(Branding()) == branding.version(Branding())
    assert branding.version(Branding(colour="#0b6e8a")) != branding.version(Branding())


def test_an_unknown_emblem_is_the_plain_shield():
    assert emblems.path("penza") == "design/emblems/penza.svg"
    assert emblems.path("../../secret") == "design/emblems/plain.svg"
    assert emblems.path("") == "design/emblems/plain.svg"
