from django.apps import AppConfig


class StaffConfig(AppConfig):
    name = "punctum_clinic.staff"
    label = "staff"
