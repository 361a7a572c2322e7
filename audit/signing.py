"""An organisation's signing keys: made here, their private half sealed by the room that keeps the data keys.

A new key is vouched for by the one before it, so that whoever trusts the first can follow to the last. Who has the
database alone can add no key: its private half must have been sealed with a key that stands outside of it.
"""

from collections.abc import Callable

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.utils import timezone

from audit.canonical import canonical_json
from audit.models import SigningKey

FORMAT = "doorstep-key-1"
_sealing: list[Callable] = []


def declare_sealing(seal: Callable, unseal: Callable) -> None:
    """`seal(content, context)` and its inverse, which raises for what was not sealed here."""
    _sealing[:] = [seal, unseal]


def keys_of(organisation_id) -> list[SigningKey]:
    return list(SigningKey.objects.filter(organisation_id=organisation_id).order_by("number"))


def current_key(organisation_id) -> SigningKey:
    """The newest key, made where there is none yet."""
    keys = SigningKey.objects.filter(organisation_id=organisation_id)
    return keys.order_by("-number").first() or new_key(organisation_id)


def new_key(organisation_id) -> SigningKey:
    """From now on this one signs; the former vouches for it."""
    former = SigningKey.objects.filter(organisation_id=organisation_id).order_by("-number").first()
    number, now = former.number + 1 if former else 1, timezone.now()
    private = Ed25519PrivateKey.generate()
    public = private.public_key().public_bytes_raw().hex()
    statement = canonical_json(
        {
            "format": FORMAT,
            "organisation": organisation_id,
            "number": number,
            "public": public,
            "former": former.public if former else "",
            "at": now,
        }
    ).decode()
    vouched = (_private(former) if former else private).sign(statement.encode()).hex()
    row = SigningKey(
        organisation_id=organisation_id, number=number, statement=statement, vouched=vouched, public=public
    )
    row.private_sealed = _sealing[0](private.private_bytes_raw(), _context(row))
    row.created_at = now
    row.save()
    return row


def sign(key: SigningKey, text: str) -> str:
    return _private(key).sign(text.encode()).hex()


def is_signed(public: str, signature: str, text: str) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)).verify(bytes.fromhex(signature), text.encode())
    except (InvalidSignature, ValueError):
        return False
    return True


def is_ours(key: SigningKey) -> bool:
    """Whether its private half was sealed by this installation and belongs to its public half."""
    try:
        return _private(key).public_key().public_bytes_raw().hex() == key.public
    except Exception:
        return False


def _private(key) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(_sealing[1](bytes(key.private_sealed), _context(key)))


def _context(key):
    return f"{key._meta.db_table}:{key.organisation_id}:{key.number}"
