"""The clinic's settings for the tests: a fresh folder, and the database that `DATABASE_URL` names or SQLite."""

import os
import tempfile

os.environ.setdefault("PUNCTUM_MODE", "test")
os.environ.setdefault("PUNCTUM_DATA", tempfile.mkdtemp(prefix="punctum-clinic-"))

from punctum_clinic.settings import *  # noqa: F403

# The real one takes half a second a user on purpose; sign-in itself is tested against a real server.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# A file, as in a clinic: threads that write meet each other there as they would at work.
if ENVIRONMENT.database["ENGINE"].endswith("sqlite3"):  # noqa: F405
    DATABASES["default"]["TEST"] = {"NAME": str(ENVIRONMENT.data / "test.sqlite3")}  # noqa: F405
