"""What the tests of signing in share."""

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher


@pytest.fixture
def hashes(monkeypatch):
    """One entry for each time that a passphrase is hashed."""
    calls = []
    original = MD5PasswordHasher.encode

    def counted(self, password, salt):
        calls.append(salt)
        return original(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)
    return calls
