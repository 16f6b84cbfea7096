"""What residents write in haste, with slips of the finger, and the theme that it is about."""

import time

import pytest

from appeals import catalogue
from appeals.insight import stems
from appeals.insight.classify import THRESHOLD, TOP, Keywords, Theme, theme_of

TOLD = (
    ("cold_water_off", "Нет холодной воды, я в квартире 47, телефон не отвечает"),
    ("cold_water_off", "Утром открыла кран а воды нету вообще ни капли, на работу собираться надо"),
    ("cold_water_off", "воду отключили опять, никто не предупредил"),
    ("cold_water_off", "третий день сидим без воды ул кирова"),
    ("hot_water_off", "гарячей воды нет уже неделю сколько можно"),
    ("hot_water_off", "Когда включат горячую воду? Мыть ребенка негде"),
    ("cold_water_dirty", "из крана бежит коричневая жижа, стирать нельзя"),
    ("cold_water_weak", "на девятом этаже вода еле капает, напора никакого"),
    ("heating_off", "Батареи ледяные, дома дети мерзнут"),
    ("heating_off", "нам не дают отопление хотя у соседнего дома топят"),
    ("heating_weak", "дома 15 градусов спим в куртках"),
    ("electricity_off", "пропал свет во всем доме"),
    ("electricity_off", "электричества нет с ночи, холодильник потек"),
    ("gas_smell", "на лестничной клетке сильно воняет газом"),
    ("gas_smell", "пахнет газом в подъезде что делать"),
    ("gas_off", "газ не горит на плите, отключили без объявления"),
    ("house_leak", "в подвале хлещет вода из трубы"),
    ("roof_leak", "у меня на последнем этаже с потолка капает после каждого дождя, крыша дырявая"),
    ("lift", "Не работает лифт, мама инвалид не может спуститься"),
    ("lift", "застряли в лифте в третьем подъезде"),
    ("entrance_dirty", "подъезд не моют, грязища страшная"),
    ("entrance_dark", "на лестнице темнота, все лампочки перегорели"),
    ("entrance_door", "дверь в подъезд сломана не закрывается"),
    ("sewer_blocked", "унитаз забился, канализация поднимается в ванну"),
    ("sewer_overflow", "из канализационного колодца на улице течет вонючая жижа"),
    ("manhole_open", "на дороге люк без крышки, кто нибудь упадет"),
    ("icicles", "над входом висят огромные сосульки"),
    ("yard_snow", "дворник не чистит снег, до подъезда не дойти"),
    ("yard_ice", "у подъезда сплошной лед, бабушка упала"),
    ("road_ice", "весь тротуар каток, песком не посыпали"),
    ("road_snow", "улицу не чистят от снега, машины буксуют"),
    ("pothole", "огромная яма на проезжей части, пробил колесо"),
    ("pothole", "дорога вся в ямах"),
    ("puddle", "лужа на всю улицу не обойти, ливневка не работает"),
    ("street_light", "фонари не горят на всей улице, идти страшно"),
    ("street_light", "нет освещения вдоль дороги к школе"),
    ("traffic_light", "светофор не работает на перекрестке"),
    ("road_sign", "зебру не видно, стерлась разметка"),
    ("bus_late", "54 автобус опять не пришел, ждала 50 минут"),
    ("bus_late", "маршрутка 10 ходит раз в час"),
    ("bus_conduct", "водитель хамил пассажирам и курил"),
    ("bus_stop", "остановка разбита, стекла выбиты"),
    ("waste_collection", "мусор не вывозят неделю, баки переполнены"),
    ("waste_collection", "помойка завалена, крысы бегают"),
    ("bulky_waste", "кто то выкинул диван и он лежит месяц"),
    ("dump", "за гаражами навалили кучу мусора"),
    ("playground", "на детской площадке сломаны качели"),
    ("yard_parking", "машины стоят на газоне и на тротуаре"),
    ("tree_danger", "старое дерево вот-вот упадет на машины"),
    ("grass", "траву не косят, клещей полно"),
    ("stray_dogs", "стая бродячих собак бросается на детей"),
    ("doctor", "к терапевту запись только через месяц"),
    ("kindergarten", "не дают место в садик"),
    ("noise", "соседи шумят ночью, музыка орет"),
    ("air", "воняет гарью по вечерам, дышать невозможно"),
    ("house_charges", "пришла квитанция с непонятной суммой за отопление"),
    ("wire_down", "оборвался провод и лежит на земле"),
    ("facade", "с балкона падает штукатурка прямо на людей"),
    ("voltage", "напряжение прыгает, лампы моргают"),
    ("abandoned", "заброшенный дом, там собираются наркоманы"),
    ("chute", "мусоропровод забит третий день"),
)
NOTHING_WE_KNOW = (
    "хочу поблагодарить администрацию за праздник",
    "подскажите график приема мэра",
    "",
    "!!! ??? ...",
)


@pytest.fixture(scope="module")
def classifier():
    known = [node for node in catalogue.categories() if node.keywords]
    return Keywords(Theme(node.code, node.name.ru, node.keywords) for node in known)


def test_what_people_write_finds_its_theme(classifier):
    first = [code for code, text in TOLD if theme_of(classifier.propose(text)) == code]
    among = [
        code for code, text in TOLD if code in [each.code for each in classifier.propose(text)]
    ]

    assert len(first) / len(TOLD) >= 0.9
    assert len(among) / len(TOLD) >= 0.97


@pytest.mark.parametrize("text", NOTHING_WE_KNOW)
def test_what_speaks_for_no_theme_is_left_to_the_dispatcher(classifier, text):
    assert theme_of(classifier.propose(text)) == ""


def test_at_most_three_are_proposed_the_surest_first(classifier):
    found = classifier.propose("мусор, яма, снег, лифт, крыша, свет, шум")

    sure = [each.confidence for each in found]
    assert len(found) == TOP
    assert sure == sorted(sure, reverse=True)
    assert found[0].confidence < THRESHOLD


@pytest.mark.parametrize("word", ["гарячей", "горячй", "горячейй", "Горячею", "горячая"])
def test_a_slip_of_the_finger_is_understood(classifier, word):
    assert theme_of(classifier.propose(f"нет {word} воды")) == "hot_water_off"


def test_a_long_word_and_a_long_text_cost_little(classifier):
    began = time.process_time()

    for text in ("нет воды " * 10_000, "а" * 100_000, "горячй" * 10_000):
        classifier.propose(text)

    assert time.process_time() - began < 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("батареи", "батарею"), ("яма", "ямах"), ("фонарь", "фонари"), ("ржавая", "ржавую")],
)
def test_forms_of_a_word_are_one_stem(one, other):
    assert stems.stem(one) == stems.stem(other)


@pytest.mark.parametrize(("one", "other"), [("провал", "проверить"), ("кирова", "кровля")])
def test_different_words_stay_different(one, other):
    known = stems.Vocabulary(stems.stems(one))
    assert known.nearest(stems.stem(other)) != stems.stem(one)
