"""The treatment plan: everything a clinician signs and a patient takes home."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from punctum.care import Clinic, Instruction, Risk
from punctum.delivery.values import Delivery
from punctum.evidence.sentences import Said
from punctum.evidence.table import Basis
from punctum.outcome import Alternative, Forecast
from punctum.outcome.harm.values import HarmLikelihood
from punctum.patient import Patient
from punctum.planning.harms import harms_of
from punctum.planning.healing_values import ZoneHealing
from punctum.prescription import Prescription, ZoneSettings
from punctum.screening import Action, Screening

SCHEMA = "punctum/plan/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class ZonePlan:
    """One requested zone: its verdict, and its settings or why it has none.

    Arguments:
        zone, verdict, until, until_open: as screened.
        indications: what it was requested for.
        settings: how it is treated, or None.
        no_settings: why there are none (clinician). empty when there are.
        limits_only: for uses without a studied protocol, the limits a clinician who elects to treat must keep.
        rules: ids of the findings that apply. cleared_by: whose clearances it rests on, with the rule.
    """

    zone: str
    name: str
    verdict: Action
    until: date | None
    until_open: bool
    indications: tuple[str, ...]
    settings: ZoneSettings | None
    no_settings: str
    limits_only: tuple[str, ...]
    rules: tuple[str, ...]
    cleared_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """The course as studied for one indication, without dates.

    Arguments:
        sessions: planned number. sessions_min, sessions_max: the range studied.
        interval_weeks: planned interval. interval_min_weeks, interval_max_weeks: the range studied.
        automatic: False when no protocol was studied well enough to plan from.
        choice: why this number and interval were taken.
    """

    indication: str
    automatic: bool
    sessions: int | None
    sessions_min: int | None
    sessions_max: int | None
    interval_weeks: float | None
    interval_min_weeks: float | None
    interval_max_weeks: float | None
    stop_after_sessions: int | None
    choice: str
    sources: tuple[str, ...]
    basis: Basis


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Something to be done before treatment can start: what, who may do it, and when it ends.

    `text` is for the clinician, `patient_said` for the patient: why, and what comes first.
    """

    rule: str
    text: str
    who: tuple[str, ...]
    until: date | None
    until_text: str
    sources: tuple[str, ...]
    basis: Basis
    patient_said: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """A look at the result after the course, or maintenance."""

    on: date | None
    weeks_after_last: float
    kind: str
    text: str
    sources: tuple[str, ...]
    basis: Basis


@dataclass(frozen=True, slots=True, kw_only=True)
class TreatmentPlan:
    """The plan for one person, made on one day.

    Arguments:
        prescription: None when no zone may be treated now.
        zones: one per requested zone, in the order asked for.
        steps: what would make treatment possible; empty when nothing stands in the way.
        instead: what to do instead or meanwhile, one line each (clinician and patient may read them).
        notes: what the clinician should know about choices made here.
        tables: table name → SHA-256 of the version used.
        deliveries: zone → what its settings add up to on the skin, where that was simulated (`with_deliveries`).
        healing: zone → how it is expected to heal, where that was simulated (`with_healing`).
    """

    patient: Patient
    made_on: date
    clinic: Clinic | None
    screening: Screening
    zones: tuple[ZonePlan, ...]
    outlines: tuple[Outline, ...]
    prescription: Prescription | None
    forecasts: tuple[Forecast, ...]
    risks: tuple[Risk, ...]
    care: tuple[Instruction, ...]
    alternatives: dict[str, tuple[Alternative, ...]]
    steps: tuple[Step, ...]
    reviews: tuple[Review, ...]
    instead: tuple[str, ...]
    notes: tuple[str, ...]
    tables: dict[str, str]
    version: str
    # Made of the settings, which are compared.
    deliveries: dict[str, Delivery] = field(default_factory=dict, compare=False)
    healing: dict[str, ZoneHealing] = field(default_factory=dict, compare=False)

    @property
    def harms(self) -> tuple[HarmLikelihood, ...]:
        """How likely each harm is; redness from the simulated healing where there is one."""
        return harms_of(self.patient, self.risks, self.prescription, self.healing)
