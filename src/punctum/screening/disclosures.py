"""Everything that a patient file discloses, as plain facts that a rule can be held against."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import chain
from typing import Any, TypeVar, get_args

from punctum.device import DEVICES, Device, find_device
from punctum.evidence.concepts import CONCEPTS, Concept, Kind
from punctum.evidence.indications import INDICATIONS
from punctum.evidence.names import match, near_in
from punctum.patient import Concern, Condition, Medicine, Patient, Severity
from punctum.problems import InputError
from punctum.screening.routes import by_route
from punctum.screening.rules import RULES, Trait
from punctum.screening.values import Unrecognised
from punctum.skin import ZONES

T = TypeVar("T")
WORST: Severity = get_args(Severity)[-1]
UNSTATED = "unstated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclosure:
    """One fact in a patient file.

    Arguments:
        path: the field it stands in.
        concept, indication, trait: what it is; one of them.
        implied: rule ids that hold because the fact suggests them; empty for what is stated.
        mentioned: True where it was only mentioned (a reason, a goal, a note) and a stated entry would outweigh it.
        zones: where; none for everywhere.
        last: the last day of use, or the day it was done. since: the day it began.
        over: True when it is stated as past.
    """

    path: str
    text: str = ""
    concept: str = ""
    indication: str = ""
    trait: Trait | None = None
    implied: tuple[str, ...] = ()
    mentioned: bool = False
    exact: bool = True
    zones: tuple[str, ...] | None = None
    active: bool | None = None
    controlled: bool | None = None
    prescribed: bool | None = None
    severity: Severity | None = None
    subtype: str | None = None
    last: date | None = None
    since: date | None = None
    over: bool = False


@dataclass(frozen=True, slots=True)
class Disclosed:
    """All facts of a file, the texts that were not recognised for certain, and the questions that were answered.

    `answered`: traits whose question has an answer. `reasoned`: medicines whose reason was recognised.
    """

    facts: tuple[Disclosure, ...]
    unrecognised: tuple[Unrecognised, ...]
    answered: frozenset[Trait]
    reasoned: frozenset[str]


def disclosed_by(patient: Patient, on: date) -> Disclosed:
    """What a patient file discloses on a day. Names are matched; what is only implied is not among it."""
    facts: list[Disclosure] = list(_traits(patient))
    unrecognised: list[Unrecognised] = []
    reasoned: set[str] = set()
    for fact, kind, route in _written(patient, on):
        found = match(fact.text, kind)
        if found.how == "empty":
            continue
        concepts = [CONCEPTS.by_id[by_route(concept.id, route)] for concept in found.concepts]
        facts += _facts(replace(fact, exact=found.how == "exact"), concepts)
        if found.how != "exact":
            unrecognised.append(_unsure(fact, concepts))
        elif fact.path.endswith(".reason"):
            reasoned.add(fact.path.replace(".reason", ".name"))
    history = [fact for fact in facts if fact.exact and fact.path.startswith("conditions")]
    for concern_fact in chain.from_iterable(map(_concern, _indexed("concerns", patient.concerns))):
        facts += [_completed(concern_fact, history), *_uncovered(concern_fact)]
    stated = {fact.concept for fact in facts if fact.exact and not fact.mentioned}
    for fact, kinds in _free(patient):
        concepts = [
            concept
            for concept in near_in(fact.text)
            if concept.kind in kinds and concept.id not in stated and not _harmless(concept)
        ]
        facts += _facts(fact, concepts)
        if concepts:
            unrecognised.append(_unsure(fact, concepts))
    if patient.notes.strip():
        facts.append(Disclosure(path="notes", trait="notes"))
    facts = [fact for fact in facts if not (fact.mentioned and fact.concept in stated)]
    facts += [Disclosure(path=text.path, trait="unrecognised") for text in unrecognised]
    return Disclosed(
        facts=tuple(facts),
        unrecognised=tuple(sorted(set(unrecognised), key=lambda text: (text.text, text.path))),
        answered=frozenset(trait for _, trait, answer in _answers(patient) if answer is not None),
        reasoned=frozenset(reasoned),
    )


def _facts(fact: Disclosure, concepts: list[Concept]) -> Iterator[Disclosure]:
    for concept in dict.fromkeys(concepts):
        named = replace(fact, concept=concept.id)
        yield named
        yield from _uncovered(named)


def _unsure(fact: Disclosure, concepts: list[Concept]) -> Unrecognised:
    names = " or ".join(sorted({concept.name for concept in concepts}))
    return Unrecognised(path=fact.path, text=fact.text, assumed=names or None)


def _uncovered(fact: Disclosure) -> Iterator[Disclosure]:
    if fact.concept:
        concept = CONCEPTS.by_id[fact.concept]
        if not (_harmless(concept) or concept.id in _covered() or concept.implies_rules):
            yield Disclosure(path=fact.path, trait="uncovered")


def _harmless(concept: Concept) -> bool:
    return concept.no_action and not concept.implies_rules and concept.id not in _covered()


@cache
def _covered() -> frozenset[str]:
    return frozenset(concept for rule in RULES.rows for concept in rule.concepts)


def _written(patient: Patient, on: date) -> Iterator[tuple[Disclosure, Kind, str | None]]:
    """Every entry of the file with the heading it stands under, and the route of a medicine."""
    for path, condition in _indexed("conditions", patient.conditions):
        yield _condition(path, condition, on), "condition", None
    for path, medicine in _indexed("medicines", patient.medicines):
        yield _medicine(path, medicine, on), "medicine", medicine.route
        if medicine.reason is not None:
            yield Disclosure(path=f"{path}.reason", text=medicine.reason, mentioned=True), "condition", None
    for path, allergy in _indexed("allergies", patient.allergies):
        yield Disclosure(path=f"{path}.name", text=allergy.name, severity=allergy.severity), "allergy", None
    for path, procedure in _indexed("procedures", patient.procedures):
        yield _done(path, procedure.name, procedure.on, procedure.zones, on), "procedure", None
    for path, exposure in _indexed("exposures", patient.exposures):
        yield _done(path, exposure.name, exposure.on, exposure.zones, on), "exposure", None
    for path, product in _indexed("products", patient.products):
        yield _done(path, product.name, product.last_used, product.zones, on), "product", None
    for list_name in ("adjuncts", "other"):
        for path, text in _indexed(f"requests.{list_name}", getattr(patient.requests, list_name)):
            yield Disclosure(path=path, text=text), "request", None
    if patient.requests.device is not None and _device(patient.requests.device) is None:
        yield Disclosure(path="requests.device", text=patient.requests.device), "request", None


def _condition(path: str, condition: Condition, on: date) -> Disclosure:
    ended = condition.ended is not None and condition.ended <= on
    active = False if condition.active is None and ended else condition.active
    return Disclosure(
        path=f"{path}.name",
        text=condition.name,
        zones=condition.zones,
        active=active,
        controlled=condition.controlled,
        severity=condition.severity,
        subtype=_subtype(condition.subtype, condition.name),
        last=condition.ended,
        since=condition.since,
        over=active is False,
    )


def _medicine(path: str, medicine: Medicine, on: date) -> Disclosure:
    return Disclosure(
        path=f"{path}.name",
        text=medicine.name,
        zones=medicine.zones,
        prescribed=medicine.prescribed,
        last=medicine.stopped,
        since=medicine.started,
        over=medicine.stopped is not None and medicine.stopped <= on,
    )


def _done(path: str, name: str, last: date | None, zones: tuple[str, ...] | None, on: date) -> Disclosure:
    return Disclosure(path=f"{path}.name", text=name, zones=zones, last=last, over=last is not None and last <= on)


def _concern(entry: tuple[str, Concern]) -> Iterator[Disclosure]:
    path, concern = entry
    fact = Disclosure(
        path=f"{path}.indication",
        text=concern.indication,
        zones=concern.zones,
        active=concern.active,
        severity=concern.severity,
        subtype=_subtype(concern.subtype, ""),
        since=concern.since,
        over=concern.active is False,
    )
    yield replace(fact, indication=concern.indication)
    for concept in INDICATIONS.by_id[concern.indication].concepts:
        yield replace(fact, concept=concept)


def _completed(wish: Disclosure, history: list[Disclosure]) -> Disclosure:
    """A concern with what it leaves unstated taken from the history of the same condition there, where that agrees."""
    concepts = INDICATIONS.by_id[wish.text].concepts
    same = [
        fact
        for fact in history
        if fact.concept in concepts and (fact.zones is None or set(wish.zones or ()) <= set(fact.zones))
    ]

    def stated(name: str) -> Any:
        values = {getattr(fact, name) for fact in same}
        return values.pop() if len(values) == 1 else None

    names = ("active", "severity", "controlled", "subtype")
    completed = replace(wish, **{name: stated(name) for name in names if getattr(wish, name) is None})
    return replace(completed, over=completed.active is False)


def _free(patient: Patient) -> Iterator[tuple[Disclosure, tuple[Kind, ...]]]:
    """Texts in free words, with the kinds of thing that a phrase in them can disclose."""
    for path, goal in _indexed("goals", patient.goals):
        yield Disclosure(path=path, text=goal, mentioned=True, exact=False), get_args(Kind)
    for path, allergy in _indexed("allergies", patient.allergies):
        if allergy.reaction is not None:
            text = f"{allergy.name} allergy: {allergy.reaction}"
            yield Disclosure(path=f"{path}.reaction", text=text, mentioned=True, exact=False), ("allergy",)
    if patient.notes.strip():
        text = " ".join(patient.notes.split())
        yield Disclosure(path="notes", text=text, mentioned=True, exact=False), get_args(Kind)


def _answers(patient: Patient) -> tuple[tuple[str, Trait, bool | None], ...]:
    """The questions with a yes or no: their field, their trait and the answer."""
    skin, life = patient.skin, patient.lifestyle
    return (
        ("pregnant", "pregnant", patient.pregnant),
        ("breastfeeding", "breastfeeding", patient.breastfeeding),
        ("smoker", "smoker", patient.smoker),
        ("skin.sensitive", "skin_sensitive", skin.sensitive),
        ("skin.thin", "skin_thin", skin.thin),
        ("lifestyle.outdoor_work", "outdoor_work", life.outdoor_work),
        ("lifestyle.swimming", "swimming", life.swimming),
        ("lifestyle.sun", "sun", life.sun),
    )


def _traits(patient: Patient) -> Iterator[Disclosure]:
    """What is computed about a person."""
    yield Disclosure(path="birth_date", trait="anyone")
    for path, trait, answer in _answers(patient):
        if answer:
            yield Disclosure(path=path, trait=trait)
    if patient.pregnant is None:
        yield Disclosure(path="pregnant", trait="pregnancy_unanswered")
    if patient.breastfeeding is None:
        yield Disclosure(path="breastfeeding", trait="breastfeeding_unanswered")
    for path, concern in _indexed("concerns", patient.concerns):
        if never := tuple(zone for zone in concern.zones if "never" in ZONES.by_id[zone].flags):
            yield Disclosure(path=f"{path}.zones", trait="never_zone", zones=never)
    for path, allergy in _indexed("allergies", patient.allergies):
        if allergy.severity == WORST:
            yield Disclosure(path=f"{path}.severity", trait="severe_allergy")
    yield from _device_traits(patient)


def _device_traits(patient: Patient) -> Iterator[Disclosure]:
    named = {"preferences.device": patient.preferences.device, "requests.device": patient.requests.device}
    devices = {path: _device(name) for path, name in named.items() if name is not None}
    for path, device in devices.items():
        if device is not None and device.kind == "rf":
            yield Disclosure(path=path, trait="device_rf")
        elif device is None or not device.plannable:
            yield Disclosure(path=path, trait="device_unverified")
    if (length := patient.requests.needle_length_mm) is not None:
        chosen = [device for device in devices.values() if device is not None]
        labels = [device.label_length_max_mm for device in chosen or DEVICES.rows if chosen or device.plannable]
        read = [label for label in labels if label is not None]
        if (chosen and len(read) < len(labels)) or length > min(read):
            yield Disclosure(path="requests.needle_length_mm", trait="length_above_label")


def _device(name: str) -> Device | None:
    try:
        return find_device(name)
    except InputError:
        return None


def _subtype(subtype: str | None, text: str) -> str | None:
    """The subtype as the rules write it: as stated, or as it stands in the entry's own name."""
    words = f" {_plain(subtype if subtype is not None else text)} "
    return next((known for known in _subtypes() if f" {_plain(known)} " in words), None)


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("-", " ").split())


@cache
def _subtypes() -> tuple[str, ...]:
    of_rules = {subtype for rule in RULES.rows for subtype in rule.subtypes}
    of_indications = {subtype for indication in INDICATIONS.rows for subtype in indication.subtypes}
    return tuple(sorted((of_rules | of_indications) - {UNSTATED}))


def _indexed(name: str, entries: tuple[T, ...]) -> Iterator[tuple[str, T]]:
    for index, entry in enumerate(entries):
        yield f"{name}[{index}]", entry
