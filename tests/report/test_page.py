from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from punctum.planning.values import TreatmentPlan
from punctum.report import page
from punctum.screening import Unrecognised
from tests.report import plans

LARGEST_BYTES = 150_000
# The heaviest page of three zones, and the heaviest of two.
SIMULATED = ("ana", "chidi")
HOSTILE = "<script>alert(1)</script> \"'><img src=x onerror=alert(2)> {{ 7*7 }} &amp; \u202e"
VOID = {"meta", "br", "img", "link", "input", "hr"}
# What may follow without an end tag, by what it ends (HTML standard, optional tags).
ENDED_BY = {
    "p": {"section", "article", "div", "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "table", "details",
          "figure", "figcaption", "header", "footer"},
    "li": {"li"}, "dt": {"dt", "dd"}, "dd": {"dt", "dd"}, "td": {"td", "th", "tr", "tbody"},
    "th": {"td", "th", "tr", "tbody"}, "tr": {"tr", "tbody"}, "thead": {"tbody"}, "tbody": {"tbody"},
}  # fmt: skip


class Outline(HTMLParser):
    """What stands in a page: tags in order, headings, ids, links, text; and whether what must be closed is."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.mismatched: list[str] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        while self.open and tag in ENDED_BY.get(self.open[-1], ()):
            self.open.pop()
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open[-1] != tag and self.open[-1] in ENDED_BY:
            self.open.pop()
        if not self.open or self.open.pop() != tag:
            self.mismatched.append(tag)

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())


def every_plan() -> dict[str, TreatmentPlan]:
    made = {"hand": plans.treatable(), "hand waits": plans.postponed(), "hand never": plans.contraindicated()}
    return made | {f"{name} simulated": plans.healed(name) for name in SIMULATED} | plans.examples()


@pytest.mark.parametrize("name", sorted(every_plan()))
def test_every_page_is_whole_small_and_needs_nothing_else(name: str) -> None:
    text = page(every_plan()[name])
    found = Outline(text)
    assert len(text.encode()) <= LARGEST_BYTES
    assert (found.open, found.mismatched) == ([], [])
    assert not [tag for tag, _ in found.tags if tag in {"script", "link", "img", "iframe", "object", "base"}]
    assert not re.search(r"@import|url\((?!#)|javascript:|\son\w+=", text)
    ids = [attrs["id"] for _, attrs in found.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    targets = [str(attrs["href"]) for tag, attrs in found.tags if tag in {"a", "use"}]
    inside = {target[1:] for target in targets if target.startswith("#")}
    assert inside <= set(ids)
    assert all(target.startswith(("#", "https://", "http://", "tel:")) for target in targets)


@pytest.mark.parametrize("name", sorted(every_plan()))
def test_headings_go_down_one_step_at_a_time(name: str) -> None:
    found = Outline(page(every_plan()[name]))
    levels = [int(tag[1]) for tag, _ in found.tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_landmarks_language_and_skip_link() -> None:
    text = page(plans.treatable())
    found = Outline(text)
    tags = [tag for tag, _ in found.tags]
    assert ("html", {"lang": "en"}) in found.tags
    assert {"header", "nav", "main", "footer"} <= set(tags)
    assert next(attrs for tag, attrs in found.tags if tag == "a") == {"class": "skip", "href": "#plan"}


def test_the_treatment_card_comes_first_and_says_all() -> None:
    text = page(plans.treatable())
    assert text.index("id=card") < text.index("id=findings") < text.index("id=course") < text.index("id=care")
    words = Outline(text).text
    for part in (
        "0.5 mm first visit", "1.0 mm from visit 2", "0.75 mm every visit", "2 to start, 4 at most",
        "up to 250 holes per cm²", "Stop at even redness. No bleeding.", "Moles and active spots", "21 g at most",
        "The endpoint outranks density, passes and time.", "Why not deeper?", "House default",
        "Below the studied range.", "Screen again that day.", "Sources disagree.",
    ):  # fmt: skip
        assert part in words, part


def test_a_limit_is_never_rounded_up() -> None:
    plan = plans.treatable()
    assert plan.prescription is not None
    assert plan.prescription.anaesthetic is not None
    cream = replace(plan.prescription.anaesthetic, max_g=20.99)
    words = Outline(page(replace(plan, prescription=replace(plan.prescription, anaesthetic=cream)))).text
    assert "20.9 g at most" in words


def test_zones_that_differ_in_nothing_share_a_card() -> None:
    plan = plans.treatable()
    same = replace(plan, zones=(plans.zone("cheek"), plans.zone("chin"), plan.zones[1]))
    assert "Cheek and chin</h3>" in page(same)
    other = plans.zone("chin", settings=plans.settings("chin", 0.8, 0.5))
    apart = page(replace(plan, zones=(plans.zone("cheek"), other)))
    assert "Cheek</h3>" in apart
    assert "Chin</h3>" in apart


@pytest.mark.parametrize("name", [name for name, plan in every_plan().items() if plan.prescription is None])
def test_a_page_that_treats_nothing_shows_no_settings(name: str) -> None:
    plan = every_plan()[name]
    text = page(plan)
    words = Outline(text).text
    assert "id=card" not in text
    for sign in ("Needle length", "Treatment card", "holes per cm²", "at most, over all zones", "Anaesthetic"):
        assert sign not in words, sign
    assert "Why, and what now" in words


def test_a_wait_names_its_date_and_what_clears_the_way() -> None:
    words = Outline(page(plans.postponed())).text
    assert "Wait until Mon 1 February 2027" in words
    assert "What would clear the way" in words
    assert "What to do instead, or meanwhile" in words
    assert "1 to 12 sessions" in words


def test_a_verdict_that_holds_for_some_zones_says_for_how_many() -> None:
    assert "Ask a doctor first in 1 of 3 zones" in Outline(page(plans.treatable())).text
    assert "of 3 zones" not in Outline(page(plans.postponed())).text


def test_zones_that_are_not_treated_for_the_same_reason_stand_together() -> None:
    plan = plans.contraindicated()
    same = replace(plan, zones=tuple(replace(zone, indications=("melasma",)) for zone in plan.zones))
    assert "<b>Cheek, temple and around the mouth</b>" in page(same)


def test_dates_are_written_in_full() -> None:
    plan = plans.postponed()
    step = replace(plan.steps[0], text="Isotretinoin: wait until 2027-02-01.")
    words = Outline(page(replace(plan, steps=(step,)))).text
    assert "Isotretinoin: wait until Mon 1 February 2027." in words
    assert "2027-02-01" not in words


def test_each_simulated_zone_has_its_map_its_depths_and_its_goals() -> None:
    plan = plans.simulated("ana")
    text = page(plan)
    words = Outline(text).text
    assert len(plan.deliveries) == 3
    for zone, delivery in plan.deliveries.items():
        assert f"id=map-{zone}-t" in text
        assert f"id=depths-{zone}-t" in text
        met = sum(goal.met for goal in delivery.goals)
        assert f"{met} of {len(delivery.goals)} house goals met" in words
        for goal in delivery.goals:
            assert goal.text in words
    assert words.count("Missed by") == sum(not goal.met for each in plan.deliveries.values() for goal in each.goals)
    assert words.index("The endpoint outranks density") < words.index("With this device: about")
    assert "With this device" not in Outline(page(plans.examples()["ana"])).text


def test_no_time_is_named_where_needles_or_rate_are_not_sourced() -> None:
    plan = plans.simulated("chidi")
    assumed = {
        zone: replace(
            each, treatment=replace(each.treatment, hand_piece=replace(each.treatment.hand_piece, rate_sourced=False))
        )
        for zone, each in plan.deliveries.items()
    }
    words = Outline(page(replace(plan, deliveries=assumed))).text
    assert "s for each cm²" not in words
    assert "No rate of this device was read or measured: no time is named." in words


def test_a_forecast_shows_bands_certainty_and_studies_and_words_where_there_is_no_figure() -> None:
    text = page(plans.treatable())
    assert len(re.findall(r'class="band b\d\d"', text)) == 3
    words = Outline(text).text
    for part in ("certainty low", "Before–after only", "6 studies, 212 people", "Nobody has measured this well."):
        assert part in words, part
    nothing = page(replace(plans.treatable(), forecasts=(plans.NO_FIGURE,)))
    assert not re.search(r'class="band b\d\d"|class="?people|The figure as a table', nothing)


def test_a_forecast_says_what_stands_behind_it_what_is_controlled_and_how_we_know() -> None:
    plan = replace(plans.treatable(), forecasts=(plans.forecast(),))
    words = " ".join(" ".join(Outline(page(plan)).words).split()).replace("\u00a0", " ")
    for part in (
        "The studies behind it (1)",
        "Alam 2014 , 15 people, split-face trial.",
        "What is controlled Before and after only: an upper bound.",
        "Risk of bias: very serious. No study left anybody untreated.",
        "Publication bias: not known.",
        "Studies hardly tell of needle length, so these stay what was put in. They move no advice.",
        "Of needle length: Few rows print it.",
        "How far people differ: no study of this prints it.",
        "More gain with more sessions. 0.06 (0.01 to 0.11) per log of sessions.",
    ):
        assert part in words, part
    # What stands under what is controlled, and under the rows of people, is not said again.
    assert words.count("an upper bound.") == 1
    assert words.count("About 4 of 10 people like you reach 8.") == 1
    assert words.count("of 10 figures are filled") == 2


def test_studies_that_are_shown_and_do_not_count_are_said_to_be_left_out() -> None:
    one = plans.forecast()
    other = replace(one.shown[0], study="Another 2015", source="another")
    shown = {
        "The studies behind it (1)": replace(one, studies=1),
        "The studies behind it, and others that were left out (2)": replace(one, studies=1, shown=(*one.shown, other)),
        "What studies saw (1)": replace(one, studies=0),
    }
    for heading, forecast in shown.items():
        assert heading in Outline(page(replace(plans.treatable(), forecasts=(forecast,)))).text


def test_the_table_repeats_the_fan_and_no_treatment_stands_beside_it() -> None:
    text = page(replace(plans.treatable(), forecasts=(plans.forecast(),)))
    words = " ".join(" ".join(Outline(text).words).split()).replace("\u00a0", " ")
    last = plans.fan_point(26, 14.0, 8.0)
    assert f"26 weeks after the last visit {last.median:g} {last.interval_50[0]:g} to {last.interval_50[1]:g}" in words
    assert "Without treatment, on average, by assumption 13 – 11.8 to 14.2, of the average" in words
    assert "without treatment (assumed)" in words


def test_when_to_call_always_has_a_way_out_of_hours() -> None:
    with_clinic = Outline(page(plans.treatable())).text
    assert with_clinic.count("01632 960 999") >= 2
    without = Outline(page(replace(plans.treatable(), clinic=None))).text
    assert "Write the out-of-hours number here" in without


@given(st.text(min_size=1, max_size=60))
def test_whatever_people_write_stays_text(written: str) -> None:
    _assert_harmless(written)


def test_hostile_texts_stay_text() -> None:
    _assert_harmless(HOSTILE)
    assert "{{ 7*7 }}" in Outline(page(_written(HOSTILE))).text


def _written(text: str) -> TreatmentPlan:
    plan = plans.contraindicated()
    person = plan.patient.model_copy(update={"id": text, "notes": text})
    clinic = plans.CLINIC.model_copy(update={"name": text, "out_of_hours": text, "phone": text, "address": text})
    unread = (Unrecognised(path=text, text=text, assumed=None),)
    screening = replace(
        plan.screening,
        unrecognised=unread,
        findings=(replace(plan.screening.findings[0], cleared_by=text, clearance_note=text, title=text),),
    )
    return replace(plan, patient=person, clinic=clinic, screening=screening, notes=(text,), instead=(text,))


def _assert_harmless(written: str) -> None:
    plain = Outline(page(_written("a")))
    found = Outline(page(_written(written)))
    assert [tag for tag, _ in found.tags] == [tag for tag, _ in plain.tags]
    assert found.open == []
    assert all(set(attrs) == set(known) for (_, attrs), (_, known) in zip(found.tags, plain.tags, strict=True))
