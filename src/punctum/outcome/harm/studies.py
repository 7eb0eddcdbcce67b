"""What studies say of each harm; rows that are kept to check predictions are never among them."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from punctum.evidence.studies import STUDIES, StudyArm, may_be_pooled
from punctum.outcome.constants import fixed
from punctum.outcome.harm.pool import Count, SharePool, jeffreys_interval, none_seen_upper, share_pool
from punctum.outcome.harm.tables import HARM_RESULTS, HarmResult
from punctum.outcome.harm.values import HarmStudy, HarmSynthesis
from punctum.outcome.priors import PRIORS

DARK_MARKS = "AE14"
LEVEL = 0.95
PLACE = 100
TOO_FEW = "Too few studies counted it."


@cache
def harm_studies(event: str) -> tuple[HarmStudy, ...]:
    """What studies say of one adverse event, those that are pooled first."""
    found = _found(event)
    if _enough(sum(not each.why_not for each in found)):
        return tuple(sorted(found, key=lambda each: not each.pooled))
    return tuple(replace(each, pooled=False, why_not=each.why_not or TOO_FEW) for each in found)


def _found(event: str) -> list[HarmStudy]:
    found = [_result(row) for row in HARM_RESULTS.rows if row.event == event and _usable(row)]
    if event == DARK_MARKS:
        found = [*_dark_marks(), *found]
    return found


def _enough(studies: int) -> bool:
    return studies >= PRIORS.by_id["studies_min"].value


@cache
def harm_pool(event: str, without: frozenset[str] = frozenset()) -> SharePool | None:
    """The synthesis of the studies of an event, or none where too few counted it.

    Arguments:
        without: studies that are left out, by `study`.
    """
    counts = [Count(each.people, each.of) for each in harm_studies(event)
              if each.pooled and each.study not in without and each.people is not None and each.of]  # fmt: skip
    return share_pool(counts, alike=fixed("harm_alike")) if _enough(len(counts)) else None


@cache
def harm_synthesis(event: str) -> HarmSynthesis | None:
    """The synthesis of an event in percent, with 95 % intervals; none where too few studies counted it."""
    pool = harm_pool(event)
    if pool is None:
        return None
    low, high = pool.average_interval(LEVEL)
    least, most = pool.new_study(PLACE, LEVEL)
    return HarmSynthesis(
        average_percent=(100 * low, 100 * pool.average, 100 * high),
        new_place_percent=(100 * least, 100 * most),
        studies=pool.studies,
        people=pool.people,
    )


def _dark_marks() -> list[HarmStudy]:
    """The counts of dark marks in the studies: each arm of needling once, of those analysed where no total stands."""
    arms: dict[tuple[str, str], StudyArm] = {}
    for arm in STUDIES.rows:
        if arm.dark_marks is not None and arm.arm_kind in ("needling", "needling_plus") and may_be_pooled(arm):
            arms.setdefault((arm.study, arm.arm), arm)
    return [
        _study(
            label=arm.label,
            study=arm.study,
            source=arm.source,
            people=arm.dark_marks,
            of=arm.dark_marks_of or arm.participants,
            phototypes=arm.phototypes,
            text=arm.caution if arm.dark_marks_of is None else "",
            why_not="" if arm.arm_kind == "needling" else f"{arm.adjunct} was added.",
        )
        for arm in arms.values()
    ]


def _usable(row: HarmResult) -> bool:
    return not row.arm or may_be_pooled(STUDIES.by_id[row.arm])


def _result(row: HarmResult) -> HarmStudy:
    arm = STUDIES.by_id.get(row.arm)
    scored = arm is not None and row.count is None
    return _study(
        label=row.label,
        study=arm.study if arm else row.id,
        source=row.sources[0],
        people=row.count,
        of=row.of,
        phototypes=row.phototypes,
        text=row.text,
        why_not=row.why_not_pooled,
        score_mean=arm.followup_mean if arm and scored else None,
        score_sd=arm.followup_sd if arm and scored else None,
    )


def _study(
    *,
    label: str,
    study: str,
    source: str,
    people: int | None,
    of: int | None,
    phototypes: str,
    text: str,
    why_not: str,
    score_mean: float | None = None,
    score_sd: float | None = None,
) -> HarmStudy:
    return HarmStudy(
        label=label,
        study=study,
        source=source,
        people=people,
        of=of,
        phototypes=phototypes,
        text=text,
        pooled=not why_not,
        why_not=why_not,
        score_mean=score_mean,
        score_sd=score_sd,
        interval_percent=_interval(people, of),
        at_most_percent=100 * none_seen_upper(of, LEVEL) if people == 0 and of else None,
    )


def _interval(people: int | None, of: int | None) -> tuple[float, float] | None:
    if people is None or not of:
        return None
    low, high = jeffreys_interval(Count(people, of), LEVEL)
    return 100 * low, 100 * high
