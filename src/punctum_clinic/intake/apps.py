from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "punctum_clinic.intake"
    label = "intake"
