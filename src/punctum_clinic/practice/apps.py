from django.apps import AppConfig


class PracticeConfig(AppConfig):
    name = "punctum_clinic.practice"
    label = "practice"
