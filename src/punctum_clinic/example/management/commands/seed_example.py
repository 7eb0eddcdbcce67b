"""`manage.py seed_example`: fills an empty example clinic with invented people."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from punctum_clinic.example.seed import HOW_TO_SIGN_IN, seed


class Command(BaseCommand):
    """The example."""

    help = "Fills an empty example clinic with invented people and half a year of history."

    def handle(self, *args: Any, **options: Any) -> None:
        """Fill it."""
        seed()
        self.stdout.write(HOW_TO_SIGN_IN)
