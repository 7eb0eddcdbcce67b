from django.apps import AppConfig


class SigningConfig(AppConfig):
    name = "punctum_clinic.signing"
    label = "signing"
