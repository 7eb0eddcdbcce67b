"""What is written about consents, each with its row of the audit trail in the same transaction."""

from punctum_clinic.consent.actions.asking import answer, ask
from punctum_clinic.consent.actions.ending import cancel, decline, withdraw
from punctum_clinic.consent.actions.offering import offer, shorten
from punctum_clinic.consent.actions.reading import mark_read
from punctum_clinic.consent.actions.signing import Hand, obstacles, sign_consent

__all__ = [
    "Hand",
    "answer",
    "ask",
    "cancel",
    "decline",
    "mark_read",
    "obstacles",
    "offer",
    "shorten",
    "sign_consent",
    "withdraw",
]
