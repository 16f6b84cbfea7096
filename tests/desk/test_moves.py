"""Moves: buttons from the workflow, and for every refusal the sentence with the text kept."""

from datetime import timedelta

import pytest
from django.utils import timezone

from appeals import actions, workflow
from appeals.desk import moves
from appeals.models import Appeal
from tenants.accounts.actor import Actor, Role
from tests import make


@pytest.fixture
def appeal(city):
    return make.appeal(at=timezone.now(), phone="+79001234567")


@pytest.fixture
def at_work(appeal, vodokanal, dispatcher, member):
    """Accepted by Горводоканал."""
    actions.assign(appeal.pk, organisation=vodokanal, by=dispatcher, at=timezone.now())
    return actions.accept(appeal.pk, by=member, at=timezone.now())


def address(appeal, name):
    return f"/desk/appeals/{appeal.latin_number}/{name}/"


def send(browser, appeal, name, **fields):
    """As the page would send it: with the version that was on it."""
    fields.setdefault("version", appeal.version)
    return browser.post(address(appeal, name), fields)


def status(appeal):
    return Appeal.objects.get(pk=appeal.pk).status


@pytest.mark.parametrize("stands", list(workflow.Status))
@pytest.mark.parametrize("role", [Role.DISPATCHER, Role.ORGANISATION, Role.CREW])
def test_buttons_are_what_the_workflow_opens(appeal, stands, role):
    appeal.status = stands
    actor = Actor(role=role, organisation_id=1, crew_id=1)

    offered = {offer.move.needs.name for offer in moves.offered(appeal, actor)}

    # What the appeal itself must bring along: a date that was asked for, a first to part from.
    bound = {"refuse_postpone", "separate"}
    assert offered == {move.name for move in workflow.open_to(stands, role)} - bound


def test_the_desk_assigns(desk, appeal, vodokanal):
    answer = send(desk, appeal, "assign", organisation=vodokanal.pk, back="/desk/hall/?view=open")

    assert answer["Location"] == "/desk/hall/?view=open"
    assert status(appeal) == "assigned"
    assert "передано исполнителю. Теперь: ждёт принятия." in desk.get("/desk/hall/").text


def test_a_whole_life_is_walked_by_buttons(desk, office, phone, crew, appeal, vodokanal):
    def now():
        return Appeal.objects.get(pk=appeal.pk)

    send(desk, now(), "assign", organisation=vodokanal.pk)
    send(office, now(), "accept")
    send(office, now(), "dispatch_crew", crew=crew.pk, comment="Выехали")
    assert "Сделано" in phone.get("/desk/tasks/").text
    send(phone, now(), "resolve", report="Заменили кран")
    send(desk, now(), "callback", result="not_satisfied", cause="half_done", reason="Капает")
    assert (status(appeal), now().control_level) == ("reopened", 1)
    send(office, now(), "accept")
    send(office, now(), "resolve", report="Теперь не капает")
    send(desk, now(), "callback", result="satisfied")

    assert status(appeal) == "archived"
    reopening = now().events.get(kind="reopen")
    assert reopening.details["comment"] == "Сделано не до конца: Капает"


def test_a_report_comes_with_a_photo(office, at_work):
    answer = office.post(
        address(at_work, "resolve"),
        {"version": at_work.version, "report": "Готово", "photos": make.picture()},
    )

    assert answer.status_code == 302
    assert at_work.attachments.get().kind == "after"


SENTENCES = [
    ("resolve", {"report": "  "}, "Напишите, что сделано: этот текст увидит житель."),
    ("ask", {"question": ""}, "Напишите вопрос заявителю."),
    (
        "return_to_desk",
        {"reason": ""},
        "Напишите, почему возвращаете и кто, по-вашему, должен решать.",
    ),
    ("dispatch_crew", {"crew": "999"}, "Такой бригады нет. Выберите свою."),
]


@pytest.mark.parametrize(("name", "fields", "sentence"), SENTENCES)
def test_a_bad_field_is_told_at_the_field(office, at_work, name, fields, sentence):
    answer = send(office, at_work, name, **fields)

    assert answer.status_code == 422
    assert answer.text.count(sentence) >= 2  # on top and at the field
    assert status(at_work) == "accepted"


def test_what_the_desk_left_out_is_told_at_the_field(desk, appeal, at_work, vodokanal):
    trial = make.organisation("Арбеково", stage="trial")
    past = (timezone.now() - timedelta(days=2)).date().isoformat()
    cases = [
        (
            "ask_postpone",
            {"until": past, "reason": "Ждём материал"},
            "Эта дата уже прошла. Укажите будущую.",
        ),
        ("ask_postpone", {"until": "", "reason": "Ждём"}, "Укажите дату, до которой откладываете."),
        (
            "ask_postpone",
            {"until": "31.13", "reason": "Ждём"},
            "Такой даты нет. Укажите день, месяц и год.",
        ),
        (
            "ask_postpone",
            {"until": "2099-01-01", "reason": ""},
            "Напишите причину: её увидит житель.",
        ),
    ]
    for name, fields, sentence in cases:
        assert sentence in send(desk, at_work, name, **fields).text
    waiting = make.appeal(at=timezone.now())
    cases = [
        ("assign", {"organisation": ""}, "Выберите организацию, которой передать обращение."),
        ("assign", {"organisation": trial.pk}, "Эта организация сейчас не работает в системе."),
        ("reject", {"ground": ""}, "Выберите основание из списка: его увидит житель."),
        ("duplicate", {"of": ""}, "Укажите номер обращения, которое повторяет это."),
        ("duplicate", {"of": "ПНЗ-2026-999999"}, "Обращения с таким номером нет. Проверьте номер."),
        ("duplicate", {"of": waiting.number}, "Это то же самое обращение. Укажите номер другого."),
    ]
    for name, fields, sentence in cases:
        answer = send(desk, waiting, name, **fields)
        assert answer.status_code == 422
        assert sentence in answer.text
    assert status(waiting) == "registered"


def test_a_file_that_is_no_photo_is_told_at_the_field_and_the_report_kept(office, at_work):
    import io

    answer = office.post(
        address(at_work, "resolve"),
        {"version": at_work.version, "report": "Заменили кран", "photos": io.BytesIO(b"MZ\x90")},
    )

    assert answer.status_code == 422
    assert "Это не фото или файл повреждён" in answer.text
    assert "Заменили кран" in answer.text


def test_six_photos_are_too_many(office, at_work):
    answer = office.post(
        address(at_work, "resolve"),
        {
            "version": at_work.version,
            "report": "Готово",
            "photos": [make.picture() for _ in range(6)],
        },
    )

    assert answer.status_code == 422
    assert "Приложите не больше 5 фото." in answer.text


def test_a_move_that_is_not_open_is_refused_with_what_is(office, at_work):
    answer = send(office, at_work, "accept")

    assert answer.status_code == 409
    assert "«Принять в работу» сейчас невозможно" in answer.text
    assert "Сейчас можно: Направить бригаду" in answer.text


def test_a_refused_text_is_kept(desk, office, at_work, member):
    page = at_work.version
    actions.resolve(at_work.pk, report="Сделано", by=member, at=timezone.now())

    answer = send(office, at_work, "return_to_desk", reason="Это сети соседей", version=page)

    assert answer.status_code == 409
    assert "Это сети соседей" in answer.text


def test_a_stale_page_tells_what_changed_and_keeps_the_text(office, at_work, vodokanal, member):
    seen = at_work.events.last().sequence
    old = at_work.version
    actions.dispatch_crew(at_work.pk, by=member, at=timezone.now(), comment="Выехали")

    answer = send(office, at_work, "resolve", report="Заменили кран", version=old, seen=seen)

    assert answer.status_code == 412
    assert "Не сохранено: обращение изменили, пока вы писали." in answer.text
    assert [line.title for line in answer.context["since"]] == ["Направлена бригада"]
    assert "Заменили кран" in answer.text
    assert status(at_work) == "crew_dispatched"
    again = send(office, Appeal.objects.get(pk=at_work.pk), "resolve", report="Заменили кран")
    assert again.status_code == 302


def test_a_stale_page_leaves_two_ways_on(office, at_work, member):
    old = at_work.version
    actions.dispatch_crew(at_work.pk, by=member, at=timezone.now(), comment="Выехали")

    answer = send(
        office,
        at_work,
        "resolve",
        report="Заменили кран",
        version=old,
        back="/desk/queue/?view=work",
    )

    assert '<button class="btn btn-main" form="move-resolve">Сохранить всё равно' in answer.text
    assert '<a class="btn" href="/desk/queue/?view=work">Отказаться' in answer.text
    form = answer.text.split('id="move-resolve"')[1].split("</form>")[0]
    assert f'name="version" value="{old + 1}"' in form
    assert "Выехали" in answer.text.split("desk-since")[1].split("</ul>")[0]
    assert "Снимки приложите ещё раз" not in answer.text


def test_photos_a_refused_page_cannot_keep_are_asked_for_again(office, at_work, member):
    old = at_work.version
    actions.dispatch_crew(at_work.pk, by=member, at=timezone.now())

    answer = send(office, at_work, "resolve", report="Готово", version=old, photos=make.picture())

    assert answer.status_code == 412
    assert "Снимки приложите ещё раз" in answer.text


def test_another_roles_move_is_refused(office, at_work, vodokanal):
    for name in ("assign", "postpone", "reject", "callback"):
        answer = send(office, at_work, name, result="no_answer", organisation=vodokanal.pk,
                      until="2099-01-01", reason="x", ground="x")  # fmt: skip
        assert answer.status_code in (409, 422), name
    assert status(at_work) == "accepted"


def test_an_organisation_notes_no_callback_of_its_own(office, at_work, member):
    actions.resolve(at_work.pk, report="Сделано", by=member, at=timezone.now())

    answer = send(office, Appeal.objects.get(pk=at_work.pk), "callback", result="no_answer")

    assert answer.status_code == 409
    assert not at_work.callbacks.exists()


def test_a_move_nobody_knows_is_missing(desk, appeal):
    assert send(desk, appeal, "explode").status_code == 404
    assert desk.get(address(appeal, "assign")).status_code == 405


def test_after_giving_it_back_the_organisation_stands_in_its_queue(office, at_work):
    answer = send(office, at_work, "return_to_desk", reason="Не наши сети")

    assert answer["Location"] == "/desk/queue/"
    assert office.get(f"/desk/appeals/{at_work.latin_number}/").status_code == 404


def test_nothing_typed_is_run(office, at_work):
    answer = send(office, at_work, "resolve", report="<script>alert(1)</script>", version=0)

    assert answer.status_code == 412
    assert "<script>alert(1)" not in answer.text
    assert "&lt;script&gt;alert(1)" in answer.text


def test_what_opens_next_is_said_in_a_sentence(office, desk, appeal, vodokanal, dispatcher, member):
    actions.assign(appeal.pk, organisation=vodokanal, by=dispatcher, at=timezone.now())
    page = f"/desk/appeals/{appeal.latin_number}/"

    assert (
        "После этого откроются: направить бригаду, выполнено, попросить перенос срока."
        in office.get(page).text
    )
    actions.accept(appeal.pk, by=member, at=timezone.now())
    actions.resolve(appeal.pk, report="Сделано", by=member, at=timezone.now())
    assert "Слово за жителем" in office.get(page).text
