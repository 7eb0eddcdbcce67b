"""The fields of a signature: typed for everyone, drawn for who likes to."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from punctum import InputError
from punctum_clinic.signing.actions import checked_strokes
from punctum_clinic.signing.models import Method

MOST_CHARACTERS = 100_000


class SignatureForm(forms.Form):
    """A full name, and lines if it was drawn. Use it with `signing/_pad.html`; fields begin with `signature-`."""

    name = forms.CharField(
        label=gettext_lazy("Your full name"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": gettext_lazy("Please write your full name.")},
    )
    method = forms.ChoiceField(
        label=gettext_lazy("How do you want to sign?"),
        choices=[
            (Method.TYPED, gettext_lazy("My name as I wrote it above is my signature")),
            (Method.DRAWN, gettext_lazy("I draw my signature")),
        ],
        initial=Method.TYPED,
        required=False,
        widget=forms.RadioSelect,
    )
    strokes = forms.CharField(required=False, max_length=MOST_CHARACTERS, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"prefix": "signature", **kwargs})

    def clean_method(self) -> str:
        """Typed, unless it says drawn."""
        return self.cleaned_data["method"] or Method.TYPED

    def clean(self) -> dict[str, Any]:
        """The lines as numbers."""
        fields: dict[str, Any] = super().clean() or {}
        if fields.get("method") != Method.DRAWN:
            fields["strokes"] = []
        elif not self.errors:
            try:
                fields["strokes"] = checked_strokes(json.loads(fields["strokes"] or "[]"))
            except (InputError, ValueError, RecursionError):
                fields["strokes"] = []
            if not fields["strokes"]:
                raise ValidationError({"method": _("Please draw your signature, or choose your typed name instead.")})
        return fields

    @property
    def signed(self) -> dict[str, Any]:
        """`name`, `method` and `strokes`, as `signing.actions.sign` takes them; for a valid form."""
        return {name: self.cleaned_data[name] for name in ("name", "method", "strokes")}
