"""What changes consultations: each function is one transaction, with its row in the audit trail."""

from punctum_clinic.consultation.actions.history import ChangedMeanwhileError, save_document
from punctum_clinic.consultation.actions.letters import keep_letter
from punctum_clinic.consultation.actions.scores import save_score
from punctum_clinic.consultation.actions.visit import (
    ClosedError,
    NotesChangedError,
    close_consultation,
    open_consultation,
    save_notes,
)

__all__ = [
    "ChangedMeanwhileError",
    "ClosedError",
    "NotesChangedError",
    "close_consultation",
    "keep_letter",
    "open_consultation",
    "save_document",
    "save_notes",
    "save_score",
]
