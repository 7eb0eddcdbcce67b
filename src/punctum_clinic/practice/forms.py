"""Forms about the clinic itself."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from pydantic import ValidationError

from punctum import Clinic, InputError
from punctum_clinic.practice.models import BOUNDS, Profile, Service

AS_THE_CORE_HAS_IT = ("name", "address", "phone", "out_of_hours", "emergency_number", "session_time", "currency")


class ProfileForm(forms.ModelForm):
    """The clinic's profile; what the core prints has to please the core."""

    class Meta:
        model = Profile
        exclude = ["id"]
        labels = {
            "name": _("Name of the clinic"),
            "address": _("Address"),
            "phone": _("Phone in opening hours"),
            "out_of_hours": _("Phone when the clinic is closed"),
            "emergency_number": _("Emergency number"),
            "session_time": _("Usual time of a session"),
            "currency": _("Currency of prices"),
            "language": _("Language of new people's papers"),
            "idle_minutes": _("Minutes until an untouched screen locks"),
            "link_hours": _("Hours that a patient's link works"),
            "reflection_hours": _("Hours to think a consent over"),
            "retention_years": _("Years that records are kept after the last entry"),
        }
        help_texts = {
            "out_of_hours": _("Patients are never left with a closed door. Words beside the number are welcome."),
            "retention_years": _("Ask what the law of your country demands. Nobody's record can be erased before."),
        }
        widgets = {"session_time": forms.TimeInput(attrs={"type": "time"}, format="%H:%M")}

    language = forms.ChoiceField(label=_("Language of new people's papers"), choices=settings.LANGUAGES)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (low, high) in BOUNDS.items():
            kept = self.fields[name]
            self.fields[name] = forms.IntegerField(
                label=kept.label, help_text=kept.help_text, min_value=low, max_value=high
            )

    def clean(self) -> dict[str, Any]:
        """The core takes it as a clinic."""
        cleaned = super().clean() or {}
        fields = {name: cleaned[name] for name in AS_THE_CORE_HAS_IT if cleaned.get(name) not in (None, "")}
        try:
            Clinic.model_validate(fields)
        except ValidationError as error:
            for item in error.errors():
                name = str(item["loc"][0])
                if name in self.fields and name not in self.errors:
                    self.add_error(name, _clear(item))
        return cleaned


def _clear(item: Any) -> str:
    cause = item.get("ctx", {}).get("error")
    if isinstance(cause, InputError):
        return _("Expected %s.") % cause.problems[0].expected
    return str(item["msg"])


class ServiceForm(forms.ModelForm):
    """One thing that the clinic offers."""

    class Meta:
        model = Service
        fields = ["name", "kind", "minutes", "price", "active"]
        labels = {
            "name": _("Name"),
            "kind": _("What plans call it"),
            "minutes": _("Minutes"),
            "price": _("Price"),
            "active": _("Offered now"),
        }
        help_texts = {"kind": _("`session` prices each visit of a course and `review` each look at the result.")}
