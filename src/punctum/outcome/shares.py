"""The figure of a forecast for a group, where people were counted and nobody was scored."""

from __future__ import annotations

from punctum.evidence.scales import SCALES
from punctum.outcome.certainty import certainty_of, judged
from punctum.outcome.clinician_words import text_of_share
from punctum.outcome.evidence_rows import share as percent_of
from punctum.outcome.patient_words import words_of_share
from punctum.outcome.pooling import PooledArms
from punctum.outcome.shown import controlled_pair, study_results, works
from punctum.outcome.subtypes import Subtype
from punctum.outcome.timecourse import time_to_result
from punctum.outcome.values import Forecast
from punctum.patient import Concern


def figure_of_share(concern: Concern, found: PooledArms, subtype: Subtype | None) -> Forecast:
    """The share of people who improved, in percent; no figure for one person. `found`: the synthesis in log odds."""
    low, high = (percent_of(end) for end in found.pool.confidence_interval())
    new_low, new_high = (percent_of(end) for end in found.pool.new_study().interval(0.95))
    share = percent_of(found.pool.mean)
    domains = judged(found.arms, participants=found.pool.participants, i_squared=found.pool.i_squared)
    certainty, why = certainty_of(domains)
    rows = (*found.arms, *controlled_pair(concern.indication, found.scale), *found.left_out)
    scale = SCALES.by_id[found.scale]
    return Forecast(
        indication=concern.indication,
        zones=concern.zones,
        subtype=concern.subtype or "",
        scale=found.scale,
        baseline=concern.baseline,
        goal=concern.goal,
        quantity="responder_percent",
        horizon_weeks=found.horizon_weeks,
        group_mean=share,
        group_interval_95=(low, high),
        participants=found.pool.participants,
        studies=found.pool.studies,
        design="before_after",
        tau=found.pool.tau,
        i_squared=found.pool.i_squared,
        mcid=scale.mcid,
        mcid_unit=scale.mcid_unit,
        mcid_basis=scale.mcid_basis,
        mcid_reason=scale.mcid_reason,
        domains=domains,
        certainty=certainty,
        certainty_why=why,
        text=text_of_share(found, share, (low, high), (new_low, new_high), subtype),
        patient_said=words_of_share(
            studies=found.pool.studies,
            people=found.pool.participants,
            share=share,
            interval=(low, high),
            definition=found.definition,
            subtype=subtype,
        ),
        time_said=time_to_result(concern.indication),
        shown=study_results(rows),
        pooled=tuple(arm.id for arm in found.arms),
        sources=works(rows, subtype.sources if subtype else ()),
    )
