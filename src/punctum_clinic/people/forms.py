"""Forms about who somebody is."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from punctum_clinic.people.actions.person import IDENTITY
from punctum_clinic.people.checks import problems_with, tidy
from punctum_clinic.people.models import Person

WAYS_OF_A_DATE = ["%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y", "%d %B %Y", "%d %b %Y"]


class PersonForm(forms.Form):
    """Who somebody is and how they are reached."""

    given_name = forms.CharField(label=_("Given name"), max_length=200)
    family_name = forms.CharField(label=_("Family name"), max_length=200)
    birth_date = forms.DateField(
        label=_("Date of birth"),
        input_formats=WAYS_OF_A_DATE,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Enter a date such as 14.05.1990 or 1990-05-14.")},
    )
    sex = forms.ChoiceField(label=_("Sex"), choices=Person.Sex.choices, initial=Person.Sex.UNKNOWN)
    phone = forms.CharField(
        label=_("Phone"), max_length=60, required=False, widget=forms.TextInput(attrs={"inputmode": "tel"})
    )
    email = forms.CharField(
        label=_("E-mail"), max_length=254, required=False, widget=forms.TextInput(attrs={"inputmode": "email"})
    )
    language = forms.ChoiceField(label=_("Language of their texts"), choices=settings.LANGUAGES)

    def clean(self) -> dict[str, Any]:
        """Adds the problems of the fields, each at its field."""
        given = tidy(self.cleaned_data)
        for problem in problems_with(given, timezone.localdate()):
            if problem.path in self.fields and not self.has_error(problem.path):
                message = _("Expected %(expected)s, found %(found)s.")
                values = {"expected": problem.expected, "found": problem.found}
                self.add_error(problem.path, forms.ValidationError(message, params=values, code="unusable"))
        return given


class EditPersonForm(PersonForm):
    """The same for somebody who is known; a name, birth date or sex is put right with a reason."""

    reason = forms.CharField(
        label=_("Why a name, the birth date or the sex is put right"),
        help_text=_("Needed only when one of these changes. It is kept with what stood there before."),
        max_length=500,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Asks for the reason where it is needed."""
        given = super().clean()
        if not given.get("reason") and set(self.changed_data) & set(IDENTITY):
            self.add_error("reason", _("Say why it is put right, for example: misspelt."))
        return given
