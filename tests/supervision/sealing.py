"""A contact's browser, as far as tests without one need it: keys, and opening what was sealed for them."""

import base64
import json

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from accounts import independent
from accounts.models import IndependentContact
from audit.door import record
from supervision.models import SealedReport


def text(content):
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


def content(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def point(key):
    numbers = key.public_key().public_numbers()
    return {"kty": "EC", "crv": "P-256"} | {n: text(getattr(numbers, n).to_bytes(32, "big")) for n in ("x", "y")}


def wrapped(rounds=600_000):
    """What looks like a locked key: the server never opens it."""
    return {"rounds": rounds, "salt": text(b"s" * 16), "iv": text(b"i" * 12), "ciphertext": text(b"c" * 200)}


def opened(sealed, key, context):
    """The letter, as her browser opens it."""
    x, y = (int.from_bytes(content(sealed["epk"][name]), "big") for name in ("x", "y"))
    shared = key.exchange(ec.ECDH(), ec.EllipticCurvePublicNumbers(x, y, ec.SECP256R1()).public_key())
    lock = HKDF(hashes.SHA256(), 32, salt=b"", info=b"doorstep sealed report 1").derive(shared)
    plain = AESGCM(lock).decrypt(content(sealed["iv"]), content(sealed["ciphertext"]), context.encode())
    return json.loads(plain)


def invited(organisation, by, *, kind="board", language="cs"):
    contact = IndependentContact(organisation=organisation, kind=kind, language=language)
    contact.name, contact.email = "Irma Outside", "irma@outside.example"
    record(organisation, "invite_contact", by=by, contact=contact)
    return contact


def accepted(organisation, by, **options):
    """A contact who has accepted, and the private key that only she has."""
    contact, key = invited(organisation, by, **options), ec.generate_private_key(ec.SECP256R1())
    sent = {"contact": contact, "public_key": point(key), "wrapped_key": wrapped()}
    record(organisation, "accept_as_contact", by=None, **sent)
    return IndependentContact.objects.get(pk=contact.pk), key


def proof_in(row, key):
    return opened(row.sealed, key, str(row.incident_id))["proof"]


def sent_with(key):
    """What her page sends back of the one report, once her key has opened it."""
    row = SealedReport.objects.get()
    return {"report": str(row.pk), "proof": proof_in(row, key)}


def link(contact):
    return f"/independent/{independent.token_of(contact)}/"
