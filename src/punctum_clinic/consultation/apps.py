from django.apps import AppConfig


class ConsultationConfig(AppConfig):
    name = "punctum_clinic.consultation"
    label = "consultation"
