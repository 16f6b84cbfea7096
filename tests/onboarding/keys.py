"""Keys, certificates and signatures for tests: made by `cryptography` and the machine's OpenSSL."""

import subprocess
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

INN_OF_ORGANISATION = x509.ObjectIdentifier("1.2.643.100.4")
INN_OF_PERSON = x509.ObjectIdentifier("1.2.643.3.131.1.1")
_ORDINARY = x509.NameOID


@lru_cache(maxsize=8)
def rsa_key(number: int = 0, size: int = 2048) -> rsa.RSAPrivateKey:
    """A key that is made once for all tests."""
    return rsa.generate_private_key(public_exponent=65537, key_size=size)


@dataclass(frozen=True)
class Identity:
    """A certificate with its key."""

    certificate: x509.Certificate
    key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(Encoding.PEM)


def authority(
    name: str = "Удостоверяющий центр",
    *,
    by: Identity | None = None,
    path_length: int | None = 1,
    signs_certificates: bool = True,
    number: int = 99,
) -> Identity:
    """A certificate authority; it signs itself unless another one gave it its certificate."""
    key = rsa_key(number)
    subject = x509.Name([x509.NameAttribute(_ORDINARY.COMMON_NAME, name)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(by.certificate.subject if by else subject)
        .public_key(key.public_key())
        .serial_number(number)
        .not_valid_before(now - timedelta(days=900))
        .not_valid_after(now + timedelta(days=900))
        .add_extension(x509.BasicConstraints(ca=True, path_length=path_length), critical=True)
        .add_extension(_use(signs_certificates=signs_certificates), critical=True)
        .sign(by.key if by else key, hashes.SHA256())
    )
    return Identity(certificate, key)


def _use(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=True,
        key_cert_sign=signs_certificates,
        crl_sign=False,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def identity(
    name: str = "Иванов Иван Иванович",
    *,
    organisation: str = "МУП «Водоканал»",
    inn: str = "7707083893",
    own_inn: str = "",
    since: timedelta = timedelta(days=-30),
    until: timedelta = timedelta(days=300),
    at: datetime | None = None,
    by: Identity | None = None,
    signs_itself: bool = False,
    key=None,
) -> Identity:
    """A person's certificate as a Russian authority gives them; relative to `at`."""
    key = key or rsa_key()
    by = None if signs_itself else by or authority()
    now = at or datetime.now(UTC)
    attributes = [
        x509.NameAttribute(_ORDINARY.COMMON_NAME, organisation or name or "Подпись"),
    ]
    surname, _, given = name.partition(" ")
    if given:
        attributes += [
            x509.NameAttribute(_ORDINARY.SURNAME, surname),
            x509.NameAttribute(_ORDINARY.GIVEN_NAME, given),
        ]
    if organisation:
        attributes.append(x509.NameAttribute(_ORDINARY.ORGANIZATION_NAME, organisation))
    if inn:
        attributes.append(x509.NameAttribute(INN_OF_ORGANISATION, inn))
    if own_inn:
        attributes.append(x509.NameAttribute(INN_OF_PERSON, own_inn))
    subject = x509.Name(attributes)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(by.certificate.subject if by else subject)
        .public_key(key.public_key())
        .serial_number(0x3F0A1191)
        .not_valid_before(now + since)
        .not_valid_after(now + until)
        .sign(by.key if by else key, hashes.SHA256())
    )
    return Identity(certificate, key)


def signed(
    document: bytes,
    who: Identity,
    folder: Path,
    *options: str,
    form: str = "DER",
    md: str = "sha256",
) -> bytes:
    """A signature made by `openssl cms`; detached unless the options say `-nodetach`."""
    content, out = folder / "document.pdf", folder / "signature"
    content.write_bytes(document)
    (folder / "cert.pem").write_bytes(who.pem)
    (folder / "key.pem").write_bytes(
        who.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    )
    subprocess.run(
        [
            *("openssl", "cms", "-sign", "-binary", "-in", str(content), "-md", md),
            *("-signer", str(folder / "cert.pem"), "-inkey", str(folder / "key.pem")),
            *("-outform", form, "-out", str(out), *options),
        ],
        check=True,
        capture_output=True,
    )
    return out.read_bytes()
