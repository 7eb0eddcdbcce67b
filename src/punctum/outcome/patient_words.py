"""What a patient reads of a forecast: sentences with the values of this person."""

from __future__ import annotations

from collections.abc import Iterator

from punctum.evidence.scales import SCALES
from punctum.evidence.sentences import Said, quoted, said
from punctum.evidence.studies import StudyArm
from punctum.outcome.important import OF_BASELINE
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
    middle = result.median or 0.0
    scale = SCALES.by_id[result.scale].name
    if result.quantity == "score":
        yield said("outcome_score_now", baseline=result.baseline or 0.0, scale=scale)
        yield _end("outcome_score_end", low, middle, high, result.horizon_weeks)
    else:
        yield said("outcome_of_ten_start", scale=scale)
        ends = (max(0.0, 10 - high / 10), 10 - middle / 10, 10 - low / 10)
        yield _end("outcome_of_ten_end", *ends, result.horizon_weeks)
    if result.chance_of_goal is not None and result.goal is not None:
        yield _of_ten("outcome_goal", result.chance_of_goal, goal=result.goal)
    yield from _change_that_matters(result)
    studies = "outcome_studies" if result.adjuncts else "outcome_studies_alone"
    yield said(studies, studies=result.studies, people=result.participants)
    if result.adjuncts:
        yield said("outcome_with_more")
    yield _without_treatment(result)
    if result.spread_assumed:
        yield said("outcome_spread_assumed")
    yield from _untreated_side(controlled)
    yield from _about_kind(subtype)
    if below:
        yield said("outcome_not_for", zones=tuple(ZONES.by_id[zone].name for zone in below))


def _change_that_matters(result: Forecast) -> Iterator[Said]:
    if result.chance_of_mcid is not None and result.mcid is not None:
        sentence = "outcome_matters_percent" if result.mcid_unit == OF_BASELINE else "outcome_matters"
        yield _of_ten(sentence, result.chance_of_mcid, least=result.mcid)
        if result.mcid_basis == "house":
            yield said("outcome_matters_house")


def _of_ten(sentence: str, chance: float, **values: float) -> Said:
    """A chance as people of ten; never as none of them or all of them, for no forecast is that sure."""
    people = 10 * chance
    if round(people) == 0:
        return said(f"{sentence}_hardly", **values)
    if round(people) == 10:
        return said(f"{sentence}_nearly_all", **values)
    return said(sentence, people=people, **values)


def _without_treatment(result: Forecast) -> Said:
    """What may fall without treatment and what more with it, as points of the score, or of ten."""
    tenth = 1 if result.quantity == "score" else 1 / 10
    untreated, beyond = result.untreated_mean or 0.0, result.controlled_median or 0.0
    return said("outcome_without", untreated=max(tenth * untreated, 0.0), more=max(tenth * beyond, 0.0))


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
