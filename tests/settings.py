"""The project's settings as the tests see them: the demo profile, cheap password hashes, nothing of this machine's."""

import atexit
import os
import shutil
import tempfile

# One folder for keys and files per run, in it one for each process of the tests: nobody sweeps a neighbour's files.
# The servers and workers that a test starts find it in their environment.
if "DOORSTEP_TESTS" not in os.environ:
    os.environ["DOORSTEP_TESTS"] = tempfile.mkdtemp(prefix="doorstep-tests-")
    atexit.register(shutil.rmtree, os.environ["DOORSTEP_TESTS"], ignore_errors=True)
os.environ["DOORSTEP_VAR"] = os.path.join(os.environ["DOORSTEP_TESTS"], os.environ.get("PYTEST_XDIST_WORKER", ""))
os.environ["DOORSTEP_PROFILE"] = "demo"
os.environ["DOORSTEP_API_LIMITS"] = "off"  # sweeps ask a thousand times a minute
os.environ["DOORSTEP_PERSON_LIMITS"] = "off"  # and one person does the work of many

from config.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
if DATABASES["default"]["ENGINE"] == "config.sqlite":  # noqa: F405
    DATABASES["default"]["TEST"] = {"NAME": ":memory:"}  # noqa: F405 said, as pytest knows this of Django's own only
