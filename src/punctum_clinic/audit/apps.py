from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "punctum_clinic.audit"
    label = "audit"
