import pytest
from django.core.cache import cache
from django.utils import timezone

from appeals import actions
from appeals.actions import photos
from tests import make
from tests.portal.counting import statements


@pytest.fixture
def assigned(city, vodokanal):
    house = make.house()
    make.serving(house, vodokanal)
    return make.appeal(
        text="Нет воды, квартира 47, звоните 8 912 345-67-89",
        house_id=house.pk,
        category="cold_water_off",
        at=timezone.now(),
        name="Мария",
        phone="+79123456789",
        flat="47",
    )


def page(client, appeal):
    return client.get(f"/appeals/{appeal.latin_number}/").content.decode()


def test_a_card_says_who_answers_until_when_and_by_whose_rule(assigned, client):
    text = page(client, assigned)

    assert assigned.number in text
    assert "ООО «Горводоканал»" in text
    assert "Ждёт принятия" in text
    assert "Принять: осталось" in text
    assert assigned.terms["accept"]["source"] in text


def test_a_card_hides_what_is_personal(assigned, client):
    text = page(client, assigned)

    for secret in ("345-67-89", "+79123456789", "квартира 47", "Мария", assigned.tracking_code):
        assert secret not in text
    assert '<mark class="hid">' in text


def test_the_timeline_is_to_the_second_in_the_citys_zone(assigned, member, client):
    actions.accept(assigned.pk, by=member, at=timezone.now())
    event = assigned.events.get(kind="accept")

    text = page(client, assigned)

    assert (
        timezone.localtime(event.at, timezone.get_fixed_timezone(180)).strftime("%H:%M:%S") in text
    )
    assert "Принято в работу" in text
    assert "Передано: " in text


def test_a_card_takes_at_most_six_statements(assigned, member, client):
    actions.accept(assigned.pk, by=member, at=timezone.now())
    client.get(f"/appeals/{assigned.latin_number}/")

    with statements() as seen:
        assert client.get(f"/appeals/{assigned.latin_number}/").status_code == 200

    assert len(seen) <= 6


def test_the_moving_parts_come_alone(assigned, client):
    part = client.get(f"/appeals/{assigned.latin_number}/?partial=timeline").content.decode()

    assert "<html" not in part
    for name in ("state", "verdict", "promise", "photos", "timeline"):
        assert f'id="{name}" data-live-part' in part


def test_the_number_is_understood_in_either_alphabet(assigned, client):
    for typed in (assigned.number, assigned.latin_number.lower()):
        answer = client.get(f"/appeals/{typed}/")
        assert answer.status_code == 302
        assert answer["Location"] == f"/appeals/{assigned.latin_number}/"


def test_a_hidden_text_takes_the_other_words_of_the_applicant_with_it(city, client):
    cache.clear()
    appeal = make.appeal(
        at=timezone.now(), text="Гадкая сходка", address="у гадкого сквера", category="cold_water_off",
        landmark="гадкий столб", latitude=53.2, longitude=45.0, answers={"who_else": "street"},
    )  # fmt: skip
    number = appeal.latin_number
    public = [f"/appeals/{number}/", f"/api/v1/appeals/{number}/", "/feeds/city.atom", "/",
              "/map/?lat=53.2&lon=45.0&z=16", "/map/cells/?bbox=44.99,53.19,45.01,53.21&z=16"]  # fmt: skip
    told = {path: client.get(path) for path in public}
    assert not [path for path, one in told.items() if "гадк" not in one.text.lower()]
    assert "Во всём доме или на улице" in page(client, appeal)

    actions.moderate(appeal.pk, actions.Change(what="text", how="hide", reason="insult"),
                     by=make.DISPATCHER, at=timezone.now())  # fmt: skip

    cache.clear()
    for path in public:
        assert "гадк" not in client.get(path).text.lower(), path
    assert "Во всём доме или на улице" not in page(client, appeal)
    own = client.get(f"/track/{appeal.tracking_code}/").text
    assert "у гадкого сквера, гадкий столб" in own
    assert "Во всём доме или на улице" in own


def test_a_hidden_appeal_looks_like_a_missing_one(city, client):
    hidden = make.appeal(is_public=False)
    missing = hidden.latin_number.replace("-0", "-9")

    one = client.get(f"/appeals/{hidden.latin_number}/")
    other = client.get(f"/appeals/{missing}/")

    assert one.status_code == other.status_code == 404
    assert one.content.decode().replace(hidden.latin_number, "N") == other.content.decode().replace(
        missing, "N"
    )


def test_search_by_number_leads_to_the_card(assigned, client):
    assert client.get("/search/", {"q": assigned.number})["Location"] == (
        f"/appeals/{assigned.latin_number}/"
    )


def test_a_photo_is_shown_to_everybody_and_keeps_no_name_of_its_file(city, client):
    appeal = make.appeal(photos=(photos.take(make.picture()),))
    shown = appeal.attachments.get()

    assert f"/media/{shown.key}.jpg" in page(client, appeal)
    answer = client.get(f"/media/{shown.key}.jpg")
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert b"".join(answer).startswith(b"\xff\xd8")


def test_a_photo_of_a_hidden_appeal_is_for_its_applicant_alone(city, client):
    appeal = make.appeal(is_public=False, photos=(photos.take(make.picture()),))
    address = f"/media/{appeal.attachments.get().key}.jpg"

    assert client.get(address).status_code == 404
    client.get(f"/track/{appeal.tracking_code}/")
    assert client.get(address).status_code == 200


def test_words_of_an_executor_go_through_the_mask_once_more(assigned, member, client):
    actions.accept(assigned.pk, by=member, at=timezone.now())
    actions.resolve(
        assigned.pk,
        report="Воду дали, звонили на 8 912 345-67-89",
        cause="pipe_wear",
        by=member,
        at=timezone.now(),
    )

    text = page(client, assigned)

    assert "Воду дали" in text
    assert "345-67-89" not in text


HERE = {"Sec-Fetch-Site": "same-origin"}


def still(client, appeal, **headers):
    return client.post(f"/appeals/{appeal.latin_number}/still/", headers=headers or HERE)


def test_a_neighbour_says_once_that_it_is_still_not_fixed(assigned, client):
    answer = still(client, assigned)
    still(client, assigned)

    assert answer["Location"].endswith("?said=still#neighbours")
    assert "Спасибо, отметили" in client.get(answer["Location"]).content.decode()
    assert "Отметок соседей: 1" in page(client, assigned)
    assert "session" not in client.cookies


def test_a_form_of_another_site_is_refused(assigned, client):
    for headers in (
        {"Sec-Fetch-Site": "cross-site"},
        {"Origin": "https://evil.example"},
        {"Referer": "https://evil.example/penza.localhost"},
        {"Accept": "text/html"},
    ):
        assert still(client, assigned, **headers).status_code == 403
    assert still(client, assigned, Origin="http://penza.localhost").status_code == 302


def test_one_network_cannot_flood_a_card_with_doubts(assigned, client):
    for _ in range(15):
        client.cookies.clear()
        still(client, assigned)

    assigned.refresh_from_db()
    assert assigned.doubt_count == 12


def test_a_card_can_be_shared_without_scripts(assigned, client):
    text = page(client, assigned)

    address = f"http://penza.localhost/appeals/{assigned.latin_number}/"
    assert f'value="{address}" readonly' in text
    assert f'<meta property="og:url" content="{address}">' in text
    assert "Отвечает ООО «Горводоканал»." in text
