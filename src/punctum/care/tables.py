"""The tables of care: flags of a person, timed items, adverse events, signs to call about."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import model_validator

from punctum.care.values import Phase, Polarity, Triage
from punctum.evidence.concepts import ConceptId
from punctum.evidence.table import PatientText, Ref, Row, SourcedRow, Table
from punctum.patient import Phototype
from punctum.skin import ZoneId

CareFlag = Literal[
    "all", "first_session", "later_session", "course_continues", "last_session",
    "face", "scalp", "body", "not_scalp", "phototype_dark", "phototype_light",
    "retinoid_user", "retinoid_prescribed", "exfoliant_user", "exfoliant_prescribed", "vitamin_c_user",
    "vitamin_a_option", "home_device_user", "minoxidil_user", "minoxidil_prescribed",
    "antithrombotic", "nsaid_prescribed", "nsaid_unprescribed", "bleeding_supplement",
    "anaesthetic", "anaesthetic_lmx4", "anaesthetic_emla", "prilocaine", "adjunct", "adjunct_requested",
    "swims", "outdoor_sun", "hsv_plan", "hsv_history", "hsv_undecided", "eczema", "pih_history", "melasma", "hormones",
    "vasovagal", "keloid_history", "rosacea", "vitiligo", "koebner", "active_acne", "warts", "fragile_skin",
    "sensitive_skin",
    "contact_allergy", "anaphylaxis_history", "infection_prone", "anaesthetic_toxicity_risk", "methaemoglobin_risk",
    "photosensitiser", "beard_or_scalp_hair", "deep", "periorbital", "bone_close_zone", "thin_zone",
    "keloid_prone_zone", "roller", "radiofrequency",
]  # fmt: skip
Topic = Literal[
    "active_serum", "alcohol_smoking", "anaesthetic", "antithrombotic", "antiviral", "arrival", "call", "cartridge",
    "cleansing", "compounded_anaesthetic", "consultation", "cooling", "disinfection", "duration", "emergency",
    "endpoint", "exercise", "exfoliant", "expect", "eyes", "fit_for_session", "follow_up", "glide", "hair", "hair_wash",
    "heat", "history", "home_device", "hygiene", "maintenance", "makeup", "meal", "minoxidil", "moisture",
    "next_session", "nsaid", "own_numbing", "pain_relief", "patch_test", "photos", "picking", "pigment_watch",
    "prescribed_exfoliant", "prescribed_medicine", "prescribed_minoxidil", "prescribed_nsaid", "prescribed_retinoid",
    "procedures", "records", "results", "retinoid", "selftan", "skincare", "skip", "speak_up", "spf", "sun",
    "swimming", "technique", "watch", "waxing",
]  # fmt: skip
FlagId = Annotated[CareFlag, Ref("care_flags")]


class FlagRow(SourcedRow):
    """One thing that may be true of a person or a plan. It is true when any one criterion is met.

    Arguments:
        meaning: in words, after "because of:".
        drug_classes: of a disclosed concept. `concepts`: disclosed. `prescribed`: only when so.
        phototypes, regions, zones, zone_flags: of the person and of the zones treated.
        endpoints, device_kinds, product_words, agents: of the prescription; words are looked for in the product.
        lifestyle: fields of the patient's lifestyle. `implied_by`: other flags. `excluded_by`: flags that undo it.
    """

    id: CareFlag
    meaning: PatientText
    drug_classes: tuple[str, ...] = ()
    concepts: tuple[ConceptId, ...] = ()
    prescribed: Literal["yes", "no", ""] = ""
    phototypes: tuple[Phototype | Literal["unknown"], ...] = ()
    regions: tuple[Literal["face", "neck", "scalp", "trunk", "arm", "leg"], ...] = ()
    zones: tuple[ZoneId, ...] = ()
    zone_flags: tuple[Literal["bone_close", "thin", "keloid_prone"], ...] = ()
    endpoints: tuple[Literal["planned_dose_warmth", "erythema", "pinpoint_bleeding"], ...] = ()
    product_words: tuple[str, ...] = ()
    agents: tuple[str, ...] = ()
    device_kinds: tuple[Literal["pen", "roller", "stamp", "rf"], ...] = ()
    lifestyle: tuple[Literal["outdoor_work", "sport", "swimming", "sun"], ...] = ()
    implied_by: tuple[FlagId, ...] = ()
    excluded_by: tuple[FlagId, ...] = ()


class CareItem(SourcedRow):
    """One timed instruction. It applies when every flag of `applies` is true.

    Hours count from the start of the session, or of the next one when `anchor` says so; negative is before.
    """

    phase: Phase
    topic: Topic
    polarity: Polarity
    audience: Literal["patient", "clinician"]
    anchor: Literal["session", "next_session"] = "session"
    begins_hours: float
    ends_hours: float
    applies: tuple[FlagId, ...]
    patient_text: PatientText = ""
    clinician_text: str

    @model_validator(mode="after")
    def _window_fits_its_phase(self) -> CareItem:
        if self.begins_hours >= self.ends_hours:
            raise ValueError("an end after the beginning")
        if self.phase == "before" and self.ends_hours > 0:
            raise ValueError("an end not after the session starts")
        if self.phase == "after" and self.begins_hours < 0:
            raise ValueError("a beginning not before the session starts")
        if self.audience == "patient" and not self.patient_text:
            raise ValueError("a patient_text")
        return self

    @property
    def text(self) -> str:
        """The text for its audience."""
        return self.patient_text if self.audience == "patient" else self.clinician_text


class AdverseEvent(SourcedRow):
    """Something that can go wrong. It can happen only when every flag of `requires` is true.

    Arguments:
        first_day, usual_days, longest_days: what `onset` and `duration` say, in days after the visit (0 is the day of
            the visit): when it begins, until when most people have it, and until when some have it.
    """

    name: str
    patient_name: PatientText
    patient_text: PatientText
    severity: Literal["mild", "moderate", "severe", "critical"]
    expected: bool
    onset: PatientText
    duration: PatientText
    first_day: float | None = None
    usual_days: float | None = None
    longest_days: float | None = None
    incidence: PatientText
    incidence_percent_low: float | None = None
    incidence_percent_mid: float | None = None
    incidence_percent_high: float | None = None
    incidence_phototypes: tuple[Phototype | Literal["unknown"], ...] = ()
    requires: tuple[FlagId, ...] = ()
    raised_by: tuple[FlagId, ...] = ()
    triage: Triage
    action: str
    patient_action: PatientText

    @property
    def incidence_percent(self) -> tuple[float, float, float] | None:
        """Low, middle and high, when all three are known."""
        low, mid, high = self.incidence_percent_low, self.incidence_percent_mid, self.incidence_percent_high
        return None if low is None or mid is None or high is None else (low, mid, high)

    @model_validator(mode="after")
    def _days_are_ordered(self) -> AdverseEvent:
        given = [self.first_day, self.usual_days, self.longest_days]
        known = [day for day in given if day is not None]
        if len(known) != (3 if self.expected else 0) or known != sorted(known):
            raise ValueError("the first, usual and longest day in order for what is expected, and for nothing else")
        return self

    @model_validator(mode="after")
    def _incidence_is_ordered(self) -> AdverseEvent:
        given = [self.incidence_percent_low, self.incidence_percent_mid, self.incidence_percent_high]
        known = [value for value in given if value is not None]
        if len(known) not in (0, 3) or known != sorted(known):
            raise ValueError("low, mid and high in order, or none of them")
        return self


class TriageSign(SourcedRow):
    """Something a patient can see or feel, and how soon to call about it."""

    level: Triage
    text: PatientText
    events: tuple[Annotated[str, Ref("adverse_events")], ...] = ()


class TopicRow(Row):
    """A topic that patients are asked to leave out, in a few words, for the picture of the days around a visit."""

    leave_out: str


FLAGS = Table("punctum.care", "care_flags", FlagRow)
ITEMS = Table("punctum.care", "items", CareItem)
ADVERSE_EVENTS = Table("punctum.care", "adverse_events", AdverseEvent)
TOPICS = Table("punctum.care", "topics", TopicRow)
TRIAGE_SIGNS = Table("punctum.care", "triage_signs", TriageSign)
