"""What stands on top of every page about a person: the few facts that nobody may miss."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, Literal

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from punctum.evidence import CONCEPTS, INDICATIONS, match, near_in
from punctum.screening import RULES, by_route
from punctum_clinic.people.models import History, Person
from punctum_clinic.people.patient import current_history
from punctum_clinic.people.told import entries_of, was_asked
from punctum_clinic.people.words import SUBJECT_KINDS, value_words

State = Literal["told", "none_told", "unclear", "not_asked"]
# A fact is what these rules of screening look for, so that the banner and screening never read a name differently.
LOOKED_FOR: Mapping[str, tuple[str, ...]] = {
    "keloid": ("S030", "S033"),
    "herpes": ("S020", "S021", "S154"),
    "isotretinoin": ("S040", "S041", "S147"),
}
ASKED_UNDER: Mapping[str, str] = {"keloid": "conditions", "herpes": "conditions", "isotretinoin": "medicines"}
LABELS: Mapping[str, str | Promise] = {
    "allergies": gettext_lazy("Allergies"),
    "medicines": gettext_lazy("Medicines"),
    "keloid": gettext_lazy("Keloid"),
    "herpes": gettext_lazy("Herpes, cold sores"),
    "isotretinoin": gettext_lazy("Isotretinoin and the like"),
    "pregnancy": gettext_lazy("Pregnancy"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One fact of the banner.

    Arguments:
        state: `told`: something was told, see `lines`. `none_told`: they were asked, and nothing of it is among what
            they told. `unclear`: they were asked, and something told is not known for certain, which is never a no.
            `not_asked`: nobody has asked yet, which is never a no either.
        lines: what was told, in their own words. answer: what stands there when there is no line.
    """

    subject: str
    label: str
    state: State
    lines: tuple[str, ...] = ()
    answer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Banner:
    """The facts, and which version of the history they were read from; none when there is no history."""

    items: tuple[Item, ...]
    number: int | None
    made_at: datetime | None


def banner_of(person: Person, history: History | None = None) -> Banner:
    """The banner of a person, by one version of their history (the newest if none is given)."""
    chosen = history or current_history(person)
    document = {} if chosen is None else chosen.document
    return Banner(
        items=tuple(items_of(document, sex=person.sex, on=timezone.localdate())),
        number=None if chosen is None else chosen.number,
        made_at=None if chosen is None else chosen.made_at,
    )


def items_of(document: Mapping[str, Any], *, sex: str, on: date) -> Iterator[Item]:
    """The facts of a history, for somebody of this sex, on a day."""
    yield _item("allergies", document, "allergies", [_allergy(one) for _path, one in entries_of(document, "allergies")])
    medicines = sorted(entries_of(document, "medicines"), key=lambda pair: _is_over(pair[1], on))
    yield _item("medicines", document, "medicines", [_medicine(one) for _path, one in medicines])
    for subject, under in ASKED_UNDER.items():
        yield _item(subject, document, under, list(dict.fromkeys(_found(subject, document))))
    yield from _pregnancy(document, sex)


def _item(subject: str, document: Mapping[str, Any], under: str, lines: list[str]) -> Item:
    unread = [] if lines or subject == under else list(_not_known_for_certain(document, under))
    asked: State = "unclear" if unread else "none_told" if was_asked(document, under) else "not_asked"
    state: State = "told" if lines else asked
    words = {
        "told": "",
        "none_told": _("none told"),
        "unclear": _("not clear: %s") % ", ".join(f"“{name}”" for name in unread),
        "not_asked": _("not asked yet"),
    }
    answer = words[state]
    return Item(subject=subject, label=str(LABELS[subject]), state=state, lines=tuple(lines), answer=answer)


def _not_known_for_certain(document: Mapping[str, Any], under: str) -> Iterator[str]:
    """The names under a heading that could mean anything, "not sure" among them."""
    for _path, fields in entries_of(document, under):
        if match(str(fields["name"]), SUBJECT_KINDS[under]).how != "exact":
            yield str(fields["name"])


def _found(subject: str, document: Mapping[str, Any]) -> Iterator[str]:
    """Whatever in a history may be this fact: entries, medicines that suggest it, and words in free text."""
    concepts = _concepts(subject)
    for heading, kind in SUBJECT_KINDS.items():
        # An allergy to a medicine says nothing of taking it.
        if heading == "allergies":
            continue
        for _path, fields in entries_of(document, heading):
            text = str(fields["name"])
            read = match(text, kind)
            names = {by_route(one.id, str(fields.get("route") or "")) for one in read.concepts}
            details = _medicine(fields) if heading == "medicines" else _condition(fields)
            if names & concepts:
                yield details if read.how == "exact" else _("%(told)s (may be meant)") % {"told": details}
            elif any(set(CONCEPTS.by_id[name].implies_rules) & set(LOOKED_FOR[subject]) for name in names):
                yield _("%(told)s (may be taken for it)") % {"told": details}
            for said in (fields.get("reason"), fields.get("subtype")):
                yield from _mentioned(said, concepts)
    for _path, fields in entries_of(document, "concerns"):
        known = INDICATIONS.by_id.get(str(fields["indication"]))
        if known is not None and (concepts & set(known.concepts) or known.id in _indications(subject)):
            yield value_words("indication", fields["indication"])
        elif known is None:
            yield from _mentioned(fields["indication"], concepts)
    for said in (document.get("notes"), *_texts(document.get("goals"))):
        yield from _mentioned(said, concepts)


def _mentioned(said: Any, concepts: frozenset[str]) -> Iterator[str]:
    if isinstance(said, str) and any(concept.id in concepts for concept in near_in(said)):
        yield _("mentioned: “%(said)s”") % {"said": said}


def _texts(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _pregnancy(document: Mapping[str, Any], sex: str) -> Iterator[Item]:
    answers = [document.get("pregnant"), document.get("breastfeeding")]
    if sex == Person.Sex.MALE and answers == [None, None]:
        return
    label = str(LABELS["pregnancy"])
    words = (_("pregnant"), _("breastfeeding"))
    told = tuple(word for word, answer in zip(words, answers, strict=True) if answer)
    open_questions = [word for word, answer in zip(words, answers, strict=True) if answer is None]
    if open_questions:
        asked = _("not known: %(what)s") % {"what": ", ".join(open_questions)}
        yield Item(subject="pregnancy", label=label, state="not_asked", lines=told, answer=asked)
    elif told:
        yield Item(subject="pregnancy", label=label, state="told", lines=told)
    else:
        yield Item(subject="pregnancy", label=label, state="none_told", answer=_("neither pregnant nor breastfeeding"))


def _allergy(fields: Mapping[str, Any]) -> str:
    return _with(fields, "reaction", "severity")


def _condition(fields: Mapping[str, Any]) -> str:
    past = [_("not active")] if fields.get("active") is False else []
    return _with(fields, "zones", "ended", more=past)


def _medicine(fields: Mapping[str, Any]) -> str:
    stopped = fields.get("stopped")
    past = [_("until %(day)s") % {"day": value_words("stopped", stopped)}] if stopped else []
    return _with(fields, "dose", "route", more=past)


def _with(fields: Mapping[str, Any], *names: str, more: list[str] | None = None) -> str:
    details = [value_words(name, fields[name]) for name in names if fields.get(name)] + (more or [])
    name = str(fields["name"])
    return f"{name} ({', '.join(details)})" if details else name


def _is_over(fields: Mapping[str, Any], on: date) -> bool:
    stopped = fields.get("stopped")
    return isinstance(stopped, str) and stopped <= on.isoformat()


@cache
def _concepts(subject: str) -> frozenset[str]:
    rows = [row for row in RULES.rows if row.rule in LOOKED_FOR[subject]]
    return frozenset(concept for row in rows for concept in row.concepts)


@cache
def _indications(subject: str) -> frozenset[str]:
    rows = [row for row in RULES.rows if row.rule in LOOKED_FOR[subject]]
    return frozenset(name for row in rows for name in row.indications)
