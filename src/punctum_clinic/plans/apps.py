from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "punctum_clinic.plans"
    label = "plans"
