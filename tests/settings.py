"""The project's settings as the tests see them: the demo profile, cheap password hashes, nothing of this machine's."""

import os
import tempfile

os.environ.setdefault("DOORSTEP_PROFILE", "demo")
os.environ.setdefault("DOORSTEP_VAR", tempfile.mkdtemp(prefix="doorstep-tests-"))

from config.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
