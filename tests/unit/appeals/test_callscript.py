"""The words of a call: ours, the city's over them, and no open place ever read aloud."""

from appeals.callscript import script

FACTS = {"город": "Пенза", "тема": "Нет воды", "исполнитель": "Горводоканал", "дата": "20 ноября"}


def test_ours_are_read_where_the_city_has_none():
    said = script("", FACTS | {"адрес": "ул. Мира, 2"})

    assert said.steps[0] == (
        "Здравствуйте! Единая диспетчерская, Пенза. 20 ноября вы сообщали: «Нет воды», ул. Мира, 2."
    )
    assert len(said.steps) == 3


def test_the_city_writes_the_steps_it_wants():
    said = script("# вопрос\nВода идёт?\n\n# не доволен\nИзвините. {контролёр} проверит.", FACTS)

    assert said.steps[2] == "Вода идёт?"
    assert said.steps[1].startswith("Горводоканал сообщает")
    assert said.satisfied == "Спасибо, что ответили. До свидания."


def test_words_without_a_heading_are_the_greeting():
    assert script("Добрый день, {город}!", FACTS).steps[0] == "Добрый день, Пенза!"


def test_a_place_nothing_is_known_of_is_not_read():
    said = script("", FACTS)

    assert "{" not in " ".join((*said.steps, said.satisfied, said.not_satisfied, said.later))
    assert "«Нет воды»." in said.steps[0]
