"""What a line says was done to which skin."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from punctum.validation.courses import Timing, timing
from punctum.validation.durations import with_digits
from punctum.validation.lines import Design
from punctum.validation.needles import density_per_cm2, lengths_mm, needles, passes, punch_mm, seconds_per_cm2
from punctum.validation.person import ages, denied, phototypes, zones
from punctum.validation.phrases import mentions
from punctum.validation.spelling import plain, plain_numbers

Cover = Literal["yes", "no", "both"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a line says, field by field; empty or None where it says nothing.

    Arguments:
        zones: that may be meant. ages: years, from and to. lengths_mm: of the needles, from shortest to longest;
            one_of_lengths: whether these were each used, or are the ends of a range.
        density_per_cm2, passes, seconds_per_cm2, needles: what the number of holes follows from.
        wound_mm: width of an open wound; wound: whether it is one. other: why this is no needled or cut skin.
        flags: what else differs from the model's case. timing: when.
    """

    zones: tuple[str, ...] = ()
    sexes: tuple[str, ...] = ()
    ages: tuple[float, float] | None = None
    age_group: str = ""
    phototypes: tuple[str, ...] = ()
    kind: str = ""
    lengths_mm: tuple[float, ...] = ()
    one_of_lengths: bool = False
    density_per_cm2: float | None = None
    passes: tuple[int, ...] = ()
    seconds_per_cm2: float | None = None
    needles: tuple[int, ...] = ()
    cover: Cover | None = None
    modifiers: tuple[str, ...] = ()
    wound: bool = False
    wound_mm: float | None = None
    skin_model: bool = False
    animal: str = ""
    other: str = ""
    flags: tuple[str, ...] = ()
    timing: Timing = field(default_factory=lambda: timing(""))


def told(design: Design) -> Told:
    """What a line says; the quantity's own words count where the conditions say nothing of the same."""
    quantity, conditions = (with_digits(plain_numbers(plain(part))) for part in (design.quantity, design.conditions))
    text = f"{conditions} ; {quantity}"
    kinds = _first("kind", conditions, quantity)
    lengths, one_of = lengths_mm(conditions) if lengths_mm(conditions)[0] else lengths_mm(quantity)
    years, group = ages(text)
    other = mentions("other", text)
    model = [word for word in other if word.id == "other_skin_model"]
    left = [word for word in other if word.id != "other_skin_model"]
    cover = mentions("covered", conditions) or mentions("covered", quantity)
    when = _timing(conditions, quantity, plain(design.unit))
    # A punch also takes a biopsy of needled skin.
    wound = bool(mentions("wound", text)) and not (kinds or lengths or when.sessions or mentions("needled", text))
    return Told(
        zones=zones(conditions) or zones(quantity),
        sexes=tuple(word.value for word in mentions("sex", text)),
        ages=years,
        age_group=group,
        phototypes=phototypes(text),
        kind=_kind(kinds, when.sessions),
        lengths_mm=lengths,
        one_of_lengths=one_of,
        density_per_cm2=density_per_cm2(text),
        passes=passes(text) if not needles(text) or "pass" in text else (),
        seconds_per_cm2=seconds_per_cm2(text),
        needles=needles(text),
        cover=_cover(tuple(word.value for word in cover)),
        modifiers=tuple(word.value for word in mentions("modifier", text) if not denied(word, conditions)),
        wound=wound,
        wound_mm=punch_mm(text) if wound else None,
        skin_model=bool(model),
        animal=next((word.value for word in mentions("animal", text)), ""),
        other=left[0].value if left else "",
        flags=tuple(word.value for word in mentions("flag", text)),
        timing=when,
    )


def _first(name: str, *texts: str) -> tuple[str, ...]:
    """Values of a field from the first text that has any."""
    for text in texts:
        if words := mentions(name, text):
            return tuple(word.value for word in words)
    return ()


def _kind(kinds: tuple[str, ...], sessions: int | None) -> str:
    found = next((kind for kind in ("pen", "roller", "stamp") if kind in kinds), "")
    # `Microneedles` are an array where they are pressed in once; a course of sessions may use any device.
    return found or ("stamp" if "maybe" in kinds and sessions in (None, 1) else "")


def _cover(found: tuple[str, ...]) -> Cover | None:
    if "both" in found or ("yes" in found and "no" in found):
        return "both"
    return "yes" if "yes" in found else "no" if "no" in found else None


def _timing(conditions: str, quantity: str, unit: str) -> Timing:
    """When, from the conditions; times that only the quantity or the unit names count where these name none."""
    main, aside = timing(conditions), timing(f"{quantity} ; {unit if 'after' in unit else ''}")
    looks = main if main.looks_days else aside
    return Timing(
        sessions=main.sessions if main.sessions is not None else aside.sessions,
        intervals_days=main.intervals_days or aside.intervals_days,
        looks_days=looks.looks_days,
        since=looks.since,
        at_once=main.at_once or aside.at_once,
        before=main.before or aside.before,
    )
