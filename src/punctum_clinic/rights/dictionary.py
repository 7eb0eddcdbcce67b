"""What each table of an export holds, in words a person understands."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise
# Every table about people has its line here; a test fails for one that has none.
TABLES: Mapping[str, Words] = {
    "people.Person": _("Who you are and how you are reached."),
    "people.SearchWord": _("The words by which the clinic's search finds you."),
    "people.NameCorrection": _("What was put right about your name, birth date or sex."),
    "people.History": _("What you told about your health, version by version."),
    "people.Clearance": _("Decisions of clinicians that you may be treated."),
    "links.Link": _("Links that were sent to your phone, and when they were opened."),
    "signing.Signature": _("Your signatures, and those of clinicians under your plans."),
    "intake.Intake": _("Questionnaires you filled in, answer by answer."),
    "consultation.Consultation": _("Visits in which a clinician looked and decided."),
    "consultation.Score": _("Scores of what you want treated."),
    "consultation.Letter": _("Letters that ask another clinician for a decision."),
    "plans.Plan": _("Treatment plans."),
    "plans.Override": _("Where a clinician went over a limit of a plan, and why."),
    "plans.Paper": _("The printed pages of a plan."),
    "plans.DayScreening": _("Checks on the day of a visit."),
    "consent.Consent": _("Consents: the exact text, and what you decided."),
    "consent.Question": _("Questions you asked before a consent, and the answers."),
    "consent.PhotoPermission": _("What you allow your photographs to be used for."),
    "rights.Export": _("When you were given a copy of everything."),
}
# Not handed out, each with the reason.
LEFT_OUT: Mapping[str, Words] = {
    "links.Link.token_sha256": _("It is a secret that opens a link."),
    "links.Link.holder_sha256": _("It is a secret that opens a link."),
    "rights.Export.content": _("It is this file."),
}
