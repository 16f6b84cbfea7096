import re
from pathlib import Path

from django.utils import translation

from design import script_words

SCRIPTS = Path(script_words.__file__).parent / "static" / "design" / "js"


def test_what_scripts_say_is_what_pages_bring():
    said = {
        word
        for path in SCRIPTS.rglob("*.js")
        if path.name != "say.js"
        for word in re.findall(r'\bsay\(\s*"([^"]+)"', path.read_text(encoding="utf-8"))
    }
    assert said == set(script_words.WORDS)


def test_a_russian_page_brings_nothing():
    with translation.override("ru"):
        assert script_words.told() == ""
    with translation.override("en"):
        assert "Нет связи с" in script_words.told()
