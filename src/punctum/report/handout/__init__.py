"""The pages that the patient takes home."""

from punctum.report.handout.consent import consent_sections
from punctum.report.handout.days import full_day
from punctum.report.handout.handout import handout
from punctum.report.handout.patient_pdf import patient_pdf
from punctum.report.handout.values import Grid, Group, Handout, Line, Section

__all__ = ["Grid", "Group", "Handout", "Line", "Section", "consent_sections", "full_day", "handout", "patient_pdf"]
