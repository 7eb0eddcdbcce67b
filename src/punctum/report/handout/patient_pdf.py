"""The handout as a PDF: tagged, A4, two or three pages."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from punctum.evidence.language import Language
from punctum.planning.values import TreatmentPlan
from punctum.report.handout.handout import handout
from punctum.report.handout.values import Handout
from punctum.report.handout.voice import Voice
from punctum.report.typeset import Pdf, typeset


def patient_pdf(plan: TreatmentPlan, language: Language) -> Pdf:
    """What the patient takes home, as PDF/UA; the same bytes for the same plan on one machine.

    Returns:
        the PDF. Its warnings name the characters without a font and each text that is not translated.
    """
    pages = handout(plan, language)
    voice = Voice(language)
    pdf = typeset("patient", _data(pages), language=language, title=f"{pages.title.text} · {plan.patient.id}")
    untranslated = [voice.sentence("untranslated", own=("text",), text=text).text for text in pages.missing]
    return Pdf(pdf.content, pdf.tagged, (*pdf.warnings, *untranslated))


def _data(pages: Handout) -> dict[str, Any]:
    """The handout as JSON values; `groups` of a part stand together."""
    data = asdict(pages)
    return data | {"made_on": pages.made_on.isoformat()}
