"""Care instructions with dates, and what can go wrong."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from punctum.evidence.sentences import Said, say
from punctum.evidence.table import Basis

Phase = Literal["before", "during", "after"]
Polarity = Literal["avoid", "do", "allow", "expect", "know"]
Triage = Literal["emergency", "same_day", "call_clinic", "self_care"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Instruction:
    """One instruction of one session, with its window in local time.

    Arguments:
        text: what to show the audience. `clinician_text`: the same in the field's terms.
        begins: of the window; it never reaches past the neighbouring sessions. `ends`: likewise.
        topic: what it is about; within a topic nothing is asked or allowed while something forbids it.
        polarity: `avoid` forbids, `do` asks, `allow` permits again, `expect` and `know` inform.
        runs_on: the same topic stays forbidden without a gap into the next session.
    """

    item: str
    phase: Phase
    session: int
    text: str
    clinician_text: str
    begins: datetime
    ends: datetime
    audience: Literal["patient", "clinician"]
    topic: str
    sources: tuple[str, ...]
    basis: Basis
    disagreement: str = ""
    polarity: Polarity = "know"
    runs_on: bool = False


# Of the words for severity, those that stand apart for whoever agrees to a treatment.
SERIOUS = frozenset({"severe", "critical"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Risk:
    """Something that can happen after needling, for this person.

    Arguments:
        name: for the clinician. `patient_name`: for the patient.
        incidence: in words. `incidence_percent`: low, middle and high, where an interval is known.
        action: what the clinician does. `patient_action`: what the patient does.
        raised_by: the flags that make it likelier here. `raised_by_text`: the same in words.
    """

    event: str
    name: str
    patient_text: str
    expected: bool
    severity: Literal["mild", "moderate", "severe", "critical"]
    onset: str
    duration: str
    incidence: str
    incidence_percent: tuple[float, float, float] | None
    triage: Triage
    action: str
    raised_by: tuple[str, ...]
    sources: tuple[str, ...]
    basis: Basis
    patient_name: str = ""
    patient_action: str = ""
    raised_by_text: tuple[str, ...] = ()
    disagreement: str = ""

    @property
    def is_serious(self) -> bool:
        """Whether it stands apart from what is mild or moderate."""
        return self.severity in SERIOUS


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """Something a patient can see or feel, and where it comes from."""

    id: str
    text: str
    events: tuple[str, ...]
    sources: tuple[str, ...]
    basis: Basis


@dataclass(frozen=True, slots=True, kw_only=True)
class CallLevel:
    """One level of the list of when to call: what to do, the numbers to ring, the signs.

    Numbers are label and number, in the order to try them. `title`, `what_to_do` and `numbers` are in English.
    """

    level: Triage
    title_said: Said
    what_to_do_said: Said
    numbers_said: tuple[tuple[Said, Said], ...]
    signs: tuple[Sign, ...]

    @property
    def title(self) -> str:
        """The level in a few words."""
        return say(self.title_said, "en")

    @property
    def what_to_do(self) -> str:
        """What the patient does."""
        return say(self.what_to_do_said, "en")

    @property
    def numbers(self) -> tuple[tuple[str, str], ...]:
        """Label and number."""
        return tuple((say(label, "en"), say(number, "en")) for label, number in self.numbers_said)
