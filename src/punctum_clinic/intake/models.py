"""What a person answers on their own phone before they come."""

from __future__ import annotations

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q

from punctum_clinic.people.models import History, Person
from punctum_clinic.signing.models import Signature


class Intake(models.Model):
    """One questionnaire of one person, saved answer by answer until it is signed.

    Arguments:
        answers: question id → answer, as the core's intake reads them; partly filled while it is open.
        revision: counts saves, so that two pages that write at once notice each other.
        starts_from: the history whose answers were filled in before, for somebody who comes back.
        to_confirm: ids of questions whose answers were filled in and not looked at yet.
        signed_text: the exact JSON that was signed; its SHA-256 stands in the signature.
        history: what it became; set when it was signed, with the signature, or neither.
    """

    class State(models.TextChoices):
        """Where it stands."""

        OPEN = "open", "open"
        SIGNED = "signed", "signed"
        CANCELLED = "cancelled", "cancelled"

    public_id = models.UUIDField(unique=True, default=uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="intakes")
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    answers = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=0)
    starts_from = models.ForeignKey(History, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    to_confirm = models.JSONField(default=list)
    signed_text = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField(null=True, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    signature = models.OneToOneField(Signature, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    history = models.OneToOneField(History, on_delete=models.PROTECT, null=True, blank=True, related_name="intake")

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(state="signed", signed_at__isnull=False, signature__isnull=False, history__isnull=False)
                    & ~Q(signed_text="")
                )
                | (
                    ~Q(state="signed")
                    & Q(signed_at__isnull=True, signature__isnull=True, history__isnull=True, signed_text="")
                ),
                name="intake_intake_signed_is_whole",
            ),
            models.UniqueConstraint(
                fields=["person"], condition=Q(state="open"), name="intake_intake_one_open_a_person"
            ),
        ]

    def __str__(self) -> str:
        return f"intake of {self.person} ({self.state})"
