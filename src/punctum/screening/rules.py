"""The rules of screening: a table whose rows say when a rule applies, what follows, and until when."""

from __future__ import annotations

from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field, model_validator

from punctum.evidence.concepts import ConceptId
from punctum.evidence.indications import IndicationId
from punctum.evidence.table import PatientText, Ref, SourcedRow, Table
from punctum.patient import Phototype, Severity
from punctum.screening.adjustments import parse_adjustment
from punctum.screening.roles import RoleId
from punctum.screening.values import Action, Adjustment, Permanence
from punctum.skin import ZoneId

# What is computed about a person instead of read from one entry of the file.
Trait = Literal[
    "anyone", "pregnant", "pregnancy_unanswered", "breastfeeding", "breastfeeding_unanswered", "smoker",
    "skin_sensitive", "skin_thin", "outdoor_work", "swimming", "sun", "length_above_label", "device_rf",
    "device_unverified", "never_zone", "severe_allergy", "notes", "unrecognised", "uncovered",
]  # fmt: skip
RowId = Annotated[str, Ref("rules")]


class Rule(SourcedRow):
    """One row. Several rows may belong to one clinical rule; they differ in when they apply and what follows.

    A row is triggered by any of its `concepts`, `indications` or `traits`; then every qualifier must hold.

    Arguments:
        rule: the clinical rule's id, which findings carry.
        active: `yes` acts when the entry is active or does not say; `no` only when it is stated as not active.
        in_use: `current` acts when no end lies in the past, `stopped` when one does.
        prescribed: `yes` acts when stated or unstated, `no` only when stated so.
        controlled: `yes` acts only when stated, `no` when stated otherwise or unstated.
        severity: acts at these; an unstated severity counts as severe.
        subtypes: acts at these; `unstated` stands for none or an unknown one.
        phototypes: acts at these, and always when the phototype is unknown.
        target_zones, target_regions: the finding touches only these.
        together: one of these must be disclosed as well, elsewhere in the file. unless: none of these may be.
        yields_to: rows that take over, zone by zone, when the same entry triggers them.
        reach: `patient` touches every zone, `region` the zones of the same region, `zone` only the entry's own.
        window_from: counted from the `last` day (stopped, last used, ended, done) or `since` when.
        window_hours, window_days, window_months: how long it applies; months by the calendar.
        window_after_days, window_after_months: how long after that day it begins.
        undated: without that day it applies with an open end, or not at all.
        cleared_action: what a `refer`, or the rows named in `excepts`, become by a clearance.
        clear_roles: who may clear it.
        exception: never a finding; acts only through a clearance. excepts: the rows it relaxes.
        permanence: how it ends. adjust: what changes, `key=value; key=value,value`.
    """

    rule: Annotated[str, Field(pattern=r"^S\d{3}$")]
    concepts: tuple[ConceptId, ...] = ()
    indications: tuple[IndicationId, ...] = ()
    traits: tuple[Trait, ...] = ()
    active: Literal["any", "yes", "no"] = "any"
    in_use: Literal["any", "current", "stopped"] = "any"
    prescribed: Literal["any", "yes", "no"] = "any"
    controlled: Literal["any", "yes", "no"] = "any"
    severity: tuple[Severity, ...] = ()
    subtypes: tuple[str, ...] = ()
    phototypes: tuple[Phototype, ...] = ()
    sex: tuple[Literal["female", "male", "unknown"], ...] = ()
    age_min_years: int | None = None
    age_max_years: int | None = None
    target_zones: tuple[ZoneId, ...] = ()
    target_regions: tuple[Literal["face", "neck", "scalp", "trunk", "arm", "leg"], ...] = ()
    together: tuple[ConceptId, ...] = ()
    unless: tuple[ConceptId, ...] = ()
    yields_to: tuple[RowId, ...] = ()
    reach: Literal["patient", "region", "zone"] = "patient"
    window_from: Literal["", "last", "since"] = ""
    window_hours: int | None = None
    window_days: int | None = None
    window_months: int | None = None
    window_after_days: int | None = None
    window_after_months: int | None = None
    undated: Literal["open", "ignore"] = "open"
    action: Action
    cleared_action: Action | None = None
    clear_roles: tuple[RoleId, ...] = ()
    exception: bool = False
    excepts: tuple[RowId, ...] = ()
    permanence: Permanence = ""
    until_text: PatientText = ""
    adjust: str = ""
    title: PatientText
    reason: str
    patient_reason: PatientText

    @cached_property
    def adjustment(self) -> Adjustment:
        """What the row changes in a plan."""
        return parse_adjustment(self.adjust)

    @property
    def clearable(self) -> bool:
        """Whether a clearance can change the row's own findings."""
        return self.action == "refer" and not self.exception and self.cleared_action is not None

    @property
    def ends_openly(self) -> bool:
        """Whether it ends with a condition and not on a date."""
        return self.permanence in ("while_active", "until_condition")

    @model_validator(mode="after")
    def _fits_together(self) -> Rule:
        parse_adjustment(self.adjust)
        windows = (self.window_hours, self.window_days, self.window_months)
        begins = (self.window_after_days, self.window_after_months)
        if bool(self.window_from) != any(length is not None for length in (*windows, *begins)):
            raise ValueError("a window with the day it is counted from")
        if sum(length is not None for length in windows) > 1 or sum(length is not None for length in begins) > 1:
            raise ValueError("one length of the window")
        if self.exception == bool(self.concepts or self.indications or self.traits):
            raise ValueError("a trigger, or an exception without one")
        if self.exception != bool(self.excepts):
            raise ValueError("an exception with the rows that it relaxes")
        if self.action == "contraindicated" and not self.permanence:
            raise ValueError("how long a contraindication holds")
        if (self.cleared_action is not None) != bool(self.clear_roles):
            raise ValueError("what a clearance makes of it, with who may clear it")
        if self.cleared_action is not None and self.action != "refer" and not self.exception:
            raise ValueError("a clearance only of a referral or an exception")
        return self


RULES = Table("punctum.screening", "rules", Rule)
