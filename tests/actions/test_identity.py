"""Who somebody is: seen by the city in person, taken back with a reason, nobody by oneself."""

from datetime import timedelta

import pytest
from django.db import ProgrammingError, transaction

from appeals.administration import identity
from appeals.errors import BadInput, NotAllowed
from tenants.accounts.actor import Actor, Role
from tenants.accounts.models import IdentityCheck, User
from tests import make
from tests.make import FRIDAY_NOON

DAY = timedelta(days=1)
CONTROLLER = Actor(role=Role.CONTROLLER, user_id=902, name="Ольга, контролёр")
MARIA = "Иванова Мария Петровна"
SIGNED = {"signed_by": "Ким О. Н.", "position": "начальник управления"}


class TestIdentity:
    def test_somebody_of_the_city_confirms_what_a_document_says(self, city, dispatcher):
        person = make.user(identity_level=1)

        identity.confirm_identity(
            person.pk, full_name=MARIA, saw_document=True, by=dispatcher, at=FRIDAY_NOON
        )

        person.refresh_from_db()
        assert (person.identity_level, person.full_name) == (2, MARIA)
        record = IdentityCheck.objects.get(user_id=person.pk)
        assert (record.verb, record.by_name) == ("checked", "Нина, диспетчер")
        with pytest.raises(ProgrammingError), transaction.atomic():
            IdentityCheck.objects.all().delete()

    def test_it_is_taken_back_with_a_reason(self, city, dispatcher):
        person = make.user(identity_level=2, full_name=MARIA)
        with pytest.raises(BadInput):
            identity.revoke_identity(person.pk, reason=" ", by=dispatcher, at=FRIDAY_NOON)

        identity.revoke_identity(person.pk, reason="Ошибка", by=dispatcher, at=FRIDAY_NOON)

        person.refresh_from_db()
        assert (person.identity_level, person.full_name) == (1, "")

    @pytest.mark.parametrize(
        ("name", "saw", "wrong"),
        [("Мария", True, "full_name"), (MARIA, False, "saw_document")],
    )
    def test_nobody_is_confirmed_unseen(self, city, dispatcher, name, saw, wrong):
        with pytest.raises(BadInput) as refused:
            identity.confirm_identity(
                make.user().pk, full_name=name, saw_document=saw, by=dispatcher, at=FRIDAY_NOON
            )
        assert list(refused.value.fields) == [wrong]

    def test_staff_and_controllers_are_not_confirmed_or_confirming(self, city, dispatcher):
        with pytest.raises(identity.NoResident):
            identity.confirm_identity(
                make.user("dispatcher").pk,
                full_name=MARIA,
                saw_document=True,
                by=dispatcher,
                at=FRIDAY_NOON,
            )
        with pytest.raises(NotAllowed):
            identity.confirm_identity(
                make.user().pk, full_name=MARIA, saw_document=True, by=CONTROLLER, at=FRIDAY_NOON
            )

    def test_a_resident_is_found_exactly_or_not_at_all(self, city):
        from tenants.accounts.identity import code_of, resident

        person = make.user(phone="+79123456789")
        code = code_of(person, FRIDAY_NOON)
        soon, later = FRIDAY_NOON + timedelta(minutes=29), FRIDAY_NOON + timedelta(hours=2)

        assert resident(person.email.upper(), FRIDAY_NOON) == person
        assert resident("8 (912) 345-67-89", FRIDAY_NOON) == person
        assert resident(code, soon) == person
        assert resident(code, later) is None
        assert resident("resident", FRIDAY_NOON) is None
        assert User.objects.count() == 1
