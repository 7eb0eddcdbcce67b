"""A text filled in for one person: their own words, risks and prices, always the same bytes."""

from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from punctum import InputError
from punctum.evidence import LANGUAGES
from punctum_clinic.consent.data import placeholders, shipped_body, treatments
from punctum_clinic.consent.filling import fill, sha256_of
from punctum_clinic.consent.markup import SIGNS, heading, item, one_line, parse, plain
from punctum_clinic.consent.models import Template
from punctum_clinic.consent.plan_value import treatment_for
from punctum_clinic.consent.versions import current
from punctum_clinic.consent.wording import problems_of
from punctum_clinic.people.actions import write_history
from punctum_clinic.people.models import History, Person
from punctum_clinic.plans.models import Plan
from punctum_clinic.practice.models import Profile, Service
from punctum_clinic.staff.models import User
from tests.care.reading import grade
from tests.clinic.conftest import DOCUMENT
from tests.clinic.consent.conftest import plan_for, sign_plan

EVERY = [(treatment, language) for treatment in treatments() for language in LANGUAGES]


def body_with(extra: str) -> Template:
    return Template(
        treatment="scars", language="en", version=9, title="x", body=shipped_body("scars", "en") + "\n" + extra
    )


@pytest.mark.parametrize(("treatment", "language"), EVERY)
def test_shipped_texts_can_be_published_and_filled(treatment: str, language: str, signed_plan: Plan) -> None:
    assert problems_of(shipped_body(treatment, language)) == []
    text = fill(current(treatment, language), signed_plan, hours=24)
    assert "{" not in text
    assert "Ana Álvarez" in text
    assert "01632 960 999" in text
    document = parse(text)
    assert document.title == treatments()[treatment].titles[language]
    assert [section.title for section in document.sections if not section.blocks] == []


def test_every_placeholder_is_filled_somewhere() -> None:
    body = " ".join(shipped_body(treatment, language) for treatment, language in EVERY)
    assert [name for name in placeholders() if "{" + name + "}" not in body and name != "emergency"] == []


@pytest.mark.parametrize("treatment", list(treatments()))
def test_a_twelve_year_old_can_read_the_shipped_texts(treatment: str) -> None:
    document = parse(shipped_body(treatment, "en"))
    blocks = [block for section in document.sections for block in section.blocks]
    own = [
        line if line.endswith((".", ":")) else f"{line}." for block in blocks for line in block.lines if "{" not in line
    ]
    assert grade(" ".join(own)) <= 6
    assert [line for line in own if grade(line) > 10] == []


def test_it_tells_of_this_person(signed_plan: Plan) -> None:
    text = fill(current("scars", "en"), signed_plan, hours=48)
    assert "Cheek: short needles, about" in text
    assert "Visit 1 of 3: Friday 20\N{NO-BREAK SPACE}November 2026, 10:00. We treat: cheek." in text
    assert "Dark marks:" in text
    assert "Doing nothing, now or at all." in text
    assert "people like you" in text
    assert "LMX4" in text
    assert "We give you 48 hours or more" in text
    assert "Ask us for the price" in text
    assert "Prescriber Example signed that plan" in text


def test_what_is_likelier_is_said_once_and_without_types_of_skin(known_person: Person, staff: dict[str, User]) -> None:
    document = DOCUMENT | {"phototype": "V"}
    owner = staff["owner"]
    write_history(person=known_person, document=document, origin=History.Origin.CONSULTATION, by=owner, actor="x")
    text = fill(current("scars", "en"), sign_plan(plan_for(known_person, owner), owner), hours=24)
    likelier = text.split("### What may be likelier for you")[1].split("## ")[0]
    assert "Maybe likelier: dark marks" in likelier
    assert likelier.count("Nobody knows") == 1
    assert "types IV" not in text


def test_no_sentence_ends_twice(known_person: Person, staff: dict[str, User]) -> None:
    concerns = [*DOCUMENT["concerns"], {"indication": "post-inflammatory hyperpigmentation", "zones": ["forehead"]}]
    document = DOCUMENT | {"phototype": "V", "concerns": concerns}
    owner = staff["owner"]
    write_history(person=known_person, document=document, origin=History.Origin.CONSULTATION, by=owner, actor="x")
    text = fill(current("several", "en"), sign_plan(plan_for(known_person, owner), owner), hours=24)
    assert "Forehead: " in text
    assert ".:" not in text


def test_prices_are_the_clinics_own(signed_plan: Plan) -> None:
    Service.objects.create(name="Session", kind="session", minutes=60, price=150)
    text = fill(current("scars", "de"), signed_plan, hours=24)
    assert "Preis für einen Termin: 150 GBP. Preis für 3 Termine: 450 GBP." in text


def test_the_same_input_gives_the_same_bytes(signed_plan: Plan) -> None:
    one, other = (fill(current("scars", "en"), signed_plan, hours=24) for _ in range(2))
    assert one == other
    assert sha256_of(one) == sha256(one.encode()).hexdigest()
    assert sha256_of(one) != sha256_of(fill(current("scars", "en"), signed_plan, hours=25))


def test_an_unknown_placeholder_is_named(signed_plan: Plan) -> None:
    with pytest.raises(InputError) as error:
        fill(body_with("Hello {nobody}."), signed_plan, hours=24)
    assert "{nobody}" in str(error.value)


@pytest.mark.parametrize(
    ("extra", "said"),
    [
        ("This { is open.", "each { with its }"),
        ("We say {harms} here.", "{harms} alone on its line"),
        ("It is painless.", "painless"),
        ("## Empty", "a heading and a text in part"),
        ("{% load x %}", "placeholder"),
        ("{{ person }}", "each { with its }"),
        ("{person.plans}", "{person.plans}"),
    ],
)
def test_what_may_not_stand_in_a_text_is_named(extra: str, said: str) -> None:
    assert said in " ".join(map(str, problems_of(body_with(extra).body)))


@pytest.mark.parametrize("missing", [name for name, one in placeholders().items() if one.required])
def test_what_everybody_must_read_cannot_be_left_out(missing: str) -> None:
    body = shipped_body("scars", "en").replace("{" + missing + "}", "nothing")
    assert f"{{{missing}}}, which everybody must read" in " ".join(map(str, problems_of(body)))


def test_a_name_never_becomes_markup(signed_plan: Plan, clinic_profile: Profile) -> None:
    clinic_profile.name = "## Not a heading {person}"
    clinic_profile.save()
    signed_plan.person.given_name = "# Ana\n## Fake part\n- item {harms}"
    before = len(parse(fill(current("scars", "en"), signed_plan, hours=1)).sections)
    body = shipped_body("scars", "en") + "\n\n{person}\n{clinic}"
    text = fill(Template(treatment="scars", language="en", version=9, title="x", body=body), signed_plan, hours=1)
    document = parse(text)
    assert len(document.sections) == before
    assert document.sections[-1].blocks[-1].lines[0].startswith("# Ana ## Fake part - item {harms}")


def test_a_plan_whose_tables_changed_is_refused(signed_plan: Plan) -> None:
    signed_plan.document["zones"][0]["needle_length_mm"] = 0.25
    with pytest.raises(InputError, match="make it anew"):
        fill(current("scars", "en"), signed_plan, hours=24)


def test_the_text_that_fits_follows_what_is_treated(signed_plan: Plan) -> None:
    assert treatment_for(signed_plan) == "scars"
    zone = signed_plan.document["zones"][0]
    signed_plan.document["zones"] = [zone, {**zone, "zone": "scalp", "indications": ["androgenetic alopecia"]}]
    assert treatment_for(signed_plan) == "several"
    signed_plan.document["zones"] = [{**zone, "zone": "scalp", "indications": ["androgenetic alopecia"]}]
    assert treatment_for(signed_plan) == "scalp"
    signed_plan.document["zones"] = [{**zone, "zone": "forehead", "indications": ["facial wrinkles"]}]
    assert treatment_for(signed_plan) == "face"
    signed_plan.document["zones"] = [{**zone, "zone": "thigh", "indications": ["skin laxity"]}]
    assert treatment_for(signed_plan) == "body"


@given(st.text())
def test_every_text_has_parts_and_problems_that_are_lines(text: str) -> None:
    parse(text)
    assert all(str(problem) for problem in problems_of(text))


@given(st.text())
def test_a_value_stays_one_line_of_its_kind(text: str) -> None:
    said = one_line(text)
    assert len(said.splitlines()) <= 1
    for written, kind in ((item(text), "list"), (heading(text), "heading")):
        assert [block.kind for block in parse(f"## A\n{written}").sections[0].blocks] in ([kind], [])
    line = plain(said)
    blocks = parse(f"## A\n{line}").sections[0].blocks if line else ()
    assert not line.startswith(SIGNS)
    assert [block.kind for block in blocks] in (["paragraph"], [])
    assert [block.text for block in blocks] == ([said] if said.strip() else [])
