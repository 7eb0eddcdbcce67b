from django.apps import AppConfig


class LinksConfig(AppConfig):
    name = "punctum_clinic.links"
    label = "links"
