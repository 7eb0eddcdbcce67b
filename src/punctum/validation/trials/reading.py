"""The design of a line: whose skin, what was done, what was looked at and when; never what came out."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from punctum.evidence.indications import find_indication
from punctum.outcome.constants import fixed
from punctum.outcome.design import Design, Measure
from punctum.problems import InputError
from punctum.validation.trials.arms import Done, done_in
from punctum.validation.trials.lines import Cells, number
from punctum.validation.trials.responses import class_of
from punctum.validation.trials.scales import Scored, scored_on
from punctum.validation.trials.words import first, reads, setting, told


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What a line says of the design.

    Arguments:
        indication, subtype: ids. done: in the arm. scored: what was measured. responder_class: or empty.
        participants: in the arm. before: the printed mean before treatment. sessions, interval_weeks,
            needle_length_mm, weeks: None where not printed. notes: what was taken.
    """

    indication: str
    subtype: str
    done: Done
    scored: Scored
    responder_class: str
    participants: int
    before: float | None
    sessions: float | None
    interval_weeks: float | None
    needle_length_mm: float | None
    weeks: float | None
    notes: tuple[str, ...] = ()

    def design(self, measure: Measure, baseline: float | None = None) -> Design:
        """The design with one measure; `baseline` above the origin of its scale."""
        needled = self.done.needled
        return Design(
            indication=self.indication,
            measure=measure,
            subtype=self.subtype,
            needled=needled,
            agents=self.done.agents,
            unknown_agents=len(self.done.unknown),
            sessions=self.sessions if needled else None,
            interval_weeks=self.interval_weeks if needled else None,
            needle_length_mm=self.needle_length_mm if needled else None,
            weeks_after_last=self.weeks,
            baseline=baseline,
        )


def read_design(cells: Cells) -> Read | str:
    """What a line says of the design, or why it is not predicted."""
    if word := first("design", reads(cells.design)):
        return f"the study {word.value}"
    done = done_in(cells.arm, cells.adjunct)
    if isinstance(done, str):
        return done
    if first("radiofrequency", reads(cells.device_type)):
        return "radiofrequency is another treatment"
    indication = indication_of(cells.indication)
    if not indication:
        return "the indication is not known"
    scored = scored_on(cells)
    if isinstance(scored, str):
        return scored
    weeks, longest = number(cells.weeks), fixed("horizon_weeks")
    if weeks is not None and weeks > longest:
        return f"later than {longest:g} weeks after the last session, where nothing is forecast"
    if weeks is not None and weeks < 0:
        return "before the last session, where nothing is forecast"
    people, before = number(cells.n), number(cells.baseline_mean)
    scored = _with_end(scored, before)
    return Read(
        indication=indication,
        subtype=_subtype(f"{cells.arm} ; {cells.outcome_scale} ; {cells.indication}"),
        done=done,
        scored=scored,
        responder_class=class_of(cells),
        participants=round(fixed("participants_unprinted") if people is None else people),
        before=before,
        sessions=_at_least(setting("sessions_least"), number(cells.sessions)),
        interval_weeks=_at_least(setting("interval_weeks_least"), _interval(cells.interval_weeks)),
        needle_length_mm=_at_least(0, _length(cells)),
        weeks=weeks,
        notes=(*_notes(cells, done), *scored.notes),
    )


def indication_of(text: str) -> str:
    """The id of the first indication that a cell names, part by part; empty where it names none."""
    parts = [part for part in re.split(r"[;,/:]", text) if part.strip()]
    return next((found for part in (text, *parts) if (found := _named(reads(part)))), "") or _by_words(text)


@cache
def _named(text: str) -> str:
    try:
        return find_indication(text).id
    except InputError:
        return ""


@cache
def _by_words(text: str) -> str:
    for part in (*text.split(";"), text):
        if word := first("indication", reads(part)):
            return word.value
    return ""


def _subtype(text: str) -> str:
    found = {word.value for word in told("subtype", reads(text))}
    return found.pop() if len(found) == 1 else ""


def _interval(cell: str) -> float | None:
    """Weeks between sessions; words such as `monthly` count where no number stands."""
    if (value := number(cell)) is not None:
        return value
    word = first("interval", reads(cell)) if cell else None
    return float(word.value) if word else None


_MM = re.compile(r"(\d+(?:\.\d+)?)(?: ?(?:-|to) ?(\d+(?:\.\d+)?))? ?mm\b")


def _length(cells: Cells) -> float | None:
    """The needle length; where its cell is blank, a length that stands with the arm."""
    if (value := number(cells.needle_length_mm)) is not None or not (found := _MM.search(reads(cells.arm))):
        return value
    return (float(found[1]) + float(found[2] or found[1])) / 2


def _at_least(least: float, value: float | None) -> float | None:
    """A number that is not below the least; None for nought, which says that there was none."""
    return max(value, least) if value else None


def _with_end(scored: Scored, before: float | None) -> Scored:
    """What was measured; an end below the score before cannot be that of the scale."""
    if scored.shows != "score" or scored.rises or before is None or scored.top is None or before <= scored.top:
        return scored
    note = "the score before lies beyond the end of the scale, so the scale is read as without an end"
    return replace(scored, top=None, notes=(*scored.notes, note))


def _notes(cells: Cells, done: Done) -> list[str]:
    notes = []
    if done.unknown:
        notes.append(f"no study tested this, so it is drawn from the agents that were: {', '.join(done.unknown)}")
    if not done.needled and not done.agents and not done.unknown:
        notes.append("read as untreated")
    if number(cells.n) is None:
        notes.append(f"people not printed, {fixed('participants_unprinted'):g} taken")
    for name in ("n", "sessions", "interval_weeks", "needle_length_mm", "weeks", "baseline_mean"):
        cell = getattr(cells, name)
        if cell and number(cell) is None and not (name == "interval_weeks" and _interval(cell)):
            notes.append(f"{name}: no number could be read")
    return notes
