"""Who did what, in words: the ids of the trail as the clinic knows them."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth import get_user_model
from django.utils.translation import gettext as _

from punctum_clinic.audit.models import Entry


def actor_names(entries: Iterable[Entry]) -> dict[str, str]:
    """How the actors of some rows are called."""
    actors = {entry.actor for entry in entries}
    ids = {int(actor.removeprefix("user:")) for actor in actors if actor.startswith("user:")}
    users = dict(get_user_model().objects.filter(pk__in=ids).values_list("pk", "name"))
    return {actor: _name(actor, users) for actor in actors}


def _name(actor: str, users: dict[int, str]) -> str:
    kind, _colon, number = actor.partition(":")
    if kind == "user":
        return users.get(int(number), actor)
    if kind == "link":
        return _("the patient, on their own phone")
    return {"system": _("the clinic's own work"), "stranger": _("somebody unknown")}.get(actor, actor)
