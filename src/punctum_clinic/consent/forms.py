"""The forms of staff and of patients around a consent."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from punctum_clinic.consent.actions.asking import LONGEST_ANSWER, LONGEST_QUESTION
from punctum_clinic.consent.actions.ending import LONGEST_REASON
from punctum_clinic.consent.data import treatments
from punctum_clinic.consent.models import PhotoPermission
from punctum_clinic.consent.wording import MOST_CHARACTERS
from punctum_clinic.web.core_words import page_language

LANGUAGE_NAMES = dict(settings.LANGUAGES)
# What each use of photos means, in plain words.
USES = {
    "record": (_("For your record"), _("We compare before and after. Only people who treat you here see them.")),
    "teaching": (
        _("For teaching"),
        _("We show them to other professionals. Your name is not shown. You may be recognised."),
    ),
    "marketing": (_("For advertising"), _("We show them on our website or in adverts. Anybody can see and copy them.")),
    "research": (_("For research"), _("Researchers may study them. Your name is not given to them.")),
}


def treatment_title(treatment: str) -> str:
    """The name of a treatment in the language of the page."""
    return treatments()[treatment].titles[page_language()]


class OfferForm(forms.Form):
    """Which text is offered, in which language."""

    treatment = forms.ChoiceField(
        label=_("Text"), choices=lambda: [(one, treatment_title(one)) for one in treatments()]
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(
        label=_("Reason"), max_length=LONGEST_REASON, widget=forms.Textarea(attrs={"rows": 3}), strip=True
    )


class OptionalReasonForm(forms.Form):
    """Why, if somebody wants to say so."""

    reason = forms.CharField(
        label=_("Reason, if you want to give one"),
        max_length=LONGEST_REASON,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class QuestionForm(forms.Form):
    """What somebody wants to know."""

    text = forms.CharField(
        label=_("Your question"), max_length=LONGEST_QUESTION, widget=forms.Textarea(attrs={"rows": 4})
    )


class AnswerForm(forms.Form):
    """What they are told."""

    answer = forms.CharField(label=_("Answer"), max_length=LONGEST_ANSWER, widget=forms.Textarea(attrs={"rows": 4}))


class TextForm(forms.Form):
    """The next version of a text."""

    body = forms.CharField(
        label=_("Text"),
        max_length=MOST_CHARACTERS,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 30, "class": "long"}),
    )
    after = forms.IntegerField(widget=forms.HiddenInput)


class PhotoForm(forms.Form):
    """Yes or no to each use of photos; nothing is chosen for anybody."""

    def __init__(self, *args: Any, holds: dict[str, PhotoPermission | None], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for purpose, (label, help_text) in USES.items():
            before = holds[purpose]
            self.fields[purpose] = forms.ChoiceField(
                label=label,
                help_text=help_text,
                required=False,
                choices=[("yes", _("Yes")), ("no", _("No"))],
                initial=None if before is None else "yes" if before.granted else "no",
                widget=forms.RadioSelect,
            )

    def answers(self) -> dict[str, bool | None]:
        """Purpose → yes, no, or nothing said."""
        said = {"yes": True, "no": False}
        return {purpose: said.get(self.cleaned_data.get(purpose, "")) for purpose in USES}
