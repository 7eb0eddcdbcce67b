"""How likely harms are told to be: a cited figure, a synthesis of three studies or more, or "not known"."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from punctum.care import ADVERSE_EVENTS, Risk, risks
from punctum.evidence.language import LANGUAGES
from punctum.evidence.sentences import say
from punctum.outcome.harm.likelihood import harm_likelihoods, score_of
from punctum.outcome.harm.studies import TOO_FEW, harm_studies
from punctum.outcome.harm.tables import HARMS
from punctum.outcome.harm.values import HarmLikelihood, HarmStudy, HarmSynthesis, ZoneRedness
from punctum.outcome.harm.words import CLASSES, whole_percents
from tests.care.people import course, person

CHEEK = ZoneRedness(
    zone="cheek",
    told="up to 7 days",
    text="Redness can last up to seven days.",
    percent={"hours": 33.3, "days_1_3": 33.3, "days_7": 33.4, "longer": 0.0},
    days=(0.2, 2.0, 5.0),
)
TEMPLE = replace(CHEEK, zone="temple", told="1 to 3 days", days=(0.1, 0.5, 2.0))


def told(phototype: str = "IV", redness: tuple[ZoneRedness, ...] = (), **changes: object) -> dict[str, HarmLikelihood]:
    who = person(phototype=phototype)
    found = harm_likelihoods(risks(who, course(**changes)), redness, phototype=who.phototype)  # type: ignore[arg-type]
    return {each.event: each for each in found}


def test_every_harm_is_told_in_the_order_of_the_risks() -> None:
    assert list(told()) == ["AE01", "AE03", "AE07", "AE14", "AE19"]
    assert set(HARMS.by_id) == {"AE01", "AE03", "AE07", "AE14", "AE19", "AE23"}


@pytest.mark.parametrize("phototype", ["III", "IV", "V", "unknown"])
def test_pigment_has_the_one_cited_interval(phototype: str) -> None:
    marks = told(phototype)["AE14"]
    assert (marks.kind, marks.percent) == ("probability", (2, 7, 16))
    assert marks.percent == ADVERSE_EVENTS.by_id["AE14"].incidence_percent
    assert (marks.people, marks.studies, marks.whom) == (69, 2, "skin types III, IV, V")
    assert marks.synthesis is not None
    assert marks.synthesis.studies == 7
    assert "7 of 100 people (95 % interval 2 to 16)" in marks.text
    assert "7 studies" in marks.text
    assert "they differ (5 of 30 and 0 of 39)" in marks.text
    assert marks.brief.startswith("7 of 100 (2 to 16). Certainty: very low. Two uncontrolled series")


@pytest.mark.parametrize(("phototype", "seen"), [("I", 1), ("II", 2), ("VI", 0)])
def test_pigment_of_other_skin_types_is_not_known_and_shows_their_studies(phototype: str, seen: int) -> None:
    marks = told(phototype)["AE14"]
    assert (marks.kind, marks.percent, marks.synthesis, marks.people) == ("not_known", None, None, 0)
    assert len(marks.shown) == seen
    assert marks.text.startswith("Not known for this skin type.")
    assert marks.patient_text.startswith("Dark marks: nobody has counted this well.")
    assert ("7 of 32" in marks.patient_text) == (phototype == "II")


def test_flags_move_no_number() -> None:
    calm, raised = told("III")["AE14"], told("V", endpoint="pinpoint_bleeding")["AE14"]
    assert "phototype_dark" in raised.flags
    assert raised.flags != calm.flags
    assert raised.percent == calm.percent
    assert "It may be likelier for you because of" in raised.patient_text
    assert "Nobody knows by how much." in raised.patient_text


def test_granuloma_is_told_only_where_a_product_enters() -> None:
    assert "AE23" not in told()
    granuloma = told(adjuncts=("vitamin C",))["AE23"]
    assert (granuloma.kind, granuloma.percent, granuloma.score) == ("not_known", None, None)
    assert "Reports tell of 15 people. Nobody knows of how many." in granuloma.patient_text


def test_what_too_few_counted_is_not_known() -> None:
    for event in ("AE03", "AE07", "AE19"):
        harm = told()[event]
        assert (harm.kind, harm.percent, harm.score, harm.synthesis) == ("not_known", None, None, None)
        assert harm.text.startswith("Not known.")
        assert not any(study.pooled for study in harm.shown)
    assert "1 of 32 people" in told()["AE19"].patient_text
    assert "light treatment" not in told()["AE19"].patient_text
    assert "20 people were asked, and said 5.2 of 10" in told()["AE03"].patient_text
    assert "Alam" not in told()["AE03"].text


def test_nobody_harmed_has_an_upper_end() -> None:
    none = next(study for study in harm_studies("AE14") if study.label == "Al-Qarqaz")
    assert none.at_most_percent == pytest.approx(100 * (1 - 0.05 ** (1 / 39)))
    assert all((study.at_most_percent is None) == (study.people != 0 or not study.of) for study in harm_studies("AE14"))


def test_each_count_has_the_interval_of_its_own() -> None:
    for event in HARMS.by_id:
        for study in harm_studies(event):
            assert (study.interval_percent is None) == (study.people is None or not study.of)
            if study.interval_percent is not None:
                assert study.people is not None
                assert study.of
                low, high = study.interval_percent
                assert low <= 100 * study.people / study.of <= high
    assert "1 of 32 people (95 % interval 0 to 14 of 100)" in told()["AE19"].text


def test_redness_tells_the_zone_where_it_lasts_longest_first() -> None:
    red = told(redness=(TEMPLE, CHEEK))["AE01"]
    assert red.kind == "class"
    assert [zone.zone for zone in red.redness] == ["cheek", "temple"]
    assert "34 more within a week and 0 later" in red.patient_text
    assert "vendor" in red.text
    assert (
        red.brief == "Of 100 computed courses (cheek): hours 33, 1 to 3 days 33, up to 7 days 34, more than 7 days 0."
    )
    assert "drpen_depth_guide" in red.sources


def test_redness_without_a_computed_course_says_its_class() -> None:
    (zone,) = told(redness=(replace(CHEEK, percent={}, days=None),))["AE01"].redness
    assert zone.percent == {}
    assert told(redness=(zone,))["AE01"].patient_text == CHEEK.text
    assert told()["AE01"].kind == "not_known"


@given(st.lists(st.floats(0, 1), min_size=4, max_size=4).filter(lambda shares: sum(shares) > 0.01))
def test_whole_percents_sum_to_a_hundred_and_stay_near(shares: list[float]) -> None:
    exact = {name: 100 * share / sum(shares) for name, share in zip(CLASSES, shares, strict=True)}
    whole = whole_percents(exact)
    assert sum(whole.values()) == 100
    assert all(abs(whole[name] - exact[name]) < 1 for name in CLASSES)


def scored(mean: float, sd: float = 1.5, of: int = 20) -> HarmStudy:
    return HarmStudy(
        label="A", study=f"a{mean}", source="house_default", people=None, of=of, phototypes="", text="", pooled=True,
        score_mean=mean, score_sd=sd,
    )  # fmt: skip


def test_a_score_needs_three_studies() -> None:
    assert score_of([scored(5), scored(6)]) is None
    found = score_of([scored(4), scored(5), scored(6)])
    assert found is not None
    low, middle, high = found
    assert low < middle < high
    assert middle == pytest.approx(5)
    assert score_of([scored(0.1), scored(5), scored(6)])[0] == 0  # type: ignore[index]


def test_three_studies_on_one_scale_give_a_score(monkeypatch: pytest.MonkeyPatch) -> None:
    three = tuple(scored(mean) for mean in (4, 5, 6))
    monkeypatch.setattr("punctum.outcome.harm.likelihood.harm_studies", lambda event: three if event == "AE03" else ())
    pain = told()["AE03"]
    assert (pain.kind, pain.studies, pain.people) == ("score", 3, 60)
    assert pain.text.startswith("5.0 of 10 on average (95 % interval")


def test_three_studies_that_counted_give_a_probability(monkeypatch: pytest.MonkeyPatch) -> None:
    synthesis = HarmSynthesis(average_percent=(1.0, 4.0, 9.0), new_place_percent=(0.0, 20.0), studies=3, people=90)
    monkeypatch.setattr(
        "punctum.outcome.harm.likelihood.harm_synthesis", lambda event: synthesis if event == "AE19" else None
    )
    infection = told()["AE19"]
    assert (infection.kind, infection.percent, infection.people) == ("probability", (1, 4, 9), 90)
    assert "In one new place".casefold() in infection.text.casefold()


def test_too_few_is_said_of_each_study() -> None:
    assert next(study.why_not for study in harm_studies("AE19")) == TOO_FEW


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_can_be_said(language: str) -> None:
    for phototype in ("I", "II", "IV", "VI"):
        for harm in told(phototype, (CHEEK,), adjuncts=("PRP",)).values():
            for each in harm.patient_said:
                assert "{" not in say(each, language)  # type: ignore[arg-type]


def test_words_and_triage_stay_with_care() -> None:
    """The two values share the event and the name, nothing else that could differ."""
    shared = {field.name for field in fields(HarmLikelihood)} & {field.name for field in fields(Risk)}
    assert shared == {"event", "name", "sources", "basis"}
