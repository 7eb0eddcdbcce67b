"""How likely each harm is for one person: a figure where people were counted, else "not known" and the studies."""

from __future__ import annotations

from collections.abc import Sequence

from punctum.care import Risk
from punctum.care.tables import ADVERSE_EVENTS
from punctum.outcome.harm.dark_marks import skin_types
from punctum.outcome.harm.studies import LEVEL, harm_studies, harm_synthesis
from punctum.outcome.harm.tables import HARMS, Harm
from punctum.outcome.harm.values import HarmLikelihood, HarmStudy, HarmSynthesis, Percents, ZoneRedness
from punctum.outcome.harm.words import brief_text, clinician_text, patient_words
from punctum.outcome.priors import PRIORS
from punctum.outcome.random_effects import random_effects


def harm_likelihoods(
    risks: Sequence[Risk], redness: Sequence[ZoneRedness] = (), *, phototype: str | None = None
) -> tuple[HarmLikelihood, ...]:
    """The likelihood of each harm of `harms.csv` among the risks of one person, in the order of the risks.

    What raises a risk is listed and moves no number: nobody has measured by how much.

    Arguments:
        risks: of this person, by `punctum.care.risks`. redness: of each treated zone.
        phototype: of this person; where a figure is cited for other types only, studies of this type are shown.
    """
    told = ((risk, HARMS.by_id[risk.event]) for risk in risks if risk.event in HARMS.by_id)
    return tuple(
        _likelihood(risk, harm, tuple(redness), phototype or "")
        for risk, harm in told
        if not harm.only_with or set(harm.only_with) & set(risk.raised_by)
    )


def _likelihood(risk: Risk, harm: Harm, redness: tuple[ZoneRedness, ...], phototype: str) -> HarmLikelihood:
    shown = _shown(risk, harm, phototype)
    zones = tuple(sorted(redness, key=_how_long, reverse=True)) if harm.quantity == "class" else ()
    percent, synthesis, people, studies = _percent(risk, harm) if harm.quantity == "share" else NO_PERCENT
    score = score_of(shown) if harm.quantity == "score" else None
    if score is not None:
        people, studies = sum(each.of or 0 for each in shown if each.pooled), sum(each.pooled for each in shown)
    works = (*harm.sources, *(risk.sources if percent and harm.cited_people else ()), *(each.source for each in shown))
    return HarmLikelihood(
        event=harm.id,
        name=risk.name,
        kind="probability" if percent else "class" if zones else "score" if score else "not_known",
        percent=percent,
        score=score,
        redness=zones,
        whom=_whom(harm) if percent else "",
        people=people,
        studies=studies,
        flags=risk.raised_by,
        synthesis=synthesis,
        shown=shown,
        certainty=harm.certainty,
        certainty_why=harm.certainty_why,
        text=clinician_text(harm, percent, score, zones, synthesis, shown),
        brief=brief_text(harm, zones, percent),
        patient_said=patient_words(risk, harm, percent, score, zones, shown),
        sources=tuple(dict.fromkeys(works)),
        basis=harm.basis,
    )


NO_PERCENT: tuple[None, None, int, int] = (None, None, 0, 0)


def _percent(risk: Risk, harm: Harm) -> tuple[Percents | None, HarmSynthesis | None, int, int]:
    """What is cited for people like this one; where nothing is ever cited, the average of three studies or more."""
    synthesis = harm_synthesis(harm.id)
    if harm.cited_people:
        if risk.incidence_percent is None:
            return NO_PERCENT
        return risk.incidence_percent, synthesis, harm.cited_people, harm.cited_studies
    return (synthesis.average_percent, synthesis, synthesis.people, synthesis.studies) if synthesis else NO_PERCENT


def _shown(risk: Risk, harm: Harm, phototype: str) -> tuple[HarmStudy, ...]:
    found = harm_studies(harm.id)
    if not harm.cited_people or risk.incidence_percent is not None:
        return found
    return tuple(each for each in found if skin_types(phototype) & skin_types(each.phototypes))


def score_of(studies: Sequence[HarmStudy]) -> Percents | None:
    """The mean score of a new study: low, middle and high (95 %), by random effects over three studies or more."""
    scored = [(each.score_mean, each.score_sd, each.of) for each in studies]
    known = [(mean, sd**2 / of) for mean, sd, of in scored if mean is not None and sd and of]
    if len(known) < PRIORS.by_id["studies_min"].value:
        return None
    new = random_effects([mean for mean, _ in known], [variance for _, variance in known]).new_study()
    low, high = new.interval(LEVEL)
    return max(low, 0.0), new.mean, high


def _how_long(zone: ZoneRedness) -> tuple[float, float]:
    return zone.days[1:] if zone.days else (0.0, 0.0)


def _whom(harm: Harm) -> str:
    types = [each for each in ADVERSE_EVENTS.by_id[harm.id].incidence_phototypes if each != "unknown"]
    return f"skin types {', '.join(types)}" if types and harm.cited_people else ""
