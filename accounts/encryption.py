"""Encrypted text on a model, and sealed bytes: AES-256-GCM, with the key's id and bound to table, row and field."""

import os

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import models

NONCE = 12


def seal(content: bytes, context: str) -> bytes:
    """key id, nonce and ciphertext; `context` must be given again to read it."""
    key_id, key = settings.DATA_KEYS[0]
    nonce = os.urandom(NONCE)
    return bytes([key_id]) + nonce + AESGCM(key).encrypt(nonce, content, context.encode())


def unseal(sealed: bytes, context: str) -> bytes:
    """Raises InvalidTag when the bytes were altered or belong to another row, KeyError for an unknown key."""
    key = dict(settings.DATA_KEYS)[sealed[0]]
    return AESGCM(key).decrypt(sealed[1 : 1 + NONCE], sealed[1 + NONCE :], context.encode())


def encrypt(text: str, context: str) -> bytes:
    return seal(text.encode(), context)


def decrypt(sealed: bytes, context: str) -> str:
    """Raises what unseal() raises."""
    return unseal(bytes(sealed), context).decode()


class EncryptedText:
    """A text attribute kept in `<name>_encrypted`. Declare it after the primary key (a UUID set on creation)."""

    def contribute_to_class(self, cls, name):
        self.name, self.column = name, f"{name}_encrypted"
        models.BinaryField(default=bytes, editable=False).contribute_to_class(cls, self.column)
        setattr(cls, name, self)

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        sealed = getattr(instance, self.column)
        return decrypt(sealed, self._context(instance)) if sealed else ""

    def __set__(self, instance, text):
        setattr(instance, self.column, encrypt(text, self._context(instance)) if text else b"")

    def _context(self, instance):
        return f"{instance._meta.db_table}:{instance.pk}:{self.name}"
