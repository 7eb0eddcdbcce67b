"""What the page says of each forecast: its pictures, the studies behind it, what is controlled, and how we know."""

from __future__ import annotations

import re
from dataclasses import dataclass

from punctum.evidence.sentences import SENTENCES, english
from punctum.outcome import Forecast, StudyResult
from punctum.report.figures import icon_array, small_fan
from punctum.report.figures.fan_values import Fan, fan_of, table_rows
from punctum.report.page_figures import safe
from punctum.report.page_groups import said_once
from punctum.report.words import capital, count, lead, listed, number, plain

# What the rows of people say in the patient's words.
GOAL, CHANGE = (
    {row.id for row in SENTENCES.rows if row.id.startswith(name)} for name in ("outcome_goal", "outcome_matters")
)
PICTURED = GOAL | CHANGE
SENTENCE = re.compile(r"(?<=[.]) (?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Icons:
    """People of ten, drawn and said."""

    drawing: str
    text: str


@dataclass(frozen=True, slots=True)
class StudyLine:
    """One study: a result that names it, who was in it and how it was made, and what each of its groups came to."""

    first: StudyResult
    who: str
    seen: str


@dataclass(frozen=True, slots=True)
class ForecastPage:
    """One forecast as the page shows it.

    Arguments:
        first, rest: what the patient reads, without what the pictures say. clinician: what the clinician reads, without
            what stands under what is controlled.
        fan: the picture over time, or an empty text; `rows` repeat it. axis: what its numbers are.
        icons: people of ten who reach what they want.
        assumed: what a prior says and no study. measured: what studies say of moderators.
    """

    first: str
    rest: str
    clinician: str
    fan: str
    axis: str
    rows: tuple[tuple[str, ...], ...]
    icons: tuple[Icons, ...]
    studies: tuple[StudyLine, ...]
    assumed: tuple[str, ...]
    measured: tuple[str, ...]


def forecast_page(index: int, forecast: Forecast) -> ForecastPage:
    """One forecast as the page shows it. `index`: its place among all, for keys that are unique on the page."""
    fan = fan_of(forecast)
    told = english(tuple(each for each in forecast.patient_said if each.sentence not in PICTURED))
    first, rest = lead(told)
    return ForecastPage(
        first=first,
        rest=rest,
        clinician=_without(forecast.text, forecast.controlled_text),
        fan=_drawn(index, forecast, fan),
        axis=capital(fan.axis) if fan else "",
        rows=tuple(map(tuple, table_rows(fan))) if fan else (),
        icons=_icons(index, forecast),
        studies=study_lines(forecast.shown),
        assumed=_assumed(forecast),
        measured=tuple(
            f"{slope.text} {number(slope.mean, 2)} ({_span(slope.interval_95, 2)}) {slope.unit}."
            for slope in forecast.slopes
            if not slope.prior_driven
        ),
    )


def study_lines(shown: tuple[StudyResult, ...]) -> tuple[StudyLine, ...]:
    """The studies, each once, with what each of its groups came to and when."""
    groups: dict[tuple[str, str, int | None, str], list[StudyResult]] = {}
    for result in shown:
        groups.setdefault((result.study, result.source, result.participants, result.design), []).append(result)
    return tuple(
        StudyLine(results[0], _who(results[0]), said_once([_seen(result) for result in results]))
        for results in groups.values()
    )


def _drawn(index: int, forecast: Forecast, fan: Fan | None) -> str:
    if fan is None:
        return ""
    return safe(small_fan(f"fan-{index}", fan, title=f"What people like you may see: {forecast.indication}"))


def _icons(index: int, forecast: Forecast) -> tuple[Icons, ...]:
    """One row of people for the goal and one for the smallest change that matters, under the patient's own words."""
    made: list[Icons] = []
    for chance, sentences in ((forecast.chance_of_goal, GOAL), (forecast.chance_of_mcid, CHANGE)):
        words = english(tuple(each for each in forecast.patient_said if each.sentence in sentences))
        if chance is not None and words:
            share = min(max(chance, 0.0), 1.0)
            drawing = icon_array(f"people-{index}-{len(made)}", share, title="Of ten people like you")
            made.append(Icons(safe(drawing), words))
    return tuple(made)


def _without(text: str, said: str) -> str:
    """A text without the sentences of another one."""
    for sentence in SENTENCE.split(said):
        text = text.replace(sentence, "") if sentence else text
    return " ".join(text.split())


def _assumed(forecast: Forecast) -> tuple[str, ...]:
    """What a prior says and no study: moderators by name, what is said of why, and how far people differ."""
    driven = [(plain(slope.name.removeprefix("slope_")), slope.text) for slope in forecast.slopes if slope.prior_driven]
    lines = []
    if driven:
        names = listed(name for name, _ in driven)
        lines.append(f"Studies hardly tell of {names}, so these stay what was put in. They move no advice.")
    # The first sentence says which way it would go; what follows says why nobody knows.
    lines += [f"Of {name}: {why}" for name, text in driven for _, point, why in [text.partition(". ")] if point]
    if forecast.spread_assumed:
        lines.append("How far people differ: no study of this prints it.")
    return tuple(lines)


def _who(result: StudyResult) -> str:
    people = "" if result.participants is None else count(result.participants, "person", "people")
    return ", ".join(part for part in (people, result.design) if part)


def _seen(result: StudyResult) -> str:
    weeks = "" if result.weeks is None else f", {count(result.weeks, 'week')}"
    measure, colon, value = result.result.partition(": ")
    value = value if colon else measure
    head = f"{measure}: " if colon else ""
    return f"{head}{result.arm}{weeks}: {value}"


def _span(ends: tuple[float, float], decimals: int) -> str:
    return f"{number(ends[0], decimals)} to {number(ends[1], decimals)}"
