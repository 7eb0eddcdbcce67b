"""Finding claims: what people ask leads to the claim about it, and other questions lead nowhere."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from punctum.evidence.claim_search import CLAIM_WORDS, CLOSE, nearest_claims
from punctum.evidence.claims import CLAIMS, Claim, claim_named
from punctum.problems import InputError

ASKED = {
    "does it work for rosacea": "SC045", "will it shrink my pores": "SC032", "stretch marks": "SC031",
    "striae": "SC031", "strech marks": "SC031", "is it painful?": "SC106", "does it hurt": "SC106",
    "how long is the downtime": "SC114",
    "does it boost collagen production": "SC002", "does needling build collagen": "SC002", "is it painless": "SC113",
    "elastin": "SC003", "colagen": "SC002", "can I wear makeup after": "SC076",
    "can I wear make-up the next day": "SC076",
    "hair loss": "SC042", "does microneedling regrow hair": "SC043", "is it safe": "SC112",
    "is it safe for dark skin": "SC120", "cheaper than laser": "SC127", "is it better than laser": "SC128",
    "KELOID": "SC095", "can I go swimming": "SC087", "sauna": "SC086", "stop aspirin": "SC071",
    "blood thinners": "SC071", "retinol before treatment": "SC070", "vitamin c serum": "SC057", "sunscreen": "SC081",
    "instant glow": "SC049", "how many sessions do I need": "SC068", "how often": "SC069", "bruising": "SC104",
    "infection risk": "SC108", "hyaluronic acid after": "SC079", "melasma": "SC040", "dark spots": "SC040",
    "crow's feet": "SC026", "sagging skin": "SC037", "natural without chemicals": "SC131", "eczema": "SC092",
    "psoriasis": "SC093", "sensitive skin": "SC122", "thick skin deeper needles": "SC123", "numbing cream": "SC062",
    "how long does it last": "SC053", "how long will I be red": "SC098", "accutane": "SC094",
    "will I look younger": "SC048", "Redness and swelling usually subside within 24 to 48 hours": "SC101",
    "It fades stretch marks and shrinks large pores, with little downtime": "SC032",
    "It gives collagen and elastin for a youthful radiant glow in no time": "SC049",
}  # fmt: skip
NOT_ASKED = (
    "bitcoin price", "how to bake bread", "knee surgery", "my dog", "what time is it", "liposuction", "tattoo removal",
    "weather tomorrow", "asdfgh", "", " ", "?!", "the and of", "does botox hurt", "best restaurant", "cure cancer",
    "covid vaccine", "car insurance costs", "weight loss", "teeth whitening", "how tall is the eiffel tower",
    "which phone should I buy", "hip replacement recovery", "flights to spain", "is coffee healthy",
    "The best restaurants in Rome serve pasta with wine and cheese in the evening sun", "Stop smoking before surgery",
)  # fmt: skip


@pytest.mark.parametrize(("text", "claim"), ASKED.items())
def test_a_question_leads_to_its_claim(text: str, claim: str) -> None:
    assert claim in [match.claim.id for match in nearest_claims(text)]


@pytest.mark.parametrize("text", NOT_ASKED)
def test_another_question_leads_nowhere(text: str) -> None:
    assert nearest_claims(text) == ()


def test_the_threshold_lies_between_them() -> None:
    lowest = min(
        next(m.closeness for m in nearest_claims(text) if m.claim.id == claim) for text, claim in ASKED.items()
    )
    assert lowest > CLOSE + 0.02


@pytest.mark.parametrize("claim", CLAIMS.rows, ids=lambda claim: claim.id)
def test_a_claim_finds_itself_first(claim: Claim) -> None:
    found = nearest_claims(claim.claim)
    assert found[0].closeness == pytest.approx(1.0)
    assert claim.id in [match.claim.id for match in found if match.closeness == pytest.approx(1.0)]


@given(st.text(max_size=80), st.integers(0, 9))
def test_any_text_gives_few_claims_in_order(text: str, most: int) -> None:
    found = nearest_claims(text, most)
    assert len(found) <= most
    assert all(CLOSE <= match.closeness <= 1.0 + 1e-9 for match in found)
    assert found == nearest_claims(text, most)
    assert len({match.claim.id for match in found}) == len(found)


def test_case_order_and_punctuation_do_not_matter() -> None:
    assert nearest_claims("Stretch marks!") == nearest_claims("marks, STRETCH") == nearest_claims("stretch-marks")


def test_the_words_are_plain() -> None:
    words = [word for row in CLAIM_WORDS.rows for word in row.words]
    assert all(word == word.lower() for word in words)
    assert all(len(row.words) > 1 for row in CLAIM_WORDS.rows)


@pytest.mark.parametrize("text", ["SC028", "sc028", " SC28 ", "sc-28", "SC 28"])
def test_an_id_is_read_however_it_is_written(text: str) -> None:
    claim = claim_named(text)
    assert claim is not None
    assert claim.id == "SC028"


@pytest.mark.parametrize("text", ["acne scars", "SC", "SC028 and more", "28", ""])
def test_a_question_is_no_id(text: str) -> None:
    assert claim_named(text) is None


@pytest.mark.parametrize("text", ["SC134", "SC000", "sc9999"])
def test_an_unknown_id_is_said_with_the_nearest(text: str) -> None:
    with pytest.raises(InputError, match=r"an id from SC001 to SC133, found .*; did you mean 'SC\d\d\d'\?"):
        claim_named(text)
