"""Letters of 59-ФЗ: sent once each, whatever the applicant chose about news."""

from datetime import timedelta

from appeals import actions
from appeals.models import Event, Message, Preference
from appeals.notifications import letters, official
from tests.actions.test_statute import SIGNED, known, statutory
from tests.make import DISPATCHER, FRIDAY_NOON


def announced() -> list[tuple[str, str, str]]:
    """Hand the journal to the handlers twice; what was written."""
    payloads = [
        {"event": event.pk, "appeal": event.appeal_id, "kind": event.kind}
        for event in Event.objects.order_by("pk")
    ]
    for _ in range(2):
        official.tell(payloads)
        letters.write([p for p in payloads if p["kind"] in letters.STEPS], at=FRIDAY_NOON)
    return [(m.to, m.subject, m.text) for m in Message.objects.order_by("pk")]


def test_the_number_and_the_answer_go_to_the_address_that_was_named(city):
    maria = known()
    appeal = statutory(by=maria, answer_address="answer@example.org")
    Preference.objects.create(
        owner=f"user:{maria.user_id}", event="", channel="email", is_wanted=False
    )
    at = FRIDAY_NOON + timedelta(hours=1)
    actions.enter(appeal.pk, by=DISPATCHER, at=at)
    actions.answer_in_writing(appeal.pk, text="Двор осмотрели.", by=DISPATCHER, at=at, **SIGNED)

    registered, answered = announced()

    assert registered[0] == answered[0] == "answer@example.org"
    assert "№ ОГ-2026-00001" in registered[1]
    assert "20 декабря 2026" in registered[2]
    assert answered[2].startswith("Двор осмотрели.")
    assert "Ким О. Н." in answered[2]


def test_a_forwarded_one_is_told_once_and_not_as_a_refusal(city):
    appeal = statutory(answer_address="440000, Пенза, ул. Московская, 1", email="m@example.org")
    actions.enter(appeal.pk, by=DISPATCHER, at=FRIDAY_NOON)
    actions.forward(
        appeal.pk,
        competent="Роспотребнадзор",
        text="Направлено.",
        by=DISPATCHER,
        at=FRIDAY_NOON,
        **SIGNED,
    )

    told = announced()

    assert not any("отклонено" in subject for _to, subject, _text in told)
    forwarded = next(text for _to, subject, text in told if subject.startswith("Уведомление"))
    assert "Роспотребнадзор" in forwarded
    assert "на бумаге" in forwarded
