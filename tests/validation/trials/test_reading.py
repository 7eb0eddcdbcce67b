"""The design of an arm as its cells say it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from punctum.calibration.outcome.rows import Observation, observations
from punctum.evidence.studies import STUDIES
from punctum.outcome.design import Design
from punctum.validation.trials.lines import number
from punctum.validation.trials.own import NAME
from punctum.validation.trials.quantities import Asked, asked
from punctum.validation.trials.reading import Read, indication_of, read_design
from punctum.validation.trials.validate import trial_lines
from tests.validation.trials.rows_of import line_of

# Rows that print less in this format than the table of the studies knows, each with what differs and why.
OTHERWISE = {
    "kaur_2024_needling_overall_w12": "the range of the rating is in no column",
    "kaur_2024_needling_prp_overall_w12": "the range of the rating is in no column",
    "pincelli_2024_needling_prp_lines": "that nothing changed is said in words only",
    "pincelli_2024_needling_saline_lines": "that nothing changed is said in words only",
    "salve_2021_freezing_roller_response_category": "the printed limit of poor is a misprint",
    "salve_2021_needling_response_category": "the printed limit of poor is a misprint",
}


def read(**cells: str) -> Read:
    found = read_design(line_of(**cells).cells)
    assert isinstance(found, Read), found
    return found


def why_not(**cells: str) -> str:
    line = line_of(**cells)
    found = read_design(line.cells)
    if isinstance(found, Read):
        what = asked(line.cells, found)
        assert isinstance(what, str), what
        return what
    return found


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("4-6", 5), ("12", 12), ("", None), ("NR", None), ("~30", 30), ("−2.4", -2.4), ("30 (15 a side)", 30),
        ("1.8", 1.8), ("4 to 6", 5), ("not stated", None), ("1,250", 1250),
    ],
)  # fmt: skip
def test_a_number_in_a_cell(cell: str, value: float | None) -> None:
    assert number(cell) == value


@pytest.mark.parametrize(
    ("arm", "adjunct", "needled", "agents", "unknown"),
    [
        ("microneedling", "", True, (), 0),
        ("microneedling + PRP", "PRP", True, ("prp",), 0),
        ("MN+saline", "saline injection", True, (), 0),
        ("COMPARATOR hydroquinone 4%", "", False, ("hydroquinone",), 0),
        ("fractional CO2 laser", "", False, ("ablative_laser",), 0),
        ("control (no needling)", "", False, (), 0),
        ("untreated side", "", False, (), 0),
        ("dermaroller 1.5 mm weekly + minoxidil 5%", "minoxidil", True, ("minoxidil",), 0),
        ("microneedling + snail mucin", "snail mucin", True, (), 1),
        ("microneedling + carboxytherapy", "", True, (), 1),
        ("carboxytherapy", "", False, (), 1),
        ("sham (roller without needles)", "", False, (), 0),
        ("automated pen", "", True, (), 0),
        ("subcision + cryoroller", "liquid nitrogen", False, ("subcision", "freezing_roller"), 0),
        ("microneedling", "non-cross-linked hyaluronic acid", True, (), 0),
        ("MN without PRP", "", True, (), 0),
        ("MN + tranexamic acid and vitamin C", "", True, ("tranexamic_acid", "vitamin_c"), 0),
    ],
)
def test_what_was_done(arm: str, adjunct: str, needled: bool, agents: tuple[str, ...], unknown: int) -> None:
    done = read(arm=arm, adjunct=adjunct, comparator="microneedling + PRP + subcision").done
    assert (done.needled, done.agents, len(done.unknown)) == (needled, agents, unknown)


@pytest.mark.parametrize(
    ("cell", "indication"),
    [
        ("acne_scars", "atrophic acne scars"), ("wrinkles_photoaging", "facial wrinkles"),
        ("pigment; melasma", "melasma"),
        ("female pattern hair loss", "androgenetic alopecia"), ("burn scar mature", "burn scars"),
        ("hypertrophic scar and keloid", "hypertrophic scars"), ("striae alba", "striae distensae"),
        ("AGA", "androgenetic alopecia"), ("post-acne atrophic scars", "atrophic acne scars"), ("psoriasis", ""),
        ("periorbital hyperpigmentation", "periorbital dark circles"), ("alopecia areata", "alopecia areata"),
    ],
)  # fmt: skip
def test_indications_by_odd_names(cell: str, indication: str) -> None:
    assert indication_of(cell) == indication


@pytest.mark.parametrize(
    ("scale", "ends", "better", "expected"),
    [
        ("Goodman & Baron qualitative grade", "1-4", "no", ("goodman_baron_qualitative", "grade", "score")),
        ("Goodman and Baron", "0-84", "no", ("goodman_baron_quantitative", "sum", "score")),
        ("MASI (modified)", "", "no", ("mmasi", "sum", "score")),
        ("ECCA", "0-540", "no", ("ecca", "sum", "score")),
        ("hair density per cm2 (FotoFinder)", "", "yes", ("", "count", "per_cm2")),
        ("hair count change per square inch", "", "yes", ("", "count", "per_inch2")),
        ("patient VAS improvement", "0-10", "yes", ("", "percent", "improvement")),
        ("physician global assessment of clearance", "0-4", "yes", ("", "percent", "improvement")),
        ("a score nobody knows", "0-60", "no", ("", "sum", "score")),
        ("xyz", "0-4", "no", ("", "grade", "score")),
        ("VAS category: excellent %", "0-100", "yes", ("", "responders", "share")),
        ("Vancouver Scar Scale", "", "no", ("vss", "sum", "score")),
    ],
)
def test_scales_by_many_names(scale: str, ends: str, better: str, expected: tuple[str, str, str]) -> None:
    found = read(outcome_scale=scale, scale_range=ends, higher_is_better=better).scored
    assert (found.scale, found.family, found.shows) == expected


@pytest.mark.parametrize(
    ("definition", "expected"),
    [
        (">=50% improvement", "half"), ("more than 75 % clearance", "three_quarters"), ("51-75% improvement", "half"),
        ("at least 1 grade", "one_grade"), ("good or excellent", "good"), ("excellent (2-grade)", "two_grades"),
        ("grade 3-4 patients with >=1 grade reduction", "one_grade"), ("100% regrowth", "complete"),
        ("any improvement", "any"), ("fair, good or excellent by physician (94%)", "quarter"), ("purple", ""),
        ("Goodman & Baron grade fell", ""), ("satisfied or very satisfied", "one_grade"), ("≥ 30% lower", "quarter"),
    ],
)  # fmt: skip
def test_what_counts_as_a_response(definition: str, expected: str) -> None:
    assert read(responders_definition=definition, outcome_scale="response category").responder_class == expected


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"arm": "fractional microneedling radiofrequency"}, "radiofrequency"),
        ({"design": "meta-analysis"}, "several studies"),
        ({"arm": "microneedling + PRP vs microneedling"}, "difference between two arms"),
        ({"outcome_scale": "dermal collagen density in biopsies"}, "tissue"),
        ({"outcome_scale": "procedure pain VAS"}, "pain"),
        ({"outcome_scale": "DLQI"}, "quality of life"),
        ({"outcome_scale": "patient satisfaction", "followup_mean": "4"}, "satisfaction"),
        ({"outcome_scale": "PIH incidence %", "arm": "NAFL 1340 nm"}, "dark marks follow another treatment"),
        ({"outcome_scale": "PIH incidence %", "adjunct": "PRP"}, "with something added"),
        ({"outcome_scale": "melanin index", "indication": "melasma", "baseline_mean": "210"}, "healthy skin"),
        ({"indication": "psoriasis"}, "indication"),
        ({"timepoint_weeks_after_last_session": "52"}, "later than 26 weeks"),
        ({"outcome_scale": "qwerty", "scale_range": "", "followup_mean": "3"}, "scale is not known"),
        ({"outcome_scale": "response category", "responders_n": "3", "responders_definition": "purple"}, "no class"),
        ({"outcome_scale": "hair count in a fixed area", "change_mean": "3"}, "area"),
        ({"outcome_scale": ""}, "no scale"),
        ({"arm": ""}, "no arm"),
    ],
)
def test_what_is_not_predicted_says_why(cells: dict[str, str], said: str) -> None:
    assert said in why_not(**cells)


def test_the_package_reads_back_its_own_studies() -> None:
    """Through the writer and the reader, every fitted row is the design that the fit has seen."""
    name, lines = trial_lines()
    assert name == NAME
    of_row = {arm.id: line for arm, line in zip(STUDIES.rows, lines, strict=True)}
    fitted, _ = observations()
    differing = {}
    for one in fitted:
        line = of_row[one.row]
        found = read_design(line.cells)
        what = found if isinstance(found, str) else asked(line.cells, found)
        if not isinstance(what, Asked) or _kept(what.design, one) != _kept(one.design, one):
            differing[one.row] = what
    assert differing.keys() == OTHERWISE.keys(), differing.keys() ^ OTHERWISE.keys()


def _kept(design: Design, one: Observation) -> Design:
    """The design without what differs on purpose: the end of a scale, and a needle length where nothing was needled."""
    length = design.needle_length_mm if one.design.needled else None
    return replace(design, measure=replace(design.measure, top=None), needle_length_mm=length)
