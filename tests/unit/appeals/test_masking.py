import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appeals import masking
from appeals.masking import masked


@pytest.mark.parametrize(
    "phone",
    [
        "+7 (912) 345-67-89",
        "8 912 345 67 89",
        "89123456789",
        "8-8412-55-66-77",
        "+79123456789",
        "9123456789",
        "8(8412)55-66-77",
        "8–902–123–45–67",
        "8\u2011902\u2011123\u201145\u201167",
        "8_902_123_45_67",
    ],
)
def test_a_phone_is_hidden(phone):
    assert masked(f"звоните {phone}, жду") == f"звоните {masking.PHONE}, жду"


def test_a_short_phone_is_hidden_after_a_word_for_it():
    assert masked("тел. 55-12-34") == f"тел. {masking.PHONE}"


@pytest.mark.parametrize("flat", ["кв. 12", "кв12", "квартира №7а", "квартире 7", "кв-5", "ком. 3"])
def test_a_flat_is_hidden(flat):
    assert masked(f"Ленина 5, {flat}, нет воды") == f"Ленина 5, {masking.FLAT}, нет воды"


def test_a_flat_named_the_other_way_round_is_hidden():
    assert masked("в 45 квартире топят") == f"в {masking.FLAT} топят"


def test_an_address_of_mail_is_hidden():
    assert masked("пишите на a.b@mail.ru.") == f"пишите на {masking.EMAIL}."


@pytest.mark.parametrize(
    ("text", "public"),
    [
        ("Я, Иванова Мария Петровна, прошу", "Я, [имя скрыто], прошу"),
        ("я Петров Иван прошу", "я [имя скрыто] прошу"),
        ("Сосед Сидоров шумит", "Сосед [имя скрыто] шумит"),
        ("С уважением, Кузнецов А.Б.", "С уважением, [имя скрыто]"),
        ("мастер Иван Иванович не пришёл", "мастер [имя скрыто] не пришёл"),
        ("Обращалась к Марии Петровне", "Обращалась к [имя скрыто]"),
        ("я иванова мария петровна живу тут", "я [имя скрыто] живу тут"),
        ("Я ИВАНОВА МАРИЯ ПЕТРОВНА ПРОШУ", "Я [имя скрыто] ПРОШУ"),
        ("ПЕТРОВ А.А. не отвечает", "[имя скрыто] не отвечает"),
        ("я, петров иван, пишу", "я, [имя скрыто], пишу"),
        ("я, иванова, прошу", "я, [имя скрыто], прошу"),
        ("Я Иванов прошу", "Я [имя скрыто] прошу"),
        ("Пишет Вам Сидорова Анна", "Пишет Вам [имя скрыто]"),
        ("Соколов Виктор, ул. Ленина 5", "[имя скрыто], ул. Ленина 5"),
        ("мой муж Сергей упал", "мой муж [имя скрыто] упал"),
        ("моя фамилия Кузнецов", "моя фамилия [имя скрыто]"),
        ("вчера Ольгу Смирнову залили", "вчера [имя скрыто] залили"),
    ],
)
def test_a_name_is_hidden(text, public):
    assert masked(text) == public


def test_a_car_plate_is_hidden():
    assert masked("машина А123ВС58 на газоне") == f"машина {masking.PLATE} на газоне"


def test_a_passport_and_a_card_are_hidden():
    assert masked("паспорт 4509 123456") == f"паспорт {masking.DOCUMENT}"
    assert masked("карта 4276 1234 5678 9012") == f"карта {masking.DOCUMENT}"
    assert masked("СНИЛС 112-233-445 95") == f"СНИЛС {masking.DOCUMENT}"


def test_a_birthday_a_page_and_a_flat_after_a_dash_are_hidden():
    assert masked("родилась 12.05.1960") == f"родилась {masking.BIRTH}"
    assert masked("vk.com/ivanov, @ivanov_petr") == f"{masking.LINK}, {masking.LINK}"
    assert masked("ИНН 583712345678") == f"ИНН {masking.DOCUMENT}"
    assert masked("живу: Ленина 5-47, топят") == f"живу: Ленина 5, {masking.FLAT}, топят"


@pytest.mark.parametrize(
    "text",
    [
        "на Богдана Хмельницкого 5 нет воды",
        "по Павлика Морозова не чистят",
        "НЕ УБИРАЮТ СНЕГ НА УЛ. ИВАНА ФРАНКО",
        "УК ЖИЛСЕРВИС НЕ РАБОТАЕТ, НЕТ ВОДЫ В ДОМЕ",
        "Я готов, приходите. Я Пенсионер",
        "Я, житель дома по улице Кирова, сообщаю",
        "последняя надежда, роман магазин",
        "живём тут 10-15 лет",
        "Сергей один дома",
        "ул. Ивана Петровича Павлова, дом 8",
        "школа им. Гагарина Ю.А. без света",
        "улица Зои Космодемьянской, 12 подъезд 3",
        "площадь 54 кв. м, по 12 кв.м на человека",
        "Нет воды с 18:00 20 января 2026 года",
        "номер ПНЗ-2026-000123, дом 123456",
        "Я Живу тут. Я, Россия, всё",
        "сосед сверху топит",
        "кварталы 12 и 13",
        "",
    ],
)
def test_what_is_no_personal_data_stays(text):
    assert masked(text) == text


@given(st.text(max_size=300))
def test_masking_twice_changes_nothing(text):
    assert masked(masked(text)) == masked(text)


@pytest.mark.parametrize(
    "seed",
    ["a", "я, ", "8 ", "8((((", "Иван ", "А.А.", "@", "a@", "a.a.", "кв ", " ", "тел ", "+7"],
)
def test_a_hostile_text_of_100_kb_is_masked_at_once(seed):
    text = (seed * 100_000)[:100_000]
    began = time.process_time()

    masked(text)

    assert time.process_time() - began < 2
