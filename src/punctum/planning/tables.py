"""The planner's tables: courses, ceilings, intervals, redness, endpoints, anaesthetics, reviews."""

from __future__ import annotations

from typing import Annotated, Literal

from punctum.evidence.indications import IndicationId
from punctum.evidence.table import ForPatients, PatientName, PatientText, Ref, SourcedRow, Table
from punctum.patient import Phototype
from punctum.screening import Endpoint
from punctum.skin import ZoneId

Region = Literal["face", "neck", "scalp", "trunk", "arm", "leg"]


class Ceiling(SourcedRow):
    """The longest needle in a zone, and the passes it bears."""

    zones: tuple[ZoneId, ...]
    ceiling_mm: float
    shortest_mm: float
    passes_min: int
    passes_max: int
    endpoint: Endpoint
    note: str = ""


class Protocol(SourcedRow):
    """A course as one source describes it."""

    indications: tuple[IndicationId, ...] = ()
    use: str
    place: str
    people: str = ""
    needle_length_min_mm: float | None = None
    needle_length_max_mm: float | None = None
    passes_min: int | None = None
    passes_max: int | None = None
    endpoint: str = ""
    sessions_min: int | None = None
    sessions_max: int | None = None
    interval_min_weeks: float | None = None
    interval_max_weeks: float | None = None
    adjuncts: str = ""
    note: str = ""


class Course(SourcedRow):
    """What is planned for an indication, from the protocols studied. Not automatic: a clinician decides everything."""

    indication: IndicationId
    regions: tuple[Region, ...] = ()
    automatic: bool
    needle_length_mm: float | None = None
    shortest_studied_mm: float | None = None
    sessions: int | None = None
    sessions_min: int | None = None
    sessions_max: int | None = None
    interval_weeks: float | None = None
    interval_min_weeks: float | None = None
    interval_max_weeks: float | None = None
    endpoint: Endpoint
    stop_after_sessions: int | None = None
    protocols: tuple[Annotated[str, Ref("protocols")], ...] = ()
    why_length: str = ""
    why_course: str = ""


class IntervalFloor(SourcedRow):
    """The shortest interval between sessions; the first row that fits a zone's settings holds."""

    regions: tuple[Region, ...] = ()
    length_max_mm: float | None = None
    endpoints: tuple[Endpoint, ...] = ()
    weeks: float
    text: str


class RednessClass(SourcedRow):
    """How long redness usually lasts; the first row that fits a zone's settings holds."""

    name: PatientText
    length_max_mm: float | None = None
    endpoints: tuple[Endpoint, ...] = ()
    days_low: float
    days_high: float
    text: PatientText


class EndpointText(SourcedRow):
    """What an endpoint looks like. Rows run from the gentlest on; `phototypes` see this endpoint instead of redness."""

    id: Endpoint
    text: str
    patient_text: PatientText
    phototypes: tuple[Phototype, ...] = ()


class Direction(SourcedRow):
    """The direction of a pass, in order."""

    name: str


class AnaestheticProduct(SourcedRow):
    """A topical anaesthetic and the limits of its label."""

    product: PatientName
    agents: tuple[PatientName, ...]
    agent_classes: tuple[str, ...]
    grams_per_10_cm2: float | None = None
    area_max_cm2: float | None = None
    total_max_g: float | None = None
    minutes_min: float | None = None
    minutes_max: float | None = None
    automatic: bool
    note: PatientText


class Constant(SourcedRow):
    """A single value or text."""

    value: float | None = None
    unit: str = ""
    text: str = ""


class NotKnownRow(SourcedRow):
    """Something that the model of healing cannot know."""

    text: str


class ReviewRow(SourcedRow):
    """A look at the result after the course, or maintenance."""

    weeks_after_last: float
    kind: Annotated[Literal["review", "maintenance"], ForPatients(asserts=False)]
    indications: tuple[IndicationId, ...] = ()
    text: PatientText


HERE = "punctum.planning"
CEILINGS = Table(HERE, "ceilings", Ceiling)
PROTOCOLS = Table(HERE, "protocols", Protocol)
COURSES = Table(HERE, "courses", Course)
INTERVALS = Table(HERE, "intervals", IntervalFloor)
REDNESS = Table(HERE, "redness", RednessClass)
ENDPOINTS = Table(HERE, "endpoints", EndpointText)
DIRECTIONS = Table(HERE, "directions", Direction)
ANAESTHETICS = Table(HERE, "anaesthetics", AnaestheticProduct)
CONSTANTS = Table(HERE, "constants", Constant)
REVIEWS = Table(HERE, "reviews", ReviewRow)
NOT_KNOWN = Table(HERE, "not_known", NotKnownRow)
TABLES = (
    CEILINGS, PROTOCOLS, COURSES, INTERVALS, REDNESS, ENDPOINTS, DIRECTIONS, ANAESTHETICS, CONSTANTS, REVIEWS,
    NOT_KNOWN,
)  # fmt: skip


def constant(name: str) -> float:
    """The number of a row in `constants.csv`."""
    value = CONSTANTS.by_id[name].value
    if value is None:
        raise KeyError(name)
    return value


def course_for(indication: str) -> Course:
    """The course of an indication; every indication has one."""
    return next(course for course in COURSES.rows if course.indication == indication)


def ceiling_for(zone: str) -> Ceiling | None:
    """The ceiling of a zone, or None where there is none."""
    return next((ceiling for ceiling in CEILINGS.rows if zone in ceiling.zones), None)
