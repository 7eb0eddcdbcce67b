"""The signed consent on paper: the exact text, who signed it and when, what was asked, and the hash of it all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from importlib.resources import as_file, files
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from punctum.evidence import Language
from punctum.report import full_day, typeset_in
from punctum_clinic.consent.filling import language_of
from punctum_clinic.consent.markup import Block, parse
from punctum_clinic.consent.models import Consent
from punctum_clinic.signing.drawing import path_of
from punctum_clinic.signing.models import Signature


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedBy:
    """Whose hand, what was drawn ([x, y], x from 0 to 1000 and y to 400; empty when typed), and when."""

    name: str
    strokes: list[list[list[int]]]
    at: datetime


def consent_pdf(consent: Consent, signed: SignedBy) -> bytes:
    """Both sides' copy as PDF/UA; the same bytes for the same consent and signature on one machine."""
    language = language_of(consent.language)
    with translation.override(language), as_file(files("punctum_clinic.consent").joinpath("papers")) as folder:
        data = _data(consent, signed, language)
        return typeset_in(
            folder, "consent", data, language=language, title=f"{data['title']} · {consent.person}"
        ).content


def _data(consent: Consent, signed: SignedBy, language: Language) -> dict[str, Any]:
    document = parse(consent.text)
    facts = [
        (_("For"), f"{consent.person}, {full_day(consent.person.birth_date, language)}"),
        (_("Offered by"), f"{consent.offered_by}, {_at(consent.offered_at, language)}"),
        (
            _("Plan"),
            _("%(number)d, signed by %(name)s") % {"number": consent.plan.number, "name": consent.plan.signed_by},
        ),
        (_("Every part read"), _at(consent.read_at, language)),
        (_("Text"), _("version %d") % consent.template.version),
    ]
    if consent.shortened_by:
        facts.append((_("Time to think made shorter"), f"{consent.shortened_by}: {consent.shortened_reason}"))
    return {
        "made_on": timezone.localtime(signed.at).date().isoformat(),
        "title": document.title,
        "opening": _blocks(document.opening),
        "sections": [{"title": section.title, "blocks": _blocks(section.blocks)} for section in document.sections],
        "facts": facts,
        "head_asked": _("What you asked, and what we answered"),
        "asked": [
            [row.text, row.answer, f"{row.answered_by}, {_at(row.answered_at, language)}"] for row in _asked(consent)
        ],
        "head_signed": _("Signed"),
        "name": signed.name,
        "drawn": _picture(signed.strokes),
        "drawn_alt": _("Drawn signature of %s") % signed.name,
        "how": _("Drawn by hand") if signed.strokes else _("Signed with the typed name"),
        "at": _at(signed.at, language),
        "seal": _("Fingerprint of this text (SHA-256)"),
        # In groups, so that it can be read aloud and never breaks within a line.
        "sha256": " ".join(consent.sha256[at : at + 8] for at in range(0, 64, 8)),
        "note": _("You can take this consent back at any time. You need no reason."),
    }


def _asked(consent: Consent) -> list[Any]:
    return list(consent.questions.select_related("answered_by"))


def _blocks(blocks: tuple[Block, ...]) -> list[dict[str, Any]]:
    return [{"kind": block.kind, "text": block.text, "lines": list(block.lines)} for block in blocks]


def _picture(strokes: list[list[list[int]]]) -> str:
    """The drawn lines as an SVG document; empty when nothing was drawn."""
    if not strokes:
        return ""
    path = path_of(Signature(strokes=strokes))
    line = 'fill="none" stroke="#000" stroke-width="6" stroke-linecap="round" stroke-linejoin="round"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1000 400"><path d="{path}" {line}/></svg>'


def _at(when: datetime | None, language: Language) -> str:
    local = timezone.localtime(when) if when else None
    return f"{full_day(local.date(), language)}, {local:%H:%M}" if local else ""
