"""Cited works, for people and for programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from punctum.delivery.values import Delivery
from punctum.evidence.sources import SOURCES
from punctum.planning.values import TreatmentPlan
from punctum.skin import layers


@dataclass(frozen=True, slots=True)
class Citation:
    """One cited work and where to read it. `short` fits into a line."""

    id: str
    text: str
    short: str
    url: str
    kind: str


def citation(source: str) -> Citation:
    """The work with this id; an id that no table knows is shown as it is."""
    row = SOURCES.by_id.get(source)
    if row is None:
        return Citation(source, source, source, "", "")
    pmid = f"https://pubmed.ncbi.nlm.nih.gov/{row.pmid}/" if row.pmid else ""
    url = f"https://doi.org/{row.doi}" if row.doi else pmid or row.url
    if not url.startswith(("https://", "http://")):
        url = ""
    return Citation(row.id, row.citation, _short(row.citation), url, row.kind)


def _short(text: str, longest: int = 60) -> str:
    first = text.split(". ")[0].split(" | ")[0]
    return first if len(first) <= longest else first[: longest - 1].rsplit(" ", 1)[0] + " …"


def delivery_sources(delivery: Delivery) -> tuple[str, ...]:
    """The ids of every work that a delivery cites, in the order of their first place."""
    treatment = delivery.treatment
    carriers: Iterable[tuple[str, ...]] = (
        treatment.hand_piece.sources,
        delivery.region.area_sources,
        *(layer.sources for layer in layers(treatment.zone, treatment.sex, treatment.age_years)),
        *(item.sources for item in delivery.assumed),
        *(reach.sources for reach in delivery.bleeding),
        delivery.pain.sources,
        *(goal.sources for goal in delivery.goals),
    )
    return tuple(dict.fromkeys(source for sources in carriers for source in sources))


def cited(plan: TreatmentPlan) -> tuple[str, ...]:
    """The ids of every work this plan cites, sorted."""
    return tuple(sorted({*_all(plan), *(source for harm in plan.harms for source in harm.sources)}))


def cited_on_page(plan: TreatmentPlan) -> tuple[str, ...]:
    """The same without studies of harms that stand only in the plan as data, sorted."""
    return tuple(sorted(set(_all(plan))))


def _all(plan: TreatmentPlan) -> Iterator[str]:
    carriers: Iterable[tuple[str, ...]] = (
        *(item.sources for item in plan.screening.findings),
        *(item.sources for item in plan.outlines),
        *(item.sources for item in plan.risks),
        *(item.sources for item in plan.care),
        *(item.sources for item in plan.steps),
        *(item.sources for item in plan.reviews),
        *(item.sources for healing in plan.healing.values() for item in healing.not_known),
    )
    for sources in carriers:
        yield from sources
    for delivery in plan.deliveries.values():
        yield from delivery_sources(delivery)
    for zone in plan.zones:
        if zone.settings is not None:
            for value in zone.settings.why.values():
                yield from value.sources
            for limit in zone.settings.limits:
                yield from limit.sources
    if plan.prescription is not None and plan.prescription.anaesthetic is not None:
        yield from plan.prescription.anaesthetic.sources
    for forecast in plan.forecasts:
        yield from forecast.sources
        yield from (result.source for result in forecast.shown)
    for ways in plan.alternatives.values():
        yield from (result.source for way in ways for result in way.shown)
