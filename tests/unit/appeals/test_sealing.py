"""Push messages against the published vector of RFC 8291, appendix A, and our own verification."""

import json
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from appeals.notifications import outward
from appeals.notifications.channels import sealing, vapid

OWN = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
THEIRS = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
SECRET, SALT = "BTBZMqHH6r4Tts7J_aSIgg", "DGv6ra1nlYgDCS1FRnbzlw"
SEALED = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6Tlz"
    "AC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
)


def test_the_vector_of_the_rfc_is_sealed_byte_by_byte():
    body = sealing.sealed(
        b"When I grow up, I want to be a watermelon",
        to=sealing.unpacked(THEIRS),
        secret=sealing.unpacked(SECRET),
        own=sealing.private(OWN),
        salt=sealing.unpacked(SALT),
    )

    assert sealing.packed(body) == SEALED


def test_a_key_that_is_no_point_is_refused():
    with pytest.raises(ValueError):
        sealing.sealed(b"x", to=b"\4" + b"1" * 64, secret=b"0" * 16)


def test_the_signature_holds_for_the_service_and_for_hours(settings):
    settings.VAPID_PRIVATE_KEY = OWN
    now = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)

    header = vapid.authorization("https://push.example:444/v2/abc?x", at=now)

    token, key = header.removeprefix("vapid t=").split(", k=")
    head, claims, signature = token.split(".")
    told = json.loads(sealing.unpacked(claims))
    assert told["aud"] == "https://push.example:444"
    assert told["exp"] - now.timestamp() == 12 * 3600
    raw = sealing.unpacked(signature)
    public = ec.EllipticCurvePublicKey.from_encoded_point(sealing.CURVE, sealing.unpacked(key))
    public.verify(
        encode_dss_signature(int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big")),
        f"{head}.{claims}".encode(),
        ec.ECDSA(hashes.SHA256()),
    )


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "169.254.169.254", "192.168.1.1", "100.64.0.1", "0.0.0.0",
        "::1", "::ffff:127.0.0.1", "fe80::1%eth0", "fd00::1", "2002:7f00:1::", "64:ff9b::7f00:1",
        "224.0.0.1",
    ],
)  # fmt: skip
def test_no_private_address_passes(address):
    assert not outward.is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "2a02:6b8::2:242"])
def test_public_addresses_pass(address):
    assert outward.is_public(address)


@pytest.mark.parametrize("url", ["ftp://example.org/", "https:///x", "http://93.184.216.34/", "x"])
def test_only_https_is_spoken_to_strangers(url):
    with pytest.raises(outward.Unreachable):
        outward.post(url, b"", {})
