"""What a person asked the clinic for by right: everything that is kept about them, as one file."""

from __future__ import annotations

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q

from punctum_clinic.jobs.models import Job
from punctum_clinic.people.models import Person


class Export(models.Model):
    """Everything about a person in one file, made by a job and kept until it is fetched or its time is over.

    Arguments:
        content: the ZIP file; empty until it is made, and again once it was fetched or is over.
        sha256, size: of the file, in hexadecimal and in bytes.
    """

    public_id = models.UUIDField(unique=True, default=uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="exports")
    asked_at = models.DateTimeField(auto_now_add=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    job = models.ForeignKey(Job, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    content = models.BinaryField(null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(null=True, blank=True)
    made_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    fetched_at = models.DateTimeField(null=True, blank=True)
    fetched_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(made_at__isnull=True, expires_at__isnull=True, size__isnull=True, sha256="", content=None)
                | (Q(made_at__isnull=False, expires_at__isnull=False, size__isnull=False) & ~Q(sha256="")),
                name="rights_export_made_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(fetched_at__isnull=True, fetched_by__isnull=True)
                | Q(fetched_at__isnull=False, fetched_by__isnull=False, content=None),
                name="rights_export_fetched_at_and_by",
            ),
        ]

    def __str__(self) -> str:
        return f"export of {self.person}"
