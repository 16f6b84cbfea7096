"""The small renderer of lessons: its few marks, and nothing else becomes markup."""

from onboarding.organisations.training import text


def rendered(source: str) -> str:
    return str(text.rendered(source, lambda name, words: f"<figure>{name}: {words}</figure>"))


def test_marks_become_elements():
    said = rendered(
        "## Срок\n\nОбычные **слова** и [[Enter]]\n\n- раз\n- два\n\n1. шаг\n\n> важно\n\n![доска](hall)"
    )

    assert "<h2>Срок</h2>" in said
    assert "<p>Обычные <b>слова</b> и <kbd>Enter</kbd></p>" in said
    assert "<ul><li>раз</li><li>два</li></ul>" in said
    assert "<ol><li>шаг</li></ol>" in said
    assert '<p class="lesson-note">важно</p>' in said
    assert "<figure>hall: доска</figure>" in said


def test_a_table_names_its_columns_in_every_cell():
    said = rendered("| На экране | Значит |\n| ▲ | срок прошёл |")

    assert '<th scope="col">На экране</th>' in said
    assert '<td data-label="Значит">срок прошёл</td>' in said


def test_markup_of_the_source_stays_text():
    assert rendered("<script>1</script> & «кавычки»").startswith("<p>&lt;script&gt;1")
