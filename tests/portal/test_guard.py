"""Programs are turned away by quiet signs; a person, also without scripts, always gets through."""

import re

import pytest
from django.utils import timezone

from appeals import actions
from appeals.models import Appeal, Joined
from portal import guard
from tenants.accounts import limits
from tenants.isolation import scope
from tests import make

WORDS = ("один", "два", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять")


@pytest.fixture(autouse=True)
def watching(settings, city):
    """As in life: the time of the page counts, and nobody has filed yet."""
    settings.FORM_LEAST_SECONDS = 3
    limits._store().flushdb()
    yield
    limits._store().flushdb()


@pytest.fixture
def later(monkeypatch):
    """`later(5)`: so many seconds have passed since the page was opened."""

    def pass_(seconds):
        now = guard.time.time() + seconds
        monkeypatch.setattr(guard.time, "time", lambda: now)

    return pass_


def opened(page):
    return re.search(r'name="opened" value="([^"]+)"', page.text)[1]


def told(page, key="attempt", **fields):
    return {
        "key": key,
        "text": "Хочу рассказать о дворе",
        "address": "у сквера",
        "category": "other",
        "opened": opened(page),
        **fields,
    }


def test_a_person_who_reads_the_page_notices_nothing(client, later):
    page = client.get("/new/")
    later(5)

    assert "Сколько будет" not in page.text
    assert client.post("/new/", told(page, website="")).status_code == 302


def test_sent_sooner_than_anybody_reads_it_has_to_be_sent_again(client, later):
    page = client.get("/new/")
    hasty = client.post("/new/", told(page))

    assert hasty.status_code == 422
    assert "быстрее, чем её можно прочесть" in hasty.text
    assert "Хочу рассказать о дворе" in hasty.text
    later(4)
    assert client.post("/new/", told(hasty)).status_code == 302


@pytest.mark.parametrize(
    "sign", [{"website": "http://spam.example"}, {"opened": ""}, {"opened": "a:b:c"}]
)
def test_a_program_is_stopped_and_a_person_answers_a_plain_question(client, later, sign):
    page = client.get("/new/")
    later(5)
    stopped = client.post("/new/", told(page, **sign))

    assert stopped.status_code == 422
    assert not Appeal.objects.exists()
    assert "Ответьте на вопрос" in stopped.text
    wrong = client.post("/new/", {**told(stopped), **answered(stopped), "answer": "99"})
    assert "Ответ не подошёл" in wrong.text
    assert client.post("/new/", {**told(wrong), **answered(wrong)}).status_code == 302


def answered(page):
    """What somebody who can read and count sends."""
    one, other = re.search(r"Сколько будет (\w+) плюс (\w+)\?", page.text).groups()
    task = re.search(r'name="task" value="([^"]+)"', page.text)[1]
    return {"task": task, "answer": str(WORDS.index(one) + WORDS.index(other) + 2)}


def worked(page, key):
    """What the page's script sends."""
    task = re.search(r'name="task" value="([^"]+)"', page.text)[1]
    bits = int(re.search(r'data-proof="(\d+)"', page.text)[1])
    proof = next(n for n in range(10**7) if guard.zeros(f"{task}:{key}:{n}") >= bits)
    return {"task": task, "proof": str(proof)}


def flood(client, later):
    """Six were filed from this address in another way already."""
    for _ in range(6):
        limits.allowed("filed", "127.0.0.1", 1, 600)
    page = client.get("/new/")
    later(5)
    return page


def test_a_busy_address_works_for_each_form_or_answers(client, later):
    page = flood(client, later)

    assert client.post("/new/", told(page, "idle")).status_code == 422
    work = worked(page, "diligent")
    assert client.post("/new/", {**told(page, "other"), **work}).status_code == 422
    assert client.post("/new/", {**told(page, "diligent"), **work}).status_code == 302
    assert client.post("/new/", {**told(page, "reader"), **answered(page)}).status_code == 302
    assert Appeal.objects.count() == 2


def test_one_answer_does_not_open_the_door_for_a_thousand_forms(client, later):
    page = flood(client, later)
    sent = [client.post("/new/", {**told(page, f"k{n}"), **answered(page)}) for n in range(5)]

    assert [answer.status_code for answer in sent] == [302, 302, 302, 422, 422]


def test_guessing_is_stopped_by_a_sentence(client, later):
    page = flood(client, later)
    for _ in range(8):
        client.post("/new/", {**told(page), **answered(page), "answer": "1"})

    stopped = client.post("/new/", {**told(page), **answered(page), "answer": "1"})
    assert "Подождите 10 минут" in stopped.text


def test_a_page_files_only_so_many(client, later):
    page = client.get("/new/")
    later(5)
    sent = [client.post("/new/", told(page, f"key-{n}")).status_code for n in range(6)]

    assert sent == [302] * 5 + [422]


def test_joining_counts_as_filing_and_a_blocked_browser_joins_nothing(client, later):
    page = client.get("/new/")
    later(5)
    assert client.post("/new/", told(page)).status_code == 302
    appeals = [make.appeal(at=timezone.now()).latin_number for _ in range(5)]
    sent = [client.post("/new/", told(page, join=number)).status_code for number in appeals]

    assert sent == [302] * 4 + [422]
    limits._store().flushdb()
    actions.block(Appeal.objects.get(text="Хочу рассказать о дворе").pk, kinds=["browser"], reason="spam",
                  days=7, by=make.DISPATCHER, at=timezone.now())  # fmt: skip
    refused = client.post("/new/", told(page, join=appeals[-1]))
    assert (refused.status_code, "ничего не принимают" in refused.text) == (422, True)
    assert Joined.objects.count() == 4


def test_work_done_for_one_city_is_nothing_in_another(client, later, rf, stage):
    page = flood(client, later)
    request = rf.post("/new/", {**told(page, "k"), **worked(page, "k")})

    assert not guard.objection(request)
    with scope.entered(stage.kazan):
        assert "Ответьте на вопрос" in guard.objection(request)
