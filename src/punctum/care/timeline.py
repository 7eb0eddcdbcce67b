"""Care before, during and after each session, with dates, merged so that nothing contradicts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from punctum.care.clinic import SESSION_TIME
from punctum.care.flags import care_flags, flags_on
from punctum.care.tables import ITEMS, CareFlag, CareItem
from punctum.care.values import Instruction
from punctum.patient import Patient
from punctum.prescription import Prescription

PHASES = ("before", "during", "after")


@dataclass(frozen=True, slots=True)
class _Window:
    """One item in one session. `visit` counts sessions from 0 in the order of their dates."""

    item: CareItem
    visit: int
    begins: datetime
    ends: datetime
    runs_on: bool = False

    @property
    def forbids(self) -> bool:
        return self.item.polarity == "avoid"


def timeline(
    prescription: Prescription,
    patient: Patient,
    *,
    flags: frozenset[str] = frozenset(),
    session_time: time | None = None,
) -> tuple[Instruction, ...]:
    """Every instruction of every session, in the order in which it begins; dates are naive local time.

    Windows end at the neighbouring sessions, where the next session's own items take over. Within a topic:
    overlapping "do not" windows of a session are united; one that reaches the next session's preparation runs on
    without a gap; what is asked or allowed is cut to the time when nothing forbids it, or left out.

    Arguments:
        prescription: what is to be done; sessions may stand in any order.
        patient: for whom.
        flags: from `care_flags`, or only what it cannot know; what it can know is added. The id of an item adds it.
        session_time: when sessions start; ten o'clock when no clinic says.

    Raises:
        ValueError: a name in `flags` is neither a flag nor an item.
    """
    sessions = sorted(prescription.sessions, key=lambda session: (session.date, session.number))
    starts = [datetime.combine(session.date, session_time or SESSION_TIME) for session in sessions]
    true_over_course = care_flags(patient, prescription, extra_flags=flags)
    windows: list[_Window] = []
    for visit, session in enumerate(sessions):
        true_here = flags_on(true_over_course, session.zones) | _position(visit, len(sessions))
        items = [item for item in ITEMS.rows if item.id in flags or set(item.applies) <= true_here]
        windows += [window for item in items if (window := _placed(item, visit, starts)) is not None]
    forbidden = _joined(_united(window for window in windows if window.forbids), starts)
    free = [piece for window in windows if not window.forbids for piece in _cut(window, forbidden)]
    order = {item.id: index for index, item in enumerate(ITEMS.rows)}
    placed = sorted(
        _without_repeats(forbidden + free),
        key=lambda w: (w.begins, w.visit, PHASES.index(w.item.phase), order[w.item.id], w.ends),
    )
    return tuple(_instruction(window, sessions[window.visit].number) for window in placed)


def contradictions(instructions: Iterable[Instruction]) -> tuple[tuple[Instruction, Instruction], ...]:
    """Every pair in which something is asked or allowed while its topic is forbidden; empty when all is well."""
    given = tuple(instructions)
    return tuple(
        (forbids, asks)
        for forbids in given
        if forbids.polarity == "avoid"
        for asks in given
        if asks.polarity in ("do", "allow")
        and asks.topic == forbids.topic
        and asks.begins < forbids.ends
        and forbids.begins < asks.ends
    )


def _position(visit: int, count: int) -> frozenset[CareFlag]:
    first: CareFlag = "first_session" if visit == 0 else "later_session"
    last: CareFlag = "last_session" if visit == count - 1 else "course_continues"
    return frozenset((first, last))


def _placed(item: CareItem, visit: int, starts: Sequence[datetime]) -> _Window | None:
    anchor = visit + (item.anchor == "next_session")
    if anchor >= len(starts):
        return None
    begins = starts[anchor] + timedelta(hours=item.begins_hours)
    ends = starts[anchor] + timedelta(hours=item.ends_hours)
    if item.anchor == "session" and visit > 0:
        begins = max(begins, starts[visit - 1])
    if item.anchor == "session" and visit + 1 < len(starts):
        ends = min(ends, starts[visit + 1])
    return _Window(item, visit, begins, ends) if begins < ends else None


def _united(windows: Iterable[_Window]) -> list[_Window]:
    """Overlapping windows of a topic, session and phase all get the bounds of their union."""
    groups: dict[tuple[str, int, str], list[_Window]] = defaultdict(list)
    for window in windows:
        groups[window.item.topic, window.visit, window.item.phase].append(window)
    united: list[_Window] = []
    for group in groups.values():
        for begins, ends in _union((window.begins, window.ends) for window in group):
            united += [replace(w, begins=begins, ends=ends) for w in group if begins <= w.begins < ends]
    return united


def _joined(forbidden: list[_Window], starts: Sequence[datetime]) -> list[_Window]:
    """A window that reaches the same topic's preparation of the next session runs on until that session."""
    preparation: dict[tuple[str, int], datetime] = {}
    for window in forbidden:
        if window.item.phase == "before":
            key = (window.item.topic, window.visit)
            preparation[key] = min(preparation.get(key, window.begins), window.begins)
    joined = []
    for window in forbidden:
        begins_again = preparation.get((window.item.topic, window.visit + 1))
        reaches = begins_again is not None and window.item.phase == "after" and window.ends >= begins_again
        joined.append(replace(window, ends=starts[window.visit + 1], runs_on=True) if reaches else window)
    return joined


def _cut(window: _Window, forbidden: list[_Window]) -> list[_Window]:
    """What is left of a window when nothing of its topic forbids it; a permission comes only after all of that."""
    if window.item.polarity not in ("do", "allow"):
        return [window]
    same = [other for other in forbidden if other.item.topic == window.item.topic]
    begins, ends = window.begins, window.ends
    if window.item.polarity == "allow":
        ended = [other.ends for other in same if other.visit == window.visit and other.item.phase == window.item.phase]
        later = max([begins, *ended])
        begins, ends = later, ends + (later - begins)
    pieces = []
    for begin, end in _union((other.begins, other.ends) for other in same):
        if begins < begin:
            pieces.append((begins, min(ends, begin)))
        begins = max(begins, end)
    pieces.append((begins, ends))
    kept = [replace(window, begins=b, ends=e) for b, e in pieces if b < e]
    return kept[:1] if window.item.polarity == "allow" else kept


def _union(spans: Iterable[tuple[datetime, datetime]]) -> list[tuple[datetime, datetime]]:
    union: list[tuple[datetime, datetime]] = []
    for begins, ends in sorted(spans):
        if union and begins <= union[-1][1]:
            union[-1] = (union[-1][0], max(union[-1][1], ends))
        else:
            union.append((begins, ends))
    return union


def _without_repeats(windows: list[_Window]) -> list[_Window]:
    """One window for each text of a session, phase and topic at one time."""
    seen: dict[tuple[object, ...], _Window] = {}
    for window in windows:
        item = window.item
        key = (window.visit, item.phase, item.topic, item.polarity, item.text, window.begins, window.ends)
        seen.setdefault(key, window)
    return list(seen.values())


def _instruction(window: _Window, number: int) -> Instruction:
    item = window.item
    return Instruction(
        item=item.id,
        phase=item.phase,
        session=number,
        text=item.text,
        clinician_text=item.clinician_text,
        begins=window.begins,
        ends=window.ends,
        audience=item.audience,
        topic=item.topic,
        sources=item.sources,
        basis=item.basis,
        disagreement=item.disagreement,
        polarity=item.polarity,
        runs_on=window.runs_on,
    )
