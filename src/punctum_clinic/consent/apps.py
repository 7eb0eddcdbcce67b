from django.apps import AppConfig


class ConsentConfig(AppConfig):
    name = "punctum_clinic.consent"
    label = "consent"
