"""A crew's phone: its own tasks and nobody else's, each deed done once."""

from uuid import uuid4

import pytest
from django.utils import timezone

from appeals import actions
from appeals.models import Appeal, Category, Event, Member
from tenants.accounts.models import User
from tests import make
from tests.desk.conftest import browser

JSON = {"accept": "application/json"}
DOOR = "/desk/tasks/deeds/"


@pytest.fixture
def sent(vodokanal, crew, member, dispatcher):
    appeal = make.appeal(
        address="ул. Леонова, 32", text="Утечка на колонке", phone="+79001234567", at=timezone.now()
    )
    actions.assign(appeal.pk, organisation=vodokanal, by=dispatcher, at=timezone.now())
    actions.accept(appeal.pk, by=member, at=timezone.now())
    return actions.dispatch_crew(appeal.pk, crew=crew, by=member, at=timezone.now())


@pytest.fixture
def other_crew(vodokanal):
    return vodokanal.crews.create(name="Бригада 7")


@pytest.fixture
def other_phone(vodokanal, other_crew):
    actor = make.member(vodokanal, position=Member.CREW, crew=other_crew)
    return browser(User.objects.get(pk=actor.user_id))


def tell(browser, appeal, kind, **fields):
    """As the queue of a phone sends it."""
    headers = fields.pop("headers", JSON)
    fields = {"key": uuid4(), "number": appeal.latin_number, "kind": kind, **fields}
    return browser.post(DOOR, fields, headers=headers)


def kinds(appeal):
    return [event.kind for event in Event.objects.filter(appeal=appeal)]


def test_the_crew_sees_where_what_and_whom_to_call(phone, sent):
    page = phone.get("/desk/tasks/").text

    for part in ("ул. Леонова, 32", "Утечка на колонке", "tel:+79001234567", sent.number):
        assert part in page


def test_a_task_of_another_crew_is_missing(phone, sent, other_crew, member):
    actions.dispatch_crew(sent.pk, crew=other_crew, by=member, at=timezone.now())

    assert "ул. Леонова" not in phone.get("/desk/tasks/").text
    assert phone.get(f"/desk/appeals/{sent.latin_number}/").status_code == 404


def test_done_with_a_photo_leaves_the_list(phone, sent):
    answer = phone.post(
        f"/desk/appeals/{sent.latin_number}/resolve/",
        {"version": sent.version, "report": "Колонка закрыта", "photos": make.picture(),
         "back": "/desk/tasks/"},
    )  # fmt: skip

    assert answer["Location"] == "/desk/tasks/"
    page = phone.get("/desk/tasks/").text
    assert "Задач нет" in page
    assert "ждём заявителя" in page


def test_a_report_without_words_comes_back_in_the_same_page(phone, sent):
    answer = phone.post(
        f"/desk/appeals/{sent.latin_number}/resolve/", {"version": sent.version, "report": ""}
    )

    assert answer.status_code == 422
    assert "Напишите, что сделано: этот текст увидит житель." in answer.text
    assert "data-crew-day" in answer.text


def test_a_day_by_plain_forms(phone, sent):
    for kind, fields in (
        ("set_out", {}),
        ("arrive", {}),
        ("photo", {"photo": make.picture(), "photo_kind": "before"}),
        ("crew_note", {"text": "перекрыли колонку"}),
        ("resolve", {"text": "Заменили вентиль"}),
    ):
        answer = tell(phone, sent, kind, headers={}, **fields)
        assert answer["Location"] == "/desk/tasks/", kind

    assert kinds(sent)[-5:] == ["set_out", "arrive", "photo", "crew_note", "resolve"]
    assert Appeal.objects.get(pk=sent.pk).status == "resolved"


def test_a_plain_form_refused_keeps_what_was_typed(phone, sent):
    Category.objects.filter(pk=sent.category_id).update(needs_photos=True)

    answer = tell(phone, sent, "resolve", text="Заменили вентиль", headers={})

    assert answer.status_code == 422
    assert "Чтобы закончить, нужны снимки «до» и «после»." in answer.text
    assert "Заменили вентиль" in answer.text


def test_a_plain_form_for_a_finished_task_says_so_and_keeps_the_words(phone, sent, member):
    actions.resolve(sent.pk, report="сделали сами", by=member, at=timezone.now())

    answer = tell(phone, sent, "resolve", text="Заменили вентиль", headers={})

    assert answer.status_code == 409
    assert "Что вы написали" in answer.text
    assert "Заменили вентиль" in answer.text


def test_a_cause_and_words_become_one_reason(phone, sent):
    tell(phone, sent, "give_back", cause="Нет доступа", text="ключ у старшей", headers={})

    assert Event.objects.last().details["comment"] == "Нет доступа: ключ у старшей"


def test_the_same_deed_sent_twice_is_answered_alike(phone, sent):
    key = uuid4()
    first = tell(phone, sent, "crew_note", key=key, text="перекрыли")
    again = tell(phone, sent, "crew_note", key=key, text="перекрыли")

    assert first.json() == again.json()
    assert first.json()["result"] == "done"
    assert kinds(sent).count("crew_note") == 1


def test_a_task_of_another_crew_cannot_be_told_of(other_phone, sent):
    for as_report in ("", "on"):
        assert tell(other_phone, sent, "arrive", as_report=as_report).status_code == 404


def test_a_task_given_to_others_answers_with_both_versions(phone, sent, other_crew, member):
    actions.dispatch_crew(sent.pk, crew=other_crew, by=member, at=timezone.now())

    answer = tell(phone, sent, "resolve", text="Закрыли кран")

    assert answer.status_code == 409
    told = answer.json()
    assert told["said"] == "Эта задача больше не у вашей бригады."
    assert [change["title"] for change in told["meanwhile"]] == ["Направлена бригада: Бригада 7"]
    kept = tell(phone, sent, "resolve", text="Закрыли кран", as_report="on")
    assert kept.status_code == 200
    assert kinds(sent)[-1] == "crew_report"


def test_the_desk_reads_that_it_came_late_and_that_the_clock_is_doubtful(phone, office, sent):
    now = timezone.now().timestamp() * 1000
    tell(phone, sent, "arrive", done_at=int(now - 3 * 3600_000), sent_at=int(now))

    page = office.get(f"/desk/appeals/{sent.latin_number}/").text

    assert "Бригада на месте" in page
    assert "без связи, часы телефона не сошлись с нашими" in page


@pytest.mark.parametrize(
    "nonsense",
    [
        {"key": "1"},
        {"kind": "assign"},
        {"done_at": "9" * 40},
        {"done_at": "-1"},
        {"text": "\0"},
        {"photo": make.picture()},
    ],
)
def test_nonsense_is_refused_with_a_sentence(phone, sent, nonsense):
    if "photo" in nonsense:
        nonsense = {"photo": b"GIF89a", "kind": "photo", "photo_kind": "before"}
    answer = tell(phone, sent, nonsense.pop("kind", "crew_note"), **{"text": "да", **nonsense})

    assert answer.status_code in (422, 200)
    if answer.status_code == 422:
        assert answer.json()["said"]


def test_a_number_of_no_appeal_is_missing(phone, sent):
    assert phone.post(DOOR, {"number": "PNZ-2026-999999"}, headers=JSON).status_code == 404
    assert phone.post(DOOR, {}, headers=JSON).status_code == 404


def test_nobody_else_comes_through_the_crews_door(desk, office, client, sent):
    for other in (desk, office):
        assert tell(other, sent, "arrive").status_code == 403
        assert other.get("/desk/tasks/state/").status_code == 403
    assert tell(client, sent, "arrive").status_code == 302


def test_the_state_names_who_is_signed_in(phone, sent):
    told = phone.get("/desk/tasks/state/").json()

    assert told["owner"].isdecimal()
    assert len(told["token"]) >= 32


def test_a_forged_deed_is_refused(phone, sent):
    phone.handler.enforce_csrf_checks = True

    assert tell(phone, sent, "arrive").status_code == 403
    token = phone.get("/desk/tasks/state/").json()["token"]
    headers = {**JSON, "X-CSRFToken": token}
    assert tell(phone, sent, "arrive", headers=headers).status_code == 200


def test_the_nearest_comes_next_and_the_breached_first(phone, vodokanal, crew, member, dispatcher):
    for address, east, hours in (
        ("ул. Дальняя", 0.09, 9),
        ("ул. Ближняя", 0.01, 9),
        ("ул. Горит", 0.2, -1),
    ):
        appeal = make.appeal(
            address=address, latitude=53.2, longitude=45.0 + east, at=timezone.now()
        )
        actions.assign(appeal.pk, organisation=vodokanal, by=dispatcher, at=timezone.now())
        actions.accept(appeal.pk, by=member, at=timezone.now())
        actions.dispatch_crew(appeal.pk, crew=crew, by=member, at=timezone.now())
        Appeal.objects.filter(pk=appeal.pk).update(next_clock_at=timezone.now() + make.hours(hours))
    phone.post("/desk/tasks/standing/", {"latitude": "53.2", "longitude": "45.0"})

    page = phone.get("/desk/tasks/").text
    found = [page.index(f"{name}</h2>") for name in ("ул. Горит", "ул. Дальняя", "ул. Ближняя")]

    assert found == sorted(found)
    assert "Путь на сегодня" in page


@pytest.mark.parametrize("place", [("?", ""), ("91", "0"), ("nan", "1"), ("1e999", "1")])
def test_a_place_that_is_none_changes_nothing(phone, sent, place):
    answer = phone.post("/desk/tasks/standing/", {"latitude": place[0], "longitude": place[1]})

    assert answer["Location"] == "/desk/tasks/"
    assert phone.get("/desk/tasks/").status_code == 200


def test_the_theme_is_remembered(phone, sent):
    assert 'class="dense night"' in phone.get("/desk/tasks/").text

    phone.post("/desk/tasks/theme/", {"theme": "day"})
    phone.post("/desk/tasks/theme/", {"theme": "<script>"})

    assert 'class="dense"' in phone.get("/desk/tasks/").text


def test_the_page_asks_the_database_little(
    phone, sent, crew, vodokanal, member, dispatcher, statements
):
    for _ in range(6):
        appeal = make.appeal(address="ул. Мира, 1", at=timezone.now())
        actions.assign(appeal.pk, organisation=vodokanal, by=dispatcher, at=timezone.now())
        actions.accept(appeal.pk, by=member, at=timezone.now())
        actions.dispatch_crew(appeal.pk, crew=crew, by=member, at=timezone.now())
        tell(phone, appeal, "photo", photo=make.picture(), photo_kind="before")

    with statements(8):
        phone.get("/desk/tasks/")


def test_everybody_reads_when_the_crew_really_arrived(phone, client, sent, vodokanal, crew):
    event = Event.objects.filter(appeal=sent, kind="dispatch_crew").get()
    foreman = make.member(vodokanal, position=Member.CREW, crew=crew)
    received = event.at + make.hours(3)
    deed = actions.Deed(
        key=uuid4(), appeal_id=sent.pk, kind="arrive",
        done_at=received - make.hours(1), sent_at=received,
    )  # fmt: skip
    actions.carry_out(deed, by=foreman, at=received)

    page = client.get(f"/appeals/{sent.latin_number}/").text

    assert "Бригада на месте" in page
    assert "По времени бригады" in page
