"""Within one city: who holds an appeal learns whom to call by accepting it, by every door."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from appeals import actions
from appeals.models import ApiKey, Appeal
from tenants.accounts.actor import Actor, Role
from tests import make

PHONE, NAME = "+79123456789", "Канарейкина"


@pytest.fixture
def assigned(city, vodokanal):
    appeal = make.appeal(name=NAME, phone=PHONE, email="canary@example.org", flat="47")
    return actions.assign(appeal.pk, organisation=vodokanal, by=make.DISPATCHER, at=timezone.now())


def system(client: Client, organisation) -> dict[str, str]:
    key = ApiKey.issue(name="Учёт", role="organisation", organisation=organisation)
    return {"authorization": f"Bearer {key}"}


def test_the_interface_tells_no_contact_before_acceptance_nor_after_the_end(
    assigned, vodokanal, member, client
):
    path, key = f"/api/v1/appeals/{assigned.latin_number}/", system(client, vodokanal)

    before = client.get(path, headers=key).json()
    actions.accept(assigned.pk, by=member, at=timezone.now())
    during = client.get(path, headers=key).json()
    actions.resolve(assigned.pk, report="сделано", by=member, at=timezone.now())
    actions.confirm(assigned.pk, by=make.DISPATCHER, at=timezone.now())
    actions.archive(assigned.pk, by=make.DISPATCHER, at=timezone.now())
    after = client.get(path, headers=key).json()

    assert before["applicant"] is None
    assert before["work"]["possible"]
    assert during["applicant"]["phone"] == PHONE
    assert after["applicant"] is None


def test_words_of_the_journal_hide_a_phone_until_it_is_accepted_again(
    assigned, vodokanal, member, client
):
    """Reopened: the organisation has to accept once more before it may call."""
    from tenants.accounts.models import User

    actions.accept(assigned.pk, by=member, at=timezone.now())
    actions.ask(assigned.pk, question="Какой подъезд?", by=member, at=timezone.now())
    applicant = Actor(role=Role.APPLICANT)
    actions.answer(assigned.pk, text=f"Второй, {PHONE}", by=applicant, at=timezone.now())
    actions.resolve(assigned.pk, report="сделано", by=member, at=timezone.now())
    actions.reopen(assigned.pk, reason=f"Течёт, {PHONE}", by=applicant, at=timezone.now())
    client.force_login(User.objects.get(pk=member.user_id))
    path = f"/desk/appeals/{assigned.latin_number}/"

    before = client.get(path).content.decode()
    actions.accept(assigned.pk, by=member, at=timezone.now())
    after = client.get(path).content.decode()

    assert "Течёт" in before
    assert PHONE not in before
    assert after.count(f"Течёт, {PHONE}") == 1
    assert f"Второй, {PHONE}" in after


def test_a_key_without_its_organisation_cannot_be_made_and_would_read_nothing(city, client):
    make.appeal(is_public=False)

    with pytest.raises(IntegrityError, match="api_key_role"), transaction.atomic():
        system(client, None)
    nobody = Actor(role=Role.ORGANISATION)
    assert not Appeal.objects.visible_to(nobody).exists()
