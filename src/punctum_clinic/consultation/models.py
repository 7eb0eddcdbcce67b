"""A visit in which a clinician looks, scores, screens and decides."""

from __future__ import annotations

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q

from punctum.evidence import SCALES
from punctum_clinic.people.models import History, Person


class Consultation(models.Model):
    """One consultation. While it is open it may change the history; closed, it stands as it was.

    Arguments:
        history_before: the version when it began; what changed since is told from here.
        history_after: the version when it was closed. screening: the core's screening document of that day.
    """

    public_id = models.UUIDField(unique=True, default=uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="consultations")
    on = models.DateField()
    history_before = models.ForeignKey(History, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    history_after = models.ForeignKey(History, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    screening = models.JSONField(null=True, blank=True)
    notes = models.TextField(blank=True)
    started_at = models.DateTimeField(auto_now_add=True)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_by__isnull=True)
                | Q(closed_at__isnull=False, closed_by__isnull=False, history_after__isnull=False),
                name="consultation_closed_at_and_by",
            ),
            models.UniqueConstraint(
                fields=["person"], condition=Q(closed_at__isnull=True), name="consultation_one_open_a_person"
            ),
        ]

    def __str__(self) -> str:
        return f"consultation of {self.person} on {self.on}"


class Score(models.Model):
    """One concern scored on one scale: the answers it was computed from, and what came out."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="scores")
    indication = models.CharField(max_length=120)
    scale = models.CharField(max_length=60)
    answers = models.JSONField(default=dict)
    value = models.FloatField()
    scored_at = models.DateTimeField(auto_now_add=True)
    scored_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.scale} {self.value:g}"

    @property
    def scale_name(self) -> str:
        """The scale as it reads."""
        row = SCALES.by_id.get(self.scale)
        return row.name if row else self.scale


class Letter(models.Model):
    """A clearance asked for by letter: the PDF as it was sent."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="letters")
    rule = models.CharField(max_length=20)
    pdf = models.BinaryField()
    pdf_sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"letter about {self.rule}"
