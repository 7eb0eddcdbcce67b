from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "punctum_clinic.jobs"
    label = "jobs"
