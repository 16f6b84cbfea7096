"""Electronic signatures: whose they are, under which bytes, and why one is refused."""

import base64
import zlib
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from asn1crypto import cms, x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs7

from onboarding.organisations.signing import gost, trust
from onboarding.organisations.signing.check import checked
from onboarding.organisations.signing.envelope import opened
from onboarding.organisations.signing.refusal import SignatureRefused
from onboarding.organisations.signing.scan import take
from onboarding.organisations.signing.whose import Signer, same_full_name, same_person
from tenants.accounts.actor import Actor, Role
from tests import make
from tests.onboarding import keys

DOCUMENT = b"%PDF-1.7 the very bytes of the agreement %%EOF"
PACKED = b"%%PDF-1.7 5 0 obj <</Type /Obj#53tm>> stream\n%b\nendstream %%%%EOF"
PARTY = Signer("7707083893", "Иванов И. И.")
CITY = Actor(role=Role.ADMINISTRATOR, name="Анна")


@pytest.fixture
def now():
    """The signatures are made by a program with a clock of its own."""
    return datetime.now(UTC)


def check(content, now, *, document=DOCUMENT, signer=PARTY):
    return checked(content, document, signer=signer, sent_at=now - timedelta(hours=1), at=now)


def refusal(content, now, **options) -> str:
    with pytest.raises(SignatureRefused) as refused:
        check(content, now, **options)
    return refused.value.fields["file"]


@pytest.mark.parametrize("form", ["DER", "PEM"])
def test_a_detached_rsa_signature_is_taken(city, tmp_path, now, form):
    verdict = check(keys.signed(DOCUMENT, keys.identity(), tmp_path, form=form), now)

    assert verdict.holder.name == "Иванов Иван Иванович"
    assert verdict.holder.organisation == "МУП «Водоканал»"
    assert verdict.holder.inn == "7707083893"
    assert verdict.holder.serial == "3F 0A 11 91"
    assert any("ни одного доверенного" in each for each in verdict.warnings)


def test_base64_without_a_frame_is_taken(city, tmp_path, now):
    signature = base64.encodebytes(keys.signed(DOCUMENT, keys.identity(), tmp_path))

    assert check(signature, now).holder.inn == "7707083893"


def test_an_elliptic_signature_is_taken(city, tmp_path, now):
    who = keys.identity(key=ec.generate_private_key(ec.SECP256R1()))

    assert check(keys.signed(DOCUMENT, who, tmp_path, md="sha384"), now).holder.inn


def test_a_pss_signature_is_taken(city, tmp_path, now):
    signature = keys.signed(DOCUMENT, keys.identity(), tmp_path, "-keyopt", "rsa_padding_mode:pss")

    assert check(signature, now).holder.inn


def test_a_signature_made_by_another_program_without_attributes_is_taken(city, now):
    who = keys.identity()
    signature = (
        pkcs7.PKCS7SignatureBuilder()
        .set_data(DOCUMENT)
        .add_signer(who.certificate, who.key, hashes.SHA256())
        .sign(
            serialization.Encoding.DER,
            [
                pkcs7.PKCS7Options.DetachedSignature,
                pkcs7.PKCS7Options.Binary,
                pkcs7.PKCS7Options.NoAttributes,
            ],
        )
    )

    assert check(signature, now).holder.inn


def test_one_changed_byte_of_the_document_is_told(city, tmp_path, now):
    signature = keys.signed(DOCUMENT, keys.identity(), tmp_path)
    tampered = DOCUMENT.replace(b"very", b"vary")

    assert "не совпадает до байта" in refusal(signature, now, document=tampered)


def test_one_changed_byte_of_the_signature_is_told(city, tmp_path, now):
    signature = bytearray(keys.signed(DOCUMENT, keys.identity(), tmp_path))
    signature[-3] ^= 1

    assert "повреждён" in refusal(bytes(signature), now)


def test_a_certificate_of_another_organisation_is_refused(city, tmp_path, now):
    who = keys.identity(organisation="ООО «Тепло»", inn="7736050003")

    sentence = refusal(keys.signed(DOCUMENT, who, tmp_path), now)

    assert "другой организации" in sentence
    assert "7736050003" in sentence
    assert "7707083893" in sentence


def test_another_hand_of_the_same_organisation_is_a_warning(city, tmp_path, now):
    verdict = check(keys.signed(DOCUMENT, keys.identity("Петров Пётр"), tmp_path), now)

    assert any("проверьте доверенность" in each for each in verdict.warnings)


def test_a_personal_certificate_of_the_head_in_full_is_taken_with_a_warning(city, tmp_path, now):
    who = keys.identity(organisation="", inn="", own_inn="500100732259")
    signature = keys.signed(DOCUMENT, who, tmp_path)

    verdict = check(signature, now, signer=Signer(PARTY.inn, "Иванов Иван Иванович"))

    assert any("Сертификат личный" in each for each in verdict.warnings)
    assert "совпадают полностью" in refusal(signature, now, signer=PARTY)


def test_an_entrepreneur_is_known_by_the_number_alone(city, tmp_path, now):
    party = Signer("500100732259", "Иванов Иван Иванович")
    own = keys.identity("Иванова Анна", organisation="", inn="", own_inn=party.inn)
    namesake = keys.identity(organisation="", inn="", own_inn="771234567891")

    assert check(keys.signed(DOCUMENT, own, tmp_path), now, signer=party).holder.own_inn
    sentence = refusal(keys.signed(DOCUMENT, namesake, tmp_path), now, signer=party)
    assert "предпринимателя с ИНН 500100732259" in sentence


@pytest.mark.parametrize(
    ("name", "organisation", "words"),
    [
        ("Сидоров Сидор", "", "другому человеку: Сидоров Сидор"),
        ("Иванов", "", "другому человеку: Иванов"),
        ("Иванов И. И.", "", "совпадают полностью"),
        ("", "", "другому человеку: Подпись"),
        ("Иванов Иван Иванович", "ООО «Чужая»", "нет ИНН организации"),
        ("", "ООО «Чужая»", "нет ИНН организации: ООО «Чужая»"),
    ],
)
def test_a_certificate_that_does_not_say_it_is_the_partys_is_refused(
    city, tmp_path, now, name, organisation, words
):
    who = keys.identity(name, organisation=organisation, inn="")

    assert words in refusal(keys.signed(DOCUMENT, who, tmp_path), now)


def test_a_certificate_that_signed_itself_is_refused(city, tmp_path, now):
    who = keys.identity(signs_itself=True)

    assert "выдан самим себе" in refusal(keys.signed(DOCUMENT, who, tmp_path), now)


def test_a_number_filled_up_with_zeros_is_the_organisations(city, tmp_path, now):
    who = keys.identity(inn="", own_inn="007707083893")

    assert check(keys.signed(DOCUMENT, who, tmp_path), now).holder.inn == "7707083893"


def test_an_expired_certificate_is_refused(city, tmp_path, now):
    who = keys.identity(since=timedelta(days=-400), until=timedelta(days=-35))

    assert "Срок сертификата закончился" in refusal(keys.signed(DOCUMENT, who, tmp_path), now)


def test_a_certificate_of_tomorrow_is_refused(city, tmp_path, now):
    who = keys.identity(since=timedelta(days=1))

    assert "начинает действовать" in refusal(keys.signed(DOCUMENT, who, tmp_path), now)


def test_a_signature_older_than_the_document_is_refused(city, tmp_path, now):
    signature = keys.signed(DOCUMENT, keys.identity(), tmp_path)

    with pytest.raises(SignatureRefused, match="раньше самого документа"):
        checked(signature, DOCUMENT, signer=PARTY, sent_at=now + timedelta(hours=2), at=now)


@pytest.mark.parametrize(
    "content",
    [b"", b"not a signature", b"\x30\x03\x02\x01\x01", DOCUMENT, b"-----BEGIN PKCS7-----"],
)
def test_a_file_that_is_no_signature_is_told(city, now, content):
    assert "не электронная подпись" in refusal(content, now)


def test_a_certificate_alone_is_no_signature(city, now):
    content = keys.identity().certificate.public_bytes(serialization.Encoding.DER)

    assert "не электронная подпись" in refusal(content, now)


def test_a_signature_attached_to_another_document_is_told(city, tmp_path, now):
    signature = keys.signed(b"another", keys.identity(), tmp_path, "-nodetach")

    assert "прикреплена к другому документу" in refusal(signature, now)


def test_a_signature_attached_to_this_document_is_taken(city, tmp_path, now):
    signature = keys.signed(DOCUMENT, keys.identity(), tmp_path, "-nodetach")

    assert check(signature, now).holder.inn


def test_several_signers_are_refused(city, tmp_path, now):
    other = keys.identity("Петров Пётр", key=keys.rsa_key(1))
    (tmp_path / "other.pem").write_bytes(other.pem)
    (tmp_path / "other.key").write_bytes(
        other.key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    signature = keys.signed(
        DOCUMENT,
        keys.identity(),
        tmp_path,
        *("-signer", str(tmp_path / "other.pem"), "-inkey", str(tmp_path / "other.key")),
    )

    assert "нескольких лиц (2)" in refusal(signature, now)


def test_a_weak_digest_is_refused(city, tmp_path, now):
    signature = keys.signed(DOCUMENT, keys.identity(), tmp_path, md="sha1")

    assert "слабым алгоритмом SHA-1" in refusal(signature, now)


def test_a_short_key_is_refused(city, tmp_path, now):
    who = keys.identity(key=keys.rsa_key(5, 1024))

    assert "короче 2048" in refusal(keys.signed(DOCUMENT, who, tmp_path), now)


def test_a_signature_without_its_certificate_is_told(city, tmp_path, now):
    signature = keys.signed(DOCUMENT, keys.identity(), tmp_path, "-nocerts")

    assert "нет сертификата подписавшего" in refusal(signature, now)


def test_a_chain_to_a_trusted_authority_is_checked(city, tmp_path, now):
    centre = keys.authority()
    trust.add(centre.pem, by=CITY, at=now)

    verdict = check(keys.signed(DOCUMENT, keys.identity(by=centre), tmp_path), now)
    assert not any("доверенн" in each for each in verdict.warnings)

    other = keys.authority("Чужой центр", number=98)
    stranger = keys.signed(DOCUMENT, keys.identity(by=other), tmp_path)
    assert "не входит в список доверенных" in refusal(stranger, now)


@pytest.mark.parametrize(
    ("root", "middle"),
    [({}, {"signs_certificates": False}), ({"path_length": 0}, {})],
)
def test_an_authority_beyond_its_rights_leads_nowhere(city, tmp_path, now, root, middle):
    centre = keys.authority("Корень", **root)
    between = keys.authority("Середина", by=centre, number=98, **middle)
    trust.add(centre.pem, by=CITY, at=now)

    (tmp_path / "middle.pem").write_bytes(between.pem)
    carried = ("-certfile", str(tmp_path / "middle.pem"))
    signature = keys.signed(DOCUMENT, keys.identity(by=between), tmp_path, *carried)

    assert "не входит в список доверенных" in refusal(signature, now)


def test_an_authority_between_leads_to_the_trusted_one(city, tmp_path, now):
    centre = keys.authority("Корень")
    between = keys.authority("Середина", by=centre, number=98, path_length=0)
    trust.add(centre.pem, by=CITY, at=now)

    (tmp_path / "middle.pem").write_bytes(between.pem)
    carried = ("-certfile", str(tmp_path / "middle.pem"))

    assert check(keys.signed(DOCUMENT, keys.identity(by=between), tmp_path, *carried), now)


def test_only_an_authority_is_trusted(city, now):
    with pytest.raises(trust.BadInput, match="не удостоверяющего центра"):
        trust.add(keys.identity().pem, by=CITY, at=now)
    with pytest.raises(trust.BadInput, match="Это не сертификат"):
        trust.add(b"hello", by=CITY, at=now)


def test_gost_without_its_engine_is_told_in_a_sentence(city, now, monkeypatch):
    monkeypatch.setattr(gost, "is_here", lambda: False)

    with pytest.raises(SignatureRefused, match="нет модуля ГОСТ"):
        gost.verify(None, DOCUMENT)


@pytest.fixture
def by_openssl(monkeypatch):
    """ГОСТ's way through OpenSSL, walked with keys that need no engine."""
    monkeypatch.setattr(gost, "is_here", lambda: True)
    monkeypatch.setattr(gost, "_BY_ENGINE", ())
    monkeypatch.setattr(
        "onboarding.organisations.signing.envelope.GOST_DIGESTS", {"2.16.840.1.101.3.4.2.1": 32}
    )


def test_gost_is_held_to_the_same_trusted_list(city, tmp_path, now, by_openssl):
    own = keys.signed(DOCUMENT, keys.identity(), tmp_path)
    assert any("ни одного доверенного" in each for each in check(own, now).warnings)
    alone = keys.signed(DOCUMENT, keys.identity(signs_itself=True), tmp_path)
    assert "выдан самим себе" in refusal(alone, now)

    trust.add(keys.authority().pem, by=CITY, at=now)

    assert not any("доверенн" in each for each in check(own, now).warnings)
    assert "не входит в список" in refusal(alone, now)
    other = keys.authority("Чужой центр", number=98)
    stranger = keys.signed(DOCUMENT, keys.identity(by=other), tmp_path)
    assert "не входит в список" in refusal(stranger, now)
    assert "не подходит к документу" in refusal(own, now, document=DOCUMENT + b" ")


def test_gost_is_counted_by_the_certificate_that_is_shown(city, tmp_path, now, by_openssl):
    content = keys.signed(DOCUMENT, keys.identity(), tmp_path)
    envelope = opened(content, DOCUMENT)
    other = keys.identity(key=keys.rsa_key(1)).certificate.public_bytes(serialization.Encoding.DER)

    with pytest.raises(SignatureRefused, match="не подходит к документу"):
        gost.verify(replace(envelope, certificate=x509.Certificate.load(other)), DOCUMENT)


def test_no_broken_byte_is_more_than_a_refusal(city, tmp_path, now):
    """Every byte of a good signature is spoiled in turn, and it is cut at every length."""
    good = keys.signed(DOCUMENT, keys.identity(), tmp_path)
    trust.add(keys.authority().pem, by=CITY, at=now)
    spoiled = [
        good[:place] + bytes([good[place] ^ 0x55]) + good[place + 1 :]
        for place in range(0, len(good), 5)
    ]

    for content in (*spoiled, *(good[:length] for length in range(0, len(good), 11))):
        with suppress(SignatureRefused):
            check(content, now)


def test_pss_without_its_parameters_is_a_refusal(city, tmp_path, now):
    good = keys.signed(DOCUMENT, keys.identity(), tmp_path)
    told = cms.ContentInfo.load(good)
    told["content"]["signer_infos"][0]["signature_algorithm"] = {"algorithm": "rsassa_pss"}

    assert "не электронная подпись" in refusal(told.dump(force=True), now)


def test_a_name_in_a_certificate_is_one_line_that_can_be_kept(city, tmp_path, now):
    who = keys.identity("Иванов И\x00ван\u202e", organisation="МУП\x00")

    held = check(keys.signed(DOCUMENT, who, tmp_path), now).holder

    assert (held.name, held.organisation) == ("Иванов Иван", "МУП")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Тарасов Иван Петрович", "ТАРАСОВ ИВАН ПЕТРОВИЧ", True),
        ("Тарасов Иван Петрович", "Тарасов Иван", False),
        ("Тарасов И. П.", "Тарасов И. П.", False),
        ("Тарасов", "Тарасов", False),
        ("", "", False),
    ],
)
def test_a_full_name_is_the_same_word_for_word(one, other, same):
    assert same_full_name(one, other) is same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Тарасов Иван Петрович", "Тарасов И. П.", True),
        ("Тарасов", "Тарасов Иван Петрович", False),
        ("ТАРАСОВ ИВАН", "Тарасов Иван Петрович", True),
        ("Тарасов Иван", "Тарасова Инна", False),
        ("Тарасов Иван", "Тарасов П.", False),
        ("", "Тарасов", False),
    ],
)
def test_a_name_is_known_by_its_initials(one, other, same):
    assert same_person(one, other) is same


# --- scans ---------------------------------------------------------------------------------------


def test_a_scanned_picture_is_drawn_anew():
    scan = take(make.picture((800, 600), "PNG").read())

    assert (scan.suffix, scan.media) == ("jpg", "image/jpeg")
    assert scan.content.startswith(b"\xff\xd8")


def test_an_image_bomb_is_refused_in_a_sentence():
    bomb = make.picture((13000, 13000), "PNG").read()
    assert len(bomb) < 1 << 20

    with pytest.raises(SignatureRefused, match="слишком много"):
        take(bomb)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "пуст"),
        (b"hello", "не скан"),
        (b"%PDF-1.7 cut", "обрывается"),
        (b"%PDF-1.7 /OpenAction <<>> %%EOF", "сценарии"),
        (b"%PDF-1.7 /J#61va#53cript (app.alert(1)) %%EOF", "сценарии"),
        (PACKED % zlib.compress(b"1 0 <</AA <<>> >>"), "сценарии"),
        (PACKED % b"hidden by another filter", "сценарии"),
        (PACKED % zlib.compress(bytes(9 << 20)), "сценарии"),
        (b"%PDF-1.7 /Encrypt 5 0 R %%EOF", "под паролем"),
        (b"<svg onload='alert(1)'>", "не скан"),
    ],
)
def test_a_bad_scan_is_refused_in_a_sentence(content, words):
    with pytest.raises(SignatureRefused, match=words):
        take(content)


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7 scan of the paper %%EOF",
        b"%PDF-1.7 /JSONs /AAB %%EOF",
        PACKED % zlib.compress(b"1 0 <</Type /Page>>"),
    ],
)
def test_a_plain_pdf_is_kept_byte_for_byte(content):
    assert take(content).content == content
