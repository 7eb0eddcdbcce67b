"""The question at the door: the date of birth."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


def _number(label: Any, part: str, digits: int, example: str) -> forms.IntegerField:
    expected = _lazy_example(example)
    attrs = {
        "inputmode": "numeric",
        "autocomplete": f"bday-{part}",
        "maxlength": digits,
        "class": f"digits-{digits}",
        "aria-describedby": "birth-date-hint",
    }
    errors = {"required": expected, "invalid": expected}
    return forms.IntegerField(label=label, widget=forms.TextInput(attrs=attrs), error_messages=errors)


def _lazy_example(example: str) -> Any:
    return gettext_lazy("Please write a number, such as {example}.").format(example=example)


class BirthDateForm(forms.Form):
    """Day, month and year as three numbers; no picture of a calendar to scroll through."""

    day = _number(gettext_lazy("Day"), "day", 2, "14")
    month = _number(gettext_lazy("Month"), "month", 2, "5")
    year = _number(gettext_lazy("Year"), "year", 4, "1990")

    def clean(self) -> dict[str, Any]:
        """The three numbers as `birth_date`."""
        fields: dict[str, Any] = super().clean() or {}
        if not self.errors:
            try:
                fields["birth_date"] = date(fields["year"], fields["month"], fields["day"])
            except (ValueError, OverflowError):
                raise ValidationError(_("This day does not exist. Please check the day and the month.")) from None
        return fields
