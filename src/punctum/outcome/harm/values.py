"""How likely a harm is: a figure with its interval where people were counted, studies and "not known" elsewhere."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from punctum.evidence.sentences import Said, english
from punctum.evidence.table import Basis
from punctum.outcome.values import Certainty

HarmKind = Literal["probability", "class", "score", "not_known"]
Percents = tuple[float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class HarmStudy:
    """What one study says of one harm.

    Arguments:
        people, of: so many of how many; None where it is not printed.
        score_mean, score_sd: on a scale from 0 to 10, where it was scored.
        interval_percent: where its share lies (95 %, Jeffreys), from the count alone.
        at_most_percent: where none of them was harmed, the share that stays possible (95 %, one-sided).
        pooled: whether it stands in the synthesis. why_not: why it does not.
    """

    label: str
    study: str
    source: str
    people: int | None
    of: int | None
    phototypes: str
    text: str
    pooled: bool
    why_not: str = ""
    score_mean: float | None = None
    score_sd: float | None = None
    interval_percent: tuple[float, float] | None = None
    at_most_percent: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HarmSynthesis:
    """Studies that differ, taken together: percent of people.

    Arguments:
        average_percent: low, middle and high (95 %) of the average over studies.
        new_place_percent: between what so many of 100 people of one new place lie (95 %).
    """

    average_percent: Percents
    new_place_percent: tuple[float, float]
    studies: int
    people: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoneRedness:
    """How long one zone stays red.

    Arguments:
        told: the class that the person is told, in words. text: the same as a sentence for patients.
        percent: id of a class of `healing/redness_classes.csv` → chance in percent; empty where nothing was computed.
        days: low, middle and high (95 %) days of redness; None where nothing was computed.
    """

    zone: str
    told: str
    text: str
    percent: dict[str, float] = field(default_factory=dict)
    days: Percents | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HarmLikelihood:
    """How likely one harm is for this person. Words, time and triage are in the risk of care with the same `event`.

    Arguments:
        event: id of the adverse event. name: for the clinician.
        kind: `probability`: `percent` holds. `class`: `redness` holds. `score`: `score` holds. `not_known`: neither.
        percent: low, middle and high of 100 people (95 %). score: low, middle and high on a scale from 0 to 10.
        whom: skin types of the people counted. people, studies: how many stand behind the figure.
        flags: what makes it likelier for this person; nobody knows by how much.
        synthesis: studies that may differ, taken together; it stands beside the figure or instead of a cited one.
        text: for the clinician. brief: the same in one line, beside the words of care; empty where those say it all.
        patient_said: for the patient.
    """

    event: str
    name: str
    kind: HarmKind
    percent: Percents | None = None
    score: Percents | None = None
    redness: tuple[ZoneRedness, ...] = ()
    whom: str = ""
    people: int = 0
    studies: int = 0
    flags: tuple[str, ...] = ()
    synthesis: HarmSynthesis | None = None
    shown: tuple[HarmStudy, ...] = ()
    certainty: Certainty
    certainty_why: str
    text: str
    brief: str
    patient_said: tuple[Said, ...]
    sources: tuple[str, ...]
    basis: Basis

    @property
    def patient_text(self) -> str:
        """What the patient reads, in English."""
        text = english(self.patient_said)
        return text[:1].upper() + text[1:]
