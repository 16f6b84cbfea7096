"""What people write into the address or the landmark is as public as their words: masked."""

import pytest

from tests import make

ADDRESS = "ул. Мира 5, кв. 77, Иванова Мария Петровна, 8 912 345 67 89"
SECRETS = ("77", "345 67 89", "Петровна")


@pytest.fixture
def told(city):
    return make.appeal(address=ADDRESS, landmark="звоните 8 912 345 67 89")


@pytest.mark.parametrize(
    "page",
    ["/", "/?partial=feed", "/appeals/{}/", "/appeals/{}/?partial=timeline", "/api/v1/appeals/{}/"],
)
def test_nobody_reads_a_flat_a_phone_or_a_name_in_the_address(told, client, page):
    text = client.get(page.format(told.latin_number)).content.decode()

    assert not [secret for secret in SECRETS[1:] if secret in text]
    assert "кв. 77" not in text


def test_the_desk_reads_the_address_as_it_was_told(told, client):
    from appeals.models import ApiKey

    key = {"authorization": f"Bearer {ApiKey.issue(name='ЕДДС', role='dispatcher')}"}

    assert (
        client.get(f"/api/v1/appeals/{told.latin_number}/", headers=key).json()["address"]
        == ADDRESS
    )
    queue = client.get("/api/v1/appeals/", headers=key).json()["appeals"]
    assert [row["address"] for row in queue] == [ADDRESS]
