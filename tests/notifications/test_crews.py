"""A crew calls its own people."""

from django.utils import timezone

from appeals import actions
from appeals.models import Event, Member, Message
from appeals.notifications import crews
from tests import make


def heard(appeal) -> list[str]:
    """What the organisation's people are told of the last record, told twice."""
    record = Event.objects.filter(appeal=appeal).last()
    payload = {
        "event": record.pk,
        "appeal": appeal.pk,
        "kind": record.kind,
        "at": record.at.isoformat(),
        "organisation": record.organisation_id,
    }
    crews.call_for_help([payload])
    crews.call_for_help([payload])
    return list(Message.objects.values_list("subject", flat=True))


def test_a_cry_for_help_is_heard_once_by_the_office_and_not_by_crews(vodokanal, member, dispatcher):
    crew = vodokanal.crews.create(name="Бригада 2")
    foreman = make.member(vodokanal, position=Member.CREW, crew=crew)
    appeal = make.appeal(at=timezone.now())
    actions.assign(appeal.pk, organisation=vodokanal, by=dispatcher, at=timezone.now())
    actions.accept(appeal.pk, by=member, at=timezone.now())
    actions.dispatch_crew(appeal.pk, crew=crew, by=member, at=timezone.now())
    actions.set_out(appeal.pk, by=foreman, at=timezone.now())
    assert heard(appeal) == []

    actions.write_down(
        appeal.pk, text="Нужна муфта", needs_help=True, by=foreman, at=timezone.now()
    )

    told = heard(appeal)
    office = Member.objects.filter(organisation=vodokanal).exclude(position=Member.CREW).count()
    assert told == [f"{appeal.number}: бригаде нужна помощь"] * office
