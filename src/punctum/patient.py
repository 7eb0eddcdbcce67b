"""The patient as a clinician or the patient writes it down. What is not stated stays unstated."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from punctum.device import find_device
from punctum.documents import parse_document, problems_of, read_document
from punctum.evidence.indications import find_indication
from punctum.evidence.limits import plausible
from punctum.evidence.scales import check_score, find_scale, phototype_from_questionnaire
from punctum.evidence.wording import says_nothing
from punctum.problems import InputError, Problem, nearest, shown
from punctum.skin import ZONES, find_zones

Phototype = Literal["I", "II", "III", "IV", "V", "VI"]
Severity = Literal["mild", "moderate", "severe"]
ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
EVERYWHERE = frozenset({"everywhere", "all over", "all", "whole body"})


def _date(value: Any) -> date:
    if isinstance(value, date):
        return value
    if isinstance(value, str) and ISO_DATE.fullmatch(value.strip()):
        try:
            return date.fromisoformat(value.strip())
        except ValueError:
            raise InputError([Problem("", "a date that exists", shown(value))]) from None
    raise InputError([Problem("", "a date as YYYY-MM-DD", shown(value))])


def _text(value: Any) -> Any:
    return " ".join(value.split()) if isinstance(value, str) else value


def _zones(value: Any) -> Any:
    names = [value] if isinstance(value, str) else value
    if not isinstance(names, list | tuple):
        raise InputError([Problem("", "a list of zones", shown(value))])
    found: list[str] = []
    problems: list[Problem] = []
    for name in names:
        try:
            found += find_zones(name) if isinstance(name, str) else find_zones(shown(name))
        except InputError as error:
            problems += [Problem("", p.expected, p.found, p.hint) for p in error.problems]
    if problems:
        raise InputError(problems)
    return tuple(dict.fromkeys(found))


def _history_zones(value: Any) -> Any:
    """The zones of something disclosed; what lies in a zone that is never needled counts for the zone beside it."""
    names = [value] if isinstance(value, str) else value
    if value is None or (isinstance(names, list) and any(str(n).strip().casefold() in EVERYWHERE for n in names)):
        return None
    named = _zones(value)
    beside = [near for zone in named for near in ZONES.by_id[zone].beside]
    return tuple(dict.fromkeys([*named, *beside])) or None


def _entries(value: Any) -> Any:
    """A list of disclosures; a bare name stands for `{name: …}` and an empty word for nothing."""
    if value is None or (isinstance(value, str) and says_nothing(value)):
        return ()
    members = [value] if isinstance(value, str | dict) else value
    if not isinstance(members, list | tuple):
        return value
    named = [{"name": member} if isinstance(member, str) else member for member in members]
    return tuple(
        member
        for member in named
        if not (isinstance(member, dict) and isinstance(member.get("name"), str) and says_nothing(member["name"]))
    )


def _words(value: Any) -> Any:
    """A list of short texts; one text stands for a list of one, an empty word for nothing."""
    if value is None:
        return ()
    members = [value] if isinstance(value, str) else value
    if not isinstance(members, list | tuple):
        return value
    return tuple(member for member in members if not (isinstance(member, str) and says_nothing(member)))


def _phototype(value: Any) -> Any:
    plain = value.strip().upper() if isinstance(value, str) else value
    if plain in (None, "UNKNOWN", ""):
        return None
    if plain not in ("I", "II", "III", "IV", "V", "VI"):
        raise InputError([Problem("", "I, II, III, IV, V, VI or unknown", shown(value))])
    return plain


def _indication(value: Any) -> Any:
    return find_indication(value, "").id if isinstance(value, str) else value


def _scale(value: Any) -> Any:
    return _unplaced(find_scale, value).id if isinstance(value, str) else value


def _device(value: Any) -> Any:
    return _unplaced(find_device, value).id if isinstance(value, str) else value


def _unplaced(find: Any, value: str) -> Any:
    try:
        return find(value)
    except InputError as error:
        raise InputError(Problem("", p.expected, p.found, p.hint) for p in error.problems) from None


Date = Annotated[date, BeforeValidator(_date)]
Name = Annotated[str, BeforeValidator(_text), Field(min_length=1, max_length=2000)]
Zones = Annotated[tuple[str, ...], BeforeValidator(_zones), Field(min_length=1)]
HistoryZones = Annotated[tuple[str, ...] | None, BeforeValidator(_history_zones)]
Words = Annotated[tuple[Name, ...], BeforeValidator(_words)]
Weight = Annotated[float, plausible("weight_kg")]
Length = Annotated[float, plausible("needle_length_mm")]


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Condition(_Entry):
    """A condition. Unstated `active` counts as active, unstated `zones` as everywhere."""

    name: Name
    active: bool | None = None
    controlled: bool | None = None
    severity: Severity | None = None
    subtype: Name | None = None
    zones: HistoryZones = None
    since: Date | None = None
    ended: Date | None = None


class Medicine(_Entry):
    """A medicine or supplement. Unstated `prescribed` counts as prescribed; without `stopped` it is still taken."""

    name: Name
    route: Name | None = None
    dose: Name | None = None
    prescribed: bool | None = None
    reason: Name | None = None
    started: Date | None = None
    stopped: Date | None = None
    zones: HistoryZones = None


class Allergy(_Entry):
    """An allergy."""

    name: Name
    reaction: Name | None = None
    severity: Severity | None = None


class Procedure(_Entry):
    """Something done to the skin. Without a date it may have been yesterday."""

    name: Name
    on: Date | None = None
    zones: HistoryZones = None


class Exposure(_Entry):
    """Sun, self-tan and the like."""

    name: Name
    on: Date | None = None
    zones: HistoryZones = None


class Product(_Entry):
    """A product used at home. Without `last_used` it is still used."""

    name: Name
    last_used: Date | None = None
    zones: HistoryZones = None


class Concern(_Entry):
    """What the person wants treated, and where."""

    indication: Annotated[Name, BeforeValidator(_indication)]
    zones: Zones
    subtype: Name | None = None
    severity: Severity | None = None
    active: bool | None = None
    since: Date | None = None
    scale: Annotated[Name, BeforeValidator(_scale)] | None = None
    baseline: float | None = None
    goal: float | None = None

    @model_validator(mode="after")
    def _scores_fit_their_scale(self) -> Concern:
        problems = []
        for field in ("baseline", "goal"):
            score = getattr(self, field)
            if score is None:
                continue
            if self.scale is None:
                problems.append(Problem(field, "a `scale` beside it", shown(score)))
            elif problem := check_score(find_scale(self.scale), score):
                problems.append(Problem(field, problem.expected, problem.found))
        if not problems and (problem := self._goal_that_is_worse()):
            problems.append(problem)
        if problems:
            raise InputError(problems)
        return self

    def _goal_that_is_worse(self) -> Problem | None:
        better = None if self.scale is None else find_scale(self.scale).higher_is_better
        if better is None or self.baseline is None or self.goal is None:
            return None
        if self.goal >= self.baseline if better else self.goal <= self.baseline:
            return None
        expected = f"a score not {'below' if better else 'above'} the baseline {self.baseline:g}"
        return Problem("goal", expected, f"{self.goal:g}")


class Preferences(_Entry):
    """What the person can live with."""

    device: Annotated[Name, BeforeValidator(_device)] | None = None
    max_redness_days: Annotated[float, plausible("max_redness_days")] | None = None
    max_visits: Annotated[int, plausible("max_visits")] | None = None
    events: Annotated[tuple[Date, ...], BeforeValidator(lambda v: () if v is None else v)] = ()


class Requests(_Entry):
    """What the person asks for by name. Screened like everything else."""

    adjuncts: Words = ()
    needle_length_mm: Length | None = None
    device: Name | None = None
    other: Words = ()


class Skin(_Entry):
    """How the person describes their skin."""

    sensitive: bool | None = None
    thick: bool | None = None
    thin: bool | None = None


class Lifestyle(_Entry):
    """Habits that matter for healing and for planning the days after."""

    outdoor_work: bool | None = None
    sport: bool | None = None
    swimming: bool | None = None
    sun: bool | None = None


class Questionnaire(_Entry):
    """A Fitzpatrick questionnaire: which form, and the points of each answer."""

    scale: Annotated[Name, BeforeValidator(_scale)]
    answers: tuple[int | None, ...]

    @model_validator(mode="after")
    def _answers_fit_the_form(self) -> Questionnaire:
        phototype_from_questionnaire(find_scale(self.scale), self.answers)
        return self


class Clearance(_Entry):
    """A clinician's decision, by name, to clear a referral or an exception for this person."""

    rule: Name
    by: Name
    role: Name
    on: Date
    valid_until: Date | None = None
    reason: Name | None = None


class Patient(_Entry):
    """Everything known about one person. Only `id`, `birth_date` and `concerns` must be given."""

    id: Name
    birth_date: Date
    sex: Literal["female", "male", "unknown"] = "unknown"
    phototype: Annotated[Phototype | None, BeforeValidator(_phototype)] = None
    fitzpatrick: Questionnaire | None = None
    pregnant: bool | None = None
    breastfeeding: bool | None = None
    smoker: bool | None = None
    weight_kg: Weight | None = None
    conditions: Annotated[tuple[Condition, ...], BeforeValidator(_entries)] = ()
    medicines: Annotated[tuple[Medicine, ...], BeforeValidator(_entries)] = ()
    allergies: Annotated[tuple[Allergy, ...], BeforeValidator(_entries)] = ()
    procedures: Annotated[tuple[Procedure, ...], BeforeValidator(_entries)] = ()
    exposures: Annotated[tuple[Exposure, ...], BeforeValidator(_entries)] = ()
    products: Annotated[tuple[Product, ...], BeforeValidator(_entries)] = ()
    concerns: Annotated[tuple[Concern, ...], Field(min_length=1)]
    preferences: Preferences = Preferences()
    requests: Requests = Requests()
    skin: Skin = Skin()
    lifestyle: Lifestyle = Lifestyle()
    goals: Words = ()
    clearances: tuple[Clearance, ...] = ()
    notes: Annotated[str, BeforeValidator(lambda v: "" if v is None else v)] = ""

    @model_validator(mode="before")
    @classmethod
    def _nothing_written_is_unstated(cls, fields: Any) -> Any:
        if not isinstance(fields, dict):
            return fields
        return {name: value for name, value in fields.items() if value is not None or name == "concerns"}

    @model_validator(mode="after")
    def _dates_are_possible(self) -> Patient:
        problems = [
            Problem(path, f"a date after the birth date ({self.birth_date})", str(day))
            for path, day in self._dates()
            if day < self.birth_date
        ]
        problems += [
            Problem(f"{kind}[{index}].{last}", f"a date not before `{first}` ({begin})", str(end))
            for kind, entries, first, last in (
                ("conditions", self.conditions, "since", "ended"),
                ("medicines", self.medicines, "started", "stopped"),
                ("clearances", self.clearances, "on", "valid_until"),
            )
            for index, entry in enumerate(entries)
            if (begin := getattr(entry, first)) and (end := getattr(entry, last)) and end < begin
        ]
        if problems:
            raise InputError(problems)
        return self

    def _dates(self) -> list[tuple[str, date]]:
        return [
            (f"{kind}[{index}].{field}", day)
            for kind in (
                "conditions",
                "medicines",
                "procedures",
                "exposures",
                "products",
                "concerns",
                "clearances",
            )
            for index, entry in enumerate(getattr(self, kind))
            for field in ("since", "ended", "started", "stopped", "on", "last_used")
            if (day := getattr(entry, field, None)) is not None
        ]

    @property
    def zones(self) -> tuple[str, ...]:
        """The zones somebody asked to have treated, in the order they were named."""
        return tuple(dict.fromkeys(zone for concern in self.concerns for zone in concern.zones))


def read_patient(path: Path) -> Patient:
    """The patient in a YAML or JSON file.

    Raises:
        InputError: one problem per field that cannot be used.
    """
    return patient_of(read_document(path))


def parse_patient(raw: bytes, name: str = "patient", *, as_json: bool = False) -> Patient:
    """The patient in YAML or JSON text. Same errors as `read_patient`."""
    return patient_of(parse_document(raw, name, as_json=as_json))


def patient_of(fields: dict[str, Any]) -> Patient:
    """The patient with these fields.

    Without a stated phototype, a Fitzpatrick questionnaire gives it: the darkest that the answers allow.

    Raises:
        InputError: one problem per field that cannot be used; unknown fields come with the nearest known one.
    """
    try:
        patient = Patient.model_validate(fields)
    except ValidationError as error:
        raise InputError(problems_of(error, Patient, fields)) from None
    if patient.phototype is not None or patient.fitzpatrick is None:
        return patient
    form = patient.fitzpatrick
    darkest = phototype_from_questionnaire(find_scale(form.scale), form.answers)[-1]
    return patient.model_copy(update={"phototype": darkest})


def age_years(birth_date: date, on: date) -> int:
    """Full years of age on a day."""
    return on.year - birth_date.year - ((on.month, on.day) < (birth_date.month, birth_date.day))


__all__ = [
    "Allergy", "Clearance", "Concern", "Condition", "Exposure", "Lifestyle", "Medicine", "Patient", "Phototype",
    "Preferences", "Procedure", "Product", "Questionnaire", "Requests", "Severity", "Skin", "age_years", "nearest",
    "parse_patient", "patient_of", "read_patient",
]  # fmt: skip
