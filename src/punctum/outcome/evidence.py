"""Everything the studies say about one indication: what is pooled, what is shown, what is left out, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from punctum.evidence.indications import INDICATIONS, find_indication
from punctum.evidence.scales import SCALES
from punctum.evidence.studies import STUDIES, StudyArm, arms_of
from punctum.outcome.alternatives import alternatives
from punctum.outcome.certainty import grade
from punctum.outcome.evidence_rows import LEVEL, EvidenceRow, Quantity, effect_of, evidence_row, share
from punctum.outcome.evidence_synthesis import new_study_of
from punctum.outcome.evidence_values import Evidence, PooledFigure, ScaleEvidence
from punctum.outcome.pooling import PooledArms, pooled_responders, pooled_scores
from punctum.outcome.priors import PRIORS
from punctum.outcome.shown import is_about_benefit, shows_benefit
from punctum.patient import Concern

ORDER = ("pooled", "scored", "shown", "left_out")


def evidence(indication: str) -> Evidence:
    """Everything the studies say about an indication.

    Only studies of needling alone (or with an inert liquid) that share a scale are pooled, by `pooled_scores` and
    `pooled_responders`; every other row is shown or left out, and says why.

    Arguments:
        indication: its id or any of its names.

    Raises:
        InputError: the name is no known indication.
    """
    row = find_indication(indication)
    arms = arms_of(row.id)
    everything = tuple(arm for arm in STUDIES.rows if row.id in arm.indications)
    scales = [
        _scale(row.id, scale, everything) for scale in dict.fromkeys(arm.scale for arm in everything if arm.scale)
    ]
    scales.sort(key=lambda found: (-found.figure.participants if found.figure else 0, not _has_values(found)))
    first = next((scale.figure for scale in scales if scale.figure), None)
    alone = tuple(arm for arm in arms if shows_benefit(arm) and arm.arm_kind == "needling")
    certainty, why = (first.certainty, first.certainty_why) if first else grade(alone, None)
    needled = [arm for arm in arms if _is_needled(arm)]
    return Evidence(
        indication=row.id,
        answer=row.answer,
        amount=row.evidence,
        certainty=certainty,
        certainty_why=why,
        studies=len({arm.study for arm in needled}),
        people=sum(_largest(needled).values()),
        scales=tuple(scales),
        others=_ordered(
            evidence_row(arm, "", pooled=False, otherwise="on a measure of its own")
            for arm in everything
            if not arm.scale
        ),
        # Only the indication and the scale of a concern are read there.
        alternatives=alternatives(Concern.model_construct(indication=row.id, zones=(), scale=None)),
        sources=tuple(sorted({*row.sources, *(arm.source for arm in everything)})),
    )


def all_evidence() -> tuple[Evidence, ...]:
    """The evidence of every indication, in the order of the table."""
    return tuple(evidence(row.id) for row in INDICATIONS.rows)


def _scale(indication: str, scale: str, everything: tuple[StudyArm, ...]) -> ScaleEvidence:
    arms = [arm for arm in everything if arm.scale == scale]
    scores, shares = pooled_scores(indication, scale), pooled_responders(indication, scale)
    found = scores or shares
    quantity = _quantity(scores, shares, arms)
    inside = {arm.id for arm in found.arms} if found else set()
    return ScaleEvidence(
        scale=scale,
        name=SCALES.by_id[scale].name,
        quantity=quantity,
        definition=found.definition if found else "",
        rows=_ordered(
            evidence_row(
                arm,
                quantity if _comparable(arm, quantity, found) else "",
                pooled=arm.id in inside,
                otherwise=_why_outside(arm, quantity, found),
            )
            for arm in arms
        ),
        figure=_figure(found, quantity, indication) if found else None,
    )


def _quantity(scores: PooledArms | None, shares: PooledArms | None, arms: Iterable[StudyArm]) -> Quantity:
    """Shares stand on one axis only where they count the same thing, so without a pool there is none for them."""
    if scores:
        return "percent_reduction"
    if shares:
        return "responder_percent"
    return "percent_reduction" if any(effect_of(arm, "percent_reduction") for arm in arms) else ""


def _figure(found: PooledArms, quantity: Quantity, indication: str) -> PooledFigure:
    pool = found.pool
    printed: Callable[[float], float] = share if quantity == "responder_percent" else float
    certainty, why = grade(found.arms, pool)
    low, high = pool.confidence_interval()
    new_low, new_high = pool.new_study().interval(LEVEL)
    scores = quantity == "percent_reduction"
    synthesis = new_study_of(indication, found.scale, found.horizon_weeks) if scores else None
    return PooledFigure(
        mean=printed(pool.mean),
        interval_95=(printed(low), printed(high)),
        new_study_95=(printed(new_low), printed(new_high)),
        synthesis_median=synthesis[0] if synthesis else None,
        synthesis_new_study_95=synthesis[1] if synthesis else None,
        tau=pool.tau,
        i_squared=pool.i_squared,
        studies=pool.studies,
        participants=pool.participants,
        horizon_weeks=found.horizon_weeks,
        sessions=found.sessions,
        certainty=certainty,
        certainty_why=why,
    )


def _comparable(arm: StudyArm, quantity: Quantity, found: PooledArms | None) -> bool:
    """Whether a row counts the same thing as the pool of its scale."""
    return quantity != "responder_percent" or (found is not None and arm.responder_definition == found.definition)


def _why_outside(arm: StudyArm, quantity: Quantity, found: PooledArms | None) -> str:
    """Why a clean row of needling alone stands outside."""
    if not _comparable(arm, quantity, found):
        return "counts another kind of change" if arm.responder_definition else "does not count people"
    if found is None:
        return f"fewer than {PRIORS.by_id['studies_min'].value:.0f} studies of needling alone share this scale"
    if effect_of(arm, quantity) is None:
        return "prints too little for a figure in percent"
    return "another look at people who are counted already"


def _ordered(rows: Iterable[EvidenceRow]) -> tuple[EvidenceRow, ...]:
    return tuple(sorted(rows, key=lambda row: ORDER.index(row.standing)))


def _has_values(scale: ScaleEvidence) -> bool:
    return any(row.value is not None for row in scale.rows)


def _is_needled(arm: StudyArm) -> bool:
    return is_about_benefit(arm) and arm.arm_kind in ("needling", "needling_plus") and arm.design != "meta_analysis"


def _largest(arms: Iterable[StudyArm]) -> dict[str, int]:
    largest: dict[str, int] = {}
    for arm in arms:
        largest[arm.study] = max(largest.get(arm.study, 0), arm.participants or 0)
    return largest
