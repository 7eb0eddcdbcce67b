"""The handout says all that the plan forbids and warns of, each once, in words that people can read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from punctum.care import TRIAGE_SIGNS
from punctum.evidence import INDICATIONS, LANGUAGES, SENTENCES, Language
from punctum.patient import patient_of
from punctum.planning import plan as planned
from punctum.planning.registry import ALL_TABLES
from punctum.planning.values import TreatmentPlan
from punctum.report.handout import Handout, Line, Section, handout
from punctum.report.handout.concerns import concern_sentence
from punctum.report.handout.days import full_day, short_days
from punctum.screening import RULES
from tests.care.reading import grade
from tests.report import plans
from tests.report.plans import examples

EXAMPLES = sorted(examples())
TREATED = [name for name in EXAMPLES if examples()[name].prescription]
NOT_NOW = [name for name in EXAMPLES if not examples()[name].prescription]
WORD = re.compile(r"[^\W\d_][\w’'-]*")


def made(name: str, language: Language = "en") -> Handout:
    return handout(examples()[name], language)


def section(pages: Handout, name: str) -> Section:
    return next(part for part in pages.sections if part.id == name)


def care_lines(pages: Handout) -> Iterator[Line]:
    return (line for line in pages.lines() if line.ref.startswith("items."))


def sentences(pages: Handout) -> list[str]:
    """Whole sentences; titles, labels and names of columns are not measured, and neither flatter nor harm."""
    pieces = (piece for line in pages.lines() for piece in re.split(r"(?<=[.?!:;])\s+", line.text))
    return [piece for piece in pieces if piece.endswith((".", "?", ":", ";")) and len(WORD.findall(piece)) > 2]


def spoken(section_of: Section) -> str:
    cells = [cell.text for row in (section_of.grid.rows if section_of.grid else ()) for cell in row]
    grouped = [line.text for group in section_of.groups for line in (group.title, *group.notes, *group.lines)]
    return " ".join([*(line.text for line in section_of.lines), *cells, *grouped])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", EXAMPLES)
def test_every_line_rests_on_a_row_that_exists(name: str, language: Language) -> None:
    rows = {(table.name, row.id) for table in ALL_TABLES for row in table.rows}
    rows |= {("rules", row.rule) for row in RULES.rows}
    for line in made(name, language).lines():
        assert line.text.strip()
        assert line.ref
        for ref in line.ref.split(";"):
            table, _, row = ref.partition(".")
            assert ref == "plan" or (table, row) in rows, line


@pytest.mark.parametrize("name", TREATED)
def test_the_parts_stand_in_the_order_in_which_they_are_needed(name: str) -> None:
    wanted = ["what", "not_treated", "dates", "before", "day", "after", "normal", "call", "can", "unknown"]
    found = [part.id for part in made(name).sections]
    assert [part for part in wanted if part in found or part != "not_treated"] == found


@pytest.mark.parametrize("name", NOT_NOW)
def test_who_is_not_treated_gets_no_settings_and_no_promise(name: str) -> None:
    pages = made(name)
    assert {part.id for part in pages.sections} <= {"why", "also", "instead", "before", "contact"}
    assert not re.search(r"\d\s?mm\b|short needles", " ".join(line.text for line in pages.lines()))
    assert not any(line.ref.startswith("sentences.outcome_") for line in pages.lines())
    assert not any("acne scars less deep" in line.text for line in pages.lines())
    why = section(pages, "why")
    assert why.grid is not None
    assert len(why.grid.rows) >= 1
    for step in examples()[name].steps:
        assert any(f"rules.{step.rule}" in row[0].ref for row in why.grid.rows)


@pytest.mark.parametrize("name", EXAMPLES)
def test_everything_that_is_forbidden_stands_once_and_is_marked(name: str) -> None:
    forbidden = {
        f"items.{item.item}": item.text
        for item in examples()[name].care
        if item.audience == "patient" and item.polarity == "avoid"
    }
    lines = list(care_lines(made(name)))
    found = [line.ref for line in lines if line.mark == "avoid"]
    assert sorted(found) == sorted(forbidden)
    assert {line.ref: line.text for line in lines if line.mark == "avoid"} == forbidden


@pytest.mark.parametrize("name", TREATED)
def test_nothing_that_is_asked_or_allowed_is_lost(name: str) -> None:
    asked = {
        f"items.{item.item}"
        for item in examples()[name].care
        if item.audience == "patient" and item.polarity in ("do", "allow", "expect")
    }
    assert asked <= {line.ref for line in care_lines(made(name))}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", TREATED)
def test_every_sign_stands_under_its_level(name: str, language: Language) -> None:
    call = section(made(name, language), "call")
    for group, level in zip(call.groups, ("emergency", "same_day", "call_clinic", "self_care"), strict=True):
        assert [line.ref for line in group.lines] == [
            f"triage_signs.{row.id}" for row in TRIAGE_SIGNS.rows if row.level == level
        ]
        wanted = plans.CLINIC.emergency_number if level == "emergency" else plans.CLINIC.phone
        assert any(wanted in note.text for note in group.notes)


def test_before_counts_back_from_every_visit_and_from_today() -> None:
    before = section(made("ana"), "before")
    noted = {group.title.text: [note.text for note in group.notes] for group in before.groups}
    assert noted["From now on"] == []
    assert noted["2 weeks before"] == ["From today, 7\u00a0December, 4\u00a0January"]
    assert noted["2 days before"] == ["From 21\u00a0November, 19\u00a0December, 16\u00a0January"]
    assert noted["7 days before"] == ["From 14\u00a0December, 11\u00a0January"]
    assert next(iter(noted)) == "From now on"
    assert list(noted)[-1] == "The day before"


def test_after_says_how_long_and_until_which_day() -> None:
    after = section(made("ana"), "after")
    places = {group.title.text: (group.part and group.part.text, group) for group in after.groups}
    assert places["The first 24 hours"][0] == "Today"
    assert places["The first 2 days"][0] == "This week"
    assert [note.text for note in places["The first 2 weeks"][1].notes] == [
        "Until 7\u00a0December, 4\u00a0January, 1\u00a0February"
    ]
    part, sun = places["Until your next visit; after the last visit for 2 weeks"]
    assert part == "This month"
    assert "items.A06" in [line.ref for line in sun.lines]
    assert [note.text for note in sun.notes] == ["Last day: 1\u00a0February"]
    assert [line.ref for line in places["From day 14 after"][1].lines] == ["items.A19R"]


def test_a_window_that_meets_the_visit_before_says_so() -> None:
    before = section(made("ben"), "before")
    sunbathing = next(group for group in before.groups if "items.B04" in [line.ref for line in group.lines])
    assert sunbathing.title.text == "2 weeks before"
    plan = examples()["chidi"]
    visits = [session.date for session in plan.prescription.sessions] if plan.prescription else []
    close = replace(
        plan,
        care=tuple(
            replace(item, begins=item.begins.replace(year=visits[0].year, month=visits[0].month, day=visits[0].day))
            if item.item == "B04D" and item.session == 2
            else item
            for item in plan.care
        ),
    )
    titles = [group.title.text for group in section(handout(close, "en"), "before").groups]
    assert any(title.endswith("or from your last visit") for title in titles)


@pytest.mark.parametrize("name", TREATED)
def test_every_visit_and_every_look_has_its_day_in_full(name: str) -> None:
    plan = examples()[name]
    dates = section(made(name), "dates").grid
    assert dates is not None
    days = [row[1].text.split(", ")[0] for row in dates.rows]
    visits = [session.date for session in plan.prescription.sessions] if plan.prescription else []
    looks = [review.on for review in plan.reviews if review.kind == "review" and review.on]
    assert days == [full_day(day, "en") for day in (*visits, *looks)]
    assert all("photo" in row[2].text for row in dates.rows[len(visits) :])


def test_days_are_written_as_each_language_writes_them() -> None:
    days = [date(2026, 12, 19), date(2026, 12, 5), date(2026, 12, 5), date(2027, 1, 2)]
    assert full_day(days[0], "en") == "Saturday 19\u00a0December 2026"
    assert full_day(days[0], "de") == "Samstag, 19.\u00a0Dezember 2026"
    assert short_days(days, "en") == ["5 and 19\u00a0December", "2\u00a0January"]
    assert short_days(days, "de") == ["5. und 19.\u00a0Dezember", "2.\u00a0Januar"]


@pytest.mark.parametrize("name", TREATED)
def test_each_treated_concern_is_weighed_against_doing_nothing_and_says_how_sure(name: str) -> None:
    can = section(made(name), "can")
    *forecasts, harm = can.groups
    assert forecasts
    for group in forecasts:
        text = " ".join(line.text for line in group.lines)
        assert re.search(r"doing nothing|do nothing", text)
        assert re.search(r"How sure are we\? (High|Moderate|Low|Very low)\.", text)
        if not re.search(r"\d of 10|between \d", text):
            assert "Nobody has measured this well" in text
    assert {ref for line in harm.lines for ref in line.ref.split(";")} >= {"adverse_events.AE17", "adverse_events.AE19"}


def test_a_harm_that_was_counted_is_told_in_people() -> None:
    harm = section(made("ana"), "can").groups[-1]
    assert harm.lines[0].text.startswith(
        "Dark marks: about 7 of 100 people. It may be as few as 2 or as many as 16 of 100."
    )
    assert "Think of 100 people: it happens to about 7, and not to about 93." in harm.lines[0].text


def test_redness_has_chances_where_healing_was_simulated_and_they_can_be_read() -> None:
    for language in LANGUAGES:
        pages = handout(plans.healed("chidi"), language)
        (line,) = [each for each in pages.lines() if each.ref == "sentences.harm_redness"]
        hundred, *parts = (int(number) for number in re.findall(r"\d+", line.text))
        assert sum(parts) == hundred == 100
        assert line.missing == ()
        assert max(len(piece.split()) for piece in sentences(pages)) <= 25
    assert not [each for each in made("chidi").lines() if each.ref == "sentences.harm_redness"]


def test_a_clearance_is_named_with_its_end() -> None:
    what = spoken(section(made("nora"), "what"))
    assert "Dr. K. Lindqvist has agreed to this, until Wed 30\u00a0June 2027." in what
    german = spoken(section(made("nora", "de"), "what"))
    assert "Dr. K. Lindqvist hat dem zugestimmt, bis Mi. 30.\u00a0Juni 2027." in german


def test_zones_in_plain_words_and_a_gentler_first_visit() -> None:
    assert "Cheek and chin: short needles, about 1.5 mm, for acne scars." in spoken(section(made("ana"), "what"))
    gentle = spoken(section(handout(plans.treatable(), "en"), "what"))
    assert "Cheek: short needles, about 1 mm, for acne scars. The first visit is gentler: about 0.5 mm." in gentle
    assert "Temple: as far as we know" not in gentle
    assert "Cheek: as far as we know, the device is not approved for all of this." in gentle


def test_what_has_no_settings_is_left_to_a_clinician() -> None:
    text = spoken(section(made("ben"), "not_treated"))
    assert text.startswith("Nose: we set no treatment here on our own.")
    refused = section(made("chidi"), "not_treated").grid
    assert refused is not None
    assert refused.rows[0][0].text.startswith("Forehead: Not with this.")


@pytest.mark.parametrize(
    ("plan", "title"),
    [
        (plans.treatable(), "Your treatment plan"),
        (plans.postponed(), "Please wait for now"),
        (plans.contraindicated(), "Not with this"),
        (plans.untreated("contraindicated", None, until_open=True), "Not now"),
        (plans.untreated("refer", None, until_open=True), "Ask a doctor first"),
    ],
)
def test_the_title_says_where_the_person_stands(plan: TreatmentPlan, title: str) -> None:
    for language in LANGUAGES:
        assert handout(plan, language).sections
    assert handout(plan, "en").title.text == title


def test_without_a_clinic_there_are_lines_to_fill_in() -> None:
    pages = handout(replace(examples()["ana"], clinic=None), "en")
    assert [name.text for name, _ in pages.facts] == ["For", "Made on"]
    assert "Write your clinic's number here" in spoken(section(pages, "call"))
    assert "10:00" not in spoken(section(pages, "dates"))


def test_without_visits_the_dates_are_still_to_be_set() -> None:
    plan = examples()["ana"]
    assert plan.prescription
    bare = replace(plan, prescription=replace(plan.prescription, sessions=()), care=(), reviews=())
    assert spoken(section(handout(bare, "en"), "dates")) == "We have no dates yet. We set them with you."


def test_what_nobody_translated_is_named() -> None:
    plan = examples()["ana"]
    strange = replace(plan, care=(*plan.care, replace(plan.care[0], item="B02", text="Bring a spoon.")))
    assert handout(strange, "de").missing == ("Bring a spoon.",)
    assert handout(strange, "en").missing == ()


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_example_is_german_throughout(name: str) -> None:
    assert made(name, "de").missing == ()


@pytest.mark.parametrize("indication", INDICATIONS.rows, ids=lambda row: row.id)
def test_every_concern_has_a_plain_name(indication: object) -> None:
    assert concern_sentence(getattr(indication, "id", "")) in SENTENCES.by_id


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_twelve_year_old_can_read_it(name: str) -> None:
    found = sentences(made(name))
    assert [sentence for sentence in found if len(sentence.split()) > 25] == []
    assert grade(" ".join(f"{sentence.rstrip('.?:;')}." for sentence in found)) <= 6.5


@pytest.mark.parametrize("name", EXAMPLES)
def test_german_is_as_easy_as_a_childrens_book(name: str) -> None:
    """LIX (Björnsson 1968), words per sentence plus the percentage of words over six letters: it counts no syllables,
    which German compounds defeat, and its bands were drawn for German and Swedish. Under 40 is easy reading."""
    found = sentences(made(name, "de"))
    words = [word for sentence in found for word in WORD.findall(sentence)]
    long = [word for word in words if len(word) > 6]
    assert len(words) / len(found) + 100 * len(long) / len(words) < 40
    assert [sentence for sentence in found if len(sentence.split()) > 27] == []


def test_groups_of_one_part_stand_together() -> None:
    for name in TREATED:
        parts = [group.part.text for group in section(made(name), "after").groups if group.part]
        assert sum(one != other for one, other in pairwise(parts)) == len(set(parts)) - 1


def person(**fields: object) -> TreatmentPlan:
    """The plan of somebody whom nothing keeps from needling."""
    base = {
        "id": "p", "birth_date": "1990-05-05", "sex": "male", "phototype": "II", "smoker": False, "weight_kg": 80,
        "concerns": [{"indication": "atrophic acne scars", "zones": ["cheek"]}],
    }  # fmt: skip
    return planned(patient_of(base | fields), on=plans.MADE_ON, clinic=plans.CLINIC)


def clearance(by: str, valid_until: str, rule: str = "S043") -> dict[str, str]:
    given = {"rule": rule, "by": by, "role": "prescriber", "valid_until": valid_until, "reason": "stable"}
    return given | {"on": "2025-01-01"}


def test_the_clearance_that_holds_is_named_and_not_one_that_has_ended() -> None:
    both = [clearance("Dr. Old", "2025-06-01"), clearance("Dr. New", "2027-01-15")]
    plan = person(medicines=[{"name": "apixaban", "prescribed": True}], clearances=both)
    what = spoken(section(handout(plan, "en"), "what"))
    assert "Dr. New has agreed to this, until Fri 15\u00a0January 2027." in what
    assert "Dr. Old" not in what


def test_somebody_who_waits_for_something_else_still_reads_who_has_agreed() -> None:
    plan = person(
        medicines=[{"name": "apixaban", "prescribed": True}],
        exposures=[{"name": "sunburn", "on": "2026-11-15"}],
        clearances=[clearance("Dr. New", "2027-01-15", "s043")],
    )
    assert plan.prescription is None
    assert "Dr. New has agreed to this, until Fri 15\u00a0January 2027." in spoken(section(handout(plan, "en"), "also"))


def test_without_settings_and_without_a_finding_a_clinician_decides() -> None:
    plan = person(preferences={"max_redness_days": 1})
    assert plan.prescription is None
    assert not plan.screening.findings
    why = spoken(section(handout(plan, "en"), "why"))
    assert "Cheek: we set no treatment here on our own. A clinician decides with you." in why


def test_what_it_can_do_names_no_place_that_is_not_treated() -> None:
    concerns = [{"indication": "facial wrinkles", "zones": ["eyelid", "periorbital", "red of the lips"]}]
    can = section(handout(person(concerns=concerns), "en"), "can")
    assert can.groups[0].title.text == "Lines in the face: around the eye (outside the bony rim)"


def test_a_place_that_may_come_earlier_is_not_held_back_by_another() -> None:
    procedures = [
        {"name": "filler", "on": "2026-11-01", "zones": ["cheek"]},
        {"name": "botox", "on": "2026-11-12", "zones": ["forehead"]},
    ]
    concerns = [{"indication": "skin rejuvenation", "zones": ["cheek", "forehead"]}]
    sentence = "Some places may come earlier. The table says which."
    assert sentence in spoken(section(handout(person(procedures=procedures, concerns=concerns), "en"), "why"))
    assert sentence not in spoken(section(made("finn"), "why"))


def test_visits_that_are_alike_name_their_places_once() -> None:
    grid = section(made("ana"), "dates").grid
    assert grid is not None
    assert [row[2].text for row in grid.rows[:3]] == [
        "We treat: cheek, temple and chin.",
        "The same places as at visit 1.",
        "The same places as at visit 1.",
    ]


def test_two_ways_to_stop_are_told_with_their_places() -> None:
    concerns = [
        {"indication": "atrophic acne scars", "zones": ["cheek", "chin"]},
        {"indication": "androgenetic alopecia", "zones": ["scalp"]},
    ]
    what = spoken(section(handout(person(concerns=concerns), "en"), "what"))
    assert "Cheek and chin: We stop at the first tiny dots of blood." in what
    assert "Scalp: We stop when the skin is evenly pink." in what
    assert "chin: We stop" not in spoken(section(made("ana"), "what"))
