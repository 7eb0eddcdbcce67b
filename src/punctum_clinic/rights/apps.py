from django.apps import AppConfig


class RightsConfig(AppConfig):
    name = "punctum_clinic.rights"
    label = "rights"
