"""What the studies say, as it reads in a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from punctum.evidence.language import NBSP
from punctum.outcome import Alternative, Evidence, EvidenceRow, ScaleEvidence
from punctum.report.citations import citation
from punctum.report.figures.forest_words import HEADS, interval_words, model_words, span_words
from punctum.report.terminal import paragraph
from punctum.report.words import CERTAINTY_WORDS, capital, count, number

AFTER = "                    "

COUNTED = (
    "Studies looked at the benefit of needling, alone or with something added. People: at least so many were "
    "needled; the largest group of each study counts once."
)


def evidence_list(every: Iterable[Evidence]) -> str:
    """One line an indication: certainty, studies, people, and the best figure in words."""
    rows = [("Indication", "Certainty", "Studies", "People", "Average of studies of needling alone")]
    rows += [
        (found.indication, found.certainty, str(found.studies), str(found.people), _best(found)) for found in every
    ]
    first, second, *_ = (max(len(cell) for cell in column) for column in zip(*rows, strict=True))
    lines = [
        f"{name:<{first}}  {sure:<{second}}  {studies:>{len('Studies')}}  {people:>{len('People')}}  {best}"
        for name, sure, studies, people, best in rows
    ]
    return "\n".join([*lines, "", *paragraph(COUNTED), "Everything about one: punctum evidence INDICATION"])


def evidence_text(found: Evidence) -> str:
    """Everything the studies say about an indication, aligned, with sources at the end."""
    numbers = {source: place for place, source in enumerate(found.sources, 1)}
    return "\n".join(line.rstrip() for line in _lines(found, numbers)).replace(NBSP, " ")


def figure_words(part: ScaleEvidence) -> str:
    """The average of a scale in words, or an empty text."""
    figure = part.figure
    if figure is None:
        return ""
    value = interval_words(figure.mean, figure.interval_95)
    if part.quantity == "responder_percent":
        return f"{value} of 100 people: {part.definition}"
    return f"the score falls by {value} percent"


def _best(found: Evidence) -> str:
    first = next((part for part in found.scales if part.figure), None)
    return figure_words(first) if first else "no figure"


def _lines(found: Evidence, numbers: dict[str, int]) -> Iterator[str]:
    yield capital(found.indication)
    yield ""
    yield from paragraph(found.answer)
    yield ""
    many = (
        f"{count(found.studies, 'study', 'studies')} of needling, at least {count(found.people, 'person', 'people')}."
    )
    yield from paragraph(
        f"Certainty: {found.certainty}. {CERTAINTY_WORDS[found.certainty]} "
        + (f"{found.certainty_why} {many}" if found.studies else "No study of needling was found.")
    )
    if controlled := [row for row in found.rows if row.controlled and row.standing != "left_out"]:
        yield from _part("Compared with no treatment")
        for row in controlled:
            yield from paragraph(_in_short(row), "  ", "    ")
    for part in found.scales:
        yield from _part(part.name)
        yield from paragraph(_scale_words(part), "  ")
        for standing, head in HEADS.items():
            if rows := [row for row in part.rows if row.standing == standing]:
                yield f"  {head}:"
                yield from _rows(rows, numbers)
    if found.others:
        yield from _part("On measures of their own, in no average")
        for standing in ("scored", "shown", "left_out"):
            if rows := [row for row in found.others if row.standing == standing]:
                yield f"  {HEADS[standing]}:"
                yield from _rows(rows, numbers)
    yield from _part("Other ways")
    for way in found.alternatives:
        yield from _way(way)
    yield from _part("Sources")
    for source, place in numbers.items():
        work = citation(source)
        yield from paragraph(f"{place:>3}  {work.text}{f'  {work.url}' if work.url else ''}", "  ", "       ")


def _scale_words(part: ScaleEvidence) -> str:
    figure = part.figure
    if figure is None:
        return "No average: too few clean studies of needling alone share this scale."
    unit = "points" if part.quantity == "percent_reduction" else "in log odds"
    weeks = f", {number(figure.horizon_weeks)} weeks after the last session" if figure.horizon_weeks else ""
    return (
        f"Average of {figure.studies} studies with {figure.participants} people{weeks}: {figure_words(part)} "
        f"(95 % confidence interval). A new study may see {span_words(figure.new_study_95)} "
        f"(95 % prediction interval). Studies differ by tau {number(figure.tau)} {unit}; I² "
        f"{number(100 * figure.i_squared, 0)} %. Certainty: {figure.certainty}. {figure.certainty_why}"
        f"{model_words(figure)}"
    )


def _rows(rows: Iterable[EvidenceRow], numbers: dict[str, int]) -> Iterator[str]:
    for row in rows:
        facts = (
            "" if row.participants is None else count(row.participants, "person", "people"),
            "" if row.sessions is None else count(row.sessions, "session"),
            _device(row),
            "" if row.weeks is None else f"{count(row.weeks, 'week')} after the last session",
            row.design + (", compared with no treatment" if row.controlled else ""),
        )
        value = interval_words(row.value, row.interval_95) if row.value is not None else "–"
        yield f"    {value:<15} {row.study} [{numbers[row.source]}]: {row.arm}"
        yield from paragraph("; ".join(fact for fact in facts if fact), AFTER)
        if row.value is None:
            yield from paragraph(f"{capital(row.result.rstrip('.'))}.", AFTER)
        if row.standing in ("shown", "left_out") and row.why != "doubtful":
            yield from paragraph(f"{capital(row.why)}.", AFTER)
        for doubt in row.doubts:
            if doubt.kind != "doubtful":
                yield from paragraph(doubt.text, AFTER)
            elif row.value is not None:
                yield from paragraph(f"Doubtful: {doubt.text}", AFTER)


def _in_short(row: EvidenceRow) -> str:
    people = "" if row.participants is None else f", {count(row.participants, 'person', 'people')}"
    weeks = "" if row.weeks is None else f", {count(row.weeks, 'week')} after the last session"
    return f"{row.study}, {row.arm}{people}{weeks}. {capital(row.result.rstrip('.'))}."


def _device(row: EvidenceRow) -> str:
    kind = "" if row.device_kind in ("", "none") else row.device_kind.replace("_", " ")
    long = "" if row.needle_length_mm is None else f"{number(row.needle_length_mm, 2)} mm"
    return " ".join(part for part in (kind, long) if part)


def _way(way: Alternative) -> Iterator[str]:
    yield f"  {way.name}"
    yield from paragraph(f"{way.benefit} Certainty: {way.certainty}.", "    ")
    known = [
        f"{name}: {text}"
        for name, text in (("Recovery", way.downtime), ("Dark marks", way.pigment_risk))
        if not text.startswith("Not measured")
    ]
    if known:
        yield from paragraph(" ".join(known), "    ")


def _part(head: str) -> Iterator[str]:
    yield ""
    yield head
    yield "-" * len(head)
