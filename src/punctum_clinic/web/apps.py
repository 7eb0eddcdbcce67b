from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "punctum_clinic.web"
    label = "web"
