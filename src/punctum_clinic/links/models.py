"""One-time links by which patients come in on their own phone, without an account."""

from __future__ import annotations

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q

from punctum_clinic.people.models import Person


class Purpose(models.TextChoices):
    """What a link opens."""

    INTAKE = "intake", "intake"
    CONSENT = "consent", "consent"


class Link(models.Model):
    """A link to one thing of one person. Its token is shown once and kept as a hash only.

    The first phone that opens it and knows the date of birth holds it from then on (`holder_sha256`).
    """

    public_id = models.UUIDField(unique=True, default=uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="links")
    purpose = models.CharField(max_length=10, choices=Purpose.choices)
    # The intake or consent it opens.
    subject_id = models.PositiveBigIntegerField()
    token_sha256 = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    expires_at = models.DateTimeField()
    wrong_answers = models.PositiveSmallIntegerField(default=0)
    opened_at = models.DateTimeField(null=True, blank=True)
    holder_sha256 = models.CharField(max_length=64, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(purpose__in=Purpose.values), name="links_link_known_purpose"),
            models.CheckConstraint(
                condition=Q(opened_at__isnull=True, holder_sha256="")
                | (Q(opened_at__isnull=False) & ~Q(holder_sha256="")),
                name="links_link_opened_has_holder",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} link of {self.person}"

    @property
    def actor(self) -> str:
        """How the audit trail names who holds it."""
        return f"link:{self.pk}"
