"""What people look at: the plan as a page, pages for the patient, a calendar, JSON and a few lines."""

from punctum.report import words
from punctum.report.calendar import calendar
from punctum.report.changes import changes as adjustment_words
from punctum.report.citations import Citation, citation
from punctum.report.claims_words import MEANINGS as CLAIM_MEANINGS
from punctum.report.claims_words import told_to_patients
from punctum.report.claims_words import verdict as claim_verdict
from punctum.report.clearable import Clearable, find_clearable
from punctum.report.clearable import clearable as clearable_findings
from punctum.report.document import as_json as plan_document
from punctum.report.document import dump
from punctum.report.handout import Line, Section, consent_sections, full_day, patient_pdf
from punctum.report.letter import letter as clearance_letter
from punctum.report.letter import letter_pdf
from punctum.report.page import page
from punctum.report.plan_figures import PlanFigures, plan_figures
from punctum.report.summary import summary
from punctum.report.tables_text import house_defaults
from punctum.report.typeset import Pdf, typeset_in
from punctum.report.write import write_plan

__all__ = [
    "CLAIM_MEANINGS",
    "Citation",
    "Clearable",
    "Line",
    "Pdf",
    "PlanFigures",
    "Section",
    "adjustment_words",
    "calendar",
    "citation",
    "claim_verdict",
    "clearable_findings",
    "clearance_letter",
    "consent_sections",
    "dump",
    "find_clearable",
    "full_day",
    "house_defaults",
    "letter_pdf",
    "page",
    "patient_pdf",
    "plan_document",
    "plan_figures",
    "summary",
    "told_to_patients",
    "typeset_in",
    "words",
    "write_plan",
]
