"""Signatures: who signed which text, how, and when. Never changed."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from punctum_clinic.links.models import Link
from punctum_clinic.people.models import Person


class Method(models.TextChoices):
    """How it was signed."""

    TYPED = "typed", _("typed")
    DRAWN = "drawn", _("drawn")


class Signature(models.Model):
    """One signature.

    Arguments:
        person: whom the signed text concerns. what: what was signed (`intake`, `plan`, `consent`…).
        document_sha256: of the exact bytes that were signed.
        name: as typed; for a drawn one, whose hand it is. strokes: lines drawn in a box of 1000 by 400, as [x, y].
        user: the member of staff who signed, or on whose screen it was signed. link: the patient's own phone.
        by_patient: whether the patient signed.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="signatures")
    what = models.CharField(max_length=20)
    document_sha256 = models.CharField(max_length=64)
    method = models.CharField(max_length=6, choices=Method.choices)
    name = models.CharField(max_length=200)
    strokes = models.JSONField(default=list)
    by_patient = models.BooleanField()
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    link = models.ForeignKey(Link, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(method__in=Method.values), name="signing_signature_known_method"),
            models.CheckConstraint(condition=~Q(name=""), name="signing_signature_has_name"),
            models.CheckConstraint(
                condition=Q(user__isnull=False) | Q(link__isnull=False), name="signing_signature_has_a_place"
            ),
            models.CheckConstraint(
                condition=Q(by_patient=True) | Q(user__isnull=False), name="signing_signature_staff_are_signed_in"
            ),
            models.CheckConstraint(
                condition=Q(method="drawn") & ~Q(strokes=[]) | Q(method="typed", strokes=[]),
                name="signing_signature_drawn_has_strokes",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.what} signed by {self.name}"
