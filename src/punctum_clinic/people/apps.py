from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "punctum_clinic.people"
    label = "people"
