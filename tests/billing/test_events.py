"""FAULT 39: whatever happens to events on their way, one effect each and the same state in the end."""

import itertools
import random
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial

import pytest
from django.db import connections, transaction
from django.test import Client
from django.utils import timezone

from billing import gateways, handlers, mirror
from billing.inbox import processing
from billing.models import Change, ProviderInvoice, ProviderSubscription, Received, Subscription
from infra.fake_stripe import post
from tenants.fanout.office import in_office
from tenants.isolation import scope
from tenants.models import OutboxMessage
from tests.billing.conftest import office, subscription_at, take, tell
from tests.fakes import stripe as fake
from tests.fakes.wsgi import served

AT_ONCE = 20


def state_of_ours() -> list[tuple]:
    """Everything we believe, as one value."""
    columns = ("ref", "state", "kopecks")
    return office(
        lambda: [
            *ProviderSubscription.objects.order_by("ref").values_list(*columns, "ended_at"),
            *ProviderInvoice.objects.order_by("ref").values_list(*columns, "paid_kopecks"),
        ]
    )


def changes() -> list[tuple]:
    """What was noted, in no order."""
    named = ("subscription__ref", "invoice__ref", "what")
    return office(lambda: sorted(Change.objects.values_list(*named), key=str))


def forget_everything() -> None:
    """As if nothing had ever been heard."""
    with scope.entered(None), transaction.atomic("owner"):
        for table in (Change, ProviderInvoice, ProviderSubscription, Received, OutboxMessage):
            table.objects.using("owner").all().delete()


@pytest.fixture
def whole_life(rail) -> list[dict]:
    """Created, paid, updated, deleted: one event of each, all of them past."""
    rail.subscribed()
    ref = subscription_at(rail).ref
    rail.v1.subscriptions.update(ref, {"cancel_at_period_end": True})
    rail.v1.subscriptions.cancel(ref)
    wanted = (
        "customer.subscription.created",
        "invoice.paid",
        "customer.subscription.updated",
        "customer.subscription.deleted",
    )
    told = rail.news()
    return [next(event for event in told if event["type"] == kind) for kind in wanted]


class TestRepeated:
    def test_a_replay_changes_nothing(self, rail):
        rail.subscribed()
        told = rail.news()
        rail.read(*told)
        before = (state_of_ours(), changes(), office(Received.objects.count))

        rail.hear(*told, *told)

        assert (state_of_ours(), changes(), office(Received.objects.count)) == before

    def test_twenty_at_once_are_one(self, rail):
        rail.subscribed()
        event = next(each for each in rail.news() if each["type"] == "invoice.paid")
        body = fake.body(event)
        header = post.signature(body, (fake.SECRET,))
        with served() as port, ThreadPoolExecutor(AT_ONCE) as people:
            url = f"http://console.localhost:{port}/billing/stripe/"
            answers = list(people.map(lambda _: post.sent(url, body, header), range(AT_ONCE)))

        assert answers == [200] * AT_ONCE
        assert office(Received.objects.count) == 1
        rail.work()
        assert changes() == [(None, event["data"]["object"]["id"], "paid")]

    def test_all_events_worked_off_by_twenty_at_once_have_one_effect_each(self, rail):
        rail.subscribed()
        for event in rail.news():
            office(partial(take, event))
        waiting = office(lambda: list(Received.objects.values_list("pk", flat=True)))
        jobs = [pk for pk in waiting for _ in range(AT_ONCE)]
        random.Random(39).shuffle(jobs)
        with ThreadPoolExecutor(8) as workers:
            list(workers.map(work_off, jobs))

        assert sorted(what for *_, what in changes()) == ["active", "paid"]
        assert office(lambda: set(Received.objects.values_list("state", flat=True))) == {
            Received.PROCESSED
        }


class TestOrder:
    def test_every_order_ends_in_the_same_state(self, rail, whole_life):
        found = set()
        for order in itertools.permutations(whole_life):
            forget_everything()
            for event in order:
                received = office(partial(take, event))
                with in_office():
                    processing.process(received.pk, at=timezone.now())
            found.add((tuple(state_of_ours()), tuple(changes())))

        ((ours, noted),) = found
        assert [state for _, state, *_ in ours] == ["ended", "paid"]
        assert sorted(what for *_, what in noted) == ["ended", "paid"]

    @pytest.mark.parametrize("seed", range(4))
    def test_events_late_doubled_and_shuffled_while_life_goes_on(self, rail, seed):
        chance = random.Random(seed)
        rail.subscribed()
        rail.account.faults.declined_payments = 1
        ref = subscription_at(rail).ref
        steps = [
            partial(rail.pass_days, 31.1),
            partial(rail.pass_days, 4),
            lambda: rail.v1.subscriptions.cancel(ref),
        ]
        late: list[dict] = []
        for step in [lambda: None, *steps]:
            step()
            late += rail.news()
            chance.shuffle(late)
            now, late = late[::2], late[1::2]
            rail.read(*now, *now[:2])
        rail.read(*late)

        (there,) = rail.there("subscription")
        invoices = {each["id"]: each["status"] for each in rail.there("invoice")}
        ours = state_of_ours()
        assert ours[0][:2] == (there["id"], "ended")
        assert {ref: state for ref, state, *_ in ours[1:]} == invoices
        once = [(invoice, what) for _, invoice, what in changes() if invoice and what != "changed"]
        assert len(once) == len(set(once))

    def test_whoever_looked_before_another_wrote_looks_again(self, rail, monkeypatch):
        rail.subscribed()
        rail.hear()
        about = subscription_at(rail)
        gateway = gateways.of("stripe")
        look = gateway.fetch

        def slow_look(reference):
            """The news overtake the first look on its way home."""
            facts = look(reference)
            monkeypatch.setattr(gateway, "fetch", look)
            rail.v1.subscriptions.cancel(about.ref)
            mirror.refresh(gateway, reference, cause="the quick one", at=timezone.now())
            return facts

        monkeypatch.setattr(gateway, "fetch", slow_look)
        rail.v1.subscriptions.update(about.ref, {"cancel_at_period_end": True})
        with in_office():
            mirror.refresh(gateway, about, cause="the slow one", at=timezone.now())

        assert office(ProviderSubscription.objects.get).state == "ended"
        ended = office(lambda: list(Change.objects.filter(what="ended")))
        assert [change.cause for change in ended] == ["the quick one"]


class TestWhoseAndWhen:
    @pytest.mark.parametrize(
        "sent",
        [
            {"secrets": ("whsec_wrong",)},
            {"late": -301},
            {"late": 86_400},
            {"header": ""},
            {"header": "t=1,v1=abc"},
        ],
        ids=["another secret", "five minutes ago", "tomorrow", "unsigned", "nonsense"],
    )
    def test_what_is_not_stripes_or_not_of_now_is_refused(self, rail, sent):
        rail.subscribed()

        assert tell(rail.news()[0], **sent).status_code == 400
        assert office(Received.objects.count) == 0

    def test_an_old_secret_holds_until_it_is_taken_away(self, rail, settings):
        rail.subscribed()
        first, second, *_ = rail.news()
        settings.STRIPE_WEBHOOK_SECRETS = ["whsec_new", fake.SECRET]
        assert tell(first).status_code == 200

        settings.STRIPE_WEBHOOK_SECRETS = ["whsec_new"]

        assert tell(second).status_code == 400
        assert tell(second, secrets=("whsec_new",)).status_code == 200

    def test_a_test_event_in_live_mode_is_kept_and_has_no_effect(self, rail, settings):
        rail.subscribed()
        settings.STRIPE_IS_LIVE = True
        gateways.forget()

        rail.hear()

        assert office(ProviderSubscription.objects.count) == 0
        kept = office(lambda: set(Received.objects.values_list("state", "is_live")))
        assert kept == {(Received.IGNORED, False)}

    def test_an_unknown_event_is_kept_and_ignored(self, rail):
        event = {
            "id": "evt_new",
            "object": "event",
            "type": "treasury.dragon.woke",
            "created": 1,
            "livemode": False,
            "data": {"object": {"id": "dr_1"}},
        }
        rail.hear(event)

        kept = office(Received.objects.get)
        assert (kept.state, kept.body["type"]) == (Received.IGNORED, "treasury.dragon.woke")

    @pytest.mark.parametrize("body", ["", "[]", "{}", '{"object": "event"}', "не json"])
    def test_a_signed_body_that_is_no_event_is_refused(self, rail, body):
        assert tell(body).status_code == 400

    def test_a_stranger_in_the_same_account_is_none_of_ours(self, rail):
        stranger = rail.v1.customers.create({"name": "Somebody else"})
        made = rail.v1.invoices.create(
            {"customer": stranger.id, "collection_method": "send_invoice", "days_until_due": 1}
        )
        rail.v1.invoice_items.create({"customer": stranger.id, "invoice": made.id, "amount": 5})
        rail.v1.invoices.send_invoice(made.id)
        rail.hear()

        assert office(ProviderInvoice.objects.count) == 0
        assert office(lambda: set(Received.objects.values_list("state", flat=True))) == {
            Received.IGNORED
        }

    @pytest.mark.parametrize("host", ["penza.localhost", "localhost"])
    def test_the_door_is_on_the_offices_host_alone(self, rail, host):
        answer = Client(headers={"host": host}).post("/billing/stripe/", "{}", "application/json")

        assert answer.status_code == 404

    def test_without_secrets_there_is_no_door(self, rail, settings):
        settings.STRIPE_WEBHOOK_SECRETS = []

        assert tell("{}").status_code == 404


class TestPutOff:
    def test_while_stripe_is_silent_events_wait_and_are_taken_up_again(self, rail):
        rail.subscribed()
        told = rail.news()
        rail.account.faults.add("unreachable", "GET .*", times=100)
        rail.hear(*told)
        assert office(lambda: Received.objects.filter(state=Received.WAITING).count()) == len(told)
        rail.account.faults.clear()

        with in_office():
            assert processing.sweep(at=timezone.now()) == 0
            later = timezone.now() + timedelta(minutes=1)
            assert processing.sweep(at=later) == len(told)
        rail.work()

        assert sorted(what for *_, what in changes()) == ["active", "paid"]


def work_off(pk: int) -> None:
    try:
        with in_office():
            processing.process(pk, at=timezone.now())
    finally:
        connections.close_all()


def test_a_change_that_cannot_be_booked_keeps_no_other_out(rail):
    rail.subscribed()
    rail.read(*rail.news())
    with in_office(), transaction.atomic():
        Subscription.objects.filter(tenant="t_penza").update(rail="", state="trial")
    told = office(lambda: Change.objects.filter(what="active").values_list("pk", flat=True)[0])

    with pytest.raises(Change.DoesNotExist):
        handlers.follow([{"change": 0}, {"change": told}])

    assert office(lambda: Subscription.objects.get(tenant="t_penza")).rail == "stripe"
