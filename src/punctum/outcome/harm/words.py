"""How likely a harm is, in words: for the clinician, and as natural frequencies for the patient."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import floor

from punctum.care import Risk
from punctum.evidence.sentences import Said, quoted, said
from punctum.healing.redness import REDNESS_CLASSES
from punctum.outcome.harm.studies import LEVEL, TOO_FEW
from punctum.outcome.harm.tables import Harm
from punctum.outcome.harm.values import HarmStudy, HarmSynthesis, Percents, ZoneRedness
from punctum.skin import ZONES

CLASSES = tuple(row.id for row in REDNESS_CLASSES.rows)
INTERVAL = f"{100 * LEVEL:g} % interval"


def clinician_text(
    harm: Harm,
    percent: Percents | None,
    score: Percents | None,
    zones: Sequence[ZoneRedness],
    synthesis: HarmSynthesis | None,
    shown: Sequence[HarmStudy],
) -> str:
    """One paragraph: the figure and what it rests on, or that it is not known and what studies saw."""
    if percent:
        return " ".join([f"{_of_100(percent)}.", *_cited(harm, synthesis)])
    if zones:
        return " ".join([*(_zone(zone) for zone in zones if zone.percent), harm.certainty_why])
    if score:
        low, middle, high = score
        return f"{middle:.1f} of 10 on average ({INTERVAL} {low:.1f} to {high:.1f})."
    unknown = "Not known for this skin type." if harm.cited_people else "Not known."
    return " ".join([unknown, *(_study(study) for study in shown)])


def brief_text(harm: Harm, zones: Sequence[ZoneRedness], percent: Percents | None) -> str:
    """One line beside the words of care: how sure a figure is and why, or chances where redness lasts longest."""
    if percent:
        low, middle, high = percent
        figure = f"{middle:.0f} of 100 ({low:.0f} to {high:.0f})"
        return f"{figure}. Certainty: {harm.certainty}. {harm.certainty_why}"
    return _zone(zones[0]) if zones and zones[0].percent else ""


def _of_100(percent: Percents) -> str:
    low, middle, high = percent
    return f"{middle:.0f} of 100 people ({INTERVAL} {low:.0f} to {high:.0f})"


def _cited(harm: Harm, synthesis: HarmSynthesis | None) -> Iterator[str]:
    if harm.cited_text:
        yield harm.cited_text
    if synthesis is not None:
        least, most = synthesis.new_place_percent
        average = f": on average {_of_100(synthesis.average_percent)}" if harm.cited_people else ""
        yield (
            f"{synthesis.studies} studies of all skin types that may differ, {synthesis.people} people{average}; "
            f"in one new place {least:.0f} to {most:.0f} of 100."
        )
    if harm.cited_people:
        yield "Zone, depth, sun and history are flags without numbers."


def _zone(zone: ZoneRedness) -> str:
    whole = whole_percents(zone.percent)
    chances = ", ".join(f"{row.name} {whole[row.id]}" for row in REDNESS_CLASSES.rows)
    return f"Of 100 computed courses ({ZONES.by_id[zone.zone].name}): {chances}."


def _study(study: HarmStudy) -> str:
    seen = ""
    if study.score_mean is not None and study.of:
        seen = f"{study.score_mean:.1f} of 10 on average, {study.of} people. "
    elif study.people is not None and study.of:
        seen = f"{study.people} of {study.of} people{_between(study)}. "
    most = f" At most {study.at_most_percent:.0f} of 100." if study.at_most_percent is not None else ""
    return f"{study.label}: {seen}{study.text}{most}".rstrip()


def _between(study: HarmStudy) -> str:
    if not study.people or study.interval_percent is None:
        return ""
    low, high = study.interval_percent
    return f" ({INTERVAL} {low:.0f} to {high:.0f} of 100)"


def patient_words(
    risk: Risk,
    harm: Harm,
    percent: Percents | None,
    score: Percents | None,
    zones: Sequence[ZoneRedness],
    shown: Sequence[HarmStudy],
) -> tuple[Said, ...]:
    """Natural frequencies, the same as a picture in words, and what makes it likelier."""
    name = risk.patient_name
    words: list[Said] = []
    if percent:
        low, middle, high = (float(round(each)) for each in percent)
        words.append(said("harm_of_100", name=name, middle=middle, low=low, high=high))
        words += [said(harm.whom_said)] if harm.whom_said else []
        words.append(said("harm_picture", middle=middle, rest=100 - middle))
    elif zones:
        words += [_redness(zones[0])]
    elif score:
        words += [said("harm_score", name=name, low=score[0], high=score[2])]
    else:
        words += [said("harm_not_known", name=name), *_studies(shown)]
    if risk.raised_by_text and not zones:
        words.append(said("harm_flags", why=risk.raised_by_text))
    return tuple(words)


def _redness(zone: ZoneRedness) -> Said:
    if not zone.percent:
        return quoted(zone.text)
    whole = whole_percents(zone.percent)
    return said("harm_redness", **{name: float(whole[name]) for name in CLASSES})


def _studies(shown: Sequence[HarmStudy]) -> Iterator[Said]:
    scored = [study for study in shown if study.score_mean is not None and study.of]
    counted = [study for study in shown if study.people is not None and study.of and study.why_not in ("", TOO_FEW)]
    reported = [study for study in shown if study.people and not study.of]
    for study in scored[:1]:
        yield said("harm_score_seen", mean=study.score_mean or 0.0, of=float(study.of or 0))
    for which, study in zip(("harm_seen", "harm_seen_too"), counted, strict=False):
        yield said(which, people=float(study.people or 0), of=float(study.of or 0))
    for study in reported[:1]:
        yield said("harm_reported", people=float(study.people or 0))


def whole_percents(percent: Mapping[str, float]) -> dict[str, int]:
    """Whole percents of the classes of redness that sum to 100, each at most one away (largest remainders)."""
    exact = {name: percent.get(name, 0.0) for name in CLASSES}
    whole = {name: floor(value) for name, value in exact.items()}
    by_remainder = sorted(CLASSES, key=lambda name: whole[name] - exact[name])
    for name in by_remainder[: 100 - sum(whole.values())]:
        whole[name] += 1
    return whole
