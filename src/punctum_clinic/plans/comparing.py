"""Plans of one person side by side, what differs said in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from punctum.report import words
from punctum_clinic.plans.differences import course_value, said
from punctum_clinic.plans.models import Plan
from punctum_clinic.plans.treated import is_treated
from punctum_clinic.web.core_words import verdict_told

MOST = 3


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the comparison. `part`: the heading it stands under. `differs`: whether the cells do."""

    part: str
    name: str
    cells: tuple[str, ...]
    differs: bool


def comparison(rows: Sequence[Plan], *, prices: bool) -> tuple[Row, ...]:
    """Every line, in the order of the page. `prices`: whether what it costs is shown."""
    return tuple(_rows(rows, prices))


def _rows(rows: Sequence[Plan], prices: bool) -> Iterator[Row]:
    def line(part: str, name: str, cell: Callable[[Plan], str]) -> Row:
        cells = tuple(cell(row) or "–" for row in rows)
        return Row(part, name, cells, len(set(cells)) > 1)

    yield line("", _("Verdict"), lambda row: verdict_told(row.document))
    for zone, name in {zone["zone"]: zone["name"] for row in rows for zone in row.document["zones"]}.items():
        part = words.capital(name)
        yield line(part, _("Needle length"), lambda row, z=zone: _length(_zone(row, z)))  # type: ignore[misc]
        for field, title in (("density_per_cm2", _("Density")), ("passes", _("Passes")), ("endpoint", _("Stop when"))):
            yield line(part, title, lambda row, z=zone, f=field: _said(_zone(row, z), f))  # type: ignore[misc]
        yield line(part, _("Redness"), lambda row, z=zone: _field(_zone(row, z), "redness_class"))  # type: ignore[misc]
    yield from _course(line, prices)
    indications = {each["indication"] for row in rows for each in row.document["forecasts"]}
    for name in sorted(indications):
        part = _("Expected: %s") % name
        yield line(part, _("Middle"), lambda row, n=name: _number(_forecast(row, n), "median"))  # type: ignore[misc]
        yield line(part, _("80 of 100 people between"), lambda row, n=name: _span(_forecast(row, n)))  # type: ignore[misc]
        yield line(part, _("Reach the goal"), lambda row, n=name: _share(_forecast(row, n)))  # type: ignore[misc]
        yield line(part, _("Certainty"), lambda row, n=name: _field(_forecast(row, n), "certainty"))  # type: ignore[misc]
    yield line(_("Over a limit"), _("With a reason"), _overrides)


def _course(line: Callable[[str, str, Callable[[Plan], str]], Row], prices: bool) -> Iterator[Row]:
    part = _("Course")
    yield line(part, _("Visits"), lambda row: str(len(row.document["sessions"]) or ""))
    yield line(part, _("Dates"), lambda row: words.full_dates("; ".join(v["date"] for v in row.document["sessions"])))
    for field, title in (("interval_weeks", _("Interval")), ("anaesthetic", _("Anaesthetic")),
                         ("adjuncts", _("Besides needling"))):  # fmt: skip
        yield line(part, title, lambda row, f=field: said(f, course_value(row.document, f)))  # type: ignore[misc]
    if prices:
        yield line(part, _("Cost"), cost)


def cost(row: Plan) -> str:
    """What visits and looks at the result cost by the clinic's list when the plan was made; nothing is estimated."""
    prices, currency = row.clinic.get("prices") or {}, row.clinic.get("currency") or ""
    visits = len(row.document["sessions"])
    if not visits:
        return ""
    if "session" not in prices:
        return _("no price for a visit in the list")
    looks = [review for review in row.document["reviews"] if review["kind"] == "review"]
    total = visits * prices["session"] + len(looks) * prices.get("review", 0)
    text = _("%(total)s %(currency)s for %(visits)s") % {
        "total": words.number(total, 2),
        "currency": currency,
        "visits": words.count(visits, "visit"),
    }
    if looks and "review" in prices:
        return _("%(text)s and %(looks)s") % {"text": text, "looks": words.count(len(looks), "look", "looks")}
    return text


def _zone(row: Plan, zone: str) -> dict[str, Any] | None:
    found = next((each for each in row.document["zones"] if each["zone"] == zone), None)
    return found if found and is_treated(found) else None


def _length(zone: dict[str, Any] | None) -> str:
    if zone is None:
        return _("not treated")
    first, later = zone["first_needle_length_mm"], zone["needle_length_mm"]
    if first == later:
        return words.length(later)
    return _("%(first)s, then %(later)s") % {"first": words.length(first), "later": words.length(later)}


def _said(zone: dict[str, Any] | None, field: str) -> str:
    return said(field, zone[field]) if zone else ""


def _field(value: dict[str, Any] | None, field: str) -> str:
    return str(value[field]) if value else ""


def _forecast(row: Plan, indication: str) -> dict[str, Any] | None:
    return next((each for each in row.document["forecasts"] if each["indication"] == indication), None)


def _number(forecast: dict[str, Any] | None, field: str) -> str:
    if forecast is None or forecast[field] is None:
        return _("no figure") if forecast else ""
    unit = " %" if forecast["quantity"] == "percent_reduction" else ""
    return words.number(forecast[field]) + unit


def _span(forecast: dict[str, Any] | None) -> str:
    ends = forecast["interval_80"] if forecast else None
    return words.span(*ends) if ends else ""


def _share(forecast: dict[str, Any] | None) -> str:
    chance = forecast["chance_of_goal"] if forecast else None
    return "" if chance is None else _("about %d of 10 people") % round(10 * chance)


def _overrides(row: Plan) -> str:
    by_reason: dict[str, list[str]] = {}
    for each in row.overrides.all():
        by_reason.setdefault(each.reason, []).append(each.limit)
    said = _("%(limits)s Reason: %(reason)s")
    return " ".join(said % {"limits": " ".join(limits), "reason": reason} for reason, limits in by_reason.items())
