"""The audit trail: one row for everything that was seen, made, changed, exported or signed, each sealed to the last."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Act(models.TextChoices):
    """What was done."""

    VIEW = "view", _("viewed")
    CREATE = "create", _("made")
    CHANGE = "change", _("changed")
    EXPORT = "export", _("exported")
    SIGN = "sign", _("signed")
    WITHDRAW = "withdraw", _("withdrew")
    ERASE = "erase", _("erased")
    SIGN_IN = "sign_in", _("signed in")
    REFUSED = "refused", _("was refused")


class Entry(models.Model):
    """One row of the trail. It names things by their ids and holds no text about a person, so it may outlive them.

    Arguments:
        number: 1, 2, 3 … without a gap.
        actor: who did it: `user:ID`, `link:ID` for a patient on their own phone, `system`.
        subject: what it was done to, as `app.model:id`. person: the public id of the person it concerns.
        detail: names of fields, counts and hashes.
        previous, seal: the seal of the row before, and of this row over all of its fields and `previous`.
    """

    number = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField()
    actor = models.CharField(max_length=80)
    act = models.CharField(max_length=12, choices=Act.choices)
    subject = models.CharField(max_length=120)
    person = models.CharField(max_length=36, blank=True)
    detail = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    seal = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["number"]
        indexes = [models.Index(fields=["person", "-number"]), models.Index(fields=["actor", "-number"])]
        constraints = [
            models.CheckConstraint(condition=Q(number__gte=1), name="audit_entry_numbered_from_one"),
            models.CheckConstraint(condition=Q(act__in=Act.values), name="audit_entry_known_act"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.at:%Y-%m-%d %H:%M} {self.actor} {self.act} {self.subject}"


class Head(models.Model):
    """How far the trail goes: its last row's number and seal, sealed again, so that rows cut off the end are missed."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    number = models.PositiveBigIntegerField()
    seal = models.CharField(max_length=64)
    head_seal = models.CharField(max_length=64)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="audit_head_is_one")]

    def __str__(self) -> str:
        return f"{self.number} {self.seal}"
