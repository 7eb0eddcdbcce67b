"""Forms about rights: reasons, days, and the name typed again."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from punctum import Problem
from punctum_clinic.people.forms import WAYS_OF_A_DATE
from punctum_clinic.rights.statements import Statement


class ProblemForm(forms.Form):
    """A form that shows what an action refused, at the field where there is one."""

    def refuse(self, problems: Iterable[Problem]) -> None:
        """Adds each problem."""
        for problem in problems:
            text = _("Expected %(expected)s, found %(found)s.")
            values = {"expected": problem.expected, "found": problem.found}
            place = problem.path if problem.path in self.fields else "value" if "value" in self.fields else None
            self.add_error(place, forms.ValidationError(text, params=values, code="refused"))


class HoldForm(ProblemForm):
    """Until when, and why, nothing of a person may be erased."""

    until = forms.DateField(
        label=_("Keep until"),
        input_formats=WAYS_OF_A_DATE,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    reason = forms.CharField(label=_("Why"), max_length=500, help_text=_("For example: a complaint is being heard."))


class EraseForm(ProblemForm):
    """The name typed again."""

    typed_name = forms.CharField(
        label=_("Type the full name of this person"),
        max_length=400,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class CorrectForm(ProblemForm):
    """What is right, and why it is put right."""

    number = forms.IntegerField(widget=forms.HiddenInput)
    value = forms.CharField(
        label=_("What is right"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    remove = forms.BooleanField(label=_("Take the whole entry out instead"), required=False)
    reason = forms.CharField(label=_("Why it is put right"), max_length=500)

    def suit(self, statement: Statement) -> CorrectForm:
        """Asks for the kind of value that a statement holds."""
        field = self.fields["value"]
        if statement.kind == "yes_no":
            choices = [("yes", _("yes")), ("no", _("no")), ("", _("not stated"))]
            field.widget = forms.Select(choices=choices)
        elif statement.kind in ("number", "date"):
            field.widget = forms.TextInput(attrs={"inputmode": "decimal" if statement.kind == "number" else "text"})
        elif statement.kind == "list":
            field.help_text = _("Several are parted by commas.")
        return self
