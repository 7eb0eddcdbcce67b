"""Forms about staff."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from punctum.screening import ROLES
from punctum_clinic.staff.models import User


def professions() -> list[tuple[str, Any]]:
    """The professions that the core's rules know, and none."""
    return [("", _("none of these")), *((role.id, role.name) for role in ROLES.rows)]


class MemberForm(forms.ModelForm):
    """A member of staff."""

    profession = forms.ChoiceField(
        label=_("Profession"),
        choices=professions,
        required=False,
        help_text=_("It says what they may clear and sign. Whoever has none signs no plan."),
    )

    class Meta:
        model = User
        fields = ["name", "email", "role", "profession", "needle_length_cap_mm", "is_active"]
        labels = {
            "name": _("Name"),
            "email": _("E-mail address"),
            "role": _("Role"),
            "needle_length_cap_mm": _("Longest needle they may sign for, in mm"),
            "is_active": _("May sign in"),
        }
        help_texts = {"needle_length_cap_mm": _("Leave empty for no limit of their own.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            # They sign in with it; somebody else's address would be somebody else's door.
            self.fields["email"].disabled = True
            self.fields["email"].help_text = _("It stays. For another address, add somebody new.")

    def clean_email(self) -> str:
        """One address, one person, whatever the case."""
        email = str(self.cleaned_data["email"]).lower()
        if User.objects.filter(email=email).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("Somebody here has this address already."))
        return email


class PasswordForm(forms.Form):
    """A new password, written twice."""

    password = forms.CharField(
        label=_("Password"),
        help_text=_("At least 12 characters. A few words in a row are good."),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("The same again"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self) -> str:
        """Long enough, not common, not their own name."""
        password = str(self.cleaned_data["password"])
        validate_password(password, self.user)
        return password

    def clean(self) -> dict[str, Any]:
        """Both are the same."""
        cleaned = super().clean() or {}
        if "password" in cleaned and cleaned["password"] != cleaned.get("again"):
            self.add_error("again", _("This is not the same as above."))
        return cleaned


class AccountForm(forms.ModelForm):
    """What members of staff change themselves."""

    class Meta:
        model = User
        fields = ["name", "language"]
        labels = {"name": _("Name"), "language": _("Language")}

    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
