"""The fake Stripe's account: kept between runs, with time and levers that people can pull."""

import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests
import stripe

from infra.embedded import ports
from infra.embedded import stripe as embedded
from infra.embedded.data_folder import DataFolder
from infra.embedded.processes import Processes
from infra.fake_stripe.account import Account
from infra.fake_stripe.server import serving
from tests.fakes import stripe as fake

DAY = 86_400
ROOT = Path(__file__).resolve().parents[3]


def test_an_account_outlives_its_process(tmp_path):
    kept = tmp_path / "stripe.json"
    with serving(Account(kept_in=kept, salt="mine")) as first:
        made = fake.client(first).customers.create({"name": "Пенза"}).id
        levered = requests.post(f"{first.url}/control/time", {"days": "2"}, timeout=30)
        ahead = first.now() - int(first.clock())

    with serving(Account(kept_in=kept, salt="another")) as second:
        v1 = fake.client(second)
        assert levered.status_code == 200
        assert v1.customers.retrieve(made).name == "Пенза"
        assert v1.customers.create({}).id != made
        assert second.now() - int(second.clock()) == ahead == 2 * DAY


@pytest.mark.slow
def test_the_process_of_the_embedded_product_answers_and_keeps_its_account(tmp_path):
    data = DataFolder(tmp_path)
    told = {"PYTHONPATH": str(ROOT), "BASE_DOMAIN": "localhost"} | embedded.addresses(
        {}, last_port=None
    )
    (program,) = embedded.programs(ROOT, data, Path(sys.executable), told, 8000)
    processes = Processes(data.run, data.logs)
    data.create()
    processes.start(program)
    try:
        address = told["STRIPE_API_URL"]
        assert ports.wait_until(
            lambda: ports.is_answering(urlsplit(address).port),
            seconds=60,
            alive=lambda: processes.is_alive(embedded.NAME),
        ), processes.last_words(embedded.NAME)
        v1 = stripe.StripeClient(embedded.KEY, base_addresses={"api": address}).v1
        v1.customers.create({"name": "Пенза"})
        assert "console.localhost:8000" in requests.get(address, timeout=30).text
    finally:
        processes.stop([embedded.NAME])
    assert "Пенза" in (tmp_path / "stripe.json").read_text(encoding="unicode_escape")


def test_two_accounts_never_share_an_identifier():
    with serving(Account(salt="one")) as one, serving(Account(salt="two")) as two:
        first, second = (fake.client(each).customers.create({}).id for each in (one, two))

    assert first != second


def test_levers_are_pulled_on_a_page_and_put_back():
    with fake.account() as account:
        for lever, form in {
            "break": {"kind": "lost_answer", "request": "POST /v1/customers"},
            "decline": {"payments": "3"},
            "post": {"copies": "2", "shuffled": "on", "dropped": "*"},
        }.items():
            page = requests.post(f"{account.url}/control/{lever}", form, timeout=30)
            assert page.status_code == 200
        broken = (account.faults.declined_payments, len(account.faults.requests))
        spoilt = (account.post.copies, account.post.is_shuffled, account.post.dropped)

        requests.post(f"{account.url}/control/mend", {}, timeout=30)

        assert (broken, spoilt) == ((3, 1), (2, True, {"*"}))
        assert (account.faults.declined_payments, account.faults.requests) == (0, [])
        assert (account.post.copies, account.post.dropped) == (1, set())


def test_an_odd_lever_is_refused_in_words():
    with fake.account() as account:
        odd = requests.post(f"{account.url}/control/break", {"kind": "earthquake"}, timeout=30)

    assert odd.status_code == 400
    assert "earthquake" in odd.text


def test_what_people_typed_is_shown_as_text():
    with fake.account() as account:
        v1 = fake.client(account)
        v1.customers.create({"name": "<b>Пенза</b>"})
        payer = account.store.all("customer")[0]["id"]
        page = v1.billing_portal.sessions.create({"customer": payer}).url

        assert "&lt;b&gt;Пенза" in requests.get(page, timeout=30).text
