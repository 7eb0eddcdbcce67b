from django.apps import AppConfig


class StaffConfig(AppConfig):
    name = "punctum_clinic.staff"
    label = "staff"

    def ready(self) -> None:
        """Signing in is written down wherever it happens."""
        from punctum_clinic.staff import signals  # noqa: F401
