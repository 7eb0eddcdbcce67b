"""What people look at: the plan as a page, pages for the patient, a calendar, JSON and a few lines."""

from punctum.report.calendar import calendar
from punctum.report.document import as_json as plan_document
from punctum.report.document import dump
from punctum.report.handout import patient_pdf
from punctum.report.page import page
from punctum.report.summary import summary
from punctum.report.write import write_plan

__all__ = ["calendar", "dump", "page", "patient_pdf", "plan_document", "summary", "write_plan"]
