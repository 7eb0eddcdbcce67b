"""The plan as one HTML page that needs no network and no script."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from punctum.care import call_list
from punctum.device import find_device
from punctum.patient import age_years
from punctum.planning.values import TreatmentPlan
from punctum.prescription import Session
from punctum.problems import InputError
from punctum.report import words
from punctum.report.care_days import care_days
from punctum.report.changes import changes
from punctum.report.citations import citation, cited_on_page
from punctum.report.compiled import compiled_templates
from punctum.report.figures.people import person_patterns
from punctum.report.figures.policy import policy
from punctum.report.lean import lean, lean_css, short_names, used_css
from punctum.report.page_figures import (
    expectations,
    leave_out,
    live_fans,
    live_key,
    redness,
    safe,
    timeline,
)
from punctum.report.page_forecasts import forecast_page
from punctum.report.page_groups import (
    by_verdict,
    cards,
    first_findings,
    grouped_results,
    grouped_ways,
    shared,
    untreated,
)
from punctum.report.scale_words import scale_name
from punctum.report.words import TONES, day_text, number, verdict_words
from punctum.report.zone_charts import one_side_stands_for_both, zone_charts, zone_numbers
from punctum.report.zone_deliveries import assumed, dermis_told, goal_lines, zone_deliveries
from punctum.report.zone_healing import plan_healing
from punctum.screening import TREATABLE
from punctum.skin import ZONES

if TYPE_CHECKING:
    from jinja2 import Environment


def page(plan: TreatmentPlan, *, interactive: bool = False) -> str:
    """The plan as a self-contained HTML page. Everything a person wrote is escaped.

    Arguments:
        interactive: draw the fans anew with the studies behind them, by a script under a strict policy; the page then
            weighs about a megabyte more. Without it no script is in the page.
    """
    patient = [entry for entry in plan.care if entry.audience == "patient"]
    clinician = [entry for entry in plan.care if entry.audience == "clinician"]
    sessions = plan.prescription.sessions if plan.prescription else ()
    visits = sessions or _first_possible(plan)
    works = tuple(work for source in cited_on_page(plan) if (work := citation(source)).kind != "house")
    specs = expectations(plan) if interactive else {}
    told = tuple(forecast_page(index, forecast) for index, forecast in enumerate(plan.forecasts))
    body = lean(
        _environment()
        .get_template("plan.html")
        .render(
            plan=plan,
            patient=plan.patient,
            screening=plan.screening,
            prescription=plan.prescription,
            age_years=age_years(plan.patient.birth_date, plan.made_on),
            treated=tuple(zone for zone in plan.zones if zone.settings is not None),
            cards=cards(plan.zones),
            drawings=tuple(map(safe, zone_charts(plan))),
            one_side=one_side_stands_for_both([zone.zone for zone in plan.zones], plan.patient.sex),
            zone_numbers=zone_numbers(plan.zones),
            untreated=untreated(plan.zones),
            strictest_zones=sum(zone.verdict == plan.screening.verdict for zone in plan.zones),
            verdicts=by_verdict(plan.zones),
            zone_names={zone.zone: zone.name for zone in plan.zones},
            sessions=sessions,
            timeline=timeline(plan),
            told=told,
            person_patterns=safe(person_patterns()) if any(each.icons for each in told) else "",
            live_fans=live_fans(specs, {index: each.fan for index, each in enumerate(told)}),
            redness=redness(plan),
            chances={harm.event: harm.brief for harm in plan.harms},
            patient_days=care_days(patient, visits),
            leave_out=leave_out(patient, visits),
            clinician_days=care_days(clinician, visits),
            levels=call_list(plan.clinic),
            works=works,
            refs={work.id: number for number, work in enumerate(works, 1)},
            house=frozenset(source for source in cited_on_page(plan) if citation(source).kind == "house"),
            shared=shared(plan),
            deliveries=zone_deliveries(plan),
            assumed=assumed(plan),
            goals=goal_lines(plan),
            dermis_told=dermis_told(plan),
            healing=plan_healing(plan),
            findings=first_findings(plan.screening.findings),
        )
    )
    # A script draws in the colours of the page by their names.
    css = used_css(_css() if interactive else short_names(_css()), body)
    # A page with a script brings a policy of its own.
    rules = "" if interactive else policy(styles=[css], scripts=[])
    head = _environment().get_template("head.html").render(patient=plan.patient, css=safe(css), policy=safe(rules))
    text = f"{head}\n{body}"
    if not interactive:
        return text
    from punctum.report.figures.interactive import with_script

    return with_script(text, {live_key(index): spec for index, spec in specs.items()})


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("punctum.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=compiled_templates(),
    )
    environment.filters |= {
        "day": day_text,
        "full_dates": words.full_dates,
        "number": number,
        "at_most": words.at_most,
        "mm": words.length,
        "count": words.count,
        "listed": words.listed,
        "capital": words.capital,
        "plain": words.plain,
        "zones": _zone_names,
        "grouped_ways": grouped_ways,
        "grouped_results": grouped_results,
        "digits": lambda phone: "".join(char for char in phone if char.isdigit() or char == "+"),
    }
    environment.globals |= {
        "span": words.span,
        "verdict_words": verdict_words,
        "tones": TONES,
        "treatable": TREATABLE,
        "action_words": words.ACTION_WORDS,
        "basis_words": words.BASIS_WORDS,
        "certainty_words": words.CERTAINTY_WORDS,
        "level_tones": words.LEVEL_TONES,
        "citation": citation,
        "changes": changes,
        "device_name": _device_name,
        "scale_name": scale_name,
    }
    return environment


def compile_templates() -> None:
    """Compile every template, so that the first page needs no compiling."""
    for name in _environment().list_templates():
        _environment().get_template(name)


@cache
def _css() -> str:
    return lean_css(files("punctum.report").joinpath("page.css").read_text(encoding="utf-8"))


def _first_possible(plan: TreatmentPlan) -> tuple[Session, ...]:
    """The day that care before a postponed course counts from."""
    if plan.screening.until is None:
        return ()
    zones = tuple(zone.zone for zone in plan.zones)
    return (Session(number=1, date=plan.screening.until, zones=zones, weeks_since_last=None),)


def _zone_names(zones: tuple[str, ...]) -> str:
    return words.listed(ZONES.by_id[zone].name if zone in ZONES.by_id else words.plain(zone) for zone in zones)


def _device_name(device: str) -> str:
    try:
        return find_device(device).name
    except InputError:
        return words.plain(device)
