"""Care: instructions with dates, risks, and when to call whom."""

from punctum.care.clinic import Clinic, read_clinic
from punctum.care.flags import care_flags
from punctum.care.risks import call_list, risks
from punctum.care.tables import (
    ADVERSE_EVENTS,
    FLAGS,
    ITEMS,
    TOPICS,
    TRIAGE_SIGNS,
    AdverseEvent,
    CareFlag,
    CareItem,
    FlagRow,
    TriageSign,
)
from punctum.care.timeline import contradictions, timeline
from punctum.care.values import SERIOUS, CallLevel, Instruction, Phase, Polarity, Risk, Sign, Triage

TABLES = (FLAGS, ITEMS, ADVERSE_EVENTS, TOPICS, TRIAGE_SIGNS)

__all__ = [
    "ADVERSE_EVENTS",
    "FLAGS",
    "ITEMS",
    "SERIOUS",
    "TABLES",
    "TOPICS",
    "TRIAGE_SIGNS",
    "AdverseEvent",
    "CallLevel",
    "CareFlag",
    "CareItem",
    "Clinic",
    "FlagRow",
    "Instruction",
    "Phase",
    "Polarity",
    "Risk",
    "Sign",
    "Triage",
    "TriageSign",
    "call_list",
    "care_flags",
    "contradictions",
    "read_clinic",
    "risks",
    "timeline",
]
