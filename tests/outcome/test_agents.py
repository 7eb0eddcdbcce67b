"""Agents are found in the words of papers, and not where letters only look like one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from punctum.evidence.studies import STUDIES, StudyArm
from punctum.outcome.agents import AGENTS, agents_in, is_inert

NAMED: dict[str, str] = {
    # as papers write them
    "PRP": "prp",
    "autologous platelet rich plasma": "prp",
    "autologous platelet-rich plasma (PRP)": "prp",
    "plasma rich in growth factors (PRGF)": "prp",
    "i-PRF": "growth_factors",
    "injectable platelet-rich fibrin": "growth_factors",
    "PRF": "growth_factors",
    "adipose-derived stem cell conditioned medium": "growth_factors",
    "exosomes": "growth_factors",
    "autologous fat": "growth_factors",
    "nanofat": "growth_factors",
    "insulin-like growth factor": "growth_factors",
    "PDRN": "growth_factors",
    "topical insulin": "insulin",
    "human regular insulin 40 IU": "insulin",
    "20% ascorbic acid": "vitamin_c",
    "L-ascorbic acid 15 %": "vitamin_c",
    "vit. C": "vitamin_c",
    "topical vitamins A and C >=4 wk before": "vitamin_a vitamin_c",
    "vitamin A/C": "vitamin_a vitamin_c",
    "retinyl palmitate": "vitamin_a",
    "4% TXA": "tranexamic_acid",
    "tranexamic acid 5 %": "tranexamic_acid",
    "0.05% tretinoin": "tretinoin",
    "tazarotene 0.1% gel nightly": "tretinoin",
    "hydroquinone 4% nightly": "hydroquinone",
    "4 % HQ": "hydroquinone",
    "modified Kligman formula daily": "triple_cream",
    "triple combination cream + sunscreen": "triple_cream",
    "triple cream (hydroquinone, tretinoin, steroid)": "triple_cream",
    "hydroquinone, tretinoin and fluocinolone triple combination": "triple_cream",
    "TCC": "triple_cream",
    "meso-depigmentation solution": "depigmenting",
    "glutathione": "depigmenting",
    "metformin 30 %": "metformin",
    "minoxidil 5% bid": "minoxidil",
    "MXD": "minoxidil",
    "oral finasteride 1 mg": "finasteride",
    "topical dutasteride": "finasteride",
    "Subcision": "subcision",
    "subcision + MNRF": "subcision radiofrequency",
    "100% TCA CROSS": "tca",
    "10% TCA peel": "tca",
    "trichloroacetic acid peel": "tca",
    "TCA 15 % peel": "tca",
    "TCA (15 %) peel": "tca",
    "subcision; 15% TCA peel": "subcision tca",
    "35% glycolic acid": "peel",
    "70% GA": "peel",
    "salicylic acid peels": "peel",
    "Jessner's solution": "peel",
    "chemical peeling": "peel",
    "glycolic acid peel and TCA CROSS": "peel tca",
    "Er:YAG": "ablative_laser",
    "fractional Er:YAG laser": "ablative_laser",
    "2940-nm erbium YAG": "ablative_laser",
    "erbium-doped yttrium ... Er-YAG": "ablative_laser",
    "fractional CO2 laser": "ablative_laser",
    "fractional CO₂ laser": "ablative_laser",
    "laser (CO2)": "ablative_laser",
    "10,600-nm laser": "ablative_laser",
    "ablative fractional laser": "ablative_laser",
    "carbon dioxide laser": "ablative_laser",
    "1540-nm": "non_ablative_laser",
    "1550 nm erbium glass": "non_ablative_laser",
    "Er:glass laser": "non_ablative_laser",
    "NAFL 1340 nm": "non_ablative_laser",
    "non-ablative laser": "non_ablative_laser",
    "nonablative fractional laser": "non_ablative_laser",
    "Q-switched Nd:YAG laser": "non_ablative_laser",
    "1064-nm picosecond laser": "non_ablative_laser",
    "IPL": "non_ablative_laser",
    "PDL 595 nm": "non_ablative_laser",
    "fractional laser": "laser",
    "other lasers": "laser",
    "microdermabrasion+sonophoresis x10": "microdermabrasion",
    "cryoroller": "freezing_roller",
    "subcision; liquid nitrogen": "subcision freezing_roller",
    "triamcinolone 10 mg/ml": "triamcinolone",
    "intralesional steroid (triamcinolone)": "triamcinolone",
    "fluticasone + silicone sheet + pressure garment": "steroid_cream silicone",
    "silicone gel": "silicone",
    "5-FU": "fluorouracil",
    "5 FU 50 mg/ml": "fluorouracil",
    "5-fluorouracil": "fluorouracil",
    "tacrolimus 0.1 %": "tacrolimus",
    "NB-UVB": "phototherapy",
    "narrowband UVB": "phototherapy",
    "308-nm excimer laser": "phototherapy",
    "diluted CaHA filler; 20% ascorbic acid": "filler vitamin_c",
    "poly-L-lactic acid": "filler",
    "cross-linked HA": "filler",
    "topical BoNT-A": "botulinum",
    "onabotulinumtoxinA": "botulinum",
    "radiofrequency needling": "radiofrequency",
    "fractional microneedling RADIOFREQUENCY": "radiofrequency",
    "RF": "radiofrequency",
    "FMRF": "radiofrequency",
}
INERT = (
    "saline",
    "0.9% sodium chloride",
    "normal saline injection",
    "distilled water (placebo injection)",
    "hyaluronic acid",
    "HA",
    "non-cross-linked HA",
    "non-cross-linked hyaluronic acid",
    "uncross-linked hyaluronic acid",
    "topical anaesthetic only",
    "anesthetic cream only",
    "lidocaine cream",
    "emollient",
    "glide gel",
    "vehicle cream",
    "platelet-poor plasma",
    "sham",
)
NOTHING_NAMED = (
    "",
    "gain",
    "again",
    "melanocyte transplantation",
    "aluminium chloride",
    "a change of shape",
    "GAIS",
    "GAIS improved",
    "microneedling",
    "microneedling (PCI) 1.5 mm",
    "dermaroller, surgical needling",
    "microneedling without RF",
    "non-radiofrequency needling",
    "compared with non-laser therapies",
    "laserwort",
    "crossover",
    "carbonate",
    "nonsteroidal",
    "compeeling",
    "stcab",
    "txable",
    "perfumed",
    "hqs",
    "insulin resistance",
    "own baseline",
    "no treatment",
    "carboxytherapy",
)


def added(arm: StudyArm) -> str:
    """What was done besides needling, or instead of it."""
    return arm.adjunct if arm.arm_kind in ("needling", "needling_plus") else arm.treatment


@pytest.mark.parametrize(("text", "ids"), NAMED.items())
def test_a_phrase_of_papers_names_its_agents(text: str, ids: str) -> None:
    assert agents_in(text) == tuple(ids.split())
    assert not is_inert(text)


@pytest.mark.parametrize("text", INERT)
def test_an_inert_liquid_is_no_agent(text: str) -> None:
    assert agents_in(text) == ()
    assert is_inert(text)


@pytest.mark.parametrize(
    "text",
    [
        "saline with moon dust",
        "moon dust in saline",
        "saline + zincorin",
        "hyaluronic acid, zincorin",
        "lidocaine/adrenaline",
        "saline zincorin",
        "sodium chloride and zincorin",
        "zincorin in normal saline",
        "saline-zincorin",
        "HA plus zincorin 5 %",
        "сaline with saline",
        "saline and a cream",
        "acid in saline",
        "plasma with saline",
        "saline with serum",
    ],
)
def test_an_inert_liquid_with_something_unknown_is_not_inert(text: str) -> None:
    assert agents_in(text) == ()
    assert not is_inert(text)


@pytest.mark.parametrize("text", INERT)
@pytest.mark.parametrize("join", [" + ", ", ", " and ", " with ", " plus ", " in ", "/", "; ", " & "])
def test_what_joins_inert_things_is_inert(text: str, join: str) -> None:
    assert is_inert(f"{text}{join}saline")
    assert not is_inert(f"{text}{join}zincorin")


@pytest.mark.parametrize("text", NOTHING_NAMED)
def test_words_that_look_alike_name_nothing(text: str) -> None:
    assert agents_in(text) == ()
    assert not is_inert(text)


def test_every_agent_is_named_by_some_phrase() -> None:
    assert {agent for ids in NAMED.values() for agent in ids.split()} == {row.id for row in AGENTS.rows}


@pytest.mark.parametrize("arm", STUDIES.rows, ids=lambda arm: arm.id)
def test_what_studies_added_is_known(arm: StudyArm) -> None:
    text = added(arm)
    named = agents_in(text)
    if arm.arm_kind == "needling":
        assert named == ()
        assert not text or is_inert(text)
    elif text in ("nothing", "vitamin oil"):
        assert named == ()
    elif arm.arm_kind in ("needling_plus", "comparator"):
        assert named
    laser = {"laser", "ablative_laser", "non_ablative_laser"}
    assert len(laser & set(named)) == (1 if "laser" in text else 0)
    assert not {"tca", "peel"} <= set(named)


def test_what_studies_added_is_read_as_a_person_reads_it() -> None:
    """Every text of the table and what it names, gone over by eye."""
    texts = {added(arm) for arm in STUDIES.rows}
    found = {text: " ".join(agents_in(text)) for text in texts}
    several = {text: ids for text, ids in found.items() if " " in ids}
    assert several == {
        "subcision and 15 % TCA peel": "subcision tca",
        "subcision and TCA on single scars": "subcision tca",
        "subcision with a freezing roller": "subcision freezing_roller",
        "vitamin A and C creams": "vitamin_a vitamin_c",
        "diluted filler and vitamin C": "filler vitamin_c",
        "a steroid cream, silicone and pressure": "steroid_cream silicone",
    }
    assert {text for text, ids in found.items() if not ids and not is_inert(text)} == {"", "nothing"}


@given(st.lists(st.sampled_from(sorted(NAMED)), min_size=1, max_size=4))
def test_a_list_names_what_its_parts_name(parts: list[str]) -> None:
    alone = {agent for part in parts for agent in agents_in(part)}
    together = agents_in("; ".join(parts))
    swallowed = {other for agent in together for other in AGENTS.by_id[agent].swallows}
    assert set(together) == alone - swallowed
    assert len(set(together)) == len(together)


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    assert set(agents_in(text)) <= {row.id for row in AGENTS.rows}
    assert not (is_inert(text) and agents_in(text))
    assert set(agents_in(text.upper())) <= {row.id for row in AGENTS.rows}
