"""A clinic as it runs on a slow disk, with short leases, two more addresses and one more kind of job."""

from punctum_clinic.settings import *  # noqa: F403

INSTALLED_APPS = [*INSTALLED_APPS, "tests.clinic.kill.slow_disk.SlowDisk"]  # noqa: F405
ROOT_URLCONF = "tests.clinic.kill.urls"
JOB_HANDLERS = {**JOB_HANDLERS, "probe": "tests.clinic.kill.probe"}  # noqa: F405
JOB_LEASE_SECONDS = 2
# Workers are killed on purpose here, more often than a job may be tried in a clinic.
JOB_ATTEMPTS = 1000
