"""What a patient reads of a forecast: sentences with the values of this person."""

from __future__ import annotations

from collections.abc import Iterator

from punctum.evidence.scales import SCALES
from punctum.evidence.sentences import Said, quoted, said
from punctum.evidence.studies import StudyArm
from punctum.outcome.subtypes import Subtype
from punctum.outcome.values import Forecast
from punctum.skin import ZONES


def words_of_figure(
    result: Forecast, subtype: Subtype | None, controlled: tuple[StudyArm, ...], below: tuple[str, ...]
) -> tuple[Said, ...]:
    """A figure for one person in words.

    Arguments:
        result: the figure. subtype: the kind of lesion, if it is known.
        controlled: the treated and the untreated row of the study that left one side untreated, or nothing.
        below: zones that the figure does not speak for.
    """
    return tuple(_words_of_figure(result, subtype, controlled, below))


def words_of_share(
    *, studies: int, people: int, share: float, interval: tuple[float, float], definition: str, subtype: Subtype | None
) -> tuple[Said, ...]:
    """How many of ten people improved. `share` and `interval` in percent; `definition` is what counts as better."""
    low, high = interval
    counted = said(
        "outcome_share",
        studies=studies,
        people=people,
        middle=share / 10,
        low=low / 10,
        high=high / 10,
        definition=definition,
    )
    return (counted, *_about_kind(subtype))


def words_without_figure(answer: str, subtype: Subtype | None) -> tuple[Said, ...]:
    """The answer of the indication where no number can be given."""
    return (quoted(answer), *_about_kind(subtype), said("outcome_no_number"))


def _words_of_figure(
    result: Forecast, subtype: Subtype | None, controlled: tuple[StudyArm, ...], below: tuple[str, ...]
) -> Iterator[Said]:
    low, high = result.interval_80 or (0.0, 0.0)
    middle = result.mean or 0.0
    scale = SCALES.by_id[result.scale].name
    if result.quantity == "score":
        yield said("outcome_score_now", baseline=result.baseline or 0.0, scale=scale)
        yield _end("outcome_score_end", low, middle, high, result.horizon_weeks)
    else:
        yield said("outcome_of_ten_start", scale=scale)
        ends = (max(0.0, 10 - high / 10), 10 - middle / 10, 10 - low / 10)
        yield _end("outcome_of_ten_end", *ends, result.horizon_weeks)
    if result.chance_of_goal is not None and result.goal is not None:
        yield said("outcome_goal", people=10 * result.chance_of_goal, goal=result.goal)
    yield said("outcome_studies", studies=result.studies, people=result.participants)
    yield from _untreated_side(controlled)
    yield from _about_kind(subtype)
    if below:
        yield said("outcome_not_for", zones=tuple(ZONES.by_id[zone].name for zone in below))


def _end(sentence: str, low: float, middle: float, high: float, weeks: float | None) -> Said:
    if weeks:
        return said(f"{sentence}_when", low=low, middle=middle, high=high, weeks=weeks)
    return said(sentence, low=low, middle=middle, high=high)


def _untreated_side(pair: tuple[StudyArm, ...]) -> Iterator[Said]:
    if len(pair) == 2:
        treated, untreated = pair
        yield said(
            "outcome_untreated_side",
            people=treated.participants or 0,
            weeks=treated.weeks_after_last or 0,
            fall=-(treated.change_mean or 0.0),
            fall_untreated=-(untreated.change_mean or 0.0),
        )


def _about_kind(subtype: Subtype | None) -> tuple[Said, ...]:
    return (quoted(subtype.patient_text),) if subtype else ()
