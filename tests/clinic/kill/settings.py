"""A clinic as it runs, with short leases, and with two addresses and one kind of job that the tests look through."""

from punctum_clinic.settings import *  # noqa: F403

ROOT_URLCONF = "tests.clinic.kill.urls"
JOB_HANDLERS = {**JOB_HANDLERS, "probe": "tests.clinic.kill.probe"}  # noqa: F405
JOB_LEASE_SECONDS = 2
# Workers are killed on purpose here, more often than a job may be tried in a clinic.
JOB_ATTEMPTS = 1000
