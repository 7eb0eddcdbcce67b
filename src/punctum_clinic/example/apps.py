from django.apps import AppConfig


class ExampleConfig(AppConfig):
    name = "punctum_clinic.example"
    label = "example"
